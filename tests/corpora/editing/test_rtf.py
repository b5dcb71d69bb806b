"""RTF documents edited in place. Every text is invented."""

import pytest
from edited import edited, groups, pieces_of, signed, unchanged
from made_rtf import SAID, dialogue, rtf
from reading import turns

from corpora.editing.rtf import rtf_editor
from corpora.errors import FileRefused

FONTS = "\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}{\\f1\\fcharset204 Ann;}}"
COMMENT = (
    "{\\*\\atrfstart 7}one{\\*\\atrfend 7}{\\*\\atnid AB}{\\*\\atnauthor Ann Bell}\\chatn"
    "{\\*\\annotation{\\*\\atnref 7}{\\*\\atndate 99}\\pard Hers.}"
)


def whole(body: str) -> bytes:
    return rtf(body, FONTS)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\\pard {\\b Ann:} Who\\'e9 came\\emdash\\u8217?\\par\r\nBob\\tab x",
        "\\uc2\\u8217\\'92\\'92 raw \xe9 {\\*\\unknown Ann}\\bin3 }{\\ \\~\\_\\\\\\{\\}",
        "{\\pict 00ff}{\\f1\\'c0\\'ed\\'ed\\'e0}",
        "{ unclosed {\\b Ann",
        "}} too many",
    ],
)
def test_a_document_whose_texts_stay_is_the_same_bytes(body: str) -> None:
    assert unchanged(rtf_editor(whole(body))) == whole(body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ("\\pard {\\b Ann:} Who\r\n came?\\par Bob: Me.", ["Ann: Who came?", "Bob: Me."]),
        ("Ann\\tab Bell\\line x", ["Ann\tBell\nx"]),
        ("Ren\\'e9e \\u352\\'8aic\\emdash{\\b x}\\~y", ["Renée Šic\u2014x\u00a0y"]),
        ("\\uc0\\u55357\\u56832 x", ["\U0001f600x"]),
        ("{\\f1\\'c0\\'ed\\'ed\\'e0}", ["Анна"]),
        ("An{\\v XX}n{\\deleted YY}", ["Ann", "XX", "YY"]),
        ("{\\header Ann P}Body{\\footnote Ann laughs}", ["Body", "Ann P", "Ann laughs"]),
        ("{\\info{\\author Ann Bell}{\\title Talk}}Body", ["Body", "Ann Bell", "Talk"]),
        ("{\\*\\revtbl{Unknown;}{Ann Bell;}}", ["Unknown", "Ann Bell"]),
        (COMMENT, ["one", "AB", "Ann Bell", "Hers."]),
        ('{\\field{\\*\\fldinst HYPERLINK "mailto:ann"}{\\fldrslt write}}', ["write", 'HYPERLINK "mailto:ann"']),
        ("{\\pict 00ff}{\\*\\themedata 00ff}", []),
        ("a\\cell b\\cell\\row", ["a", "b"]),
    ],
)  # fmt: skip
def test_every_text_is_offered_that_of_the_body_first(body: str, expected: list[str]) -> None:
    assert pieces_of(rtf_editor(whole(body))) == expected


