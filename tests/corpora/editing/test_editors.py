"""An editor gives back every byte of what it was given. All of the text is invented."""

import json

import pytest

from corpora.editing.editors import EDITORS, editor_for
from corpora.editing.pieces import Editor
from corpora.errors import FileRefused

CSV = 'who;what\r\n"A ""b""";"two\r\nlines"\r\n\r\n;x;\r\n'
EAF = (
    "<?xml version='1.0' encoding='UTF-8'?>\n<ANNOTATION_DOCUMENT AUTHOR='Ann &apos;B&apos;'><!-- x & y -->"
    '<TIME_ORDER/><TIER TIER_ID="a"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID="1" ANNOTATION_REF="2">'
    "<ANNOTATION_VALUE>one &lt; two</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>"
    "</ANNOTATION_DOCUMENT>"
)
CUES = "00:01.000 --> 00:02.000\nA\n", "00:03.000 --> 00:04.000\nB\n"
SHORT_GRID = 'File type = "ooTextFile"\n"TextGrid"\n\n0\n2\n<exists>\n1\n"IntervalTier"\n"Ann"\n0\n2\n1\n0\n2\n"a ""b"""\n'


def opened(suffix: str, content: bytes) -> Editor:
    open_editor = editor_for(suffix)
    assert open_editor is not None
    return open_editor(content)


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".txt", ""),
        (".txt", "\n\n"),
        (".txt", "Ann: Yes.\r\rBob: No.\r\n\n  \nAnn: So.\n\n"),
        (".md", "# A\n\n**Ann:** Yes.  \n"),
        (".vtt", "WEBVTT - a\n\nSTYLE\n::cue {}\n\n1\n00:01.000 --> 00:02.000 a:b\nYes\n\nNo\n"),
        (".srt", "1\r\n00:00:01,000 --> 00:00:02,000 Yes\r\n"),
        (".cha", "@UTF8\n*ANN:\tyes .\n%mor:\tco|yes\n"),
        (".csv", CSV),
        (".csv", "sep=|\nwho|what\nAnn|yes\n"),
        (".tsv", "start\tend\ttext\n0\t1000\tYes\n"),
        (".json", json.dumps({"segments": [{"speaker": 1, "text": "a\u00e9\n", "words": []}]})),
        (".json", '[ {"text" : "\u00e9\\u00e9 \\"" } , {"text":"b"}]\n'),
        (".eaf", EAF),
        (".textgrid", SHORT_GRID),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_text_as_it_is_gives_the_same_bytes(suffix: str, content: str, encoding: str) -> None:
    if suffix == ".eaf" and encoding == "utf-16":
        content = content.replace("UTF-8", "UTF-16")
    before = content.encode(encoding)
    editor = opened(suffix, before)
    assert editor.written([piece.text for piece in editor.pieces]) == before


@pytest.mark.parametrize(
    ("suffix", "content", "without", "after"),
    [
        (".txt", "A\n\nB\n\nC\n", "B", "A\n\nC\n"),
        (".txt", "A\nB\nC", "C", "A\nB\n"),
        (".txt", "A\n\nB\n", "A", "B\n"),
        (".vtt", f"WEBVTT\n\n{CUES[0]}\n{CUES[1]}", "A", f"WEBVTT\n\n{CUES[1]}"),
        (".csv", "h,i\n1,A\n2,B\n", "A", "h,i\n1,\n2,B\n"),
        (".csv", "h\nA\nB\n", "A", "h\nB\n"),
        (".json", '[{"text": "A"}, {"text": "B"}]', "A", '[{"text": "B"}]'),
        (".json", '[{"text": "A"}, {"text": "B"}]', "B", '[{"text": "A"}]'),
        (".json", '{"text": "A", "of": "B"}', "B", '{"text": "A", "of": ""}'),
        (".eaf", EAF, "one < two", EAF[: EAF.index("<TIER ")] + "</ANNOTATION_DOCUMENT>"),
        (".textgrid", SHORT_GRID, 'a "b"', SHORT_GRID.replace('"a ""b"""', '""')),
    ],
)
def test_what_holds_nothing_else_goes_with_a_text(
    suffix: str, content: str, without: str, after: str
) -> None:
    editor = opened(suffix, content.encode())
    texts = [None if piece.text == without else piece.text for piece in editor.pieces]
    assert editor.written(texts).decode() == after


@pytest.mark.parametrize(
    ("suffix", "content", "text", "after"),
    [
        (".csv", "a,b\n1,X\n", 'y, "z"', 'a,b\n1,"y, ""z"""\n'),
        (".json", '["X"]', "\u00e9", '["\\u00e9"]'),
        (".json", '["X", "\u00e8"]', "\u00e9", '["\u00e9", "\u00e8"]'),
        (".textgrid", SHORT_GRID.replace('a ""b""', "X"), 'a "b"', SHORT_GRID),
        (".eaf", EAF.replace("one &lt; two", "X"), "one < two", EAF),
    ],
)
def test_a_text_is_written_as_its_format_writes_it(
    suffix: str, content: str, text: str, after: str
) -> None:
    editor = opened(suffix, content.encode())
    texts = [text if piece.text == "X" else piece.text for piece in editor.pieces]
    assert editor.written(texts).decode() == after


def test_a_format_that_cannot_be_edited_has_no_editor() -> None:
    assert ".pdf" not in EDITORS
    assert editor_for(".pdf") is None


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".json", ".textgrid"])
def test_bytes_in_an_unknown_encoding_are_refused(suffix: str) -> None:
    with pytest.raises(FileRefused):
        opened(suffix, b'{"text": "caf\xe9"}')
