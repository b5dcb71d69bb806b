"""Identifiers found by their form, look-alikes left alone, and no line that takes long.

All numbers are invented, or from ranges that are kept free for fiction and tests.
"""

import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runaway import no_runaway

from corpora.personal.addresses import addresses
from corpora.personal.birthdates import birthdates
from corpora.personal.context_cues import first_names, names_by_context
from corpora.personal.identifiers import identifiers
from corpora.personal.kinds import Finding, Kind, apart, overlapping
from corpora.personal.phones import phone_numbers
from corpora.personal.search import by_form, joined


def found(text: str) -> list[tuple[Kind, str]]:
    return [(each.kind, text[each.start : each.end]) for each in by_form(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("It is 943 476 5919, she said.", ["943 476 5919"]),
        ("943-476-5919", ["943-476-5919"]),
        ("(9434765919)", ["9434765919"]),
        ("My NHS number is 943 476 5918", ["943 476 5918"]),
        ("NHS no. 94 34 76 59 19.", ["94 34 76 59 19"]),
        # The check digit is wrong, or it is part of something longer.
        ("We met 9434765918 times.", []),
        ("0000000000", []),
        ("19434765919", []),
        ("943-476-5919-22", []),
    ],
)
def test_nhs_numbers(text: str, expected: list[str]) -> None:
    assert [said for kind, said in found(text) if kind == "NHS number"] == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("NI number", "It's QQ 12 34 56 C.", "QQ 12 34 56 C"),
        ("NI number", "QQ123456C", "QQ123456C"),
        ("NI number", "my national insurance number is qq123456c", "qq123456c"),
        ("postcode", "Hexham NE46 1AB, yes", "NE46 1AB"),
        ("postcode", "at W1A 0AX.", "W1A 0AX"),
        ("postcode", "M11AE", "M11AE"),
        ("postcode", "ng7 2rd", "ng7 2rd"),
        ("postcode", "GIR 0AA", "GIR 0AA"),
        ("email address", "Write to mo.t+x@ex-ample.org.uk.", "mo.t+x@ex-ample.org.uk"),
        ("email address", "it's mo dot t at example dot co dot uk now", "mo dot t at example dot co dot uk"),
        ("web address", "see https://example.org/a?b=c.", "https://example.org/a?b=c"),
        ("web address", "example.co.uk/us has it", "example.co.uk/us"),
        ("web address", "I am @invented_person there", "@invented_person"),
        ("number plate", "It was AB51 CDE.", "AB51 CDE"),
        ("number plate", "The car was P123 ABC.", "P123 ABC"),
        ("number plate", "reg ABC 123D", "ABC 123D"),
        ("other number", "card 4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("other number", "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"),
        ("other number", "the account number is 12345678", "12345678"),
        ("date of birth", "I was born on 3 May 1950.", "3 May 1950"),
        ("date of birth", "DOB: 03/05/50", "03/05/50"),
        ("date of birth", "1950-05-03, that's her birthday", "1950-05-03"),
        ("date of birth", "born the third of May, er, nineteen fifty two.", "the third of May, er, nineteen fifty two"),
        ("address", "They sent it to 14b Foo-Bar Lane, Hull.", "14b Foo-Bar Lane"),
        ("address", "Flat 2, 9 Bar Street", "Flat 2, 9 Bar Street"),
        ("address", "at 3 Nowhere, Leigh-on-Sea SS9 2AB", "3 Nowhere"),
        ("address", "PO Box 123", "PO Box 123"),
    ],
)  # fmt: skip
def test_other_identifiers(kind: Kind, text: str, expected: str) -> None:
    assert (kind, expected) in found(text)


