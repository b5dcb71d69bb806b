"""Word files of one look: one face without serifs, black, and the same bytes each time."""

import zipfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from corpora.visible import visible

_FIXED = datetime(1980, 1, 1)
_TITLE_LETTERS = 255
_THEMES = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def set_letters(document: Any, points: Mapping[str, int], *, after: int, spacing: float) -> None:
    """Make the paper A4 and give the styles their size in points, `after` points below a paragraph.

    `spacing` is the height of the lines of running text, as a multiple of the letters'.
    """
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
    for name, size in points.items():
        style = document.styles[name]
        style.font.name, style.font.size = "Arial", Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in _THEMES:
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = spacing if name == "Normal" else None


def word_bytes(document: Any, *, title: str, language: str = "en-GB") -> bytes:
    """The document as .docx, of no author and no date."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = visible(title)[:_TITLE_LETTERS]
    properties.language, properties.revision = language, 1
    properties.created = properties.modified = _FIXED
    out = BytesIO()
    document.save(out)
    return _with_one_date(out.getvalue())


def _with_one_date(content: bytes) -> bytes:
    """The archive with every member dated alike."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
