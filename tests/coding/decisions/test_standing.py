"""Readings of the record of decisions: last words, taking back, settling."""

from itertools import count

import pandas as pd
import pytest

from coding.decisions.standing import last_remarks, last_words, standing
from coding.evaluation.frames import DECISIONS, REMARKS

# key, reviewer, verdict, direction, source, undoes
Said = tuple[str, str, str, str, str, str]


def decisions(*said: Said) -> pd.DataFrame:
    """Decisions about excerpt e and code voice, in this order."""
    numbers = count(1)
    made = [
        {
            "number": next(numbers), "key": key, "excerpt_id": "e", "code_id": "voice",
            "verdict": verdict, "direction": direction, "reviewer": reviewer, "at": "",
            "codebook_version": "1.0", "memo": "", "codebook_hash": "", "source": source,
            "blind": False, "undoes": undoes, "drawn": "", "chance": None, "suggested": None,
        }
        for key, reviewer, verdict, direction, source, undoes in said
    ]  # fmt: skip
    return pd.DataFrame(made, columns=DECISIONS)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], []),
        ([("a", "R1", "accept", "positive", "page", "")], [("R1", "accept")]),
        (
            [
                ("a", "R1", "accept", "positive", "page", ""),
                ("b", "R1", "reject", "", "page", ""),
                ("c", "R2", "accept", "positive", "page", ""),
            ],
            [("R1", "reject"), ("R2", "accept")],
        ),
        (
            [
                ("a", "R1", "accept", "positive", "page", ""),
                ("b", "R1", "reject", "", "page", ""),
                ("c", "R1", "undo", "", "page", "b"),
            ],
            [("R1", "accept")],
        ),
        (
            [
                ("a", "R1", "accept", "positive", "page", ""),
                ("b", "R1", "undo", "", "page", "a"),
                ("c", "R1", "undo", "", "page", "b"),
            ],
            [("R1", "accept")],
        ),
        (
            [("a", "R1", "accept", "positive", "page", ""), ("b", "R1", "undo", "", "page", "a")],
            [],
        ),
    ],
)
def test_the_last_word_of_each_reviewer(said: list[Said], expected: list[tuple[str, str]]) -> None:
    last = last_words(decisions(*said))
    assert list(last[["reviewer", "verdict"]].itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], []),
        ([("a", "R1", "not sure", "", "page", "")], [("not sure", "", 1, False)]),
        (
            [
                ("a", "R1", "not sure", "", "page", ""),
                ("b", "R2", "accept", "mixed", "page", ""),
            ],
            [("accept", "mixed", 2, False)],
        ),
        (
            [
                ("a", "R1", "accept", "positive", "page", ""),
                ("b", "R2", "accept", "negative", "page", ""),
            ],
            [("accept", "disagreed", 2, False)],
        ),
        (
            [
                ("a", "R1", "accept", "positive", "page", ""),
                ("b", "R2", "reject", "", "page", ""),
            ],
            [("disagreed", "positive", 2, False)],
        ),
        (
            [
                ("a", "R1", "accept", "positive", "page", ""),
                ("b", "R3", "reject", "", "settled", ""),
                ("c", "R2", "reject", "", "page", ""),
                ("d", "R1", "accept", "mixed", "page", ""),
            ],
            [("reject", "", 2, True)],
        ),
        (
            [
                ("a", "R1", "accept", "positive", "page", ""),
                ("b", "R3", "reject", "", "settled", ""),
                ("c", "R3", "undo", "", "settled", "b"),
            ],
            [("accept", "positive", 1, False)],
        ),
    ],
)
def test_where_the_team_stands(
    said: list[Said], expected: list[tuple[str, str, int, bool]]
) -> None:
    found = standing(decisions(*said))[["verdict", "direction", "reviewers", "settled"]]
    assert list(found.itertuples(index=False, name=None)) == expected


def test_a_remark_holds_until_it_is_taken_back_or_answered_with_no() -> None:
    rows = [
        (1, "a", "e", "strong quote", "", "R1", "", "1.0", "", "", None, None),
        (2, "b", "e", "memo", "first", "R1", "", "1.0", "", "", None, None),
        (3, "c", "e", "memo", "second", "R1", "", "1.0", "", "", None, None),
        (4, "d", "e", "strong quote", "no", "R1", "", "1.0", "", "", None, None),
        (5, "e", "e", "finished", "", "R2", "", "1.0", "", "", None, None),
        (6, "f", "e", "memo", "no more", "R1", "", "1.0", "", "", None, None),
        (7, "g", "e", "memo", "", "R1", "", "1.0", "f", "", None, None),
    ]
    last = last_remarks(pd.DataFrame(rows, columns=REMARKS))
    assert list(last[["reviewer", "kind", "value"]].itertuples(index=False, name=None)) == [
        ("R1", "memo", "second"),
        ("R2", "finished", ""),
    ]
