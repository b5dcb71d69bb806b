"""Counts of people are safe together: in all reports of a run, and in the runs one after another.

The reader of `solver_attack` has every page. He knows how the counts of a page hang together, and
that a count which is printed as it was is that of fewer than the threshold other people.
"""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from time import process_time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import GROUPS, WAVES, about, evaluation, excerpt, frames, suggestion
from solver_attack import Reader
from two_reports import coded, columns_of, countings, counts_of, given_away, printed, wholes_of

from codebooks.codebook import DIRECTIONS
from codebooks.load import loads, shipped
from coding.evaluation.published_counts import PublishedCount
from coding.findings.counted import PEOPLE
from coding.findings.disclosure.small_numbers import (
    NOT_SHOWN,
    Figure,
    Key,
)
from coding.findings.figures import Choice, Counting, choose
from coding.findings.material import Frames, read_excerpts

SHIPPED = loads(shipped(), where="coproduction.yaml")
Published = dict[Key, PublishedCount]


# --- two reports of one run -----------------------------------------------------------------------


@pytest.mark.parametrize("threshold", [3, 5, 10])
@pytest.mark.parametrize("share", [0.2, 0.6, 1.0])
def test_two_reports_of_the_invented_evaluation_give_nothing_away(
    share: float, threshold: int
) -> None:
    material = evaluation()
    counted = countings(material, coded(material, share, 1), threshold)
    assert given_away(counted, choose(counted), threshold) == []


def of_groups(sizes: Mapping[str, int], suggested: Mapping[str, int]) -> Frames:
    """So many people in each group, and of how many of these "voice" is suggested."""
    rows = [
        excerpt(
            "words", participant=f"{group}{n}", group=group, source=f"{group}{n}", wave=WAVES[0]
        )
        for group, size in sizes.items()
        for n in range(size)
    ]
    by_group = {group: [r for r in rows if r["group"] == group] for group in sizes}
    chosen = [row for group, number in suggested.items() for row in by_group[group][:number]]
    return frames(rows, [suggestion(row, "voice") for row in chosen])


def test_a_group_that_is_hidden_in_one_report_is_hidden_in_the_other() -> None:
    """Facilitators were 24 - 9 - 7 - 5: each report alone left out another of these numbers."""
    sizes = dict(zip(GROUPS, (9, 7, 5, 3), strict=True))
    suggestions = of_groups(sizes, {GROUPS[0]: 6, GROUPS[1]: 5})
    counted = countings(suggestions, of_groups(sizes, {GROUPS[2]: 2, GROUPS[3]: 1}))
    choice = choose(counted)
    of_everybody = [
        {key: f for key, f in each.shown.items() if key[0] in ("people", "group", "wave")}
        for each in choice.figures
    ]
    assert of_everybody[0] == of_everybody[1]
    assert given_away(counted, choice, 5) == []


SAID = st.lists(
    st.tuples(
        st.sampled_from(["voice", "influence", "contribution"]),
        st.sampled_from(["positive", "negative"]),
        st.booleans(),
    ),
    max_size=3,
)
PEOPLE_SAYING = st.lists(st.tuples(st.sampled_from([*GROUPS[:2], ""]), SAID), max_size=20)


def saying(people: list[tuple[str, list[tuple[str, str, bool]]]]) -> tuple[Frames, Frames]:
    """What the program suggests for these people, and the part of it that people accepted."""
    rows, suggested, accepted = [], [], []
    for n, (group, said) in enumerate(people):
        for place, (code, direction, kept) in enumerate(said):
            row = excerpt("words", start=place, participant=str(n), group=group, source=str(n))
            rows.append(row)
            suggested.append(suggestion(row, code, direction=direction))
            accepted += [suggested[-1]] if kept else []
    return frames(rows, suggested), frames(rows, accepted)


@settings(max_examples=15, deadline=None)
@given(PEOPLE_SAYING, st.sampled_from([3, 5]))
def test_two_reports_of_anybody_give_nothing_away(
    people: list[tuple[str, list[tuple[str, str, bool]]]], threshold: int
) -> None:
    counted = countings(*saying(people), threshold)
    assert given_away(counted, choose(counted), threshold) == []


# --- one run after another ------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """A run's counts, what it printed of them, and what is known to have been printed since."""

    counted: list[Counting]
    choice: Choice
    published: Published

    @property
    def page(self) -> dict[Key, Figure]:
        return printed(self.choice, self.counted)


def run_of(material: Frames, by_people: Frames, before: Published, day: str = "2026-01-12") -> Run:
    counted = countings(material, by_people)
    choice = choose(counted, before)
    new = {key: replace(each, at=each.at or day) for key, each in choice.new.items()}
    return Run(counted, choice, before | new)


