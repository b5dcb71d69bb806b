"""What is stated against what is right, on four invented texts that can be counted by hand."""

import pytest
from coded_texts import BOOK, coded
from fake_words import Words
from fixed_coder import FixedCoder

from benchmarks import calibration
from benchmarks.data import CodedTexts
from coding.embedding.vectors import VectorCache

ODDS = {"a": [0.9, 0.0], "b": [0.7, 0.4], "c": [0.5, 0.0], "d": [0.0, 0.0]}


def test_each_grade_says_what_it_stated_and_how_much_of_it_was_right() -> None:
    data = coded(list("abcd"), [[True, False], [True, True], [False, False], [False, False]])
    assert calibration.by_grade(FixedCoder(BOOK, ODDS), data) == {  # type: ignore[arg-type]
        "likely": {"number": 3, "stated": 0.7, "right": 0.667},
        "could fit": {"number": 1, "stated": 0.4, "right": 1.0},
        # Of 8 pairs, by tenths: 0.9 and 0.7 are 0.1 and 0.3 too low, 0.4 is 0.6 too low, 0.5 too high.
        "error": round((0.1 + 0.3 + 0.6 + 0.5) / 8, 4),
    }


def test_a_grade_that_nothing_has_states_nothing() -> None:
    data = coded(["d"], [[True, False]])
    figures = calibration.by_grade(FixedCoder(BOOK, ODDS), data)  # type: ignore[arg-type]
    assert figures["likely"] == {"number": 0, "stated": None, "right": None}
    assert figures["could fit"] == {"number": 0, "stated": None, "right": None}
    assert figures["error"] == 0.5


def test_the_codebook_is_measured_alone_and_after_as_many_decisions_as_there_are_texts_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """60 texts are enough for 50 decisions and not for 200; what is decided is not what is scored."""
    asked: list[tuple[int, int]] = []

    def by_grade(coder: object, data: CodedTexts) -> dict[str, int]:
        asked.append((len(coder._decided), len(data.texts)))  # type: ignore[attr-defined]
        return {}

    monkeypatch.setattr(calibration, "by_grade", by_grade)
    pool = coded([f"they listened {n}" for n in range(60)], [[True, False], [False, False]] * 30)
    data = coded(["we were paid"], [[False, True]])
    assert calibration.measure(pool, data, VectorCache(None, Words())) == {"0": {}, "50": {}}
    assert asked == [(0, 1), (50, 1)]
