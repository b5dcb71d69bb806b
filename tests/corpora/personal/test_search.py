"""People, places and organisations: what the words around them show, and what a model says.

Nobody named here exists. The model itself is asked in few tests; in the others its findings are given.
"""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest
from paths import ROOT

from corpora.names.names import names_of
from corpora.names.near_names import near_names, words_of
from corpora.people.people import Person
from corpora.personal.kinds import ACTIONS, KINDS, Finding, Kind, setting_of
from corpora.personal.search import _pieces, find, joined
from corpora.personal.stand_ins import is_stand_in, key_of, word_of
from corpora.spelling import one_edit_apart


def told(text: str, *modelled: tuple[Kind, str]) -> list[tuple[Kind, str]]:
    """What is found in `text` when the model has found these."""
    given = [
        Finding(text.index(said), text.index(said) + len(said), kind) for kind, said in modelled
    ]
    return [(each.kind, text[each.start : each.end]) for each in joined(text, given)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Nobody came.", []),
        ("I said to Sister Howe, no.", [("person", "Sister Howe")]),
        ("Then Mrs Anna Day rang.", [("person", "Anna Day")]),
        ("My social worker, Zebedee, came.", [("person", "Zebedee")]),
        ("my daughter is called Zelda Quill", [("person", "Zelda Quill")]),
        ("my name is zoltan", [("person", "zoltan")]),
        ("My name is not on it.", []),
        ("They call me Zebedee.", [("person", "Zebedee")]),
        ("Present: Callum Zane and Siân.", [("person", "Callum Zane")]),
        ("I live in Nether Wallop.", [("place", "Nether Wallop")]),
        ("She still remembers Hexham.", [("place", "Hexham")]),
        ("He went to Stoke-on-Trent.", [("place", "Stoke-on-Trent")]),
        ("We moved in March.", []),
        ("at 4 Foo Lane, Kirkby L32 1AB", [("address", "4 Foo Lane"), ("place", "Kirkby"), ("postcode", "L32 1AB")]),
        ("She goes to St Oda’s Hospice now.", [("organisation", "St Oda’s Hospice")]),
        ("It is at Elm House Day Centre.", [("organisation", "Elm House Day Centre")]),
        ("Our Health Centre is shut. The School too.", []),
        ("Ask Carers UK Hull.", [("organisation", "Carers UK Hull")]),
        ("Victoria Road and the Florence Ward", []),
        ("Will you? May I? Hope springs.", []),
        ("[Redacted: Sian, my daughter Sian]", []),
    ],
)  # fmt: skip
def test_words_around_a_name_give_it_away(text: str, expected: list[tuple[Kind, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "modelled", "expected"),
    [
        ("It was Zed Quill's idea.", ("person", "Zed Quill's"), [("person", "Zed Quill")]),
        ("the Quill Street", ("person", "the Quill Street"), [("place", "Quill Street")]),
        ("Zed Quill\nNotes", ("person", "Zed Quill\nNotes"), [("person", "Zed Quill")]),
        ("Quill B57 8FX", ("person", "Quill B57"), [("place", "Quill"), ("postcode", "B57 8FX")]),
        ("We met in Ely.", ("person", "Ely"), [("place", "Ely")]),
        ("Riverside Surgery rang.", ("person", "Riverside Surgery"), [("organisation", "Riverside Surgery")]),
        ("Callum rang.", ("organisation", "Callum"), [("person", "Callum")]),
        ("It was Grace Ward, a calm ward.", ("person", "Grace Ward"), [("person", "Grace Ward")]),
        ("The ward was Grace Ward.", ("person", "Grace Ward"), []),
        ("We sat on Grace Ward.", ("person", "Grace Ward"), []),
        ("I met Grace Ward.", ("person", "Grace Ward"), [("person", "Grace Ward")]),
        ("Hazel eyes.", ("person", "Hazel"), []),
        ("Hazel said so.", ("person", "Hazel"), [("person", "Hazel")]),
        ("the Dawn chorus", ("person", "Dawn"), []),
        ("Zopiclone 5 mg", ("person", "Zopiclone"), []),
        ("the NHS", ("organisation", "NHS"), []),
        ("Hmm, Mmm.", ("person", "Hmm"), []),
        ("So metadata it is.", ("person", "metadata"), []),
        ("I am.", ("person", "I"), []),
        ("Zed Quill: Sometimes", ("person", "Zed Quill: Sometimes"), [("person", "Zed Quill")]),
        ("It is Quill: Moria Group.", ("organisation", "Quill: Moria Group"), [("organisation", "Quill"), ("organisation", "Moria Group")]),
        ("my Carer’s Allowance", ("person", "Carer’s Allowance"), []),
        ("on Valentine's Day", ("person", "Valentine"), []),
        ("Mrs Day came.", ("person", "Day"), [("person", "Mrs Day")]),
        ("I’m Zed", ("person", "I’m Zed"), [("person", "Zed")]),
        ("mo@example.org wrote", ("person", "mo@example.org"), [("email address", "mo@example.org")]),
        ("Zed 12", ("person", "Zed 12"), []),
    ],
)  # fmt: skip
def test_what_a_model_says_is_put_right(
    text: str, modelled: tuple[Kind, str], expected: list[tuple[Kind, str]]
) -> None:
    assert told(text, modelled) == expected


@pytest.mark.parametrize("text", ["", "a", "a b\n" * 3_000, "x" * 7_000, "😀 " * 4_000])
def test_pieces_are_the_whole_text(text: str) -> None:
    pieces = list(_pieces(text))
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(end - start <= 2_000 for start, end in pieces)


PEOPLE = (
    Person("P1", "Maureen Thwaite"),
    Person("P2", "Martina Clarke"),
    Person("P3", "Ann Lee"),
    Person("P4", "Elizabeth Clarkes"),
    Person("P5", "Interviewer"),
)
KNOWN = {person.id: f"[carer {number}]" for number, person in enumerate(PEOPLE, start=1)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("Maureen Thwaite Thwaite's", {}),
        ("Mauren", {"Mauren": "[carer 1]"}),
        ("Muareen's", {"Muareen": "[carer 1]"}),
        ("Martin", {"Martin": "[carer 2]"}),
        ("Martin martin", {}),
        ("MAUREN mauren", {}),
        ("Clarks", {"Clarks": "[name]"}),
        ("Liz and Beth", {"Beth": "[carer 4]", "Liz": "[carer 4]"}),
        ("Mo", {"Mo": "[carer 1]"}),
        ("Anna Lees", {}),
        ("Will", {}),
    ],
)
def test_words_near_a_name(text: str, expected: dict[str, str]) -> None:
    names = names_of(PEOPLE, {}, KNOWN)
    assert near_names(words_of(text), PEOPLE, KNOWN, names) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", False), ("", "a", True), ("ab", "ab", False), ("ab", "ba", True), ("abc", "abd", True),
        ("abc", "bca", False), ("abcd", "abc", True), ("abc", "abcde", False), ("abcde", "abdce", True),
    ],
)  # fmt: skip
def test_one_edit(one: str, other: str, expected: bool) -> None:
    assert one_edit_apart(one, other) is one_edit_apart(other, one) is expected


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone number", "07700 900123", "+44 (0)7700-900123"),
        ("phone number", "0044 7700 900123", "07700900123"),
        ("NHS number", "943 476 5919", "943-476-5919"),
        ("postcode", "NE46 1AB", "ne461ab"),
        ("person", "Zed  Quill", "ZED QUILL"),
        ("email address", "Mo@Example.org", "mo@example.org"),
        ("phone number", "oh seven", "Oh seven"),
    ],
)
def test_the_same_thing_written_otherwise_has_the_same_key(
    kind: Kind, one: str, other: str
) -> None:
    assert key_of(kind, one) == key_of(kind, other)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("person", "Zed", "name"),
        ("place", "Hexham", "town"),
        ("place", "Moria", "place"),
        ("organisation", "Elm Hospital School", "school"),
        ("organisation", "Quillco", "organisation"),
        ("phone number", "1", "phone number"),
    ],
)
def test_a_stand_in_says_what_stood_there(kind: Kind, text: str, expected: str) -> None:
    assert word_of(kind, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("[carer 3]", True), ("[x]", True), ("", False), ("[]", False), ("Sam", False), ("[a] b", False),
     ("[ a]", False), ("[a\nb]", False), (f"[{'a' * 41}]", False)],
)  # fmt: skip
def test_a_stand_in_is_short_and_in_brackets(text: str, expected: bool) -> None:
    assert is_stand_in(text) is expected


