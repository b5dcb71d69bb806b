"""Turns and words by person, meeting and group."""

from pathlib import Path

import pandas as pd
from hub import hub

from coding.evaluation.frames import ATTENDANCE
from coding.evidence.who_was_heard import (
    SPOKEN,
    GroupHeard,
    Meeting,
    meetings,
    overall,
    speakers_by_transcript,
)

GROUPS = ("people who use services", "unpaid carers", "staff")
NOBODY = pd.DataFrame(columns=ATTENDANCE)


def test_nothing_said() -> None:
    assert meetings(pd.DataFrame(columns=SPOKEN), NOBODY, GROUPS) == ()
    assert overall(pd.DataFrame(columns=SPOKEN), NOBODY, GROUPS) == ()


def test_words_without_consent_are_not_counted(tmp_path: Path) -> None:
    evaluation = hub(tmp_path / "hub")
    said = speakers_by_transcript(evaluation)
    assert said[["group", "asks", "turns", "words"]].to_numpy().tolist() == [
        ["", True, 2, 13],
        ["unpaid carers", False, 3, 36],
        ["staff", False, 2, 21],
    ]
    assert "Zeb" not in said.to_string() and "P3" not in set(said["participant"])
    carers = GroupHeard("unpaid carers", ("[carer 1]",), 3, 36, 36 / 57)
    staff = GroupHeard("staff", ("[staff member 1]",), 2, 21, 21 / 57)
    told = meetings(said, evaluation.attendance(), GROUPS)
    assert told == (Meeting("interview.txt", "interview", "", (carers, staff), 2, 13),)
    assert overall(said, NOBODY, GROUPS) == (carers, staff)


def test_who_was_there_and_of_whom_nothing_is_recorded() -> None:
    said = pd.DataFrame(
        [("m.txt", "meeting notes", "w", "P1", "[carer 1]", "unpaid carers", False, 2, 10)],
        columns=SPOKEN,
    )
    listed = pd.DataFrame(
        [
            ("t", "m.txt", "w", "P1", "unpaid carers", True, True),
            ("t", "m.txt", "w", "P2", "unpaid carers", True, False),
            ("t", "m.txt", "w", "P4", "unpaid carers", False, False),
            ("t", "m.txt", "w", "P3", "staff", True, False),
        ],
        columns=ATTENDANCE,
    )
    assert meetings(said, listed, GROUPS)[0].groups == (
        GroupHeard("unpaid carers", ("[carer 1]",), 2, 10, 1.0, there=2, silent=1),
        GroupHeard("staff", (), 0, 0, 0.0, there=1, silent=1),
    )
