"""Who was in the room and who is recorded as speaking."""

from dataclasses import replace
from datetime import date

import pytest
from invented import CODEBOOK

from coding.findings.figures import Counting, choose
from coding.findings.findings import GroupInRoom, Room, room
from coding.findings.material import About, Attendance

ABOUT = About(
    title="Hub", prepared=date(2026, 1, 1), groups=("carers", "staff"), waves=(), threshold=5,
    decisions=0, left_out_people=0, unlisted_speakers=0, program="p", model="m", coder="c",
)  # fmt: skip


def attended(group: str, people: int, spoke: int, meeting: str = "m") -> list[Attendance]:
    return [
        Attendance(meeting, f"{group}{n}", group, present=True, recorded=n < spoke)
        for n in range(people)
    ]


def in_room(attendance: list[Attendance]) -> Room:
    chosen = choose([Counting([], [], CODEBOOK, ABOUT, attendance)])
    return room(attendance, chosen.figures[0])


def told(found: Room) -> list[tuple[str, str, str]]:
    return [(g.group, g.there.text, g.recorded.text) for g in found.groups]


def test_no_notes_tell_nothing() -> None:
    assert in_room([]).meetings == 0


@pytest.mark.parametrize(
    ("attendance", "expected"),
    [
        (attended("carers", 9, 7), [("carers", "9", "7"), ("staff", "0", "0")]),
        (attended("carers", 9, 2), [("carers", "9", "fewer than 5"), ("staff", "0", "0")]),
        (
            attended("carers", 3, 2)[:3],
            [("carers", "fewer than 5", "not shown"), ("staff", "0", "0")],
        ),
        (
            attended("carers", 6, 6) + attended("", 5, 5),
            [("carers", "6", "6"), ("staff", "0", "0"), ("", "5", "5")],
        ),
    ],
)
def test_people_are_counted_by_group_and_small_numbers_are_hidden(
    attendance: list[Attendance], expected: list[tuple[str, str, str]]
) -> None:
    assert told(in_room(attendance)) == expected


def test_a_person_in_two_meetings_is_one_and_who_sent_apologies_was_not_there() -> None:
    twice = attended("carers", 6, 5) + attended("carers", 6, 5, "n")
    away = [replace(each, present=False) for each in attended("staff", 6, 0)]
    found = in_room([*twice, *away])
    assert found.meetings == 2
    assert told(found) == [("carers", "6", "5"), ("staff", "0", "0")]
    assert all(isinstance(group, GroupInRoom) for group in found.groups)
