"""One way to compare names: the same however it is written, short for another, near, or apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.people.matching import could_be, matches
from corpora.people.near_labels import keys, likeness
from corpora.people.people import Person
from corpora.spelling import folded, levelled, squashed, units

ROWS = (
    ("P01", "Ann Bell", ()),
    ("P02", "Tom Rees", ()),
    ("SU-03", "Siân Rees", ()),
    ("P04", "Bronwen Llewellyn-Pritchard", ()),
    ("P05", "Anne-Marie Cole", ()),
    ("P06", "Maureen O'Dowd", ("Mo",)),
    ("P07", "王小明", ()),
    ("P08", "Jane Hill", ("Jane H",)),
    ("P09", "Jane Cox", ()),
    ("P10", "Anneke van Dijk", ()),
    ("P11", "Łukasz Nowak", ()),
    ("P12", "Samuel Okoro", ()),
    ("P13", "Dr Nair", ()),
    ("P14", "Li", ()),
    ("P15", "Al Green", ()),
    ("P16", "İpek Yıldız", ()),
)
PEOPLE = tuple(Person(id, name, aliases) for id, name, aliases in ROWS)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", ""),
        ("???", ""),
        ("Siân Ŵyn", "sian wyn"),
        (unicodedata.normalize("NFD", "Siân Ŵyn"), "sian wyn"),
        ("O’Brien", "obrien"),
        ("O´Brien", "obrien"),
        ("O'Brien", "obrien"),
        ("Mary\u2011Jane", "mary jane"),
        ("Zo\u200d\u00ab\u00bbë", "zo e"),
        ("\ufeffAnn\u200e Bell", "ann bell"),
        ("İpek", "ipek"),
        ("ırmak", "irmak"),
        ("Łukasz Strauß", "lukasz strauss"),
        ("王 小明", "王小明"),
        ("राम कुमार", "राम कुमार"),
        (unicodedata.normalize("NFD", "김민수"), "김민수"),
        ("Participant #3", "participant 3"),
        ("ＡＮＮ", "ann"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(name: str, expected: str) -> None:
    assert folded(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", ()),
        ("Dr", (("dr",),)),
        ("Bell, Dr. Ann (chair)", (("ann",), ("bell",))),
        ("Anne-Marie Cole MBE", (("anne", "marie"), ("cole",))),
        ("p.jones", (("p",), ("jones",))),
        ("Mrs Llewellyn Pritchard", (("llewellyn",), ("pritchard",))),
    ],
)
def test_the_parts_of_a_name(name: str, expected: tuple[tuple[str, ...], ...]) -> None:
    assert units(name) == expected


@given(st.text(max_size=40))
def test_levelling_moves_no_offset(text: str) -> None:
    assert len(levelled(text)) == len(text)


@given(st.text(max_size=20))
def test_composed_or_not_a_name_is_the_same(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("ann bell", "P01"),
        ("Bell, Ann", "P01"),
        ("Mrs Bell", "P01"),
        ("Dr. Ann Bell (chair)", "P01"),
        ("Ann", "P01"),
        ("AB", "P01"),
        ("A.B.", "P01"),
        ("A. Bell", "P01"),
        ("p02", "P02"),
        ("Facilitator (P02)", "P02"),
        (unicodedata.normalize("NFD", "Siân Rees"), "SU-03"),
        ("Si\u200dân Rees", "SU-03"),
        ("SIAN REES", "SU-03"),
        ("su 03", "SU-03"),
        ("Mrs Llewellyn Pritchard", "P04"),
        ("Anne Marie", "P05"),
        ("anne marie cole", "P05"),
        ("O’Dowd", "P06"),
        ("Maureen ODowd", "P06"),
        ("MO", "P06"),
        ("王 小明", "P07"),
        ("Jane H.", "P08"),
        ("J. Cox", "P09"),
        ("van Dijk", "P10"),
        ("AvD", "P10"),
        ("lukasz nowak", "P11"),
        ("Nair", "P13"),
        ("Priya Nair", "P13"),
        ("Jo Li", "P14"),
        ("Al", "P15"),
        ("AG", "P15"),
        ("IPEK YILDIZ", "P16"),
    ],
)
def test_whom_a_label_names(label: str, id: str) -> None:
    person = matches(label, PEOPLE)
    assert (person and person.id, [each.id for each in could_be(label, PEOPLE)]) == (id, [id])


@pytest.mark.parametrize(
    ("label", "ids"),
    [
        ("P2", ["P02"]),
        ("PO2", ["P02"]),
        ("2", ["P02"]),
        ("Participant 2", ["P02"]),
        ("SU03", ["SU-03"]),
        ("Siân Rees Unverified", ["SU-03"]),
        ("Siân's iPhone", ["SU-03"]),
        ("Mo iPhone", ["P06"]),
        ("Sian Reese", ["SU-03"]),
        ("Rees Siân", ["SU-03"]),
        ("Rees", ["P02", "SU-03"]),
        ("Tim Rees", ["P02"]),
        ("Anne Bell", ["P01"]),
        ("annbell", ["P01"]),
        ("a.bell@hub.example", ["P01"]),
        ("Ann Bell (P02)", ["P01", "P02"]),
        ("Pritchard", ["P04"]),
        ("Marie", ["P05"]),
        ("O Dowd", ["P06"]),
        ("小明", ["P07"]),
        ("王小明先生", ["P07"]),
        ("Jane", ["P08", "P09"]),
        ("Sam Okoro", ["P12"]),
        ("Sam", ["P12"]),
        ("Ann Bell and Tom Rees", ["P01", "P02"]),
        ("Ann & Tom", ["P01", "P02"]),
        ("AB/TR", ["P01", "P02"]),
        ("Kofi (for Ann Bell)", ["P01"]),
        ("Carer (Tom)", ["P02"]),
    ],
)
def test_a_near_miss_is_a_question_and_no_answer(label: str, ids: list[str]) -> None:
    assert matches(label, PEOPLE) is None
    assert [each.id for each in could_be(label, PEOPLE)] == ids


@pytest.mark.parametrize(
    "label",
    [
        "", "???", "Alan Brown", "Ann Smith", "Sam Jones", "Jane Smith", "Moderator", "Interviewer 1",
        "Speaker 2", "Maureen Smith", "Moe Jones", "Kofi and Ama", "Kofi (chair)", "Q", "I", "P", "A", "So Young Kim", "P20", "The Chair", "[withdrawn]",
    ],
)  # fmt: skip
def test_somebody_else_is_nobody_of_the_list(label: str) -> None:
    assert could_be(label, PEOPLE) == ()


def test_two_people_of_one_name_are_asked_about() -> None:
    twins = (Person("P1", "Ann Bell"), Person("P2", "Ann Béll"))
    assert (matches("Ann Bell", twins), could_be("Ann Bell", twins)) == (None, twins)


def test_an_alias_comes_before_what_is_short_for_a_name() -> None:
    people = (Person("P1", "Sam Tate", ("Sam",)), Person("P2", "Sam Cole"))
    assert matches("Sam", people) == people[0]


NAMES = st.sampled_from([name for row in ROWS for name in (row[0], row[1], *row[2])])


@given(NAMES, st.data())
def test_whoever_is_alike_has_a_key_in_common(name: str, data: st.DataObject) -> None:
    """Names are looked up by keys: one that is left out would make two people of one."""
    at = data.draw(st.integers(0, len(name)))
    change = data.draw(st.sampled_from(["", "e", " ", "-", "0", " (guest)", " Unverified", ", "]))
    label = name[:at] + change + name[at + data.draw(st.integers(0, 1)) :]
    if squashed(label) and likeness(label, name) != "apart":
        assert not keys(label).isdisjoint(keys(name))
