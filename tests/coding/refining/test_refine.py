"""What decisions say about the codebook: at odds, sharper, to split, to merge, new; never too much."""

import json
from collections.abc import Sequence
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import story
from fake_words import Words, book, code
from folders import whole

from codebooks.codebook import Codebook, Example
from coding import Evaluation
from coding.embedding.vectors import VectorCache
from coding.evaluation import tables
from coding.evaluation.output_files import CODEBOOK_PROMPTS, TEAM
from coding.evaluation.published_counts import PublishedCount
from coding.findings.disclosure.last_reports import NOTHING, LastReports
from coding.refining import in_words
from coding.refining.codes import at_odds, average_precision, of_code, sharper, to_split
from coding.refining.material import refine
from coding.refining.pairs import codes_by_reviewer, merges
from coding.refining.refinements import (
    AtOdds,
    Material,
    NewCode,
    OfCode,
    Refinements,
    ToMerge,
    new_codes,
)
from coding.refining.splitting import adjusted_rand, halves
from coding.report import codebook_suggestions
from coding.revisions.in_words import NOT_QUOTED
from flows.cli.codebook import effects as codebook_effects
from flows.cli.main import main

NAN = np.nan


def material(
    verdicts: Sequence[Sequence[float]],
    scores: Sequence[Sequence[float]] = (),
    texts: Sequence[str] = (),
    codes: Codebook | None = None,
    **given: Any,
) -> Material:
    """Excerpts named after their place, all of which may be quoted unless it is said otherwise."""
    n = len(verdicts)
    words = list(texts) or [f"Number {row} was said aloud." for row in range(n)]
    parts: dict[str, Any] = {
        "frame": pd.DataFrame({"excerpt_id": [f"e{row}" for row in range(n)], "text": words}),
        "verdicts": np.array(verdicts, dtype=float).reshape(n, 2),
        "scores": np.array(scores or verdicts, dtype=float).reshape(n, 2),
        "vectors": np.eye(max(n, 1))[:n],
        "quotable": np.ones(n, dtype=bool),
        "negative": np.full(n, NAN),
        "said": {},
    }
    return Material(codes or book(code("A"), code("B")), **{**parts, **given})


def nothing(codebook: Codebook) -> np.ndarray[Any, Any]:
    raise AssertionError("nothing is to be scored")