def without(material: Frames, *people: str) -> Frames:
    """The evaluation without somebody's words."""
    rows = material.excerpts[~material.excerpts["participant"].isin(people)]
    suggested = material.suggestions
    held = suggested["excerpt_id"].isin(rows["excerpt_id"])
    return replace(material, excerpts=rows, suggestions=suggested[held])


def forgotten(before: Published, *people: str) -> Published:
    """What is kept of counts once somebody has withdrawn: that they were counted, and not who."""
    return {
        key: replace(
            each,
            people=each.people - set(people),
            unnamed=each.unnamed + len(each.people & set(people)),
        )
        for key, each in before.items()
    }


EVERYBODY = sorted(set(evaluation().excerpts["participant"]) - {""})


@pytest.mark.parametrize("person", EVERYBODY)
def test_a_report_after_a_withdrawal_prints_what_it_printed_before(person: str) -> None:
    material = evaluation()
    by_people = coded(material, 0.6, 2)
    first = run_of(material, by_people, {})
    before = forgotten(first.published, person)
    after = run_of(without(material, person), without(by_people, person), before)
    assert after.page == first.page
    assert after.choice.stands_since == "2026-01-12"


@pytest.mark.parametrize("person", EVERYBODY[::5])
def test_a_report_after_somebody_has_joined_prints_what_it_printed_before(person: str) -> None:
    material = evaluation()
    by_people = coded(material, 0.6, 2)
    first = run_of(without(material, person), without(by_people, person), {})
    assert run_of(material, by_people, first.published).page == first.page


def test_where_nobody_has_changed_no_report_is_spoken_of() -> None:
    material = evaluation()
    first = run_of(material, coded(material, 0.6, 2), {})
    again = run_of(material, coded(material, 0.6, 2), first.published)
    assert (again.page, again.choice.new, again.choice.stands_since) == (first.page, {}, "")


def test_changes_add_up_from_run_to_run_until_enough_people_have_changed() -> None:
    material = of_groups({GROUPS[0]: 20, GROUPS[1]: 20}, {GROUPS[0]: 10, GROUPS[1]: 8})
    everybody = sorted(set(material.excerpts["participant"]))
    published: Published = {}
    told = []
    for gone in range(6):
        run = run_of(without(material, *everybody[:gone]), frames(), published)
        published = forgotten(run.published, *everybody[: gone + 1])
        told.append(run.page[PEOPLE].text)
    assert told == ["40", "40", "40", "40", "40", "35"]


def joint_reader(first: Run, second: Run) -> Reader:
    """Who has both runs' reports, and knows how far a count that stands may be from what it was."""
    reader = Reader()
    for name, run in (("first", first), ("second", second)):
        page, columns = run.page, columns_of(run.page)
        if name == "second":
            # A number that stands is one of the first run, and of the second it is not known.
            page = {
                k: f if k in run.choice.new else Figure(None, NOT_SHOWN) for k, f in page.items()
            }
        reader.reads(name, page, wholes_of(run.counted), 5, columns)
    for key in second.page:
        if key in first.page and key not in second.choice.new:
            reader.knows_near(("first", key), ("second", key), 4)
    return reader


def worked_out(first: Run, second: Run) -> list[tuple[str, Key]]:
    """The numbers that are hidden, or stand though people have changed, and that follow from both."""
    reader, out = joint_reader(first, second), []
    now = counts_of(second.counted)
    for key, figure in second.page.items():
        last = first.published.get(key)
        stands = key not in second.choice.new
        moved = stands and last is not None and last.count != now[key]
        for run, hidden in (
            ("first", key in first.page and first.page[key].value is None),
            ("second", moved or (not stands and figure.value is None)),
        ):
            if hidden:
                low, high = reader.works_out(run, key)
                out += [(run, key)] if low == high else []
    return out


def recoded(by_people: Frames, people: Iterable[str], seed: int) -> Frames:
    """The evaluation after reviewers have changed some decisions about these people's excerpts."""
    rng = random.Random(seed)
    rows = by_people.excerpts[by_people.excerpts["participant"].isin(list(people))]
    ids = set(rows["excerpt_id"])
    suggested = by_people.suggestions
    kept = [id not in ids or rng.random() < 0.5 for id in suggested["excerpt_id"]]
    added = [
        suggestion(
            {"excerpt_id": id, "text": "words"}, rng.choice(["voice", "place", "contribution"])
        )
        for id in sorted(ids)
        if rng.random() < 0.3
    ]
    more = pd.DataFrame(added, columns=suggested.columns)
    both = pd.concat([suggested[kept], more]) if added else suggested[kept]
    return replace(by_people, suggestions=both.drop_duplicates(["excerpt_id", "code_id"]))


