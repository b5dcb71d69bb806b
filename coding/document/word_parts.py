"""What python-docx has no words for: fields, links within a file, headings of tables, alt text."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor

_A4_WIDTH, _A4_HEIGHT = Cm(21), Cm(29.7)
_MARGIN, _MARGIN_TOP = Cm(2), Cm(2.2)
_LINK = RGBColor(0x0B, 0x4F, 0x9E)
TEXT_WIDTH = _A4_WIDTH - 2 * _MARGIN
_NEWEST_LAYOUT = "15"
# The schema has an order for what is said of a paragraph, and Word insists on it.
_AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:bidi", *_AFTER_BIDI)


def element(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML, `w:` before its name and those of its attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_page(document: Any) -> None:
    """A4 with margins, laid out as Word does today and not as in 2007."""
    section = document.sections[0]
    section.page_width, section.page_height = _A4_WIDTH, _A4_HEIGHT
    section.left_margin = section.right_margin = section.bottom_margin = _MARGIN
    section.top_margin = _MARGIN_TOP
    compatibility = element("compat")
    compatibility.append(
        element(
            "compatSetting",
            name="compatibilityMode",
            uri="http://schemas.microsoft.com/office/word",
            val=_NEWEST_LAYOUT,
        )
    )
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.replace(old, compatibility)
        return
    settings.append(compatibility)


def set_language(document: Any, language: str) -> None:
    """The language in which the text is read aloud and its spelling is checked."""
    properties = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    )
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(element("lang", val=language, eastAsia=language, bidi="ar-SA"))


def add_word_field(paragraph: Any, code: str, shown: str) -> None:
    """A field that Word works out, such as `PAGE`; `shown` stands there until it has."""
    begin_field(paragraph, code)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Any, code: str) -> None:
    """What follows, up to `end_field`, is what the field said last."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="begin"))
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="separate"))


def end_field(paragraph: Any) -> None:
    """The end of a field that was begun in this paragraph or before it."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """A name for this paragraph that links can lead to; `number` is unlike every other one's."""
    inside = paragraph._p
    start = element("bookmarkStart", id=str(number), name=name)
    place = 1 if inside.pPr is not None else 0
    inside.insert(place, start)
    inside.append(element("bookmarkEnd", id=str(number)))


def add_link(paragraph: Any, text: str, bookmark: str) -> None:
    """A link to another place in the file."""
    link = element("hyperlink", anchor=bookmark, history="1")
    run = paragraph.add_run(text)
    run.font.color.rgb, run.font.underline = _LINK, True
    link.append(run._r)
    paragraph._p.append(link)


def set_box(paragraph: Any, *, sides: Sequence[str], colour: str, fill: str = "") -> None:
    """A frame on these sides of a paragraph, `left`, `right`, `top`, `bottom`, and what is behind it.

    A frame on all sides stays within the margins.
    """
    if len(sides) == 4:
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(0.25)
    properties = paragraph._p.get_or_add_pPr()
    borders = element("pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            borders.append(element(side, val="single", sz="12", space="6", color=colour))
    properties.insert_element_before(borders, *_AFTER_BORDERS)
    if fill:
        shading = element("shd", val="clear", color="auto", fill=fill)
        properties.insert_element_before(shading, *_AFTER_BORDERS[1:])


def set_table_heading(table: Any, caption: str, *, whole: bool) -> None:
    """The first row is the heading on each page, no row is torn in two, and the table has a name.

    A heading stays with the row below it; a `whole` table stays on one page.
    """
    for row in table.rows[: -1 if whole else 1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    properties.append(element("tblLook", val="00A0", firstRow="1", lastRow="0", firstColumn="1",
                              lastColumn="0", noHBand="1", noVBand="1"))  # fmt: skip
    properties.append(element("tblCaption", val=caption))


def set_shading(cell: Any, fill: str) -> None:
    """What is behind the text of a cell."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=fill))


def set_alt_text(shape: Any, alt: str) -> None:
    """What is read to who does not see the picture."""
    shape._inline.docPr.set("descr", alt)


def set_right_to_left(paragraph: Any) -> None:
    """The paragraph is in a script that is read from the right."""
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(element("bidi"), *_AFTER_BIDI)
    for run in paragraph.runs:
        run.font.rtl = True


def numbered_anew(document: Any, style: str) -> int:
    """The number of a list of this style that counts from 1 again."""
    numbering = document.part.numbering_part.element
    asked = document.styles[style].element.pPr.numPr.numId.val
    old = next(num for num in numbering.num_lst if num.numId == asked)
    new = numbering.add_num(old.abstractNumId.val)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(new.numId)


def set_list(paragraph: Any, number: int) -> None:
    """The paragraph belongs to the list of this number."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number