AT_ODDS: list[tuple[str, list[float], list[float], list[AtOdds]]] = [
    ("nothing decided", [], [], []),
    ("as the codebook says", [1, 0], [0.9, 0.1], []),
    ("at the threshold", [1, 0], [0.2, 0.2], [AtOdds(1, False, 0.2)]),
    ("not decided", [NAN, NAN], [0.9, 0.1], []),
    ("the furthest first", [1, 1, 0, 0], [0.1, 0.05, 0.6, 0.9],
     [AtOdds(1, True, 0.05), AtOdds(0, True, 0.1), AtOdds(3, False, 0.9), AtOdds(2, False, 0.6)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "verdicts", "scores", "found"), AT_ODDS, ids=[r[0] for r in AT_ODDS]
)
def test_decisions_at_odds_with_the_definition(
    what: str, verdicts: list[float], scores: list[float], found: list[AtOdds]
) -> None:
    assert list(at_odds(np.array(verdicts), np.array(scores))) == found


@pytest.mark.parametrize(
    ("accepted", "scores", "expected"),
    [
        ([], [], 0.0),
        ([0], [0.5], 0.0),
        ([1], [0.5], 1.0),
        ([1, 0], [0.9, 0.1], 1.0),
        ([1, 0], [0.1, 0.9], 0.5),
        ([1, 0, 1], [0.9, 0.5, 0.1], (1 + 2 / 3) / 2),
    ],
)
def test_average_precision(accepted: list[float], scores: list[float], expected: float) -> None:
    assert average_precision(np.array(accepted), np.array(scores)) == pytest.approx(expected)


def test_below_ten_decisions_only_their_number_is_said() -> None:
    few = material([[1, NAN]] * 3 + [[0, NAN]] * 6)
    assert of_code(few, 0, nothing) == OfCode(few.book.codes[0], 3, 6)
    found = Refinements((of_code(few, 0, nothing), of_code(few, 1, nothing)), (), ())
    assert list(in_words.refinement_lines(few, found)) == [
        "Not enough decisions for 'A': 9 of 10.",
        "No decision yet for 1 code: each needs 10.",
    ]


def scored(better: str) -> Any:
    """Scores of ten excerpts: wrong way round, unless the codebook has `better` as an example."""

    def score(codebook: Codebook) -> np.ndarray[Any, Any]:
        has = Example(better) in codebook.codes[0].examples
        column = np.linspace(1, 0, 10) if has else np.linspace(0, 1, 10)
        return np.stack([column, column], axis=1)

    return score


FIVE = [[1.0, NAN]] * 5 + [[0.0, NAN]] * 5


def test_an_example_is_named_where_it_raises_the_score_of_the_other_decisions() -> None:
    texts = [f"The {word} was said aloud." for word in "first second third fourth fifth".split()]
    given = material(FIVE, texts=[*texts, *["Nothing of the kind."] * 5])
    (found,) = sharper(given, 0, scored(texts[1]))
    assert (found.row, found.with_it, found.others) == (1, 1.0, 9)
    backwards = np.linspace(0, 1, 9)
    assert found.without == pytest.approx(
        average_precision(np.array([1.0] * 4 + [0.0] * 5), backwards)
    )


@pytest.mark.parametrize(
    ("what", "given"),
    [
        ("may not be quoted", {"quotable": np.zeros(10, dtype=bool)}),
        ("too short", {"texts": ["Said aloud."] * 10}),
        ("too long", {"texts": ["word " * 41] * 10}),
        ("already an example", {"codes": book(code("A", "number 1 was said, aloud"), code("B")),
                                "texts": ["Number 1 was said aloud."] * 10}),
    ],
)  # fmt: skip
def test_no_example_is_proposed(what: str, given: dict[str, Any]) -> None:
    every = material(FIVE, **given)
    assert sharper(every, 0, scored(every.text(1))) == []


def test_without_both_kinds_of_decisions_no_example_is_tried() -> None:
    assert sharper(material([[1, NAN]] * 12), 0, nothing) == []


def cloud(*sizes: int, spread: float = 0.1) -> np.ndarray[Any, Any]:
    """Points around as many far corners as there are sizes, of length 1 after centring."""
    random = np.random.default_rng(3)
    rows = np.concatenate([np.eye(8)[at] + spread * random.standard_normal((size, 8))
                           for at, size in enumerate(sizes)])  # fmt: skip
    rows -= rows.mean(axis=0)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


@pytest.mark.parametrize(
    ("what", "vectors", "clear"),
    [
        ("nothing", np.zeros((0, 8)), False),
        ("three points", cloud(3), False),
        ("all the same", np.ones((20, 8)) / np.sqrt(8), False),
        ("one cloud", cloud(24, spread=1.0), False),
        ("two clouds", cloud(14, 10), True),
        ("two clouds, one of them small", cloud(22, 2), False),
    ],
)
def test_two_kinds_are_clear_or_not(what: str, vectors: Any, clear: bool) -> None:
    assert halves(vectors).clear is clear


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([], [], 1.0),
        ([0, 0, 1, 1], [0, 0, 1, 1], 1.0),
        ([0, 0, 1, 1], [1, 1, 0, 0], 1.0),
        ([0, 0, 1, 1], [0, 1, 0, 1], -0.5),
    ],
)
def test_the_adjusted_rand_index(one: list[int], other: list[int], expected: float) -> None:
    found = adjusted_rand(np.array(one, dtype=bool), np.array(other, dtype=bool))
    assert found == pytest.approx(expected)


