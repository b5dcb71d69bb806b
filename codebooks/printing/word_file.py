"""A codebook as a Word file with real headings, the same bytes each time."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from codebooks.printing.blocks import PrintedBlock

FIXED = datetime(1980, 1, 1)
SIZES = {(False, False): 12, (True, False): 18, (False, True): 16, (True, True): 20}
LARGER = {"Title": 1.9, "Heading 1": 1.5, "Heading 2": 1.2, "Heading 3": 1.0, "List Bullet": 1.0}
STYLES = {"title": "Title", "theme": "Heading 1", "code": "Heading 2", "label": "Heading 3"}


def word_document(
    blocks: Sequence[PrintedBlock], *, large_print: bool = False, easy_read: bool = False
) -> bytes:
    """The .docx of these blocks; `large_print` sets it in 18 points and more."""
    from docx import Document

    made = Document()
    _set_letters(made, SIZES[large_print, easy_read], 1.6 if large_print or easy_read else 1.3)
    for each in blocks:
        style = STYLES.get(each.kind, "List Bullet" if each.kind == "item" else "Normal")
        made.add_paragraph(each.text, style=style)
    said = made.core_properties
    said.author = said.last_modified_by = said.comments = ""
    said.title = next((each.text for each in blocks if each.kind == "title"), "")[:255]
    said.language, said.revision = "en-GB", 1
    said.created = said.modified = FIXED
    out = BytesIO()
    made.save(out)
    return _same_dates(out.getvalue())


def _set_letters(made: Any, points: int, spacing: float) -> None:
    """One face without serifs, black, in the size asked for; headings in proportion."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, factor in {"Normal": 1.0, **LARGER}.items():
        style = made.styles[name]
        style.font.name, style.font.size = "Arial", Pt(round(points * factor))
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_after = Pt(round(points * 0.5))
        style.paragraph_format.line_spacing = spacing if name == "Normal" else None


def _same_dates(content: bytes) -> bytes:
    """The archive with every member dated alike."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
