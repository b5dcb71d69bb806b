"""What a file holds where its name's ending says something else: rich text saved as `.txt`."""

import json
import re

from corpora.errors import FileRefused
from corpora.formats.documents import docx, odt, rtf
from corpora.formats.pdf import pdf
from corpora.formats.speech.draft import Draft, Reader
from corpora.formats.timed import cha, eaf, textgrid, whisper

RICH_TEXT = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,40}\{\\rtf")
WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,40}(?:<\?xml[^<>]{0,200}>\s{0,40})?<(?:!doctype )?html\b", re.I
)
JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,40}[{\[]\s{0,400}[\"{]")
STARTS: tuple[tuple[re.Pattern[bytes], Reader], ...] = (
    (re.compile(rb"%PDF-"), pdf.read),
    (re.compile(rb"(?:\xef\xbb\xbf)?@(?:UTF8|Begin)\b"), cha.read),
    (re.compile(rb'(?:\xef\xbb\xbf)?File type = "ooTextFile"'), textgrid.read),
    (re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^<>]{0,200}>\s{0,40}<ANNOTATION_DOCUMENT\b"), eaf.read),
)
PLAIN = (".txt", ".md")
ZIP = b"PK\x03\x04"
LOOK = 1_000


def other_reader(content: bytes, suffix: str) -> Reader | None:
    """The reader for what `content` plainly is, where that is not what its ending says."""
    head = content[:LOOK]
    if RICH_TEXT.match(head):
        return None if suffix == ".rtf" else rtf.read
    if suffix not in PLAIN:
        return None
    if WEB_PAGE.match(head):
        return _refuse_web_page
    if content.startswith(ZIP):
        return _of_zip(content)
    if JSON.match(head) and _holds_a_transcript(content):
        return whisper.read
    return next((reader for start, reader in STARTS if start.match(head)), None)


def _of_zip(content: bytes) -> Reader | None:
    if b"word/document.xml" in content:
        return docx.read
    return odt.read if b"opendocument.text" in content[:LOOK] else None


def _holds_a_transcript(content: bytes) -> bool:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return False
    rows = found.get("segments", found.get("monologues")) if isinstance(found, dict) else found
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) for row in rows)


def _refuse_web_page(_: bytes, name: str) -> Draft:
    raise FileRefused(
        "this is a web page (HTML), not plain text",
        where=name,
        remedy="Open it in a word processor and save it as .docx.",
    )
