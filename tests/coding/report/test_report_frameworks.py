"""The report cut by framework: each person once, nothing that gives a few people away."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from framework_report import BOOK, MAPPED, said
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import about, excerpt, frames, suggestion
from report_pages import Text
from scipy.optimize import Bounds, LinearConstraint, milp

from codebooks.codebook import Code, Codebook, Theme
from coding.findings.disclosure.small_numbers import MOST, Figure, Key
from coding.findings.figures import LEFT_OUT, UNLISTED, Counting, choose, figures
from coding.findings.material import Frames, read_excerpts
from coding.findings.publication import publish
from coding.report import report


def tables(material: Frames) -> dict[str, list[list[str]]]:
    """The rows under each framework's heading."""
    page = Text(report.render_report(publish(material, BOOK, about(basis="codings"))))
    cut = [t for t in page.tables if t[0][0] == "Asked for"]
    return dict(zip(["scie", "4pi", "uk-standards"], (table[1:] for table in cut), strict=True))


def test_a_person_and_an_excerpt_count_once_under_however_many_codes() -> None:
    six = {f"p{n}": "abc" for n in range(6)} | {f"q{n}": "-" for n in range(5)}
    both = excerpt("words", start=9, participant="p0", source="p0")
    notes = excerpt("words", start=9, source="notes", participant="", second_hand=True)
    material = said(six)
    more = frames(
        [*material.excerpts.to_dict("records"), both, notes],  # type: ignore[list-item]
        [
            *material.suggestions.to_dict("records"),  # type: ignore[list-item]
            suggestion(both, "a"),
            suggestion(both, "b"),
            suggestion(notes, "b"),
        ],
    )
    assert tables(more)["scie"] == [
        ["Equality", "6 of 11", "19", "1"],
        ["Codes: Code A; Code B; Code C"],
        ["Diversity", "No code is mapped to it, so nothing was looked for."],
        ["Accessibility", "No code is mapped to it, so nothing was looked for."],
        ["Reciprocity", "0 of 11", "0", "0"],
        ["Codes: Code E"],
    ]


def test_where_people_are_few_their_excerpts_are_not_counted_either() -> None:
    few = {"p0": "eee", **{f"p{n}": "a" for n in range(1, 9)}}
    assert tables(said(few))["scie"][-2] == ["Reciprocity", "fewer than 5", "not shown", "0"]


def test_what_no_code_is_mapped_to_is_said_and_a_retired_code_is_none() -> None:
    text = Text(report.render_report(publish(said({"p": "a"}), BOOK, about(basis="codings")))).text
    assert "This codebook has no code for: Diversity; Accessibility." in text
    assert "This codebook has no code for: 1 Principles; 2 Purpose; 5 Impact." in text
    assert "Making it Real" not in text


def test_what_is_left_out_on_purpose_is_told_apart_from_what_is_missing() -> None:
    book = replace(BOOK, outside=(("scie", "diversity"),))
    page = Text(report.render_report(publish(said({"p": "a"}), book, about(basis="codings"))))
    rows = next(table for table in page.tables if table[0][0] == "Asked for")
    left_out = "The codebook leaves it out on purpose, so nothing was looked for."
    assert ["Diversity", left_out] in rows
    assert "This codebook has no code for: Accessibility." in page.text


def test_a_codebook_without_frameworks_has_no_such_section() -> None:
    bare = Codebook("Bare", "1", (Theme("t", "T", "", (Code("a", "A"),)),))
    html = report.render_report(publish(said({"p": "a"}), bare, about(basis="codings")))
    assert "framework" not in Text(html).text


def test_the_excerpts_under_an_item_stand_with_its_people() -> None:
    """One of eight has left, and with her two excerpts."""
    people = {f"p{n}": "aab" for n in range(8)} | {f"q{n}": "-" for n in range(9)}
    first = choose([counting(people)])
    del people["p0"]
    second = choose([counting(people)], first.new)
    rows = [
        [each.figures[0][kind, "scie", "equality"].text for kind in ("item", "item excerpts")]
        for each in (first, second)
    ]
    assert rows == [["8", "24"], ["8", "24"]]
    assert second.new == {}