def test_a_code_with_two_kinds_of_excerpts_is_named_unless_they_are_two_directions() -> None:
    vectors = cloud(14, 10)
    given = material([[1, NAN]] * 24, vectors=vectors)
    found = to_split(given, 0)
    assert found and (sorted(found.larger), sorted(found.smaller)) == (
        list(range(14)), list(range(14, 24)))  # fmt: skip
    way = np.array([0.0] * 14 + [1.0] * 10)
    assert to_split(material([[1, NAN]] * 24, vectors=vectors, negative=way), 0) is None
    assert to_split(material([[1, NAN]] * 14 + [[0, NAN]] * 10, vectors=vectors), 0) is None


def words(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["excerpt_id", "reviewer", "code_id", "verdict"])


def test_what_is_there_and_what_is_not_for_each_reviewer() -> None:
    last = words(("e", "R", "a", "accept"), ("e", "R", "b", "reject"), ("f", "S", "a", "not sure"))
    assert codes_by_reviewer(last, [("f", "S", ["a", "b"]), ("g", "T", ["a"])]) == {
        "e": {"R": (frozenset("a"), frozenset("b"))},
        "f": {"S": (frozenset(), frozenset("b"))},
        "g": {"T": (frozenset(), frozenset("a"))},
    }


A, B = (frozenset({"a"}), frozenset({"b"}))
CROSSED = {"R": (A, B), "S": (B, A)}
ALIKE = {"R": (A, B), "S": (A, B)}
PAIRS: list[tuple[str, Any, list[list[float]], list[tuple[int, ...]]]] = [
    ("nobody spoke", {}, [], []),
    ("taken for each other in two", {"e": CROSSED, "f": CROSSED}, [], []),
    ("in three of four", {"e": CROSSED, "f": CROSSED, "g": CROSSED, "h": ALIKE}, [], [(3, 4, 0, 0)]),
    ("in three of many", {**{f"x{n}": ALIKE for n in range(10)}, "e": CROSSED, "f": CROSSED, "g": CROSSED}, [], []),
    ("of what nobody said no to", {f"e{n}": {"R": (A, frozenset()), "S": (B, frozenset())} for n in range(9)}, [], []),
    ("always together", {}, [[1, 1]] * 8, [(0, 0, 8, 8)]),
    ("seven times together", {}, [[1, 1]] * 7, []),
    ("often apart", {}, [[1.0, 1.0]] * 8 + [[1.0, 0.0]] * 4, []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "said", "verdicts", "found"), PAIRS, ids=[r[0] for r in PAIRS])
def test_codes_to_merge(
    what: str, said: Any, verdicts: list[list[float]], found: list[tuple[int, ...]]
) -> None:
    given = material(verdicts, said=said, codes=book(code("A"), code("B")))
    told = [(m.taken, m.of_seen, m.both, m.of_either) for m in merges(given)]
    assert told == found


