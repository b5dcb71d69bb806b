"""A codebook as a page that stands alone: no script, no link, nothing fetched."""

import html
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import groupby

from codebooks.printing.blocks import PrintedBlock

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
TAGS = {
    "page": "p",
    "title": "h1",
    "theme": "h2",
    "code": "h3",
    "about": "p",
    "text": "p",
    "label": "h4",
}
CLASSES = {"page": ' class="number"', "about": ' class="about"'}


def page(
    blocks: Sequence[PrintedBlock], *, large_print: bool = False, easy_read: bool = False
) -> bytes:
    """The page of these blocks; `large_print` sets it in 18 points and more."""
    classes = " ".join(name for name, on in (("large", large_print), ("easy", easy_read)) if on)
    style = (resources.files("codebooks.printing") / "print.css").read_text("utf-8")
    title = next((each.text for each in blocks if each.kind == "title"), "Codebook")
    head = [
        "<!doctype html>",
        '<html lang="en-GB">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{html.escape(title)}</title>",
        f"<style>{style}</style></head>",
        f'<body class="{classes}"><main>',
    ]
    lines = [*head, *_body(blocks, 1 if large_print else 2), "</main></body></html>", ""]
    return "\n".join(lines).encode("utf-8", "replace")


def _body(blocks: Sequence[PrintedBlock], pages_a_sheet: int) -> Iterator[str]:
    """The blocks as elements, in easy read so many pages on each sheet."""
    pages = _pages(blocks)
    if len(pages) == 1:
        yield from _elements(pages[0])
        return
    for first in range(0, len(pages), pages_a_sheet):
        yield '<div class="sheet">'
        for page in pages[first : first + pages_a_sheet]:
            yield from ('<section class="page">', *_elements(page), "</section>")
        yield "</div>"


def _pages(blocks: Sequence[PrintedBlock]) -> list[list[PrintedBlock]]:
    """The blocks by page, each page with its number first; one page where none is numbered."""
    pages: list[list[PrintedBlock]] = []
    for block in blocks:
        if block.kind == "page" or not pages:
            pages.append([])
        pages[-1].append(block)
    return pages


def _elements(blocks: Sequence[PrintedBlock]) -> Iterator[str]:
    """The blocks as elements; a code and all of it is an article, so that it prints on one page."""
    within = False
    for items, group in groupby(blocks, lambda each: each.kind == "item"):
        if items:
            yield "<ul>"
            yield from (f"<li>{html.escape(each.text)}</li>" for each in group)
            yield "</ul>"
            continue
        for each in group:
            if each.kind in ("code", "theme") and within:
                yield "</article>"
                within = False
            if each.kind == "code":
                yield "<article>"
                within = True
            tag, role = TAGS[each.kind], CLASSES.get(each.kind, "")
            if each.kind == "label" and not within:
                tag = "h3"
            yield f"<{tag}{role}>{html.escape(each.text)}</{tag}>"
    if within:
        yield "</article>"
