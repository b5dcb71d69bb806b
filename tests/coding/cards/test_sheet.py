"""The sheet after a workshop: typed in, read back; all mistakes are told at once."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from card_story import AT, card_evaluation, drawn

from coding import Evaluation
from coding.cards.packs import CardPack
from coding.cards.piles import Laid, PileUnclear, laid, marks_written, piles_of
from coding.cards.sheet import (
    CARDS_PAGE,
    PILES_PAGE,
    THERE_PAGE,
    cards_book,
    read_cards,
)
from coding.cards.sorting import AtTable, Sorted, keep_sorted
from corpora.errors import InputError
from corpora.spreadsheets.workbook import workbook


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    return card_evaluation(tmp_path)


@pytest.fixture
def pack(evaluation: Evaluation) -> CardPack:
    return drawn(evaluation, 6).pack


Typed = Sequence[tuple[str | int, ...]]


def sheet(
    pack: CardPack, path: Path, typed: Typed, there: Typed = (("", "Tuesday group"),)
) -> Path:
    """The sheet with these rows typed over its own from the first on: card, pile, name, note."""
    numbers = list(range(pack.first, pack.last + 1))
    path.write_bytes(workbook(cards_book("Cards", pack, numbers, date(2026, 5, 5)), scratch=path.parent / "s"))  # fmt: skip
    read = openpyxl.load_workbook(path)
    for row, cells in enumerate(typed, start=2):
        for column, text in enumerate(cells, start=1):
            read[CARDS_PAGE].cell(row, column, text)
    for row, cells in enumerate(there, start=2):
        for column, text in enumerate(cells, start=2):
            read[THERE_PAGE].cell(row, column, text)
    read.save(path)
    return path


def test_the_sheet_has_a_row_for_each_card_and_no_word_of_anybody(
    evaluation: Evaluation, pack: CardPack, tmp_path: Path
) -> None:
    read = openpyxl.load_workbook(sheet(pack, tmp_path / "c.xlsx", ()))
    numbers = [row[0].value for row in read[CARDS_PAGE].iter_rows(min_row=2)]
    assert [number for number in numbers if number] == [1, 2, 3, 4, 5, 6]
    held = {str(cell.value) for page in read for row in page for cell in row}
    assert not [text for text in evaluation.excerpts()["text"] if text in held]
    assert [row[0].value for row in read[PILES_PAGE].iter_rows(min_row=2)][:3] == ["A", "B", "C"]


def test_what_was_typed_is_read_back(
    evaluation: Evaluation, pack: CardPack, tmp_path: Path
) -> None:
    typed = [
        (1, "a"),
        (2, "A, d"),
        (3, "0", "", "We laughed"),
        (4, 1, "Being  heard by letter"),
        (5, "X"),
        (6, ""),
        (1, "C"),
        (2, "1"),
        ("", ""),
    ]
    there = [("", "Tuesday group"), (4,), ("2", "JB")]
    read_pack, done = read_cards(evaluation, sheet(pack, tmp_path / "c.xlsx", typed, there))
    assert read_pack == pack
    assert done == Sorted(
        "Tuesday group",
        {
            1: Laid(("A", "C")),
            2: Laid(("A", "D", "1"), ("Being heard by letter",)),
            3: Laid(("0",)),
            4: Laid(("1",), ("Being heard by letter",)),
            5: Laid(("X",)),
        },
        {3: "We laughed"},
        (AtTable("lived experience", 4), AtTable("unpaid carer", 2, "JB")),
    )


def test_the_round_trip_of_a_sheet(evaluation: Evaluation, pack: CardPack, tmp_path: Path) -> None:
    path = sheet(pack, tmp_path / "c.xlsx", [(1, "A"), (2, "-")])
    assert keep_sorted(evaluation, *read_cards(evaluation, path), AT).kept == 1
    assert keep_sorted(evaluation, *read_cards(evaluation, path), AT).kept == 0
    assert list(evaluation.decisions()["code_id"]) == ["voice"]


def test_an_untouched_sheet_says_nothing(
    evaluation: Evaluation, pack: CardPack, tmp_path: Path
) -> None:
    assert read_cards(evaluation, sheet(pack, tmp_path / "c.xlsx", ()))[1].laid == {}


def test_all_mistakes_are_told_at_once_with_their_rows(
    evaluation: Evaluation, pack: CardPack, tmp_path: Path
) -> None:
    typed: Typed = [
        (99, "A"),
        (2, "ZZ"),
        (3, "A"),
        (3, "A"),
        (4, "0"),
        (4, "B"),
        (5, "2"),
        ("five", "A"),
        (6, "A", "A name"),
        ("", "A"),
    ]
    there = [("", ""), ("many",)]
    with pytest.raises(InputError) as fault:
        read_cards(evaluation, sheet(pack, tmp_path / "c.xlsx", typed, there))
    reasons = str(fault.value).split("\n")[1:-1]
    assert [reason.strip() for reason in reasons] == [
        "row 2: there is no card '99'; cards are 1 to 6",
        "row 3: there is no pile 'ZZ'; piles are A to P, 0 for none of these, X for should not be "
        "here, 1 to 6 for new piles, - to take a card off",
        "row 5: card 3 is on pile A already, in row 4",
        "row 9: there is no card 'five'; cards are 1 to 6",
        "row 10: a name for a new pile stands beside no pile from 1 to 6",
        "row 11: there is no card 'no number'; cards are 1 to 6",
        "row 7: card 4: '0' goes with no other pile",
        "row 8: card 5: new pile 2 has no name yet",
        "sheet 'Who was there', row 3: 'many' is no number of people",
        "sheet 'Who was there', row 2: the group needs a name that can be shown; write it there, or "
        "give --group.",
    ]
    assert evaluation.decisions().empty


def test_two_names_of_one_new_pile_and_a_formula(
    evaluation: Evaluation, pack: CardPack, tmp_path: Path
) -> None:
    typed = [(1, "1", "One"), (2, "1", "Two"), (3, "=1+1")]
    with pytest.raises(InputError) as fault:
        read_cards(evaluation, sheet(pack, tmp_path / "c.xlsx", typed))
    assert "row 3: new pile 1 has two names" in str(fault.value)
    assert "row 4: a formula or an error stands in 'pile'" in str(fault.value)


def test_the_sheet_of_other_cards_is_named(
    evaluation: Evaluation, pack: CardPack, tmp_path: Path
) -> None:
    other = drawn(evaluation, 2).pack
    path = sheet(other, tmp_path / "c.xlsx", [(1, "A"), (2, "A")])
    with pytest.raises(InputError, match="row 2: it belongs to other cards"):
        read_cards(evaluation, path)


def test_a_table_made_by_hand_needs_numbers_and_piles(
    evaluation: Evaluation, pack: CardPack, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("card,pile\n1,A\n#2,b\n")
    assert read_cards(evaluation, path, "Friday group")[1] == Sorted(
        "Friday group", {1: Laid(("A",)), 2: Laid(("B",))}, {}
    )
    path.write_text("number,pile\n1,A\n")
    with pytest.raises(InputError, match="the column 'card' is missing"):
        read_cards(evaluation, path, "Friday group")
    path.write_text("card,pile\n77,A\n")
    with pytest.raises(InputError, match="no row has the number of a card of this evaluation"):
        read_cards(evaluation, path, "Friday group")


def test_no_letter_looks_like_a_number(evaluation: Evaluation) -> None:
    piles = piles_of(evaluation.codebook.codes)
    marks = [pile.mark for pile in piles]
    assert len(set(marks)) == len(marks) == 2 * len(evaluation.codebook.codes)
    assert not set("".join(marks)) & set("IOX")


@pytest.mark.parametrize("text", ["", " , "])
def test_no_pile(text: str, evaluation: Evaluation) -> None:
    assert marks_written(text, piles_of(evaluation.codebook.codes)) == ()


@pytest.mark.parametrize(
    ("text", "said"), [("A A", "there twice"), ("X A", "'X' goes"), ("Ä", "no pile 'Ä'")]
)
def test_unclear_piles(text: str, said: str, evaluation: Evaluation) -> None:
    with pytest.raises(PileUnclear, match=said):
        marks_written(text, piles_of(evaluation.codebook.codes))


def test_a_new_pile_without_a_name() -> None:
    with pytest.raises(PileUnclear, match="new pile 3 has no name yet"):
        laid(("A", "3"), {"1": "One"})
