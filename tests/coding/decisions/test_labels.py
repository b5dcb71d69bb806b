"""What words, silence and settling come to for a code: one rule, in learning and on the pages."""

from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from fake_words import book, code
from hub import hub

from coding import Evaluation
from coding.decisions.labels import DIFFER, UNSURE, clear, rule
from coding.decisions.record import Decision, Remark, Verdict, append, append_all
from coding.review.known.work import Work
from coding.review.lists.progress import team_progress
from coding.suggestions.lesson import lesson_of

NONE = float("nan")


@dataclass(frozen=True, slots=True)
class Word:
    code_id: str
    reviewer: str
    verdict: str
    source: str = "page"


@pytest.mark.parametrize(
    ("words", "finished", "expected"),
    [
        ([], {}, [NONE, NONE]),
        ([Word("a", "R", "accept")], {}, [1, NONE]),
        ([Word("a", "R", "reject")], {}, [0, NONE]),
        ([Word("a", "R", "not sure")], {}, [UNSURE, NONE]),
        ([Word("a", "R", "not sure")], {"R": "1"}, [UNSURE, 0]),
        ([Word("a", "R", "accept"), Word("a", "S", "reject")], {"R": "1"}, [DIFFER, 0]),
        ([Word("a", "R", "accept"), Word("a", "R", "reject")], {}, [0, NONE]),
        ([], {"R": "1"}, [0, 0]),
        ([Word("a", "R", "accept")], {"R": "1"}, [1, 0]),
        ([Word("a", "R", "accept")], {"R": "1", "S": "1"}, [DIFFER, 0]),
        ([Word("a", "R", "accept"), Word("a", "S", "not sure")], {"R": "1", "S": "1"}, [1, 0]),
        ([Word("a", "R", "accept"), Word("a", "S", "reject", "settled")], {"R": "1"}, [0, 0]),
        ([Word("a", "S", "accept", "settled")], {"R": "1", "S": "1"}, [1, 0]),
        ([Word("gone", "R", "accept")], {}, [NONE, NONE]),
    ],
)
def test_what_is_said_of_each_code(
    words: list[Word], finished: dict[str, str], expected: list[float]
) -> None:
    np.testing.assert_equal(rule(["a", "b"]).of(words, finished), expected)


def test_who_finished_an_excerpt_said_nothing_of_a_code_that_came_later() -> None:
    old = replace(book(code("Old", "They listened")), version="1.0")
    found = rule(["old", "new"], [old])
    later = [Word("new", "S", "accept")]
    np.testing.assert_equal(found.of([], {"R": "1.0"}), [0, NONE])
    np.testing.assert_equal(found.of([], {"R": "1.1"}), [0, 0])
    np.testing.assert_equal(found.of(later, {"R": "1.0"}), [0, 1])
    np.testing.assert_equal(found.of(later, {"R": "1.0", "T": "1.1"}), [0, DIFFER])


def test_nothing_is_learned_where_people_differ_or_are_not_sure() -> None:
    labels = np.array([1, 0, DIFFER, UNSURE, NONE])
    np.testing.assert_equal(clear(labels), [1, 0, NONE, NONE, NONE])


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    return hub(tmp_path_factory.mktemp("labels") / "hub")


def test_a_run_and_the_pages_learn_from_the_same_labels(evaluation: Evaluation) -> None:
    """By chance: three reviewers who accept, reject, doubt, settle, finish and take back."""
    chance, work = Random(5), Work(evaluation)
    ids = list(evaluation.excerpts()["excerpt_id"])
    codes = [code.id for code in evaluation.codebook.codes][:3]
    for n in range(300):
        append(evaluation.store, _said(chance, n, ids, codes))
        if n % 50 == 0:
            work.now()
    labels = lesson_of(evaluation, evaluation.excerpts()).labels
    known = work.now()
    shown = clear(known.labelled.labels)[[known.shelf.row[id] for id in labels.index]]
    np.testing.assert_equal(shown, labels.astype("Float64").to_numpy(float, na_value=np.nan))
    assert int((~np.isnan(shown)).sum()) == int((~np.isnan(clear(known.labelled.labels))).sum()) > 9


def _said(chance: Random, n: int, ids: list[str], codes: list[str]) -> Decision | Remark:
    who, id, undoes = chance.choice("RST"), chance.choice(ids), f"k{chance.randrange(n + 1)}"
    if chance.random() < 0.3:
        back = undoes if chance.random() < 0.2 else ""
        return Remark(f"k{n}", id, "finished", chance.choice(["", "", "no"]), who, "", "1.0", back)
    verdicts: tuple[Verdict, ...] = ("accept", "reject", "not sure", "undo")
    verdict = chance.choice(verdicts)
    return Decision(
        f"k{n}", id, chance.choice(codes), verdict, "", who, "", "1.0",
        source="settled" if chance.random() < 0.1 and verdict in ("accept", "reject") else "page",
        undoes=undoes if verdict == "undo" else "",
    )  # fmt: skip


def test_a_code_that_came_later_is_not_said_to_be_found_out_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Finished before the code was there: neither found nor ruled out, whatever chance drew."""
    evaluation = hub(tmp_path / "hub")
    before = replace(book(*evaluation.codebook.codes[1:]), version="0.9")
    monkeypatch.setattr("coding.review.known.work.published", lambda _: [before])
    ids = list(evaluation.excerpts()["excerpt_id"])
    said = [
        Remark(f"k{n}", id, "finished", "", "R", "", "0.9", drawn="random", chance=1 / len(ids))
        for n, id in enumerate(ids)
    ]
    append_all(evaluation.store, said)
    far = team_progress(Work(evaluation).now(), evaluation.codebook)
    later, earlier = (each.unseen for each in far.codes[:2])
    assert (later.lowest, later.highest, later.enough) == (0, len(ids), False)
    assert (earlier.highest, earlier.enough) == (0, True)
