"""What is found where there is nothing to be found, on texts and codebooks that are invented."""

import pytest
from fake_words import Words, book, code
from fixed_coder import FixedCoder

from benchmarks import foreign

BOOK = book(code("Heard"), code("Paid"))
ODDS = {"It rained all day long.": [0.6, 0.5], "We sold the old car.": [0.4, 0.1]}


@pytest.mark.parametrize(
    ("rows", "most", "expected"),
    [
        ([], 3, []),
        (["Yes.", "No, not at all."], 3, ["No, not at all."]),
        (["a a a 1", "a a a 2", "a a", "a a a 3"], 3, ["a a a 1", "a a a 2", "a a a 3"]),
        ([f"a a a {n}" for n in range(9)], 3, ["a a a 0", "a a a 4", "a a a 8"]),
    ],
)
def test_texts_are_taken_evenly_and_short_ones_left_out(
    rows: list[str], most: int, expected: list[str]
) -> None:
    assert foreign.spread(rows, most) == expected


def test_only_what_is_likely_is_counted_for_a_hundred_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(foreign, "Coder", lambda codebook, cache: FixedCoder(codebook, ODDS))
    assert foreign.likely_for_100(BOOK, list(ODDS), None) == 100  # type: ignore[arg-type]
    assert foreign.likely_for_100(BOOK, [*ODDS, *ODDS][1:], None) == pytest.approx(200 / 3)  # type: ignore[arg-type]
    assert foreign.likely_for_100(BOOK, [], None) == 0  # type: ignore[arg-type]


def test_a_codebook_is_not_asked_about_its_own_texts_nor_about_their_kin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    books = [(foreign.SHIPPED, BOOK), ("annomi", BOOK)]
    sets = [("pxtm_v6", list(ODDS)), ("annomi", list(ODDS)), ("talkmoves", [])]
    monkeypatch.setattr(foreign, "codebooks", lambda: books)
    monkeypatch.setattr(foreign, "texts", lambda most: sets)
    monkeypatch.setattr(foreign, "load_model", lambda name: Words())
    monkeypatch.setattr(foreign, "Coder", lambda codebook, cache: FixedCoder(codebook, ODDS))
    foreign.main([])
    assert capsys.readouterr().out.splitlines() == [
        "| codebook | pxtm_v6 | annomi | talkmoves |",
        "|---|---|---|---|",
        "| shipped | – | 100.0 | 0.0 |",
        "| annomi | 100.0 | – | 0.0 |",
    ]
