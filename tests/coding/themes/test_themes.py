"""What the codebook covers poorly: every excerpt placed or left over by a stated rule."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from paths import ROOT, SUPPORT
from runaway import no_runaway

from coding.themes.clusters import clusters, stabilities
from coding.themes.groups import ThemeSettings
from coding.themes.naming import distinctive, telling
from coding.themes.proposals import Reason, Themes, propose

pytestmark = pytest.mark.filterwarnings("error")

# Three subjects, and what each is spoken of with; excerpts of one lie close together.
SUBJECTS = {
    "bus": "The bus to the community hall was late again on the Monday",
    "minutes": "They sent us the meeting minutes in tiny print as usual",
    "garden": "We planted a sensory garden behind the clinic last spring",
}
DIMENSIONS = 16


def corpus(each: int, *, people: int = 5, seed: int = 1) -> dict[str, Any]:
    """`each` excerpts of each subject, by `people` people, as propose takes them."""
    random = np.random.default_rng(seed)
    texts, rows = [], []
    for place, text in enumerate(SUBJECTS.values()):
        for number in range(each):
            texts.append(f"{text} {'abcdefghij'[number % 10] * 3}")
            vector = 0.15 * random.standard_normal(DIMENSIONS)
            vector[place] += 1
            rows.append(vector / np.linalg.norm(vector))
    n = len(texts)
    return {
        "texts": texts,
        "matrix": np.array(rows, dtype=np.float32),
        "covered": np.zeros(n),
        "participants": [f"P{row % people}" for row in range(n)],
        "groups": ["staff" if row % 2 else "carers" for row in range(n)],
        "waves": ["1"] * n,
    }


def shuffled(given: dict[str, Any], order: np.ndarray[Any, Any]) -> dict[str, Any]:
    """The same excerpts in another order."""
    return {
        name: values[order] if isinstance(values, np.ndarray) else [values[i] for i in order]
        for name, values in given.items()
    }


def rows_of(n: int, vectors: Any, text: str = SUBJECTS["bus"], **other: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "texts": [text] * n,
        "matrix": np.atleast_2d(np.array(vectors, dtype=np.float32)),
        "covered": np.zeros(n),
        "participants": [f"P{row}" for row in range(n)],
        "groups": [""] * n,
        "waves": [""] * n,
    }
    return given | other


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        (rows_of(0, np.zeros((0, 4))), ()),
        (rows_of(1, [1, 0]), ("like no others",)),
        (rows_of(2, [[1, 0], [0, 1]]), ("like no others",) * 2),
        (rows_of(40, [[1, 0, 0]] * 40), ("like no others",) * 40),
        (rows_of(40, np.zeros((40, 4))), ("like no others",) * 40),
        (rows_of(40, np.full((40, 4), np.nan)), ("like no others",) * 40),
        (
            rows_of(3, np.eye(3), texts=["", "Yes.", "Um, yeah, you know, kind of."]),
            ("too short",) * 3,
        ),
        (rows_of(2, np.eye(2), covered=np.array([0.5, 1.0])), ()),
        (rows_of(2, np.eye(2), covered=np.array([0.49, np.nan])), ("like no others",) * 2),
    ],
)
def test_next_to_nothing_gives_no_proposal_and_no_warning(
    given: dict[str, Any], reasons: tuple[Reason, ...]
) -> None:
    assert propose(**given) == Themes((), tuple(range(len(reasons))), reasons)


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        propose(**(corpus(3) | {"waves": []}))


def test_thirty_excerpts_give_their_three_subjects() -> None:
    themes = propose(**corpus(10))
    assert [p.rows for p in sorted(themes.proposals, key=lambda p: p.rows)] == [
        tuple(range(10)),
        tuple(range(10, 20)),
        tuple(range(20, 30)),
    ]
    assert not themes.left_over and not themes.reasons
    first = next(p for p in themes.proposals if 0 in p.rows)
    assert (first.participants, first.groups, first.waves) == (5, ("carers", "staff"), ("1",))
    assert first.nearest_code is None and first.nearest_similarity == 0
    assert first.stability == 1


def test_every_poorly_covered_excerpt_is_placed_once_or_left_over() -> None:
    given = corpus(20)
    given["covered"][[0, 25]] = 0.9
    given["texts"][1] = "Oh, the bus."
    given["matrix"][2] = -given["matrix"][40]
    themes = propose(**given)
    placed = [row for proposal in themes.proposals for row in proposal.rows]
    assert sorted([*placed, *themes.left_over]) == sorted(set(range(60)) - {0, 25})
    assert dict(zip(themes.left_over, themes.reasons, strict=True)) == {
        1: "too short",
        2: "like no others",
    }


@pytest.mark.parametrize(
    ("change", "settings", "reason"),
    [
        ({"participants": ["P1"] * 30}, ThemeSettings(), "like no others"),
        ({"participants": [""] * 30}, ThemeSettings(), "like no others"),
        ({"texts": [f"{'abcdefghijklmnopqrstuvwxyzABCD'[i] * 3} was six one of many qqq{i} fff" for i in range(30)]}, ThemeSettings(min_telling=0), "no shared words"),
        ({}, ThemeSettings(at_most=0), "past the limit"),
        ({}, ThemeSettings(min_similarity=1.1), "like no others"),
        ({}, ThemeSettings(min_people=6), "like no others"),
    ],
)  # fmt: skip
def test_a_group_that_does_not_stand_is_left_over_with_its_reason(
    change: dict[str, Any], settings: ThemeSettings, reason: str
) -> None:
    themes = propose(**(corpus(10) | change), settings=settings)
    assert themes.proposals == () and set(themes.reasons) == {reason}
    assert themes.left_over == tuple(range(30))


def test_most_people_come_first_then_most_excerpts() -> None:
    given = corpus(10)
    given["participants"] = ["A", "B"] * 5 + list("ABCDEFGHIJ") + list("ABCDE") * 2
    proposals = propose(**given).proposals
    assert [(p.participants, p.rows[0]) for p in proposals] == [(10, 10), (5, 20), (2, 0)]


def test_quotes_are_central_and_of_different_people() -> None:
    given = corpus(10)
    centre = given["matrix"][:10].mean(axis=0)
    proposal = next(p for p in propose(**given).proposals if 0 in p.rows)
    people = [given["participants"][row] for row in proposal.quotes]
    assert len(proposal.quotes) == len(set(people)) == 4
    assert given["matrix"][proposal.quotes[0]] @ centre >= np.median(given["matrix"][:10] @ centre)


def test_the_nearest_code_is_named_with_its_likeness() -> None:
    codes = np.eye(DIMENSIONS, dtype=np.float32)[:2]
    proposals = propose(**corpus(10), code_names=["travel", "papers"], code_vectors=codes).proposals
    near = {p.rows[0]: (p.nearest_code, p.nearest_similarity) for p in proposals}
    assert near[0][0] == "travel" and near[0][1] > 0.9
    assert near[10][0] == "papers" and near[10][1] > 0.9
    assert near[20][1] < 0.2


@pytest.mark.parametrize("sample", [5_000, 50])
def test_the_order_of_files_does_not_matter(sample: int) -> None:
    given = corpus(40, people=7)
    given["matrix"] += 0.3 * np.random.default_rng(3).standard_normal((120, DIMENSIONS))
    settings = ThemeSettings(sample=sample)
    first = propose(**given, settings=settings)
    assert first.proposals
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(120)
        other = propose(**shuffled(given, order), settings=settings)
        assert [p.id for p in other.proposals] == [p.id for p in first.proposals]
        for one, same in zip(other.proposals, first.proposals, strict=True):
            assert sorted(order[list(one.rows)].tolist()) == list(same.rows)
            assert order[list(one.quotes)].tolist() == list(same.quotes)
            assert (one.words, one.stability) == (same.words, same.stability)
        assert sorted(order[list(other.left_over)].tolist()) == list(first.left_over)


def test_two_runs_are_the_same_whatever_the_hash_seed_and_the_threads() -> None:
    script = "from test_themes import *; print(propose(**corpus(40)))"
    root = ROOT
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ
            | {
                "PYTHONPATH": f"{root}:{SUPPORT}:{Path(__file__).parent}",
                "PYTHONHASHSEED": seed,
                "OMP_NUM_THREADS": seed,
            },
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_excerpts_beyond_the_sample_join_the_nearest_group() -> None:
    themes = propose(**corpus(400), settings=ThemeSettings(sample=90))
    assert sorted(len(p.rows) for p in themes.proposals) == [400, 400, 400]


def test_a_subject_that_is_there_is_steady_and_one_that_is_not_is_less_so() -> None:
    themes = propose(**corpus(20))
    noise = np.random.default_rng(0).standard_normal((60, DIMENSIONS))
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    groups = clusters(noise @ noise.T, 3)
    scattered = stabilities(noise @ noise.T, groups, 3, rounds=10, seed=0)
    assert min(p.stability for p in themes.proposals) > 0.9 > np.mean(scattered) + 0.2


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_clusters_of_next_to_nothing(n: int) -> None:
    assert clusters(np.ones((n, n)), 4) == []
    assert stabilities(np.ones((n, n)), [], 3, rounds=10, seed=0) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", set()),
        ("Um, yeah, you know, kind of, I mean it's - right?", set()),
        ("[carer 3] {pause} <unclear> [laughs]", set()),
        ("I’m the carer’s friend", {"carer", "friend", "carer friend"}),
        ("Kind staff, kind of.", {"kind", "staff", "kind staff"}),
        ("The waiting room. Waiting [name 2] room", {"waiting", "room", "waiting room"}),
        ("bus and hall", {"bus", "hall"}),
        ("co-production, NHS 111", {"production", "nhs"}),
        ("Gwasanaeth iechyd da", {"gwasanaeth", "iechyd", "gwasanaeth iechyd"}),
    ],
)
def test_telling_words_are_those_that_stand_in_the_text(text: str, expected: set[str]) -> None:
    assert telling(text) == expected


def test_a_word_that_one_person_uses_or_that_all_use_names_nothing() -> None:
    texts = ["bus hall Zebedee"] * 5 + ["bus garden"] * 5
    people = ["A"] * 5 + list("BCDEF")
    assert distinctive([list(range(5)), list(range(5, 10))], texts, people) == [(), ("bus garden",)]
    people = list("ABCDEFGHIJ")
    named = distinctive([list(range(5)), list(range(5, 10))], texts, people)
    assert named == [("bus hall", "zebedee"), ("bus garden",)]
    assert distinctive([], texts, people) == []


@pytest.mark.parametrize("part", ["[", "{a", "<<x", "' ", "a'", "a ", "kind of ", "é\u0301"])
def test_long_lines_come_to_an_end(part: str) -> None:
    with no_runaway():
        telling(part * (100_000 // len(part)))


@pytest.mark.parametrize("people", [1, 2])
def test_no_proposal_holds_one_person_only(people: int) -> None:
    proposals = propose(**corpus(10, people=people)).proposals
    assert len(proposals) == (0 if people == 1 else 3)
    assert all(p.participants == 2 for p in proposals)
