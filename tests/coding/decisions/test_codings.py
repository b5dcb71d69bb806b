"""What people found, as publications take it."""

import pandas as pd
import pytest

from coding.decisions.codings import (
    count_checked,
    count_looked_at,
    not_to_be_quoted,
    people_found,
    unsettled,
)
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
    given = people_found(frame, EXCERPTS, pd.DataFrame(columns=DECISIONS))
    assert list(given.columns) == SUGGESTIONS
    told = given[["excerpt_id", "code_id", "direction"]]
    assert list(told.itertuples(index=False, name=None)) == found
    assert given["probability"].isna().all()
    assert unsettled(frame) == open_


def test_a_coding_has_the_codebook_that_it_was_last_accepted_with() -> None:
    said = [
        (1, "accept", "RW", "1.0", "page"),
        (2, "accept", "AB", "1.1", "page"),
        (3, "reject", "KH", "1.2", "page"),
    ]
    settled = [(4, "accept", "KH", "1.1", "settled"), (5, "accept", "RW", "1.3", "page")]
    stands = pd.DataFrame([("e", "voice", "accept", "mixed", 3, True)], columns=STANDING)
    for rows, version in ((said, "1.1"), (said[:1], "1.0"), ([*said, *settled], "1.1")):
        decided = pd.DataFrame(
            [
                {"number": n, "key": str(n), "excerpt_id": "e", "code_id": "voice",
                 "verdict": verdict, "reviewer": who, "codebook_version": v,
                 "codebook_hash": f"hash of {v}", "source": source, "undoes": ""}
                for n, verdict, who, v, source in rows
            ],
            columns=DECISIONS,
        )  # fmt: skip
        given = people_found(stands, EXCERPTS, decided)
        found = given[["codebook_version", "codebook_hash"]].to_numpy().tolist()
        assert found == [[version, f"hash of {version}"]]


@pytest.mark.parametrize(
    ("verdicts", "done", "checked"),
    [([], [], 0), ([("e", "voice", "reject")], [], 1), ([], ["e"], 2), ([("e", "voice", "accept")], ["e"], 2)],
)  # fmt: skip
def test_how_many_suggestions_people_have_checked(
    verdicts: list[tuple[str, str, str]], done: list[str], checked: int
) -> None:
    suggested = pd.DataFrame([("e", "voice"), ("e", "place"), ("f", "voice")],
                             columns=["excerpt_id", "code_id"])  # fmt: skip
    decided = pd.DataFrame(
        [{"number": n, "key": str(n), "excerpt_id": e, "code_id": c, "verdict": v, "reviewer": "R",
          "undoes": "", "source": "page"} for n, (e, c, v) in enumerate(verdicts)], columns=DECISIONS,
    )  # fmt: skip
    remarked = pd.DataFrame(
        [{"number": n, "key": f"r{n}", "excerpt_id": e, "kind": "finished", "value": "",
          "reviewer": "R", "undoes": ""} for n, e in enumerate(done)], columns=REMARKS,
    )  # fmt: skip
    assert count_checked(suggested, decided, remarked) == checked


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
