"""The page Review with scripts off: what is said is kept once, in the order of its number (F4, F7, F20)."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hub import hub, suggest
from numpy.typing import NDArray
from reviewing import client, next_id

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append
from coding.evaluation.tables import assignments, remarks
from coding.review.known.work import Work
from coding.review.lists.marks import MarkedWords, marked_pieces
from coding.review.lists.progress import team_progress

AT = "2026-03-02T10:00:00+00:00"


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    made = hub(tmp_path / "hub")
    first, second, *_ = made.excerpts()["excerpt_id"]
    suggest(made, (first, "voice", "positive", 0.81), (first, "trust", "mixed", 0.4), (second, "influence", "negative", 0.6))  # fmt: skip
    return made


def ids(evaluation: Evaluation) -> list[str]:
    return list(evaluation.excerpts()["excerpt_id"])


def key(n: int) -> str:
    return f"00000000-0000-4000-8000-{n:012}"


def said(evaluation: Evaluation) -> list[tuple[Any, ...]]:
    frame = evaluation.decisions()[["excerpt_id", "code_id", "verdict", "direction", "reviewer"]]
    return list(frame.itertuples(index=False, name=None))


def last_key(page: str) -> str:
    found = re.search(r'name="last" value="([^"]+)"', page)
    return found.group(1) if found else ""


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("", [], ()),
        ("Yes.", [], (MarkedWords("Yes.", ()),)),
        ("Yes.", [(2, 2), (9, 12), (-3, 0)], (MarkedWords("Yes.", ()),)),
        ("abcdef", [(1, 4), (2, 9)], (MarkedWords("a", ()), MarkedWords("b", (1,)), MarkedWords("cd", (1, 2)), MarkedWords("ef", (2,)))),
        ("é👩🏽‍🦽x", [(0, 1)], (MarkedWords("é", (1,)), MarkedWords("👩🏽‍🦽x", ()))),
    ],
)  # fmt: skip
def test_words_are_cut_where_evidence_begins_and_ends(
    text: str, spans: list[tuple[int, int]], expected: tuple[MarkedWords, ...]
) -> None:
    assert marked_pieces(text, spans) == expected


@pytest.mark.parametrize(
    ("told", "verdict", "direction"),
    [
        ("accept:positive", "accept", "positive"),
        ("accept:negative", "accept", "negative"),
        ("accept", "accept", ""),
        ("reject", "reject", ""),
        ("not sure", "not sure", ""),
    ],
)
def test_what_is_said_is_kept_whole(
    evaluation: Evaluation, told: str, verdict: str, direction: str
) -> None:
    first = ids(evaluation)[0]
    with client(evaluation.folder) as browser:
        answer = browser.post(f"/review/{first}/say", {"key": key(1), "code": "voice", "say": told})
    assert "Saved." in answer.text
    kept = evaluation.decisions().iloc[0].to_dict()
    at = kept.pop("at")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", at)
    assert kept == {
        "number": 1,
        "key": f"{key(1)}.voice.{told.replace(' ', '-')}",
        "excerpt_id": first,
        "code_id": "voice",
        "verdict": verdict,
        "direction": direction,
        "reviewer": "AB",
        "codebook_version": evaluation.codebook.version,
        "memo": "",
        "codebook_hash": evaluation.codebook.hash,
        "source": "page",
        "blind": False,
        "undoes": "",
        "drawn": "by hand",
        "chance": None,
        "suggested": pytest.approx(0.81),
        "words_start": None,
        "words_end": None,
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"key": key(1), "code": "nothing", "say": "reject"},
        {"key": key(1), "code": "voice", "say": ""},
        {"key": key(1), "code": "voice", "say": "accept:"},
        {"key": key(1), "code": "voice", "say": "accept:sideways"},
        {"key": "'); drop table", "code": "voice", "say": "reject"},
        {"key": "", "code": "voice", "say": "reject"},
        {"other": "1"},
    ],
)
def test_what_is_no_answer_is_not_kept(evaluation: Evaluation, fields: dict[str, str]) -> None:
    with client(evaluation.folder) as browser:
        answer = browser.post(f"/review/{ids(evaluation)[0]}/say", fields)
    assert answer.status_code == 409
    assert "Nothing was kept" in answer.text
    assert said(evaluation) == []


def test_the_same_form_sent_again_is_one_decision(evaluation: Evaluation) -> None:
    first = ids(evaluation)[0]
    one = {"key": key(1), "code": "voice", "say": "accept:positive"}
    with client(evaluation.folder) as browser:
        for _ in range(3):
            assert "Saved." in browser.post(f"/review/{first}/say", one).text
        assert len(said(evaluation)) == 1
        browser.post(f"/review/{first}/say", {**one, "key": key(2), "say": "reject"})
        late = browser.post(f"/review/{first}/say", one)
    assert "Not saved: you had said something else since." in late.text
    assert [row[2] for row in said(evaluation)] == ["accept", "reject"]


def test_back_and_another_answer_in_the_same_form_is_a_new_decision(evaluation: Evaluation) -> None:
    first = ids(evaluation)[0]
    with client(evaluation.folder) as browser:
        browser.post(f"/review/{first}/say", {"key": key(1), "code": "voice", "say": "reject"})
        page = browser.post(f"/review/{first}/say", {"key": key(1), "code": "voice", "say": "accept:mixed"})  # fmt: skip
    assert "You accepted it: mixed" in page.text
    assert [row[2] for row in said(evaluation)] == ["reject", "accept"]


def test_undo_takes_back_the_last_thing_once_and_then_the_one_before(
    evaluation: Evaluation,
) -> None:
    first = ids(evaluation)[0]
    with client(evaluation.folder) as browser:
        browser.post(f"/review/{first}/say", {"key": key(1), "code": "voice", "say": "reject"})
        page = browser.post(f"/review/{first}/remark", {"key": key(2), "kind": "memo", "value": "Hm."})  # fmt: skip
        assert "Hm." in page.text
        undo = {"last": last_key(page.text)}
        page = browser.post(f"/review/{first}/undo", undo)
        assert "Taken back." in page.text and "Hm." not in page.text
        assert "There is nothing of yours to take back." in browser.post(f"/review/{first}/undo", undo).text  # fmt: skip
        page = browser.post(f"/review/{first}/undo", {"last": last_key(page.text)})
        assert last_key(page.text) == ""
    assert [row[2] for row in said(evaluation)] == ["reject", "undo"]
    assert len(evaluation.standing()) == 0


def test_finishing_leads_on_and_at_the_end_says_so(evaluation: Evaluation) -> None:
    seen = []
    with client(evaluation.folder) as browser:
        page = browser.get("/review")
        for n in range(len(ids(evaluation))):
            id = next_id(page)
            seen.append(id)
            page = browser.post(f"/review/{id}/next", {"key": key(n), "say": "next"})
        assert "You have looked at everything" in page.text
        page = browser.post(f"/review/{seen[-1]}/undo", {"last": last_key(page.text)})
        assert page.url.path == f"/review/{seen[-1]}"
    assert sorted(seen) == sorted(ids(evaluation))
    remarks = evaluation.remarks()
    assert list(remarks["kind"]) == ["finished"] * (len(seen) + 1)
    drawn = remarks[remarks["drawn"] == "random"]
    assert drawn["chance"].gt(0).all() and len(drawn) > 0


def test_skipped_excerpts_come_back_when_nothing_else_is_left(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        first = next_id(browser.get("/review"))
        page = browser.post(f"/review/{first}/next", {"key": key(0), "say": "skip"})
        for n in range(1, len(ids(evaluation))):
            assert next_id(page) != first
            page = browser.post(f"/review/{next_id(page)}/next", {"key": key(n), "say": "next"})
        assert next_id(page) == first


def test_a_blind_excerpt_shows_no_suggestion_and_its_decisions_are_blind(
    evaluation: Evaluation,
) -> None:
    first = ids(evaluation)[0]
    row = {"excerpt_id": first, "reviewer": "AB", "blind": True, "reason": "share", "at": AT}
    with evaluation.store.writing() as connection:
        connection.execute(assignments.insert().values(row))
    with client(evaluation.folder) as browser:
        page = browser.get("/review")
        assert page.url.path == f"/review/{first}"
        assert "Likely" not in page.text and "<mark" not in page.text
        assert "The first of one today." in page.text
        browser.post(
            f"/review/{first}/say", {"key": key(1), "code": "trust", "say": "accept:mixed"}
        )
    kept = evaluation.decisions().iloc[0]
    assert (kept["blind"], kept["suggested"]) == (True, None)


def test_two_reviewers_keep_their_own_words(evaluation: Evaluation) -> None:
    first = ids(evaluation)[0]
    with client(evaluation.folder, "AB") as one, client(evaluation.folder, "CD") as two:
        one.post(f"/review/{first}/say", {"key": key(1), "code": "voice", "say": "accept:positive"})
        page = two.post(f"/review/{first}/say", {"key": key(2), "code": "voice", "say": "reject"})
        assert "You rejected it" in page.text
        assert "You accepted it" in one.get(f"/review/{first}").text
    assert [row[4] for row in said(evaluation)] == ["AB", "CD"]


def test_the_clock_stepping_back_changes_no_order(evaluation: Evaluation) -> None:
    first = ids(evaluation)[0]
    version = evaluation.codebook.version
    for said in (
        Decision(key(0), first, "voice", "accept", "positive", "AB", "2030-01-01", version),
        Decision(key(1), first, "voice", "reject", "", "AB", "2020-01-01", version),
    ):
        append(evaluation.store, said)
    with client(evaluation.folder) as browser:
        page = browser.get(f"/review/{first}")
        assert "You rejected it" in page.text
        assert last_key(page.text) == key(1)


def test_undo_after_a_restart_follows_the_record_and_not_the_clock(evaluation: Evaluation) -> None:
    """Two decisions and two remarks in turn, while the clock stepped back a year with each."""
    id, version = ids(evaluation)[0], evaluation.codebook.version
    kept: list[Decision | Remark] = [
        Decision("d1", id, "voice", "accept", "positive", "AB", "2030-01-01", version),
        Remark("r1", id, "strong quote", "", "AB", "2029-01-01", version),
        Decision("d2", id, "trust", "reject", "", "AB", "2028-01-01", version),
        Remark("r2", id, "finished", "", "AB", "2027-01-01", version),
    ]
    for each in kept:
        append(evaluation.store, each)
    acts = Work(evaluation).now().record.acts["AB"]
    assert [act.key for act in acts] == ["d1", "r1", "d2", "r2"]
    with evaluation.store.writing() as connection:
        connection.execute(remarks.update().values(after=None))
    acts = Work(evaluation).now().record.acts["AB"]
    assert [act.key for act in acts] == ["r1", "r2", "d1", "d2"]


def test_codes_are_found_by_name_meaning_and_example(evaluation: Evaluation) -> None:
    first = ids(evaluation)[0]
    with client(evaluation.folder) as browser:
        page = browser.get(f"/review/{first}?find=trust")
        assert "<h3><bdi>Trust</bdi></h3>" in page.text
        assert "No code has these words." in browser.get(f"/review/{first}?find=zzz").text
        every = browser.get(f"/review/{first}?find=*").text
    assert all(f'value="{code.id}"' in every for code in evaluation.codebook.codes)


def test_an_excerpt_that_is_not_there_leads_on(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        assert browser.get("/review/nothing").url.path != "/review/nothing"
        assert browser.post("/review/nothing/say", {"key": key(1)}).status_code == 409


def test_no_real_name_stands_on_the_page(evaluation: Evaluation) -> None:
    with client(evaluation.folder) as browser:
        pages = [browser.get(f"/review/{id}?context=more").text for id in ids(evaluation)]
    names = [name for person in evaluation.people for name in (person.name, *person.aliases)]
    assert names
    assert [name for name in names if any(name in page for page in pages)] == []
    assert not any("These words of mine" in page for page in pages)
    assert any("[not shown: no consent to analysis]" in page for page in pages)


def test_an_evaluation_with_nothing_in_it(tmp_path: Path) -> None:
    from coding.evaluation.new import new_evaluation

    new_evaluation(tmp_path / "e")
    with client(tmp_path / "e") as browser:
        assert "There is nothing to review yet" in browser.get("/review").text


def test_twenty_decisions_reorder_what_is_left(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is learned comes from what was decided, and changes only what comes next."""
    from coding.review.known import relearning

    learned = []

    def learn(labels: NDArray[np.float64]) -> NDArray[np.float64]:
        learned.append(labels.copy())
        return np.tile(np.linspace(0.1, 0.9, len(labels)), (labels.shape[1], 1)).T

    def learner(_evaluation: object, _known: object) -> relearning.Learn:
        return learn

    monkeypatch.setattr(relearning, "learner", learner)
    first = ids(evaluation)[0]
    with client(evaluation.folder) as browser:
        desk = browser.http.app.state.desk  # type: ignore[attr-defined]
        for n in range(relearning.EVERY + 1):
            told = "accept:positive" if n % 2 else "reject"
            browser.post(f"/review/{first}/say", {"key": key(n), "code": "voice", "say": told})
            assert (desk.relearning.thread is None) == (n < relearning.EVERY - 1)
        desk.relearning.thread.join(10)
        known = desk.work.now()
        desk.relearning.news.seen.clear()
        pages = [browser.get(f"/review/{id}").text for id in ids(evaluation)[:2]]
    codes = [code.id for code in evaluation.codebook.codes]
    assert [labels[0, codes.index("voice")] for labels in learned] == [1.0]
    assert known.upcoming.probabilities.max() == 0.9
    sentence = "The order of what is left has changed: 20 decisions, all of them on "
    sentence += f"{evaluation.codebook.code('voice').name}."
    assert [sentence in page for page in pages] == [True, False]


