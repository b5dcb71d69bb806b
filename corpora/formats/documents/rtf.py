"""Rich Text Format: the text of the body with its bold and its tables; the rest is listed."""

from corpora.errors import FileRefused
from corpora.formats.documents.document import draft_of_document
from corpora.formats.documents.rtfbody import Body
from corpora.formats.documents.rtftokens import tokens
from corpora.formats.lines.draft import NO_HINTS, Draft, Hints

MOST_GROUPS = 10_000


def read(content: bytes, name: str, hints: Hints = NO_HINTS) -> Draft:
    """The blocks of an RTF document."""
    content = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content.startswith(b"{\\rtf"):
        raise FileRefused(
            "this is not an RTF document",
            where=name,
            remedy="Open it in the program that made it and save it as .docx.",
        )
    body = Body()
    for token in tokens(content):
        body.take(token)
        if body.depth > MOST_GROUPS:
            raise FileRefused(
                f"the document nests more than {MOST_GROUPS:,} groups",
                where=name,
                remedy="Open it in a word processor and save it as .docx.",
            )
    return draft_of_document(body.lines(), body.counts, hints)
