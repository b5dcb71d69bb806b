"""OpenDocument text. Every text here is invented."""

import pytest
from made_odt import NAMES, odt
from reading import left_out, read, turns, zipped

from corpora.errors import FileRefused

SAID = [("Ann", "Who came?"), ("Bob", "Nobody."), ("Ann", "Why?"), ("Bob", "It was late.")]


@pytest.mark.parametrize(
    "form",
    [
        '<text:p><text:span text:style-name="B">{0}:</text:span> {1}</text:p>',
        '<text:p><text:span text:style-name="B">{0}</text:span>: {1}</text:p>',
        "<text:p>{0}:<text:s/><text:s text:c='3'/>{1}</text:p>",
        "<text:p>{0}:<text:tab/>{1}</text:p>",
        "<text:p>{0}:<text:line-break/>{1}</text:p>",
        "<text:p>{0}:</text:p>\n  <text:p>{1}</text:p><text:p/>",
        '<text:p><text:span text:style-name="B">{0}</text:span> {1}</text:p>',
        "<text:p>{0}: <text:a>{1}</text:a></text:p>",
        "<text:p>{0}:\n   {1}</text:p>",
    ],
)
def test_a_dialogue_in_many_layouts(form: str) -> None:
    body = "".join(form.format(name, words) for name, words in SAID)
    assert turns(odt(body), ".odt") == SAID


def test_names_in_a_table() -> None:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in SAID
    )
    assert turns(odt(f"<table:table>{rows}</table:table>"), ".odt") == SAID


@pytest.mark.parametrize(
    ("body", "said", "listed"),
    [
        ("", "", {}),
        ("<text:p/>", "", {}),
        ("<text:p>a<text:note><text:note-body><text:p>below</text:p></text:note-body></text:note></text:p>",
         "a", {"footnotes": 1}),
        ("<text:p>a<office:annotation><text:p>remark</text:p></office:annotation></text:p>", "a", {"comments": 1}),
        ("<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
         "</text:changed-region></text:tracked-changes><text:p>a</text:p>", "a", {"tracked deletions": 1}),
        ('<text:p>a<text:span text:style-name="H">secret</text:span></text:p>', "a", {"hidden passages": 1}),
        ("<text:p>a<text:hidden-text>secret</text:hidden-text></text:p>", "a", {"hidden passages": 1}),
        ("<text:p>a<draw:frame><draw:image/></draw:frame></text:p>", "a", {"images": 1}),
        ("<text:p>a<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame></text:p>",
         "a|boxed", {}),
        ("<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>", "item", {}),
        ("<text:h>Title</text:h><text:p>a</text:p>", "a", {}),
        ("<text:section><text:p>a</text:p></text:section>", "a", {}),
    ],
)  # fmt: skip
def test_what_is_text_and_what_is_listed(body: str, said: str, listed: dict[str, int]) -> None:
    found = read(odt(body), ".odt")
    assert "|".join(found.said(turn) for turn in found.turns) == said
    assert left_out(found) == listed
    assert "secret" not in found.text


def test_headers_and_footers_are_listed() -> None:
    styles = (
        f"<office:document-styles{NAMES}><style:header><text:p>Private</text:p></style:header>"
        "<style:footer><text:p>2</text:p></style:footer></office:document-styles>"
    )
    assert left_out(read(odt("<text:p>a</text:p>", styles=styles), ".odt")) == {
        "page headers": 1, "page footers": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not really a"),
        (zipped({"word/document.xml": "<a/>"}), "not an OpenDocument"),
        (zipped({"content.xml": "<a/>"}), "not an OpenDocument"),
        (zipped({"content.xml": "<!DOCTYPE a><a/>"}), "contains a DTD"),
        (odt("", settings="<!DOCTYPE a><a/>"), "contains a DTD"),
        (zipped({"content.xml": "", "META-INF/manifest.xml":
                 f"<manifest:manifest{NAMES}><manifest:encryption-data/></manifest:manifest>"}), "password"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        read(content, ".odt")
