"""A teaching set is read as spreadsheets write it; all its mistakes are named at once, with rows."""

from dataclasses import replace
from pathlib import Path

import pytest

from codebooks import teaching
from codebooks.codebook import Code, Codebook, TeachingText, Theme
from codebooks.editing.write import codebook_yaml
from codebooks.load import load, loads, shipped
from codebooks.teaching import (
    SHIPPED,
    read_teaching,
    shipped_teaching,
    teaching_bytes,
    teaching_hash,
    with_teaching,
)
from corpora.errors import CodebookError

PLAIN = """text,codes,directions,near,role,style,writer
They wrote down what I asked for,voice,positive,,user,spoken,AB
"Nobody asked, and nobody paid",voice|paid,negative|mixed,trust,carer,ironic,CD
The bus was late again,,,voice,staff,minutes,AB
"""
TEXTS = (
    TeachingText(
        "They wrote down what I asked for", (("voice", "positive"),), "", "user", "spoken", "AB", 2
    ),
    TeachingText(
        "Nobody asked, and nobody paid",
        (("voice", "negative"), ("paid", "mixed")),
        "trust",
        "carer",
        "ironic",
        "CD",
        3,
    ),
    TeachingText("The bus was late again", (), "voice", "staff", "minutes", "AB", 4),
)
SEMICOLONS = PLAIN.replace('"Nobody asked, and nobody paid"', "Nobody asked@ and nobody paid")
CODES = (Code("voice", "Voice"), Code("paid", "Paid"))
BOOK = Codebook("A title", "1", (Theme("theme", "Theme", "", CODES),), teaching="ours.csv")


def parted(by: str) -> bytes:
    return SEMICOLONS.replace(",", by).replace("@", ",").encode()


@pytest.mark.parametrize(
    ("content", "above"),
    [
        (PLAIN.encode(), 0),
        (parted(";"), 0),
        (parted("\t"), 0),
        (b"\xef\xbb\xbf" + PLAIN.encode(), 0),
        (PLAIN.encode("utf-16"), 0),
        (b"Invented for a test.\n" + PLAIN.encode(), 1),
        (PLAIN.replace("\n", "\r\n").encode(), 0),
    ],
    ids=["commas", "semicolons", "tabs", "BOM", "UTF-16", "a title", "Windows line ends"],
)
def test_a_table_is_read_as_spreadsheets_write_it(content: bytes, above: int) -> None:
    expected = tuple(replace(text, row=text.row + above) for text in TEXTS)
    assert read_teaching(content, "ours.csv") == expected


def test_every_mistake_is_named_with_its_row_all_at_once() -> None:
    rows = [
        "text,codes,directions",
        ",voice,positive",
        "One way too few,voice|paid,positive",
        "A way that is none,voice,upwards",
        "Twice the same,voice|voice,positive|positive",
        "All is well,voice,neutral",
    ]
    with pytest.raises(CodebookError) as refused:
        read_teaching("\n".join(rows).encode(), "ours.csv")
    assert (refused.value.where, refused.value.what) == (
        "ours.csv",
        "row 2: no text; "
        "row 3: 2 codes and 1 directions; there must be as many; "
        "row 4: 'upwards' is no direction; allowed are positive, negative, mixed, neutral; "
        "row 5: a code stands twice",
    )


def test_of_very_many_mistakes_the_rest_is_counted() -> None:
    rows = ["text,codes,directions", *(f"Text {n},voice," for n in range(25))]
    with pytest.raises(CodebookError, match="and 5 more like these"):
        read_teaching("\n".join(rows).encode(), "ours.csv")


def test_a_table_without_a_column_that_is_needed_is_refused() -> None:
    with pytest.raises(CodebookError, match="needs a column 'directions'"):
        read_teaching(b"text,codes\nSome words,voice\n", "ours.csv")


def test_a_teaching_set_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="is not there") as refused:
        with_teaching(BOOK, tmp_path)
    assert refused.value.where == "codebook.yaml, teaching"


def test_the_file_beside_the_codebook_wins_over_the_one_that_ships(tmp_path: Path) -> None:
    assert teaching_bytes("ours.csv", tmp_path) is None
    assert teaching_bytes(SHIPPED, None) == shipped_teaching()
    assert teaching_bytes(SHIPPED, tmp_path) == shipped_teaching()
    (tmp_path / SHIPPED).write_bytes(PLAIN.encode())
    assert teaching_bytes(SHIPPED, tmp_path) == PLAIN.encode()
    (tmp_path / "codebook.yaml").write_bytes(shipped())
    assert load(tmp_path / "codebook.yaml").taught == TEXTS


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"text": "They wrote nothing down"}, False),
        ({"codes": (("voice", "negative"),)}, False),
        ({"codes": (("voice", "positive"), ("paid", "positive"))}, False),
        ({"writer": "CD"}, False),
        ({"codes": (("voice", "positive"), ("gone", "positive"))}, True),
        ({"near": "paid"}, True),
        ({"role": "staff"}, True),
        ({"style": "written"}, True),
        ({"row": 7}, True),
    ],
)
def test_the_hash_is_of_what_is_learned(changed: dict[str, object], same: bool) -> None:
    before = teaching_hash(TEXTS, CODES)
    after = teaching_hash((replace(TEXTS[0], **changed), *TEXTS[1:]), CODES)  # type: ignore[arg-type]
    assert (before == after) is same


def test_the_hash_of_a_teaching_set_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = tuple(TEXTS)
    before = teaching_hash(texts, CODES)
    monkeypatch.setattr(teaching, "sha256", None)
    assert teaching_hash(texts, CODES) == before
    with pytest.raises(TypeError):
        teaching_hash(texts, CODES[:1])


def test_a_codebook_that_is_written_keeps_its_teaching_set() -> None:
    book = loads(shipped(), where="coproduction.yaml")
    assert loads(codebook_yaml(book), where="again").teaching == SHIPPED
    assert loads(codebook_yaml(BOOK), where="again").teaching == "ours.csv"


@pytest.mark.parametrize("name", ["../ours.csv", "folder/ours.csv", "ours.xlsx"])
def test_only_a_table_beside_the_codebook_can_be_named(name: str) -> None:
    content = shipped().replace(f"teaching: {SHIPPED}".encode(), f"teaching: {name}".encode())
    with pytest.raises(CodebookError, match="no file of a teaching set"):
        loads(content, where="codebook.yaml")
