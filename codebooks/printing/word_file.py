"""A codebook as a Word file with real headings, the same bytes each time."""

from collections.abc import Sequence

from codebooks.printing.blocks import PrintedBlock
from corpora.handed_out.word_files import set_letters, word_bytes

SIZES = {(False, False): 12, (True, False): 18, (False, True): 16, (True, True): 20}
LARGER = {"Title": 1.9, "Heading 1": 1.5, "Heading 2": 1.2, "Heading 3": 1.0, "List Bullet": 1.0}
STYLES = {"title": "Title", "theme": "Heading 1", "code": "Heading 2", "label": "Heading 3"}


def word_document(
    blocks: Sequence[PrintedBlock], *, large_print: bool = False, easy_read: bool = False
) -> bytes:
    """The .docx of these blocks; `large_print` sets it in 18 points and more."""
    from docx import Document

    document, points = Document(), SIZES[large_print, easy_read]
    sizes = {name: round(points * factor) for name, factor in {"Normal": 1.0, **LARGER}.items()}
    spacing = 1.6 if large_print or easy_read else 1.3
    set_letters(document, sizes, after=round(points * 0.5), spacing=spacing)
    for block in blocks:
        style = STYLES.get(block.kind, "List Bullet" if block.kind == "item" else "Normal")
        document.add_paragraph(block.text, style=style)
    title = next((block.text for block in blocks if block.kind == "title"), "")
    return word_bytes(document, title=title)
