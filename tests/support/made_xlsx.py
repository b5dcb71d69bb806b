"""Workbooks, made for tests part by part."""

from reading import zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(sheet: str, shared: str = "", book: str = '<sheet r:id="r1"/>', **parts: str) -> bytes:
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped({
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>{book}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{links}"><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    } | {f"xl/{stem}.xml": content for stem, content in parts.items()})  # fmt: skip


SHARED = "<si><t>id</t></si><si><t>text</t></si><si><r><t>I felt that </t></r><r><t>they heard me.</t></r></si>"


SHEET = (
    '<row><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
    '<row><c r="A2" t="inlineStr"><is><t>P1</t></is></c><c r="C2" t="s"><v>2</v></c></row>'
    '<row/><row><c r="A9" t="str"><f>1</f><v>P2</v></c><c r="B9"><v>3</v></c>'
    '<c r="C9" t="inlineStr"><is><t>Nobody wrote it down, ever.</t></is></c></row>'
)
