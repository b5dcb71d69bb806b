"""PDF: the pages are taken apart in a process of its own, which may neither linger nor swell."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpora.errors import FileRefused
from corpora.formats.documents.document import draft_of_document
from corpora.formats.lines.draft import NO_HINTS, Draft, Hints
from corpora.formats.pdf.pages import lines_of_pages
from corpora.formats.pdf.pieces import PdfPage

CHILD = Path(__file__).with_name("child.py")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one PDF may cost."""

    seconds: int = 60
    bytes: int = 1024 * MEGABYTE


REASONS = {
    "locked": (
        "the PDF is locked by a password",
        "Save a copy without a password.",
    ),
    "broken": (
        "this is not really a PDF, or it is damaged",
        "Open it in the program that made it and save it again.",
    ),
    "pictures": (
        "the pages are pictures without text",
        "Run text recognition (OCR) over it, or ask whoever made it for the text.",
    ),
    "memory": (
        "reading the PDF needs too much memory",
        "Print it to a new PDF, or save the text as .docx or .txt.",
    ),
    "time": (
        "reading the PDF takes too long",
        "Print it to a new PDF, or save the text as .docx or .txt.",
    ),
}


def read(content: bytes, name: str, hints: Hints = NO_HINTS, *, limits: Limits = Limits()) -> Draft:
    """The blocks of a PDF. Raises FileRefused where it is locked, broken, pictures or too much."""
    found = _taken_apart(content, name, limits)
    if reason := found.get("refused"):
        raise _refusal(reason, name)
    pages = [PdfPage.from_child(page) for page in found["pages"]]
    if found["pictures"] and not any(piece.text.strip() for page in pages for piece in page.pieces):
        raise _refusal("pictures", name)
    lines, left_out = lines_of_pages(pages)
    return draft_of_document(lines, left_out | {"images": found["pictures"]}, hints)


def _refusal(reason: str, where: str) -> FileRefused:
    what, remedy = REASONS.get(reason, REASONS["broken"])
    return FileRefused(what, where=where, remedy=remedy)


def _taken_apart(content: bytes, where: str, limits: Limits) -> dict[str, Any]:
    """What the child process found: `pages` and `pictures`, or why it was `refused`."""
    command = [sys.executable, "-I", str(CHILD), str(limits.seconds), str(limits.bytes)]
    # The child sees none of this process's settings, whatever secrets they hold.
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            env=environment,
            timeout=limits.seconds * 2,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "time"}
    try:
        found = json.loads(done.stdout)
    except ValueError:
        # A child that was stopped by a limit says nothing: the signal tells which.
        return {"refused": "time" if done.returncode in (-24, -9, 152, 137) else "memory"}
    return found if isinstance(found, dict) else {"refused": "broken"}