def counting(people: Mapping[str, str]) -> Counting:
    return Counting(read_excerpts(said(people)), (), BOOK, about())


# --- the attack: every way in which people could have said these things ---------------------------

WAYS = ["".join(c for c, yes in zip("abcde", kept, strict=True) if yes)
        for kept in product((False, True), repeat=5)]  # fmt: skip


def counts_of(key: Key) -> list[bool]:
    """Who of the people that said each of `WAYS` is counted under a key."""
    match key:
        case ("theme" | "theme group" | "theme wave", theme, *_):
            among = {"first": "ab", "second": "cde"}[theme]
        case ("code", code) | ("code direction", code, "positive"):
            among = code
        case ("code direction", *_):
            among = ""
        case ("item", framework, item):
            among = "".join(c for c, mapped in MAPPED.items() if (framework, item) in mapped)
        case _:
            return [True] * len(WAYS)
    return [bool(set(way) & set(among)) for way in WAYS]


def worked_out(printed: Mapping[Key, Figure], people: list[str], least: int) -> list[Key]:
    """The small numbers that have one value in all worlds that print the same page."""
    kept: list[list[bool]] = []
    lows: list[float] = []
    highs: list[float] = []
    for key, figure in printed.items():
        if figure.value is not None:
            low = high = float(figure.value)
        elif figure.text.startswith("fewer"):
            low, high = 1.0, least - 1.0
        elif figure.text == MOST:
            low, high = len(people) // 2 + 1.0, float(len(people))
        else:
            low, high = 0.0, np.inf
        kept, lows, highs = [*kept, counts_of(key)], [*lows, low], [*highs, high]
    page = LinearConstraint(np.array(kept, dtype=float), np.array(lows), np.array(highs))
    truth = [people.count(way) for way in WAYS]
    counts = {key: int(np.dot(counts_of(key), truth)) for key in printed}
    small = [key for key, count in counts.items() if 0 < count < least]
    return [key for key in small if _end(key, 1, page) == _end(key, -1, page)]


def _end(key: Key, sign: int, page: LinearConstraint) -> int:
    aim = sign * np.array(counts_of(key), dtype=float)
    ways = len(WAYS)
    # Without presolve: see `solver_attack`.
    result = milp(
        aim,
        constraints=page,
        bounds=Bounds(0, 200),
        integrality=np.ones(ways),
        options={"presolve": False},
    )
    assert result.success, result.message
    end: int = sign * round(result.fun)
    return end


def page_of(people: list[str], least: int) -> dict[Key, Figure]:
    """Every number of people that the report prints of these people."""
    material = said({str(n): codes or "-" for n, codes in enumerate(people)})
    given = about(threshold=least, groups=("unpaid carers",), waves=("spring 2025",))
    printed = figures(read_excerpts(material), (), BOOK, given).shown
    aside = {LEFT_OUT[0], UNLISTED[0], "item excerpts", "there", "recorded"}
    return {key: each for key, each in printed.items() if key[0] not in aside}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WAYS), min_size=3, max_size=25), st.sampled_from([3, 5]))
def test_no_small_number_can_be_worked_out_from_all_tables_together(
    people: list[str], least: int
) -> None:
    assert worked_out(page_of(people, least), people, least) == []


# Each tells of one or two people unless items are left out that are not small themselves.
TELLING = [
    (["ce", "ce", "d", "", "c", "c", "d", "ce", "", "", "c", "", "", "d", "d", "ce"], 5),
    (["", "a", "", "cde", "cde", "cde", "a", "a", "", "a", "cde", "", "", "cde"], 5),
    (["ad", "ce", "abe", "", "ad", "", "ce"], 3),
    (["b", "", "b", "de", "", "de", "e"], 3),
]


@pytest.mark.parametrize(("people", "least"), TELLING)
def test_items_are_left_out_where_they_would_tell_of_a_few(
    people: list[str], least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert worked_out(page_of(people, least), people, least) == []
    monkeypatch.setattr("coding.findings.figures.to_leave_out", lambda _: set())
    assert worked_out(page_of(people, least), people, least) != []