@pytest.mark.parametrize(("number", "seed"), [(1, 0), (4, 1), (8, 0), (12, 1)])
def test_decisions_that_reviewers_change_give_nobody_away(number: int, seed: int) -> None:
    material = evaluation()
    by_people = coded(material, 0.6, seed)
    first = run_of(material, by_people, {})
    changed = random.Random(seed).sample(EVERYBODY, number)
    second = run_of(material, recoded(by_people, changed, seed), first.published)
    assert worked_out(first, second) == []
    if number < 5:
        assert second.page == first.page


@pytest.mark.parametrize(("number", "seed"), [(5, 0), (9, 1)])
def test_where_several_have_left_the_new_counts_give_nobody_away(number: int, seed: int) -> None:
    material = evaluation()
    by_people = coded(material, 0.6, seed)
    first = run_of(material, by_people, {})
    left = random.Random(seed).sample(EVERYBODY, number)
    before = forgotten(first.published, *left)
    second = run_of(without(material, *left), without(by_people, *left), before)
    assert second.choice.new
    assert worked_out(first, second) == []


def test_the_attack_works_where_counts_are_simply_printed_anew() -> None:
    material = evaluation()
    by_people = coded(material, 0.6, 2)
    first = run_of(material, by_people, {})
    person = EVERYBODY[0]
    careless = run_of(without(material, person), without(by_people, person), {})
    assert careless.page[PEOPLE] != first.page[PEOPLE]


# --- what is compared with what -------------------------------------------------------------------


def renamed(material: Frames, proposal_id: str, drop: int) -> Frames:
    """The evaluation with its proposal under another id, after some excerpts have gone from it."""
    proposals = material.proposals.copy()
    proposals["proposal_id"] = proposal_id
    proposals["excerpts"] = [ids[drop:] for ids in proposals["excerpts"]]
    return replace(material, proposals=proposals)


@pytest.mark.parametrize(("drop", "stands"), [(0, True), (1, True), (-3, False)])
def test_a_proposal_under_a_new_id_is_compared_with_the_one_it_resembles(
    drop: int, stands: bool
) -> None:
    material = evaluation()
    first = run_of(material, frames(), {})
    again = run_of(renamed(material, "n2", drop), frames(), first.published)
    last, now = (
        run.page["suggestions", "proposal", id] for run, id in ((first, "n1"), (again, "n2"))
    )
    assert (now == last) is stands


THRESHOLDS: list[tuple[int, Callable[[str], bool]]] = [
    (10, lambda text: text in ("fewer than 10", NOT_SHOWN)),
    (3, lambda text: text == "5"),
]


@pytest.mark.parametrize(("threshold", "expected"), THRESHOLDS)
def test_a_raised_threshold_hides_what_stood(
    threshold: int, expected: Callable[[str], bool]
) -> None:
    material = evaluation()
    first = run_of(material, frames(), {})
    staff: Key = ("group", "staff")
    assert first.page[staff].text == "5"
    counted = countings(material, frames(), threshold)
    assert expected(printed(choose(counted, first.published), counted)[staff].text)


# --- how long it takes ----------------------------------------------------------------------------


def large(people: int, excerpts: int, share: float) -> Frames:
    """So many people with so many excerpts and the codes that ship; four facilitators are a few."""
    rng = random.Random(3)
    groups = [GROUPS[3], *rng.choices(GROUPS[:3], k=people - 1)]
    rows, suggested = [], []
    for n in range(excerpts):
        person = n % people
        row = excerpt(
            "words", start=n, participant=str(person), group=groups[person], wave=rng.choice(WAVES)
        )
        rows.append(row)
        suggested += [
            suggestion(row, code.id, direction=rng.choice(DIRECTIONS))
            for place, code in enumerate(SHIPPED.codes)
            if rng.random() < share / (place + 1)
        ]
    return frames(rows, suggested)


def test_two_reports_of_400_people_are_chosen_in_seconds() -> None:
    counted = [
        Counting(read_excerpts(large(400, 10_000, share)), (), SHIPPED, about(basis=basis))
        for share, basis in ((0.1, "suggestions"), (0.05, "codings"))
    ]
    start = process_time()
    choice = choose(counted)
    assert process_time() - start < 10
    printed_as_numbers = [f for f in printed(choice, counted).values() if f.value is not None]
    assert len(printed_as_numbers) > len(printed(choice, counted)) / 2