def test_it_rests_after_learning_and_a_bulk_act_counts(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coding.decisions.record import append_all
    from coding.review.known import relearning

    monkeypatch.setattr(relearning, "learner", lambda *_: lambda labels: labels)
    work, (id, *_) = Work(evaluation), ids(evaluation)
    resting = relearning.Relearning(work, work.now().record.count)

    def bulk(act: str) -> None:
        said = [
            Decision(f"{act}{n}", id, "voice", "accept", "positive", "AB", "", "1.0", source="bulk")
            for n in range(relearning.EVERY)
        ]
        append_all(evaluation.store, said)
        resting.note(work.now())

    bulk("a")
    first = resting.thread
    assert first is not None
    first.join(10)
    resting.rested += 60
    bulk("b")
    assert resting.thread is first
    resting.rested = 0.0
    resting.note(work.now())
    assert resting.thread is not first


def test_what_is_learned_changes_what_is_expected(evaluation: Evaluation) -> None:
    known = Work(evaluation).now()
    before = team_progress(known, evaluation.codebook).codes[0].unseen
    known.upcoming.learned(np.zeros(known.labelled.labels.shape))
    after = team_progress(known, evaluation.codebook).codes[0].unseen
    assert after.unseen < before.unseen
    assert after.too_little_read and before.too_little_read


def test_a_memo_is_shown_as_it_was_written(evaluation: Evaluation) -> None:
    first, hostile = ids(evaluation)[0], '</textarea><script>window.pwned=1</script>{{7*7}}"'
    with client(evaluation.folder) as browser:
        page = browser.post(f"/review/{first}/remark", {"key": key(1), "kind": "memo", "value": hostile})  # fmt: skip
    assert "<script>window" not in page.text and "{{7*7}}" in page.text
    assert list(evaluation.remarks()["value"]) == [hostile]
