"""No hidden number of people can be worked out from the page (T19).

The attack is not the program's own check: an integer program takes every printed figure, every
label and every relation between them, and looks for the least and the most of each hidden number.
"""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, GROUPS, WAVES, about, evaluation, excerpt, frames, suggestion
from solver_attack import Reader

from codebooks.codebook import DIRECTIONS
from coding.findings.counted import PEOPLE, counted_people
from coding.findings.disclosure.small_numbers import (
    Figure,
    Key,
    Tally,
    Whole,
    least_shown,
    protect,
    width,
)
from coding.findings.figures import figures, roughly
from coding.findings.material import read_excerpts, read_proposals

TOTAL, A, B, C = ("total",), ("a",), ("b",), ("c",)


def shown(
    counts: Mapping[Key, int], *wholes: Whole, threshold: int = 5, **more: object
) -> list[str]:
    tally = Tally(counts, wholes, **more)  # type: ignore[arg-type]
    return [figure.text for figure in protect(tally, threshold).values()]


@pytest.mark.parametrize(
    ("count", "threshold", "expected"),
    [
        (0, 5, "0"),
        (1, 5, "fewer than 5"),
        (4, 5, "fewer than 5"),
        (5, 5, "5"),
        (9, 10, "fewer than 10"),
        (1_200, 5, "1,200"),
        # Fewer than 2 would be 1, and no threshold at all would be no protection.
        (2, 2, "fewer than 3"),
        (1, 0, "fewer than 3"),
    ],
)
def test_a_count_of_a_few_is_hidden_and_of_nobody_is_not(
    count: int, threshold: int, expected: str
) -> None:
    assert shown({A: count}, threshold=threshold) == [expected]


@pytest.mark.parametrize(
    ("counts", "how", "expected"),
    [
        ([0], "sum", ["0"]),
        ([10, 5, 5], "sum", ["10", "5", "5"]),
        # 10 less 8 would give the 2 away, so the 8 goes too.
        ([10, 8, 2], "sum", ["10", "not shown", "fewer than 5"]),
        # 4 and 4 are the only two numbers under 5 that make 8: the labels go, the sum stays.
        ([8, 4, 4], "sum", ["8", "not shown", "not shown"]),
        ([6, 3, 3], "sum", ["6", "fewer than 5", "fewer than 5"]),
        ([3, 3], "sum", ["fewer than 5", "fewer than 5"]),
        ([12, 6, 6, 0], "sum", ["12", "6", "6", "0"]),
        # Of overlapping parts the small one may be anything up to 4.
        ([10, 10, 2], "union", ["10", "10", "fewer than 5"]),
        # But 10 less 9 leaves at least 1, and 4 is no other answer than 1 to 4.
        ([10, 9, 1], "union", ["10", "9", "fewer than 5"]),
        ([8, 4, 4], "union", ["8", "not shown", "not shown"]),
        ([9, 1], "within", ["9", "fewer than 5"]),
    ],
)
def test_what_is_hidden_with_it(counts: list[int], how: str, expected: list[str]) -> None:
    keys = [TOTAL, A, B, C][: len(counts)]
    wholes = [Whole(TOTAL, tuple(keys[1:]), how)] if keys[1:] else []  # type: ignore[arg-type]
    worth = {TOTAL: 9}
    assert shown(dict(zip(keys, counts, strict=True)), *wholes, worth=worth) == expected


def test_of_a_closed_group_not_even_nobody_is_told() -> None:
    row = Whole(TOTAL, (A, B), "sum")
    hidden = shown({TOTAL: 9, A: 9, B: 0}, row, worth={TOTAL: 9}, closed=frozenset([B]))
    assert hidden == ["9", "not shown", "not shown"]


def test_nobody_in_all_is_nobody_in_a_closed_group() -> None:
    row = Whole(TOTAL, (A, B), "sum")
    assert shown({TOTAL: 0, A: 0, B: 0}, row, closed=frozenset([B])) == ["0", "0", "0"]


