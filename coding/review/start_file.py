"""The link that lets in, handed to a browser in a file: what a command is given, all users can read.

The list of processes shows every word of a command to everybody on the machine, and opening a page
runs one. So the browser is given the name of a file that is its owner's only, and that leads on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from markupsafe import escape

from corpora.files import write_atomic

NAME = "start.html"
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={link}"><title>Start</title>
<p><a href="{link}">Go to the review</a></p></html>
"""


@contextmanager
def start_file(hidden: Path, link: str) -> Iterator[str]:
    """The address of a file in the hidden folder that leads to `link`; it is gone afterwards."""
    path = hidden / NAME
    write_atomic(path, _PAGE.format(link=escape(link)).encode(), mode=0o600)
    try:
        yield path.resolve().as_uri()
    finally:
        path.unlink(missing_ok=True)
