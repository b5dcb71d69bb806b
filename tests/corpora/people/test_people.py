"""people.csv: checked with rows, blank consent counts as no, names never in messages."""

import pytest

from corpora.errors import PeopleError
from corpora.people.people import Person, load_people
from corpora.people.table import COLUMNS, with_rows, without_person

GROUPS = ("unpaid carers", "staff", "facilitators")
WAVES = ("wave 1", "wave 2")


def load(text: str) -> tuple[Person, ...]:
    return load_people(text.encode(), groups=GROUPS, waves=WAVES)


@pytest.mark.parametrize("text", ["id,name,group\n", "id,name,group\n\n , ,\n", ",".join(COLUMNS)])
def test_a_list_of_nobody(text: str) -> None:
    assert load(text) == ()


def test_a_whole_row() -> None:
    text = (
        "﻿id,name,aliases,group,role,wave,consent_analysis,consent_quote\n"
        'P01,"Vale, Ada",Ada; AV ,Unpaid carers,,wave 1;Wave 2,YES,ask\n'
    )
    assert load(text) == (
        Person(
            id="P01",
            name="Vale, Ada",
            aliases=("Ada", "AV"),
            group="unpaid carers",
            role="participant",
            waves=("wave 1", "wave 2"),
            consent_analysis="yes",
            consent_quote="ask",
        ),
    )


@pytest.mark.parametrize(
    ("analysis", "quote", "analysed", "quoted"),
    [
        ("", "", False, False),
        ("no", "yes", False, False),
        ("ask", "yes", False, False),
        ("yes", "", True, False),
        ("yes", "ask", True, False),
        ("yes", "yes", True, True),
    ],
)
def test_only_a_plain_yes_is_consent(
    analysis: str, quote: str, analysed: bool, quoted: bool
) -> None:
    text = f"id,name,group,consent_analysis,consent_quote\nP1,Ada,staff,{analysis},{quote}\n"
    (person,) = load(text)
    assert (person.may_be_analysed, person.may_be_quoted) == (analysed, quoted)


@pytest.mark.parametrize(
    ("row", "role"),
    [
        ("P1,Ada,interviewers", "interviewer"),
        ("P1,Ada,facilitators", "facilitator"),
        ("P1,Ada,staff", "participant"),
        ("P1,Ada,", "participant"),
    ],
)
def test_a_role_that_is_not_given_follows_from_the_group(row: str, role: str) -> None:
    assert load(f"id,name,group\n{row}\n")[0].role == role


ALL = ", ".join(COLUMNS)
OWN = f"the columns are: {ALL}, notes; your own begin with 'x-', or stand behind 'notes'"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "",
            "row 1, read as parted by nothing: there is no column 'id' or 'name' or 'group'; "
            f"the columns are: {ALL}.",
        ),
        ("id,name,group,age\n", f"column 4: unknown column 'age'; {OWN}."),
        ("id,name,group,group\n", "column 4: 'group' stands already over another column."),
        (
            "id,name,group,consent_analyis\n",
            "column 4: unknown column 'consent_analyis'; perhaps 'consent_analysis' is meant.",
        ),
        (
            "id,name,group,notes,Consent quotes\n",
            "column 5: unknown column 'Consent quotes'; perhaps 'consent_quote' is meant.",
        ),
        ("id,name,group,notes,consent\n", f"column 5: unknown column 'consent'; {OWN}."),
        (
            "id,name,group,\nP1,Zelda,staff,yes\n",
            "column 4 has an empty heading, and something stands in it (first in row 2); give it a "
            "heading, one that begins with 'x-' if it is your own.",
        ),
        ("id,name,group\nP1,,staff\n", "row 2 (P1): 'name' is empty; every person needs one."),
        ("id,name,group\n,Zelda,staff\n", "row 2 (no id): 'id' is empty; every person needs one."),
        (
            "id,name,group\nP1,Zelda,nurses\n",
            "row 2 (P1): 'group' is 'nurses'; allowed: unpaid carers, staff, facilitators, "
            "interviewers.",
        ),
        (
            "id,name,group,wave\nP1,Zelda,staff,wave 3\n",
            "row 2 (P1): 'wave' is 'wave 3'; allowed: wave 1, wave 2.",
        ),
        (
            "id,name,group,consent_quote\n\nP1,Zelda,staff,maybe\n",
            "row 3 (P1): 'consent_quote' is 'maybe'; allowed: yes, no, ask.",
        ),
        (
            "id,name,group\nP1,Zelda,staff,x\n",
            "row 2 (P1): the row has more cells than there are headings; put cells that contain "
            "commas in double quotation marks.",
        ),
        (
            "id,name,group\nP1,Zelda,staff\np1,Bo,staff\n",
            "row 3 (p1): the id stands already in row 2; give every person one row and an id of "
            "their own, and write several waves in one cell, separated by a semicolon.",
        ),
        (
            'id,name,group\nP1,"Zelda"x,staff\n',
            "row 2 is not valid in a table of this kind. Look for a quotation mark that is not "
            "closed.",
        ),
    ],
)
def test_a_wrong_list_is_refused_with_row_person_value_and_without_names(
    text: str, message: str
) -> None:
    with pytest.raises(PeopleError) as caught:
        load(text)
    assert str(caught.value) == f"people.csv: {message}"
    assert caught.value.exit_code == 2


