"""Markdown: headings are not speech, code is left out, bold names are names."""

import re
from collections import Counter
from dataclasses import replace

from corpora.formats.columns.typed_tables import lines_with_tables
from corpora.formats.documents.document import captions_in_text, draft_of_document
from corpora.formats.documents.txt import lines_of_text
from corpora.formats.lines.draft import NO_HINTS, Draft, Hints
from corpora.formats.lines.lines import Line
from corpora.formats.lines.unsaid import is_rule
from corpora.text import decode

FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
FENCE_LINE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})[a-z]{0,20}[ \t]*$", re.MULTILINE)
EMPHASIS = re.compile(r"(\*\*\*|\*\*|__|\*|_)(?=\S)(.{1,100}?)(?<=\S)\1")
QUOTE = re.compile(r"(?:\s{0,3}>\s?)+")
BULLET = re.compile(r"\s*[-*+]\s+(?=\S)")


def read(content: bytes, name: str, hints: Hints = NO_HINTS) -> Draft:
    """The blocks of a Markdown text."""
    source = decode(content, name)
    captions = captions_in_text(FENCE_LINE.sub("", source), hints)
    if captions is not None:
        return captions
    text, fences = without_code(source)
    counts = Counter({"blocks of code": fences})
    lines = lines_with_tables(list(lines_of_text(text)), counts)
    return draft_of_document([_line(line) for line in lines], counts, hints)


def without_code(text: str) -> tuple[str, int]:
    """`text` without its fenced code, and how many blocks of it there were."""
    kept: list[str] = []
    code: list[str] = []
    fence, count = "", 0
    for line in text.split("\n"):
        mark = FENCE.match(line)
        if fence:
            code.append(line)
            if line.strip().startswith(fence):
                fence, code, count = "", [], count + 1
        elif mark:
            fence, code = mark[0].strip()[:3], [line]
        else:
            kept.append(line)
    # A fence that is never closed is a slip: what follows it is kept.
    return "\n".join(kept + code), count


def _line(line: Line) -> Line:
    text = line.text
    if line.speaker is not None or line.kind == "unsaid":
        return line
    if text.startswith("#") and text.lstrip("#")[:1] in (" ", ""):
        return replace(line, kind="heading")
    if is_rule(text):
        return replace(line, kind="heading")
    if text.startswith("|"):
        return replace(line, kind="unsaid")
    if text.startswith(">"):
        text = QUOTE.sub("", text, count=1)
    if bullet := BULLET.match(text):
        text = text[bullet.end() :]
        line = replace(line, kind="bullet")
    return _plain(replace(line, text=text))


def _plain(line: Line) -> Line:
    """`line` with the marks around an emphasised beginning taken off and its length kept."""
    match = EMPHASIS.match(line.text)
    if match is None:
        return line
    rest = line.text[match.end() :]
    if not rest.strip(" :") and not match[2].endswith(":") and line.kind == "text":
        return replace(line, text=match[2] + rest, emphasis=len(match[2]), kind="bold")
    return replace(line, text=match[2] + rest, emphasis=len(match[2]))
