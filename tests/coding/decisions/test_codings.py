"""What people found, as publications take it."""

import pandas as pd
import pytest

from coding.decisions.codings import count_looked_at, not_to_be_quoted, people_found, unsettled
from coding.evaluation.frames import DECISIONS, REMARKS, SUGGESTIONS

STANDING = ["excerpt_id", "code_id", "verdict", "direction", "reviewers", "settled"]
EXCERPTS = pd.DataFrame({"excerpt_id": ["e", "f", "g"]})


@pytest.mark.parametrize(
    ("standing", "found", "open_"),
    [
        ([], [], 0),
        ([("e", "voice", "accept", "mixed", 1, False)], [("e", "voice", "mixed")], 0),
        ([("e", "voice", "reject", "", 1, False)], [], 0),
        ([("e", "voice", "not sure", "", 1, False)], [], 0),
        ([("e", "voice", "disagreed", "positive", 2, False)], [], 1),
        ([("e", "voice", "accept", "disagreed", 2, False)], [], 1),
        ([("gone", "voice", "accept", "positive", 1, False)], [], 0),
    ],
)
def test_only_what_is_accepted_and_agreed_is_found(
    standing: list[tuple[object, ...]], found: list[tuple[str, str, str]], open_: int
) -> None:
    frame = pd.DataFrame(standing, columns=STANDING)
    given = people_found(frame, EXCERPTS, "1.0")
    assert list(given.columns) == SUGGESTIONS
    told = given[["excerpt_id", "code_id", "direction"]]
    assert list(told.itertuples(index=False, name=None)) == found
    assert given["probability"].isna().all()
    assert unsettled(frame) == open_


def test_what_was_looked_at_and_what_must_not_be_quoted() -> None:
    decided = pd.DataFrame([{"number": 1, "key": "k", "excerpt_id": "e", "code_id": "a",
        "verdict": "reject", "reviewer": "R", "undoes": "", "source": "page"}], columns=DECISIONS)  # fmt: skip
    said = [
        (1, "a", "f", "finished"),
        (2, "b", "gone", "finished"),
        (3, "c", "e", "not to be quoted"),
    ]
    remarked = pd.DataFrame(
        [(*row, "", "R", "", "1.0", "", "", None, None) for row in said], columns=REMARKS
    )
    assert count_looked_at(decided, remarked, EXCERPTS) == (2, 1)
    assert not_to_be_quoted(remarked) == {"e"}
    assert count_looked_at(decided[:0], remarked[:0], EXCERPTS) == (0, 0)
