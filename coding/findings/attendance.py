"""Who was in the room and who is recorded as speaking, group by group, as the report may tell it."""

from collections.abc import Iterable
from dataclasses import dataclass

from coding.findings.disclosure.small_numbers import Figure, Key, Tally, Whole, least_shown, protect
from coding.findings.material import About, Attendance


@dataclass(frozen=True, slots=True)
class GroupInRoom:
    """How many people of a group were there, and for how many the notes record that they spoke."""

    group: str
    there: Figure
    recorded: Figure


@dataclass(frozen=True, slots=True)
class Room:
    """What meeting notes say of attendance; `meetings` counts the notes that list anybody."""

    meetings: int
    groups: tuple[GroupInRoom, ...]


def room(attendance: Iterable[Attendance], about: About) -> Room:
    """People are counted once, in however many meetings they were; small numbers are hidden."""
    listed = list(attendance)
    there = [each for each in listed if each.present]
    found = {each.group for each in there}
    groups = [*about.groups, *sorted(found - set(about.groups) - {""}), *({""} & found)]
    counts: dict[Key, int] = {}
    for group in groups:
        counts["there", group] = len({e.participant for e in there if e.group == group})
        spoke = {e.participant for e in there if e.group == group and e.recorded}
        counts["recorded", group] = len(spoke)
    shown = protect(_tally(counts, groups, least_shown(about.threshold)), about.threshold)
    return Room(
        meetings=len({each.transcript_id for each in listed}),
        groups=tuple(GroupInRoom(g, shown["there", g], shown["recorded", g]) for g in groups),
    )


def _tally(counts: dict[Key, int], groups: Iterable[str], least: int) -> Tally:
    return Tally(
        counts=counts,
        wholes=tuple(Whole(("there", g), (("recorded", g),), "within") for g in groups),
        worth={key: 2 if key[0] == "there" else 1 for key in counts},
        closed=frozenset(
            ("recorded", group) for group in groups if 0 < counts["there", group] < least
        ),
    )