def test_identifiers_are_applied_and_the_rest_proposed() -> None:
    assert {setting_of(kind) for kind in KINDS if ACTIONS[kind] == "propose"} == {
        "near_name", "person", "place", "organisation", "web_address",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring +44 7700 900123 now", "Ring [phone number 1] now"),
        ("(07700) 900123", "[phone number 2]"),
        ("Zed Quill and ZED QUILL, not zed quill", "[name 1] and [name 1], not zed quill"),
        ("Zed\nQuill’s Zed", "[name 1]’s Zed"),
        ("I was reading in Reading.", "I was reading in [town 1]."),
        ("Zed Quillon", "Zed Quillon"),
        ("@zed_q wrote", "[web address 1] wrote"),
        ("Maureens chair", "[carer 1]s chair"),
        ("Maureen Okafor", "[name 2]"),
    ],
)
def test_what_is_accepted_is_replaced_beside_the_names(text: str, expected: str) -> None:
    others = {
        "+44 7700 900123": "[phone number 1]",
        "(07700) 900123": "[phone number 2]",
        "Zed Quill": "[name 1]",
        "Reading": "[town 1]",
        "@zed_q": "[web address 1]",
        "Maureen Okafor": "[name 2]",
        "Maureen": "[name 3]",
    }
    assert names_of(PEOPLE, {}, KNOWN, others).replace(text) == expected