def test_all_mistakes_are_told_at_once() -> None:
    text = (
        "id;name;group;consent_analysis;consent_quot\n"
        "P1;Zelda;nurses;yes;yes\nP2;Bo;staff;perhaps;no\nP2,Cy,staff,no,no\n;Dot;staff;;\n"
    )
    with pytest.raises(PeopleError) as caught:
        load(text)
    assert str(caught.value).splitlines() == [
        "people.csv: 5 things are wrong, so nothing of it is used:",
        "  column 5: unknown column 'consent_quot'; perhaps 'consent_quote' is meant",
        "  row 2 (P1): 'group' is 'nurses'; allowed: unpaid carers, staff, facilitators, interviewers",
        "  row 3 (P2): 'consent_analysis' is 'perhaps'; allowed: yes, no, ask",
        "  row 4: its cells are parted by commas and those of the headings by semicolons; save the "
        "file again from one program",
        "  row 5 (no id): 'id' is empty; every person needs one. ",
        "Put them right and run again.",
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            b"id,name,group\n\xe9",
            "the text is not valid UTF-8 (byte 15). In Excel, save it as 'CSV ",
        ),
        (b"PK\x03\x04rest", "this is a workbook of Excel or LibreOffice and not a table in text."),
        (b"id,name\0,group\n", "this is not a text file (a NUL character at position 8)."),
    ],
)
def test_what_is_no_table_is_refused_with_the_cause_and_the_remedy(
    content: bytes, says: str
) -> None:
    with pytest.raises(PeopleError) as caught:
        load_people(content, groups=GROUPS, waves=WAVES)
    assert says in str(caught.value)


PLAIN = (
    "id,name,aliases,group,role,wave,consent_analysis,consent_quote\n"
    'P01,"Vale, Ada",Ada;AV,staff,,wave 1,yes,no\nP02,Bo Ash,,staff,,,,yes\n'
)
EUROPE = PLAIN.replace("Ada;AV", '"Ada|AV"').replace('"Vale, Ada"', "Vale@ Ada")
EUROPE = EUROPE.replace(",", ";").replace("@", ",").replace('"', "").replace("|", "|")
TABS = PLAIN.replace('"Vale, Ada"', "Vale@ Ada").replace(",", "\t").replace("@", ",")


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        EUROPE.encode(),
        f"sep=;\r\n{EUROPE}".encode("utf-8-sig"),
        f'"sep=;"\n{EUROPE}'.encode(),
        TABS.encode(),
        TABS.encode("utf-16"),
        PLAIN.replace("consent_analysis,", " Consent analysis ,").encode(),
        PLAIN.replace("group", "Group\u00a0").encode(),
        PLAIN.replace("\n", ",,\n").encode(),
        PLAIN.replace("\n", "\n,,,,,,,\n").encode(),
        f"People of the hub\n\n{PLAIN}".encode(),
        f"People of the hub,,,,,,,\n{PLAIN}".encode(),
        f"People; all of them;;;;;;\n{EUROPE}".encode(),
        PLAIN.replace("consent_quote\n", "consent_quote,x-shoe size\n").encode(),
        PLAIN.replace("consent_quote\n", "consent_quote,notes,Age,Likes tea\n").encode(),
        PLAIN.replace("Bo Ash", '"Bo\nAsh"').encode(),
    ],
)
def test_a_list_as_spreadsheets_write_it(content: bytes) -> None:
    assert load_people(content, groups=GROUPS, waves=WAVES) == (
        Person("P01", "Vale, Ada", ("Ada", "AV"), "staff", "participant", ("wave 1",), "yes", "no"),
        Person("P02", "Bo Ash", (), "staff", "participant", (), "no", "yes"),
    )


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ("id,name,group\n", "P1,Zo,\n"),
        ("id,name,group\r\nP0,Al,staff\r\n", "P1,Zo,\r\n"),
        ("id,name,group\nP0,Al,staff", "\nP1,Zo,\n"),
        ("sep=;\r\nname;x-size;id;group;;\r\n", "Zo;;P1;;;\r\n"),
        ('"id"\t"name"\t"group"\n"P0"\t"Al"\t\n', '"P1"\t"Zo"\t\n'),
        ("People\n\nid,name,group,notes,Age\nP0,Al,staff,,7\n,,,,\n", "P1,Zo,,,\n"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_row_is_added_in_the_way_the_file_is_written(
    before: str, added: str, encoding: str
) -> None:
    content = before.encode(encoding)
    plain = "utf-16-le" if encoding == "utf-16" else encoding.removesuffix("-sig")
    assert with_rows(content, [{"id": "P1", "name": "Zo"}]) == content + added.encode(plain)


def test_a_cell_that_needs_it_is_quoted() -> None:
    row = {"id": "P1", "name": 'Zo, "so"', "aliases": "a;b"}
    assert with_rows(b"id;name;aliases\n", [row]) == b'id;name;aliases\nP1;"Zo, ""so""";"a;b"\n'


def test_a_person_is_struck_and_no_other_byte_changes() -> None:
    before = 'sep=;\r\nid;name;group\r\nP0;"A\r\nl";staff\r\n;;\r\np1;Zo;\r\nP2;"Cy";staff'
    after = before.replace("p1;Zo;\r\n", "")
    assert without_person(before.encode("utf-16"), "P1") == after.encode("utf-16")