def test_a_proposal_that_was_taken_up_is_a_new_code_until_it_is_in_the_codebook() -> None:
    rows = [
        ("p1", '["e1", "e2"]', "take up", "Parking", "parking"),
        ("p2", '["e3"]', "take up", "Known", "a"),
        ("p3", '["e4"]', "take up", "Dropped later", "dropped"),
        ("p3", '["e4"]', "drop", "", ""),
    ]
    decided = pd.DataFrame(rows, columns=["proposal_id", "excerpts", "verdict", "name", "code_id"])
    found = list(new_codes(book(code("A")), decided))
    assert found == [NewCode("Parking", "parking", ("e1", "e2"))]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story with a proposal taken up."""
    folder = tmp_path_factory.mktemp("refine") / "evaluation"
    evaluation = story.told(folder)
    story.decide(evaluation)
    with evaluation.store.writing() as connection:
        connection.execute(
            tables.proposal_decisions.insert().values(
                key="k", proposal_id="p", excerpts=json.dumps(["e1", "e2"]), verdict="take up",
                name="Parking", code_id="parking", reviewer="RW", at="2026-01-06T10:00:00+00:00",
            )
        )  # fmt: skip
    evaluation.store.close()
    return folder


def test_the_story_is_told_with_the_numbers_of_the_database(made: Path) -> None:
    evaluation = Evaluation.look(made)
    given, found = refine(evaluation, story.cache_of(evaluation).in_memory())
    standing = evaluation.standing()
    for each in found.codes:
        own = standing[standing["code_id"] == each.code.id]
        assert each.accepted == (own["verdict"] == "accept").sum()
    assert [new.code_id for new in found.new] == ["parking"]
    by_id = {each.code.id: each for each in found.codes}
    listened = by_id["listened"]
    suggested = evaluation.suggestions().set_index(["excerpt_id", "code_id"])
    for odd in listened.at_odds:
        id = given.frame["excerpt_id"].iloc[odd.row]
        verdict = own_verdict(standing, id, "listened")
        assert verdict == ("accept" if odd.accepted else "reject")
    assert listened.at_odds and len(suggested)


def own_verdict(standing: pd.DataFrame, excerpt: str, code_id: str) -> str:
    pair = (standing["excerpt_id"] == excerpt) & (standing["code_id"] == code_id)
    return str(standing.loc[pair, "verdict"].iloc[0])


def test_the_page_quotes_only_those_who_agreed_and_the_command_changes_only_the_page(
    made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def opened(evaluation: Evaluation, *, keep: bool = True) -> VectorCache:
        assert not keep
        return VectorCache(evaluation.hidden / "vectors", Words()).in_memory()

    monkeypatch.setattr(codebook_effects, "open_cache", opened)
    before = whole(made)
    assert main(["codebook", "suggest", str(made)]) == 0
    after = whole(made)
    assert set(after) - set(before) == {
        "outputs",
        f"outputs/{TEAM}",
        f"outputs/{CODEBOOK_PROMPTS.place}",
    }
    assert all(after[name] == content for name, content in before.items())
    printed, html = capsys.readouterr().out, after[f"outputs/{CODEBOOK_PROMPTS.place}"].decode()
    assert "New? 'Parking' was taken up from 2 excerpts and is not in the codebook." in printed
    assert NOT_QUOTED in printed
    frame = Evaluation.look(made).excerpts()
    private = frame.loc[~frame["may_quote"].astype(bool), "text"]
    assert not [text for text in private if len(text) > 30 and text in unescape(html)]
    assert "These words may not be quoted." in html and "<script" not in html


def test_merging_and_splitting_are_said_in_plain_words() -> None:
    pair = ToMerge(code("A"), code("B"), 3, 4, 0, 9)
    assert in_words.merge(pair) == (
        "'A' and 'B': one person says the one and another the other in 3 of 4 excerpts; "
        "both are accepted in 0 of 9."
    )
    given = material([[1, NAN]] * 24, vectors=cloud(14, 10))
    found = of_code(given, 0, nothing)
    headings = [heading for heading, _ in in_words.sections(given, found, public=True)]
    assert headings[0].startswith("Split? Kind 1 of 2, 14 excerpts (silhouette 0.")
    html = codebook_suggestions.render_suggestions(
        given, Refinements((found,), (pair,), ()), "T", date(2026, 3, 2), NOTHING
    )
    assert "Kind 2 of 2, 10 excerpts" in html and "3 of 4 excerpts" in html
    everybody = PublishedCount(30, "30", frozenset(map(str, range(30))))
    hidden = PublishedCount(None, "most", frozenset())
    code_id = given.book.codes[0].id
    told = LastReports({("people",): everybody, ("codings", "code", code_id): hidden}, 5)
    html = codebook_suggestions.render_suggestions(
        given, Refinements((found,), (pair,), ()), "T", date(2026, 3, 2), told
    )
    few = "how many is not said, since it would tell how many people stand behind this code"
    assert few in html and "Kind 2 of 2 (silhouette" in html
    assert (
        "Decisions: accepted in" not in html and "10 excerpts" not in html and "3 of 4" not in html
    )


def test_how_many_decisions_there_are_is_not_said_of_a_few() -> None:
    given = material([[1, NAN]] * 3)
    codes = [of_code(given, 0, nothing)]
    (name,) = {each.code.name for each in codes}
    assert list(in_words.not_enough(codes)) == [f"Not enough decisions for '{name}': 3 of 10."]
    assert list(in_words.not_enough(codes, least=5)) == [
        f"Not enough decisions for '{name}': fewer than 5 of 10."
    ]