@pytest.mark.parametrize(
    ("body", "changes", "expected"),
    [
        ("Ann and Bob", {"Ann and Bob": "[w] and Bob"}, "[w] and Bob"),
        # What stays of a text stays in the bytes that it was written in.
        ("R\\'e9 \\lquote{}raw \xe9 Ann\\emdash x", {"raw é Ann\u2014x": "raw é [w]\u2014x"},
         "R\\'e9 \\lquote{}raw \xe9 [w]\\emdash x"),
        ("{Ann}", {"Ann": "\\{é}\u2014Š\t\n\u00a0\u20ac"}, "{\\\\\\{\\'e9\\}\\'97\\'8a\\tab \\line \\~\\'80}"),
        ("{Ann}", {"Ann": "Ж\U0001f600"}, "{\\u1046?\\u-10179?\\u-8704?}"),
        ("{\\uc0 Ann}", {"Ann": "Ж"}, "{\\uc0 \\u1046 }"),
        ("{\\uc2 Ann}", {"Ann": "Ж"}, "{\\uc2 \\u1046??}"),
        ("{\\f1 Ann}", {"Ann": "Жé"}, "{\\f1 \\'c6\\u233?}"),
        # A control word must not run into the letters that come to stand behind it.
        ("\\pard\\'c9va", {"Éva": "Eva"}, "\\pard Eva"),
        ("\\pard\\'c9va", {"Éva": " x"}, "\\pard  x"),
        ("x\\emdash\\'e9t", {"x\u2014ét": "x\u2014t"}, "x\\emdash t"),
        ("\\b\\par Ann", {}, "\\b\\par Ann"),
        ("{\\info{\\author Ann}}x", {"Ann": "[w]"}, "{\\info{\\author [w]}}x"),
        ("{\\*\\revtbl{Unknown;}{Ann;}}x", {"Ann": None}, "{\\*\\revtbl{Unknown;}{;}}x"),
        # Whatever held nothing else goes as well, and no more than that.
        ("\\pard {\\b Ann:} Who?\\par\n\\pard Bob.\\par", {"Ann:": None, " Who?": None}, "\\pard \n\\pard Bob.\\par"),
        ("{\\pard\\fi0 {\\b Ann:} Who?\\par}\n{\\pard Bob.\\par}", {"Ann:": None, " Who?": None}, "\n{\\pard Bob.\\par}"),
        ("{\\b Ann:} Who?\\par", {"Ann:": None}, " Who?\\par"),
        ("Ann\\par{\\pict 00}Ann\\par Bob", {"Ann": None}, "{\\pict 00}\\par Bob"),
        ("Bob\\par\\pard\\par Ann", {"Ann": None}, "Bob\\par\\pard\\par "),
        ("A\\page\\par B", {"A": None}, "\\page\\par B"),
        ("{\\v B}A\\par C", {"A": None}, "{\\v B}\\par C"),
        ("{\\listtext 1.\\tab}A\\par C", {"A": None}, "C"),
        ("{\\field{\\*\\fldinst PAGE}{\\fldrslt A}}\\par C", {"A": None}, "C"),
        (COMMENT + " two", {"Hers.": None}, "one two"),
        ("x{\\super\\chftn{\\footnote\\chftn  A}}", {" A": None}, "x"),
        ("\\trowd\\cellx9\\intbl A\\cell B\\cell\\row\\intbl C\\cell D\\cell\\row", {"A": None, "B": None},
         "\\trowd\\cellx9\\intbl \\intbl C\\cell D\\cell\\row"),
        ("\\trowd\\cellx9\\intbl A\\cell B\\cell\\row\\pard z", {"A": None}, "\\trowd\\cellx9\\intbl \\cell B\\cell\\row\\pard z"),
    ],
)  # fmt: skip
def test_the_document_after_a_change(
    body: str, changes: dict[str, str | None], expected: str
) -> None:
    assert edited(rtf_editor(whole(body)), changes) == whole(expected)


@pytest.mark.parametrize(
    "form",
    [
        "\\pard {{\\b {}:}} {}\\par",
        "{{\\pard {{\\b {}:}} {}\\par}}",
        "{}: {}\\par",
        "\\trowd\\cellx2000\\cellx9000\\pard\\intbl {}\\cell {}\\cell\\row",
        "{{\\trowd\\cellx2000\\cellx9000\\pard\\intbl {{{}\\cell}}{{{}\\cell}}\\row}}",
    ],
)
def test_others_are_read_as_before_without_one_person(form: str) -> None:
    content = dialogue(form)
    texts = [piece.text for piece in rtf_editor(content).pieces]
    hers = {text for text in texts if "Who came?" in text or "Ann: Why" in text or text == "Why?"}
    paragraphs = {
        text: None
        for text in texts
        if text in hers or text.strip(" :") == "Ann" or text.strip() in ("Who came?", "Why?")
    }
    others = "\n".join(form.format(name, words) for name, words in SAID if name == "Bob")
    written = edited(rtf_editor(content), paragraphs)
    assert turns(written, ".rtf") == turns(rtf(others), ".rtf")
    assert b"Ann" not in written


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"Ann", "not an RTF document"), (b"{\\rtf1" + b"{" * 600, "nests more than")],
)
def test_what_cannot_be_edited_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        rtf_editor(content)


def test_who_wrote_a_comment_is_known() -> None:
    assert signed(rtf_editor(whole(COMMENT + " two"))) == [
        ("AB", ["Hers."]), ("Ann Bell", ["Hers."]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Ann\\par Bob", []),
        ("\\intbl Ann\\cell A\\cell\\row\\intbl Bob\\cell B\\cell\\row", [["Ann", "A"], ["Bob", "B"]]),
        ("Ann{\\v hidden}\\par Bob", [["Ann", "hidden"]]),
    ],
)  # fmt: skip
def test_what_is_one_speakers_as_a_whole(body: str, expected: list[list[str]]) -> None:
    assert groups(rtf_editor(whole(body))) == expected


def test_what_cannot_be_edited_is_named() -> None:
    body = "{\\pict 00}{\\object{\\*\\objdata 00}{\\result Ann}}"
    assert rtf_editor(whole(body)).sealed == ["objdata", "pict"]