@pytest.mark.parametrize(
    ("count", "everyone", "threshold", "expected"),
    [
        # "5 of 5" tells of each, and so would "most" if it stood for all alone.
        (5, 5, 5, "most"),
        (3, 5, 5, "most"),
        (2, 5, 5, "fewer than 5"),
        (8, 8, 5, "most"),
        (6, 8, 5, "most"),
        (5, 8, 5, "5"),
        (20, 20, 5, "most"),
        (17, 20, 5, "17"),
        (16, 20, 10, "most"),
        (15, 20, 10, "15"),
        (4, 4, 3, "most"),
        # Of three, two labels would leave one of them a single number.
        (1, 3, 3, "not shown"),
        (3, 3, 3, "not shown"),
        (0, 5, 5, "0"),
    ],
)
def test_where_nearly_all_are_counted_the_page_says_most(
    count: int, everyone: int, threshold: int, expected: str
) -> None:
    assert (
        shown({TOTAL: everyone, A: count}, threshold=threshold, columns={A: TOTAL})[1] == expected
    )


@pytest.mark.parametrize(
    ("some", "all_people", "expected"),
    [
        (Figure(None, "most"), Figure(9, "9"), "most of 9"),
        (Figure(None, "most"), Figure(None, "not shown"), "most"),
        (Figure(7, "7"), Figure(9, "9"), "7 of 9"),
        (Figure(7, "7"), Figure(None, "not shown"), "7"),
        (Figure(7, "7"), Figure(None, "19–22"), "7 of 19–22"),
        (Figure(0, "0"), Figure(0, "0"), "0"),
        (Figure(None, "fewer than 5"), Figure(9, "9"), "fewer than 5"),
    ],
)
def test_how_many_of_how_many(some: Figure, all_people: Figure, expected: str) -> None:
    assert some.of(all_people) == expected


# --- the attack ---------------------------------------------------------------------------------


def given_away(
    printed: Mapping[Key, Figure],
    wholes: Sequence[Whole],
    threshold: int,
    counts: Mapping[Key, int] | None = None,
) -> list[Key]:
    """The hidden numbers that a reader of the page works out, to one value; where the true counts
    are given, those of a few also where fewer values are left than the rule demands.
    """
    reader = Reader()
    reader.reads("page", printed, wholes, threshold, {})
    out = []
    for key, figure in printed.items():
        if figure.value is None:
            few = counts is not None and 0 < counts[key] < least_shown(threshold)
            low, high = reader.works_out("page", key)
            if high - low + 1 < (width(least_shown(threshold)) if few else 2):
                out.append(key)
    return out


@pytest.mark.parametrize(
    ("counts", "wholes"),
    [({TOTAL: 10, A: 8, B: 2}, [Whole(TOTAL, (A, B), "sum")]),
     ({TOTAL: 8, A: 4, B: 4}, [Whole(TOTAL, (A, B), "union")])],
)  # fmt: skip
def test_the_attack_works_where_only_small_counts_are_hidden(
    counts: dict[Key, int], wholes: list[Whole]
) -> None:
    careless = {
        key: Figure(None, "fewer than 5") if 0 < count < 5 else Figure(count, str(count))
        for key, count in counts.items()
    }
    assert given_away(careless, wholes, 5)