@pytest.mark.parametrize(
    "number",
    [
        "07700 900123", "07700900123", "07700-900-123", "07700/900123", "+44 7700 900123",
        "+44 (0)20 7946 0123", "(0115) 496 0123", "0115 496 0123", "01632960123", "0808 157 0123",
        "0044 1632 960123", "+353 1 234 5678", "01632 960123 ext 12", "(602) 555-0123",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{}", "It's {}, I think.", "({})", "Fax:{}"])
def test_phone_numbers(number: str, around: str) -> None:
    text = around.format(number)
    assert found(text) == [("phone number", number)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring me on 0800 1111.", "0800 1111"),
        ("They're not answering at 555 0123", "555 0123"),
        ("943 476 5919 (fax)", "943 476 5919"),
        ("it's oh seven seven double oh nine zero one two three", "oh seven seven double oh nine zero one two three"),
    ],
)  # fmt: skip
def test_what_is_said_to_be_a_phone_number_is_one(text: str, expected: str) -> None:
    assert found(text) == [("phone number", expected)]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "1", "Room B12 was too small.", "We met 1234567890 times.", "Section 117 aftercare.",
        "I scored it 9 out of 10.", "20 mg twice a day, then 40 mg.", "It cost £1,234,567.",
        "From 2019 to 2021, in 2019 2020 2021.", "On 3 May 2023 at 10.30.", "22/01/2024, not before.",
        "Version 2.10.3, page 117 of 230.", "ISO 9001:2015", "The M4 2nd exit.", "Call 999 or 111.",
        "one two three four five six seven eight nine ten", "24/7, 365 days", "My order number is 123456789.",
        "The car park by room B12 was full.", "A Band 6 nurse.", "She is 78.", "1, 2, 3, 4, 5, 6, 7, 8, 9",
        "We were born in October. 2 visits came.", "shed on 30 June. The European Union", "A&E at 2pm",
        "DS1500, ESA50, PHQ-9, P45.", "Mr. A. B. said e.g. this. And that.", "I. am. tired.",
    ],
)  # fmt: skip
def test_look_alikes_are_left_alone(text: str) -> None:
    assert found(text) == []


SLOW = (
    "a", "1", "1 ", "A", "Aa ", "Aa-", "A’", "a.", "a@b.", "1-", "(1", "+1 ", "one ", "Dr Aa ",
    "St Aa ", "1 Aa, ", "in Aa ", "born on 1 ", "AA1 ", "Aa & ", "É", "www.", "[a", "\n", "of ",
    "x at x dot ", "GB82 ", "Sian ", "phone 1",
)  # fmt: skip
FINDERS: tuple[Callable[[str], object], ...] = (
    identifiers,
    phone_numbers,
    birthdates,
    addresses,
    names_by_context,
    lambda text: list(first_names(text)),
    lambda text: joined(text, [Finding(0, len(text), "person")]),
)


@pytest.mark.parametrize("seed", SLOW)
def test_every_line_comes_to_an_end(seed: str) -> None:
    """Each of these, 100,000 characters long, has made some pattern slow that was not bounded."""
    text = (seed * 100_000)[:100_000]
    for find in FINDERS[:-1]:
        with no_runaway():
            find(text)


def test_lines_of_everything_come_to_an_end_too() -> None:
    chance = random.Random(7)
    for _ in range(8):
        text = ("".join(chance.choices(SLOW, k=4)) * 30_000)[:30_000]
        with no_runaway():
            FINDERS[-1](text)


@given(st.text(alphabet=st.sampled_from("aAé 019-+().@,:\n’AB12DrNHSborn\u202e😀"), max_size=80))
def test_findings_lie_in_the_text_and_apart(text: str) -> None:
    findings = by_form(text)
    assert all(0 <= each.start < each.end <= len(text) for each in findings)
    assert all(a.end <= b.start for a, b in pairwise(findings))


def test_of_two_that_overlap_the_first_given_stays() -> None:
    one, two, three = Finding(4, 9, "place"), Finding(0, 5, "person"), Finding(9, 12, "person")
    assert apart([one, two, three]) == [one, three]
    assert overlapping([one, three], 0, 4) == []
    assert overlapping([one, three], 8, 10) == [one, three]
