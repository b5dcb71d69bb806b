"""How many people there may be stands beside how many were found, until all were read to the end."""

import re

import pytest
from invented import CODEBOOK, evaluation
from report_pages import Text, page, reviewed

from coding.estimates.first_hand import ReadOfCode
from coding.findings.disclosure.bounds import ALL_READ, TOO_LITTLE
from coding.findings.disclosure.small_numbers import NOT_SHOWN, Figure
from coding.findings.publication import Publication
from coding.report import report, words

TWENTY = Figure(20, "20")


@pytest.mark.parametrize(
    ("some", "at_most", "said"),
    [
        (Figure(7, "7"), None, "7 of 20 people"),
        (Figure(7, "7"), Figure(None, ALL_READ), "7 of 20 people"),
        (Figure(7, "7"), Figure(12, "12"), "at least 7, at most 12 of 20 people"),
        (Figure(7, "7"), Figure(7, "7"), "at least 7 of 20 people, and probably no more"),
        (Figure(7, "7"), Figure(None, NOT_SHOWN), "at least 7 of 20 people"),
        (
            Figure(7, "7"),
            Figure(None, TOO_LITTLE),
            "at least 7 of 20 people; too little read to say how many more",
        ),
        (Figure(0, "0"), None, "no one in their own words"),
        (Figure(0, "0"), Figure(0, "0"), "no one in their own words so far, and probably no one"),
        (
            Figure(0, "0"),
            Figure(3, "3"),
            "no one in their own words so far, at most 3 of 20 people",
        ),
        (Figure(None, "fewer than 5"), Figure(None, NOT_SHOWN), "fewer than 5 people so far"),
        (Figure(None, "most"), Figure(None, NOT_SHOWN), "most of 20 people so far"),
        (
            Figure(None, NOT_SHOWN),
            Figure(None, NOT_SHOWN),
            "number of people not shown",
        ),
    ],
)
def test_how_many_people_there_may_be(some: Figure, at_most: Figure | None, said: str) -> None:
    assert words.people_so_far(some, at_most, TWENTY) == said


def code_by_code(publication: Publication) -> str:
    """The text of that section."""
    html = report.render_report(publication)
    return Text(html[html.index('id="codes"') : html.index('id="not-found"')]).text


def by_people(unread: int, at_most: int | None) -> Publication:
    """The report of people's codings, where so many were not read to the end for any code."""
    read = {code.id: ReadOfCode(unread, at_most) for code in CODEBOOK.codes}
    return reviewed(evaluation(), read=read)


def test_people_are_counted_as_at_least_and_at_most_until_all_were_read() -> None:
    bare, bounded, little = map(code_by_code, (by_people(0, 20), by_people(9, 20), by_people(9, None)))  # fmt: skip
    counts = re.findall(r"\d+ of 20 people", bare)
    assert counts and "t least" not in bare and "so far" not in bare
    assert re.search(r"At least \d+, at most 20 of 20 people", bounded)
    assert re.search(r"At least \d+ of 20 people; too little read to say how many more", little)
    for text in (bounded, little):
        assert len(re.findall(r"At least \d+(?:, at most 20)? of 20 people", text)) == len(counts)


def test_the_table_of_themes_says_whether_its_numbers_are_at_least() -> None:
    sentence = "Not everybody was read to the end for every code"
    assert [sentence in page(by_people(unread, 20)).text for unread in (0, 9)] == [False, True]
