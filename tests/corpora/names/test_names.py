"""Known names replaced by pseudonyms, the same everywhere."""

import pytest

from corpora.names.names import Names, is_part_played, names_of, pseudonym_for
from corpora.people.people import Person

PEOPLE = (
    Person("P1", "Maureen O'Dowd", ("Mo", "MO"), "unpaid carers"),
    Person("P2", "Will Hope", (), "staff"),
    Person("P3", "Dr Anneke van Dijk", ("AvD",), "staff"),
    Person("P4", "Sam Tate", (), "staff"),
    Person("P5", "Joan Tate", (), "staff"),
)
KNOWN = {
    "P1": "[carer 1]",
    "P2": "[staff member 1]",
    "P3": "[staff member 2]",
    "P4": "[staff member 3]",
    "P5": "[staff member 4]",
}
NAMES = names_of(PEOPLE, {"Zoltan": "[speaker 1]", "Interviewer": "[speaker 2]"}, KNOWN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Nobody here.", "Nobody here."),
        ("Maureen O'Dowd spoke.", "[carer 1] spoke."),
        ("It was Maureen's idea, MAUREEN’S.", "It was [carer 1]'s idea, [carer 1]’S."),
        ("maureen o’dowd said", "[carer 1] said"),
        ("Mo was there, a mo later.", "[carer 1] was there, a mo later."),
        ("MO to write the letter.", "[carer 1] to write the letter."),
        ("Maureenish, Tomaureen", "Maureenish, Tomaureen"),
        ("I told Will, I hope so.", "I told [staff member 1], I hope so."),
        ("Will you come? May I?", "Will you come? May I?"),
        ("We asked. Will said no.", "We asked. [staff member 1] said no."),
        ("Anneke van Dijk and van Dijk", "[staff member 2] and van [staff member 2]"),
        ("Mr Tate left.", "Mr [name] left."),
        ("Zoltan and the interviewer", "[speaker 1] and the interviewer"),
        ("Maureen\nO'Dowd", "[carer 1]"),
    ],
)
def test_names_are_replaced(text: str, expected: str) -> None:
    assert NAMES.replace(text) == expected


def test_replacing_twice_changes_nothing_more() -> None:
    names = names_of((Person("P1", "Carer Staff", ("Ann",)),), {}, {"P1": "[carer 1]"})
    once = names.replace("Ann met Carer Staff.")
    assert names.replace(once) == once == "[carer 1] met [carer 1]."


def test_a_file_name_loses_its_names() -> None:
    assert NAMES.replace_in_path("wave-1/maureen_odowd-2.docx") == "wave-1/[carer 1]-2.docx"


def test_no_names_change_nothing() -> None:
    assert Names({}, None).replace("Ann") == "Ann"


def test_spans_are_code_points() -> None:
    assert NAMES.spans("😀 Maureen") == [(2, 9, "[carer 1]")]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Interviewer 1", True),
        ("SPEAKER_00", True),
        ("I", True),
        ("id2", True),
        ("Unknown Speaker", True),
        ("Ana", False),
        ("Ian", False),
        ("P. Okafor", False),
    ],
)
def test_a_label_that_names_a_part_hides_nobody(label: str, expected: bool) -> None:
    assert is_part_played(label) is expected


def test_pseudonyms_are_readable() -> None:
    assert pseudonym_for("participant", "carer", 3) == "[carer 3]"
    assert pseudonym_for("interviewer", "carer", 1) == "[interviewer 1]"
    assert pseudonym_for("participant", "", 2) == "[speaker 2]"