COUNTS = st.integers(0, 12)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(COUNTS, min_size=2, max_size=4), min_size=2, max_size=4),
    st.sampled_from([3, 5, 10]),
)
def test_no_hidden_cell_of_a_table_with_totals_can_be_worked_out(
    table: list[list[int]], threshold: int
) -> None:
    width = min(map(len, table))
    cells: dict[Key, int] = {
        ("cell", str(r), str(c)): table[r][c] for r in range(len(table)) for c in range(width)
    }
    rows: list[tuple[Key, ...]] = [
        tuple(("cell", str(r), str(c)) for c in range(width)) for r in range(len(table))
    ]
    columns = list(zip(*rows, strict=True))
    sums: dict[Key, tuple[Key, ...]] = {("row", str(n)): row for n, row in enumerate(rows)}
    sums |= {("column", str(n)): column for n, column in enumerate(columns)}
    counts = cells | {key: sum(cells[c] for c in parts) for key, parts in sums.items()}
    counts[TOTAL] = sum(cells.values())
    wholes = [Whole(key, parts, "sum") for key, parts in sums.items()]
    wholes.append(Whole(TOTAL, tuple(key for key in sums if key[0] == "row"), "sum"))
    wholes.append(Whole(TOTAL, tuple(key for key in sums if key[0] == "column"), "sum"))
    worth: dict[Key, int] = {**dict.fromkeys(sums, 1), TOTAL: 2}
    printed = protect(Tally(counts, tuple(wholes), worth), threshold)
    assert given_away(printed, wholes, threshold, counts) == []


CODES = [code.id for code in CODEBOOK.codes]
PERSON = st.tuples(
    st.sampled_from([*GROUPS[:3], ""]),
    st.lists(
        st.tuples(st.sampled_from(WAVES), st.sampled_from([*CODES[:4], CODES[9]]), st.sampled_from(DIRECTIONS)),
        max_size=4,
    ),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(PERSON, max_size=25), st.sampled_from([3, 5]))
def test_no_hidden_number_of_a_report_can_be_worked_out(
    people: list[tuple[str, list[tuple[str, str, str]]]], threshold: int
) -> None:
    rows, suggested = [], []
    for n, (group, said) in enumerate(people):
        for place, (wave, code_id, direction) in enumerate(said):
            row = excerpt(
                "words", start=place, participant=str(n), group=group, wave=wave, source=str(n)
            )
            rows.append(row)
            suggested.append(suggestion(row, code_id, direction=direction))
    _assert_nothing_given_away(frames(rows, suggested), threshold)


FEWER, NOT_SHOWN = Figure(None, "fewer than 5"), Figure(None, "not shown")


@pytest.mark.parametrize(
    ("everyone", "groups", "theme", "expected"),
    [
        (Figure(18, "18"), [Figure(18, "18")], 0, "18"),
        (FEWER, [FEWER], 0, "fewer than 5"),
        (NOT_SHOWN, [Figure(18, "18"), FEWER], 0, "19–22"),
        (NOT_SHOWN, [Figure(18, "18"), FEWER], 20, "20–22"),
        (NOT_SHOWN, [Figure(18, "18"), FEWER, NOT_SHOWN], 0, "20 or more"),
    ],
)
def test_where_everyone_is_hidden_a_range_says_what_the_groups_add_up_to(
    everyone: Figure, groups: list[Figure], theme: int, expected: str
) -> None:
    shown: dict[Key, Figure] = {("group", str(n)): figure for n, figure in enumerate(groups)}
    printed: dict[Key, Figure] = {PEOPLE: everyone, ("theme", "t"): Figure(theme, ""), **shown}
    assert roughly(printed, [str(n) for n in range(len(groups))], 5).text == expected


@pytest.mark.parametrize("threshold", [3, 5, 10])
def test_no_hidden_number_of_the_invented_evaluation_can_be_worked_out(threshold: int) -> None:
    _assert_nothing_given_away(evaluation(), threshold)


def _assert_nothing_given_away(material: object, threshold: int) -> None:
    given = about(threshold=threshold)
    excerpts, proposals = read_excerpts(material), read_proposals(material)  # type: ignore[arg-type]
    people = counted_people(excerpts, proposals, CODEBOOK, given)
    printed = figures(excerpts, proposals, CODEBOOK, given).shown
    least = least_shown(threshold)
    assert all(f.value is None or f.value == 0 or f.value >= least for f in printed.values())
    counts = {key: len(those) for key, those in people.by_key.items()}
    printed = {key: printed[key] for key in counts}
    assert given_away(printed, people.wholes, threshold, counts) == []
