"""Meeting notes taken apart. All of them are invented here."""

from datetime import date

import pytest

from corpora.excerpts.minutes import Action, Attendee, minutes
from corpora.transcript import Block, Transcript, assemble

NOTES = """NOTES OF THE HUB GROUP
Date: Tuesday 3rd March 2026
Venue: The Hub
Chair: Ann Bell (AB), Borough Council
Present (carers): Cy Dunn (CD), Eve Frost (EF, by phone)
Staff: Gil Hart (GH)
Apologies: Ivo Jones
1. Welcome
- AB thanked everybody.
- CD and EF said little.
2. Letters
- CD said they are hard to read. He had shown one to his mother. GH took one away.
- EF's letter was passed round.
- GH was asked for a date.
- Somebody wondered aloud if it would help.
Action: GH to rewrite the letter by 1 May
3. AOB
None.
Action log
CD/EF to try the new one, before 9 June 2026.
Everyone to bring a pen
Next meeting: 7 April"""


def notes(text: str) -> Transcript:
    blocks = [Block(line) for line in text.split("\n")]
    return assemble(blocks, id="t", source="n.txt", kind="meeting notes")


@pytest.mark.parametrize("text", ["", "Title", "- "])
def test_hardly_any_notes(text: str) -> None:
    found = minutes(notes(text))
    assert (found.attendees, found.items, found.remarks, found.actions) == ((), (), (), ())


def test_title_and_date() -> None:
    found = minutes(notes(NOTES))
    assert (found.title, found.date) == ("NOTES OF THE HUB GROUP", date(2026, 3, 3))


def test_who_was_there_and_who_was_not() -> None:
    assert minutes(notes(NOTES)).attendees == (
        Attendee("Ann Bell", "AB", True, "Chair"),
        Attendee("Cy Dunn", "CD", True, "Present (carers)"),
        Attendee("Eve Frost", "EF", True, "Present (carers)"),
        Attendee("Gil Hart", "GH", True, "Staff"),
        Attendee("Ivo Jones", None, False, "Apologies"),
    )


def test_what_is_reported_and_by_whom() -> None:
    made = notes(NOTES)
    assert [(r.initials, made.text[r.start : r.end]) for r in minutes(made).remarks] == [
        ("AB", "AB thanked everybody."),
        (None, "CD and EF said little."),
        ("CD", "CD said they are hard to read. He had shown one to his mother."),
        ("GH", "GH took one away."),
        (None, "EF's letter was passed round."),
        (None, "GH was asked for a date."),
        (None, "Somebody wondered aloud if it would help."),
    ]


def test_items_and_actions() -> None:
    made = notes(NOTES)
    found = minutes(made)
    assert [made.text[i.start : i.end] for i in found.items] == [
        "1. Welcome",
        "2. Letters",
        "3. AOB",
    ]
    assert [(a.owners, a.due) for a in found.actions] == [
        (("GH",), "1 May"),
        (("CD", "EF"), "9 June 2026"),
        ((), None),
    ]
    assert all(isinstance(action, Action) for action in found.actions)


def test_initials_that_two_people_share_are_not_guessed() -> None:
    found = minutes(notes("Present: Jo West (JW), Jan Wood (JW)\n- JW said no to all of it."))
    assert [r.initials for r in found.remarks] == [None]
    assert found.known_initials() == frozenset()


def test_initials_of_nobody_listed_are_not_taken_for_a_person() -> None:
    assert [r.initials for r in minutes(notes("- GP said no to all of it.")).remarks] == [None]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Date: 2026-03-03", date(2026, 3, 3)),
        ("Date: 3/4/2026", date(2026, 4, 3)),
        ("Held on 31 February 2026", None),
        ("Date: soon", None),
    ],
)
def test_dates_are_read_as_in_britain(line: str, expected: date | None) -> None:
    assert minutes(notes(f"{line}\n- It was said that all is well.")).date == expected
