"""What a file holds where its name's ending says something else: rich text saved as `.txt`."""

import json
import re

from corpora.errors import FileRefused

RICH_TEXT = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,40}\{\\rtf")
WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,40}(?:<\?xml[^<>]{0,200}>\s{0,40})?<(?:!doctype )?html\b", re.I
)
JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,40}[{\[]\s{0,400}[\"{]")
STARTS = (
    (re.compile(rb"%PDF-"), ".pdf"),
    (re.compile(rb"(?:\xef\xbb\xbf)?@(?:UTF8|Begin)\b"), ".cha"),
    (re.compile(rb'(?:\xef\xbb\xbf)?File type = "ooTextFile"'), ".textgrid"),
    (re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^<>]{0,200}>\s{0,40}<ANNOTATION_DOCUMENT\b"), ".eaf"),
)
PLAIN = (".txt", ".md")
ZIP = b"PK\x03\x04"
LOOK = 1_000


def held_suffix(content: bytes, suffix: str, where: str) -> str:
    """The ending that says what `content` plainly is; `suffix` where it is that, or plain text.

    Raises FileRefused where it is a web page.
    """
    head = content[:LOOK]
    if RICH_TEXT.match(head):
        return ".rtf"
    if suffix not in PLAIN:
        return suffix
    if WEB_PAGE.match(head):
        raise FileRefused(
            "this is a web page (HTML), not plain text",
            where=where,
            remedy="Open it in a word processor and save it as .docx.",
        )
    if content.startswith(ZIP):
        return _zipped(content, suffix)
    if JSON.match(head) and _holds_a_transcript(content):
        return ".json"
    return next((held for start, held in STARTS if start.match(head)), suffix)


def _zipped(content: bytes, suffix: str) -> str:
    if b"word/document.xml" in content:
        return ".docx"
    return ".odt" if b"opendocument.text" in content[:LOOK] else suffix


def _holds_a_transcript(content: bytes) -> bool:
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        return False
    rows = parsed.get("segments", parsed.get("monologues")) if isinstance(parsed, dict) else parsed
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) for row in rows)