@pytest.mark.model
def test_the_model_is_asked_once_a_piece_and_offsets_are_code_points() -> None:
    text = "😀 I told Zoe Bell in Leeds.\n" * 200
    findings = next(find([text]))
    said = {(each.kind, text[each.start : each.end]) for each in findings}
    assert said == {("person", "Zoe Bell"), ("place", "Leeds")}
    assert len(findings) == 400
    assert list(find([])) == [] and list(find(["", " "])) == [[], []]


LOOKS = """
import logging, socket, sys
def refuse(*_, **__): raise AssertionError("a look-up on the network")
socket.socket.connect = socket.getaddrinfo = refuse
from corpora.personal.search import find
found = next(find(["Zoe Bell, IBAN GB82WEST12345698765433, zoe@example.org"]))
assert {f.kind for f in found} >= {"person", "email address"}, found
assert not {"transformers", "torch"} & set(sys.modules)
"""


@pytest.mark.model
def test_presidio_stays_on_the_machine_says_nothing_and_is_light() -> None:
    """It looks up its list of domains, logs numbers that it doubts, and imports transformers."""
    ran = subprocess.run([sys.executable, "-c", LOOKS], cwd=ROOT, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
    assert logging.getLogger("presidio-analyzer").getEffectiveLevel() > 0


@pytest.mark.model
@pytest.mark.parametrize("name", ["uk_built_dev.jsonl", "presidio_dev.jsonl"])
def test_identifiers_of_the_real_data_are_found(data: Path, name: str) -> None:
    kinds: dict[str, Kind] = {
        "UK_NHS": "NHS number",
        "UK_POSTCODE": "postcode",
        "PHONE_NUMBER": "phone number",
        "EMAIL_ADDRESS": "email address",
    }
    rows = [json.loads(line) for line in (data / "deid" / name).read_text("utf-8").splitlines()]
    findings = list(find(row["text"] for row in rows))
    hits = [
        any(
            f.kind == kinds[s["type"]] and f.start <= s["start"] and s["end"] <= f.end
            for f in found
        )
        for row, found in zip(rows, findings, strict=True)
        for s in row["spans"]
        if s["type"] in kinds
    ]
    assert sum(hits) >= 0.98 * len(hits)
    clean = [found for row, found in zip(rows, findings, strict=True) if "neg" in row["id"]]
    assert [found for found in clean if found] == []
