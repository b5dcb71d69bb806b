"""How far people were read for a code: from decisions and remarks as they are kept."""

import numpy as np
import pandas as pd
import pytest

from coding.decisions.labels import rule
from coding.estimates.first_hand import FirstHand, ReadOfCode, first_hand
from coding.evaluation.frames import DECISIONS, REMARKS, SUGGESTIONS

PEOPLE, EACH = 12, 10
IDS = [f"p{person:02}-{number}" for person in range(PEOPLE) for number in range(EACH)]


def excerpts() -> pd.DataFrame:
    people = [id.split("-")[0] for id in IDS]
    frame = pd.DataFrame({"excerpt_id": IDS, "participant": people, "second_hand": False})
    notes = pd.DataFrame({"excerpt_id": ["n1", "n2"], "participant": ["p00", ""], "second_hand": [True, False]})  # fmt: skip
    return pd.concat([frame, notes], ignore_index=True)


def finished(ids: list[str], by_chance: bool = True, of: int = len(IDS) + 2) -> pd.DataFrame:
    rows = [
        {
            "number": n, "key": f"r{n}", "excerpt_id": id, "kind": "finished", "value": "",
            "reviewer": "R", "at": "", "codebook_version": "1", "undoes": "",
            "drawn": "random" if by_chance else "likely", "chance": 1 / (of - n) if by_chance else None,
        }
        for n, id in enumerate(ids)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=REMARKS)


def decided(verdicts: dict[str, str]) -> pd.DataFrame:
    rows = [
        {
            "number": n, "key": f"d{n}", "excerpt_id": id, "code_id": "a", "verdict": verdict,
            "direction": "", "reviewer": "R", "undoes": "", "source": "page",
        }
        for n, (id, verdict) in enumerate(verdicts.items())
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=DECISIONS)


def read(remarks: pd.DataFrame, verdicts: dict[str, str]) -> FirstHand:
    suggestions = pd.DataFrame([], columns=SUGGESTIONS)
    return first_hand(excerpts(), suggestions, decided(verdicts), remarks, rule(["a"]))


def counted(verdicts: dict[str, str]) -> frozenset[str]:
    return frozenset(id.split("-")[0] for id, verdict in verdicts.items() if verdict == "accept")


@pytest.mark.parametrize(
    ("remarks", "verdicts", "expected"),
    [
        (finished([]), {}, ReadOfCode(PEOPLE, None)),
        (finished(IDS[:19]), {}, ReadOfCode(PEOPLE - 1, None)),
        # All by choice: nothing is known of the rest.
        (finished(IDS[:60], by_chance=False), {}, ReadOfCode(6, None)),
        # Drawn when there were far fewer excerpts.
        (finished(IDS[:60], of=61), {}, ReadOfCode(6, None)),
        # Everybody to the end: what was found is all there is.
        (finished(IDS), {"p00-1": "accept", "p03-1": "accept"}, ReadOfCode(0, 2)),
        # Disputed or not sure: may count.
        (finished(IDS), {"p00-1": "accept", "p03-1": "not sure"}, ReadOfCode(0, 2)),
    ],
)
def test_how_far_people_were_read(
    remarks: pd.DataFrame, verdicts: dict[str, str], expected: ReadOfCode
) -> None:
    assert read(remarks, verdicts).of_code(0, counted(verdicts)) == expected


def test_between_what_was_found_and_everybody() -> None:
    """A third was drawn by chance, and one in five of it has the code."""
    chosen = [str(id) for id in np.random.default_rng(3).permutation(IDS)[:40]]
    verdicts = dict.fromkeys(chosen[::5], "accept")
    found = read(finished(chosen), verdicts).of_code(0, counted(verdicts))
    assert found.unread == PEOPLE
    assert len(counted(verdicts)) < (found.at_most or 0) <= PEOPLE


def test_nothing_with_the_code_in_many_draws_leaves_few() -> None:
    chosen = [str(id) for id in np.random.default_rng(3).permutation(IDS)[:100]]
    found = read(finished(chosen), {}).of_code(0, frozenset())
    assert found.at_most in (0, 1, 2)


def test_notes_of_others_count_no_person_and_are_left_out() -> None:
    own = read(finished([*IDS, "n1"]), {})
    assert len(own.people) == len(own.labels) == len(own.finished) == len(IDS)


def test_what_is_no_longer_finished_is_unread() -> None:
    remarks = finished(IDS)
    back = remarks.iloc[[0]].assign(number=999, key="back", value="no")
    assert read(pd.concat([remarks, back]), {}).of_code(0, frozenset()).unread == 1
