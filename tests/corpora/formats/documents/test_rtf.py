"""Rich Text Format. Every text here is invented."""

import pytest
from made_rtf import SAID, dialogue, rtf
from reading import left_out, read, turns

from corpora.errors import FileRefused


@pytest.mark.parametrize(
    "form",
    [
        "{{\\pard {{\\b {0}:}} {1}\\par}}",
        "\\pard\\b {0}:\\b0  {1}\\par",
        "{{\\b {0}}}: {1}\\par",
        "{0}:\\tab {1}\\par",
        "{0}:\\line {1}\\par",
        "{0}:\\par\n{1}\\par\\par",
        "\\pard\\plain\\f0\\fs24 {0}: {1}\n\\par ",
        "{{\\*\\bkmkstart x}}{0}: {1}{{\\*\\bkmkend x}}\\par",
        "\\trowd\\cellx1000\\cellx5000\\pard\\intbl {0}\\cell\\pard\\intbl {1}\\cell\\row\\pard",
        "{{\\b {0}}} {1}\\par",
    ],
)
def test_a_dialogue_in_many_layouts(form: str) -> None:
    assert turns(dialogue(form), ".rtf") == SAID


@pytest.mark.parametrize("body", ["", "\\par", "\\par\\par ", "{}"])
def test_nothing_said_is_no_turn(body: str) -> None:
    assert turns(rtf(body), ".rtf") == []


@pytest.mark.parametrize(
    ("body", "said", "listed"),
    [
        ("caf\\'e9", "caf\u00e9", {}),
        ("caf\\u233?", "caf\u00e9", {}),
        ("caf\\u233\\'e9!", "caf\u00e9!", {}),
        ("\\uc0 caf\\u233 !", "caf\u00e9!", {}),
        ("\\uc2 caf\\u233 ab!", "caf\u00e9!", {}),
        ("\\u-10179?\\u-8704?", "\U0001f600", {}),
        ("\\ldblquote a\\rdblquote\\emdash b\\~c", "\u201ca\u201d\u2014b\u00a0c", {}),
        ("a\\\\b\\{c\\}", "a\\b{c}", {}),
        ("kept{\\v secret}", "kept", {"hidden passages": 1}),
        ("kept{\\deleted gone}", "kept", {"tracked deletions": 1}),
        ("kept{\\footnote beneath}", "kept", {"footnotes": 1}),
        ("kept{\\*\\annotation remark}", "kept", {"comments": 1}),
        ("{\\header above}kept{\\footer below}", "kept", {"page headers": 1, "page footers": 1}),
        ("kept{\\pict\\pngblip 89504e47}", "kept", {"images": 1}),
        ("kept{\\*\\unknown secret}", "kept", {}),
        ("{\\info{\\author Somebody}}kept", "kept", {"document properties (author, title)": 1}),
        ('{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt link}}', "link", {}),
        ("a\\bin5 12{45b", "ab", {}),
        ("{\\shp{\\*\\shpinst{\\shptxt in a box\\par}}}kept", "in a box|kept", {}),
    ],
)
def test_what_is_text_and_what_is_listed(body: str, said: str, listed: dict[str, int]) -> None:
    found = read(rtf(body + "\\par"), ".rtf")
    assert "|".join(found.said(turn) for turn in found.turns) == said
    assert left_out(found) == listed
    assert "secret" not in found.text


@pytest.mark.parametrize(
    ("head", "body", "said"),
    [
        ("\\ansi\\ansicpg1250", "\\'e8\\'e9", "\u010d\u00e9"),
        ("\\mac", "\\'8e", "\u00e9"),
        ("\\ansi{\\fonttbl{\\f0\\fcharset204 Arial;}{\\f1\\fcharset0 Arial;}}", "\\f0\\'ef\\f1\\'ef", "\u043f\u00ef"),
        ("\\ansi\\ansicpg932", "\\'83A", "\u30a2"),
        ("\\ansi\\ansicpg99999", "\\'e9", "\u00e9"),
    ],
)  # fmt: skip
def test_the_encoding_is_the_one_the_file_declares(head: str, body: str, said: str) -> None:
    assert turns(rtf(body, head), ".rtf") == [(None, said)]


@pytest.mark.parametrize("content", [b"", b"hello", b"{\\rt", b"{rtf1 x}"])
def test_what_is_no_rtf_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused, match="not an RTF"):
        read(content, ".rtf")


@pytest.mark.parametrize(
    "body",
    [
        "{" * 200_000,
        "}" * 200_000,
        "\\u" * 50_000,
        "\\'" * 50_000,
        "\\bin99999999999 x",
        "\\uc-5 \\u5",
    ],
)
def test_broken_rtf_is_read_or_refused(body: str) -> None:
    try:
        read(rtf(body), ".rtf")
    except FileRefused as refusal:
        assert "nests more than" in str(refusal)
