"""CHAT transcripts (`.cha`), as CHILDES and TalkBank write them."""

import re
from collections import Counter
from collections.abc import Iterator

from corpora.errors import FileRefused
from corpora.formats.lines.draft import Draft
from corpora.formats.lines.label_names import normal
from corpora.formats.timed.captions import Said, draft
from corpora.text import decode

TURN = re.compile(r"\*(?P<who>[^:\s]{1,20}):\s*(?P<said>.*)$", re.DOTALL)
MARK = re.compile(r"\x15(?P<start>\d{1,9})_\d{1,9}\x15")


def read(content: bytes, name: str) -> Draft:
    """The blocks of a CHAT file, one a main line. Headers and dependent tiers are left out."""
    counts: Counter[str] = Counter()
    said = list(_said(decode(content, name), counts))
    if not said and not counts and decode(content, name).strip():
        raise FileRefused(
            "this is not a CHAT transcript: it has no lines that begin with @ or *",
            where=name,
            remedy="Rename it to .txt if it is plain text.",
        )
    return draft(said, dict(counts))


def _said(text: str, counts: Counter[str]) -> Iterator[Said]:
    for line in _whole_lines(text):
        if match := TURN.match(line):
            mark = MARK.search(match["said"])
            seconds = int(mark["start"]) / 1000 if mark else None
            yield Said(MARK.sub(" ", match["said"]), normal(match["who"]) or None, seconds)
        elif line.startswith("@"):
            counts["header lines of the CHAT file"] += 1
        elif line.startswith("%"):
            counts["annotation lines of the CHAT file"] += 1


def _whole_lines(text: str) -> Iterator[str]:
    """The lines of a CHAT file; a line that starts with a tab goes on with the one before."""
    pieces: list[str] = []
    for line in text.lstrip("\ufeff").split("\n"):
        if line.startswith(("\t", " ")) and pieces:
            pieces.append(line.strip())
            continue
        if pieces:
            yield " ".join(pieces)
        pieces = [line.strip()] if line.strip() else []
    if pieces:
        yield " ".join(pieces)
