"""What becomes of decisions when the codebook changes: stand, carried, look again; none is lost."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from two_codebooks import BOTH, FAR, FOUR, LOUD, NEAR, QUIET, VOICE, WIDER, book

from codebooks.codebook import Codebook
from coding.decisions.record import Decision, append_all
from coding.evaluation import frames
from coding.evaluation.database import open_store
from coding.revisions.another_look import NOT_CARRIED, NOT_KEPT, look_again
from coding.revisions.carrying import carried
from coding.revisions.fates import Step, last_words_of, outcome

AT = "2026-03-02T10:00:00+00:00"


def said(verdict: str, code_id: str, direction: str = "", **given: Any) -> Decision:
    by, excerpt = given.get("reviewer", "RW"), given.get("excerpt_id", "e1")
    key = given.pop("key", f"{verdict} {code_id} {by} {excerpt}")
    row = {"excerpt_id": "e1", "reviewer": "RW", "at": AT, "codebook_version": "1.0", **given}
    return Decision(key=key, code_id=code_id, verdict=verdict, direction=direction, **row)  # type: ignore[arg-type]


MERGED = Step(book(NEAR, FAR), book(BOTH))
INTO_ONE = Step(book(NEAR, FAR), book(WIDER))
SPLIT = Step(book(VOICE), book(LOUD, QUIET))
STAYS = Step(book(VOICE), book(replace(VOICE, examples=FOUR[:2]), QUIET))
RENEWED = Step(book(NEAR), book(replace(NEAR, id="close")))
MEANS = Step(book(NEAR), book(replace(NEAR, definition="It was next door.")))
WORDED = Step(book(NEAR), book(replace(NEAR, definition="IT WAS NEAR", name="Close by")))
GONE = Step(book(NEAR, FAR), book(FAR))
BOTH_NEW = Step(book(NEAR), book(replace(NEAR, id="close", definition="Next door.")))

Row = tuple[str, str, str]
CASES: list[tuple[str, Step, list[Decision], list[tuple[str, tuple[str, ...]]], list[Row]]] = [
    ("nothing was said", MERGED, [], [], []),
    ("wording: it stands", WORDED, [said("accept", "near")], [("stands", ("near",))], []),
    ("a code that neither holds", MEANS, [said("accept", "far")], [("no longer asked", ())], []),
    ("meaning: look again", MEANS, [said("reject", "near")], [("look again", ("near",))], []),
    ("gone: kept", GONE, [said("accept", "near")], [("no longer asked", ())], []),
    ("another id", RENEWED, [said("not sure", "near")], [("carried", ("close",))], [("close", "not sure", "")]),
    ("another id and meaning", BOTH_NEW, [said("accept", "near")], [("look again", ("close",))], []),
    ("merge: one accepted", MERGED, [said("accept", "near", "positive")],
     [("carried", ("distance",))], [("distance", "accept", "positive")]),
    ("merge: accepted outweighs rejected", MERGED, [said("reject", "near"), said("accept", "far", "negative")],
     [("carried", ("distance",))] * 2, [("distance", "accept", "negative")]),
    ("merge: both ways", MERGED, [said("accept", "near", "positive"), said("accept", "far", "negative")],
     [("carried", ("distance",))] * 2, [("distance", "accept", "mixed")]),
    ("merge: both rejected", MERGED, [said("reject", "near"), said("reject", "far")],
     [("carried", ("distance",))] * 2, [("distance", "reject", "")]),
    ("merge: one rejected, nothing of the other", MERGED, [said("reject", "near")],
     [("look again", ("distance",))], []),
    ("merge: not sure of one", MERGED, [said("reject", "near"), said("not sure", "far")],
     [("carried", ("distance",))] * 2, [("distance", "not sure", "")]),
    ("merge: two people, each by themselves", MERGED,
     [said("accept", "near", reviewer="A"), said("reject", "far", reviewer="B")],
     [("carried", ("distance",)), ("look again", ("distance",))], [("distance", "accept", "")]),
    ("merge: said of the new code already", MERGED, [said("accept", "near"), said("reject", "distance")],
     [("carried", ("distance",)), ("stands", ("distance",))], []),
    ("merge into one: its own decision says it", INTO_ONE, [said("accept", "near", "positive")],
     [("stands", ("near",))], []),
    ("merge into one: the other's is carried", INTO_ONE, [said("reject", "near"), said("accept", "far")],
     [("carried", ("near",))] * 2, [("near", "accept", "")]),
    ("merge into one: only its own rejected", INTO_ONE, [said("reject", "near")],
     [("look again", ("near",))], []),
    ("split: accepted", SPLIT, [said("accept", "voice", "positive")], [("look again", ("loud", "quiet"))], []),
    ("split: rejected", SPLIT, [said("reject", "voice")], [("carried", ("loud", "quiet"))],
     [("loud", "reject", ""), ("quiet", "reject", "")]),
    ("split: a part accepted already", SPLIT, [said("accept", "voice"), said("accept", "loud")],
     [("carried", ("loud", "quiet")), ("stands", ("loud",))], []),
    ("split: one of two parts rejected already", SPLIT, [said("accept", "voice"), said("reject", "loud")],
     [("look again", ("loud", "quiet")), ("stands", ("loud",))], []),
    ("split: both parts rejected already", SPLIT,
     [said("accept", "voice"), said("reject", "loud"), said("reject", "quiet")],
     [("carried", ("loud", "quiet")), ("stands", ("loud",)), ("stands", ("quiet",))], []),
    ("split, stays for a part: rejected", STAYS, [said("reject", "voice")], [("carried", ("quiet",))],
     [("quiet", "reject", "")]),
    ("split, stays for a part: accepted", STAYS, [said("accept", "voice")],
     [("look again", ("voice", "quiet"))], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "step", "words", "fates", "rows"), CASES, ids=[case[0] for case in CASES]
)
def test_every_decision_has_one_fate_and_rules_say_what_is_carried(
    what: str,
    step: Step,
    words: list[Decision],
    fates: list[tuple[str, tuple[str, ...]]],
    rows: list[Row],
) -> None:
    found, _ = outcome(words, step)
    by_key = {fate.decision.key: (fate.kind, fate.targets) for fate in found}
    assert [by_key[word.key] for word in words] == fates
    assert len(found) == len(words)
    added = carried(words, step, at=AT)
    assert [(row.code_id, row.verdict, row.direction) for row in added] == rows


@pytest.mark.parametrize(
    ("near", "row"), [("loud", [("loud", "accept", "positive")]), ("quiet", [("quiet", "accept", "positive")])]
)  # fmt: skip
def test_an_acceptance_goes_to_the_nearest_part_only_where_people_ask_for_it(
    near: str, row: list[Row]
) -> None:
    words = [said("accept", "voice", "positive")]
    added = carried(words, SPLIT, at=AT, nearest={("e1", "voice"): near})
    assert [(each.code_id, each.verdict, each.direction) for each in added] == row


def test_a_carried_decision_keeps_its_reviewer_and_names_the_rule() -> None:
    words = [said("reject", "near", blind=True, drawn="random", chance=0.1, suggested=0.4),
             said("accept", "far", "negative", blind=True, drawn="random", chance=0.1)]  # fmt: skip
    (row,) = carried(words, MERGED, at="2026-04-01T08:00:00+00:00")
    assert row == Decision(
        key=row.key,
        excerpt_id="e1",
        code_id="distance",
        verdict="accept",
        direction="negative",
        reviewer="RW",
        at="2026-04-01T08:00:00+00:00",
        codebook_version="1.0",
        memo="Carried over to 1.0: 'Near' and 'Far' were merged into 'Distance'. "
        "It was: reject of near, accept of far.",
        source="carried",
        blind=True,
        drawn="random",
        chance=0.1,
    )
    again = carried(words[::-1], MERGED, at="2027-01-01T00:00:00+00:00")
    assert row.key.startswith("carried-") and [each.key for each in again] == [row.key]


def test_what_was_settled_stays_settled() -> None:
    words = [said("accept", "near", source="settled"), said("reject", "near", key="other"),
             said("reject", "far")]  # fmt: skip
    added = carried(words, MERGED, at=AT)
    assert [(row.verdict, row.source) for row in added] == [("accept", "settled"), ("reject", "carried")]  # fmt: skip


def test_carrying_twice_adds_nothing_and_changes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    words = [said("accept", "near"), said("reject", "near", reviewer="B"), said("reject", "far", reviewer="B")]  # fmt: skip
    append_all(store, words)
    with store.reading() as connection:
        before = frames.decisions(connection)
    added = [
        append_all(store, carried(last_words_of(before), MERGED, at=at))
        for at in (AT, "2027-01-01")
    ]
    with store.reading() as connection:
        after = frames.decisions(connection)
    store.close()
    assert added == [2, 0]
    pd.testing.assert_frame_equal(after.iloc[: len(before)], before)
    assert list(after["source"]) == ["page", "page", "page", "carried", "carried"]


def versioned(number: str, *codes: Any) -> Codebook:
    return replace(book(*codes), version=number, hash=f"hash of {number}")


ONE, TWO = versioned("1.0", NEAR, FAR, VOICE), versioned("1.1", BOTH, VOICE)
THREE = versioned("1.2", replace(BOTH, definition="Miles."), LOUD, QUIET)
DRAFT = replace(THREE, hash="hash of the draft", version="1.3")
LATER = {"codebook_version": "1.2", "codebook_hash": "hash of 1.2"}
MERGE = "'Near' and 'Far' were merged into 'Distance'."
PARTS = "'Voice' was split into 'Loud' and 'Quiet'."
MILES = "'Distance' means something else: definition."

LOOKS: list[tuple[str, list[Decision], list[tuple[str, str, str]]]] = [
    ("nobody has decided", [], []),
    ("a merge that was not carried over", [said("accept", "near")],
     [("distance", f"{MERGE} {NOT_CARRIED}", "merge")]),
    ("rejected, and nothing of the other", [said("reject", "near")], [("distance", MERGE, "merge")]),
    ("carried over, then the meaning changed",
     [said("accept", "near"), said("accept", "distance", source="carried", codebook_version="1.1")],
     [("distance", MILES, "meaning")]),
    ("split: a row for each part", [said("accept", "voice")],
     [("loud", PARTS, "split"), ("quiet", PARTS, "split")]),
    ("split: one part was said since", [said("accept", "voice"), said("reject", "loud", **LATER)],
     [("quiet", PARTS, "split")]),
    ("split: one part was accepted since", [said("accept", "voice"), said("accept", "loud", **LATER)], []),
    ("split: by another person", [said("accept", "voice"), said("accept", "loud", reviewer="B", **LATER)],
     [("loud", PARTS, "split"), ("quiet", PARTS, "split")]),
    ("split: settled by the team", [said("accept", "voice"),
     said("accept", "loud", reviewer="B", source="settled", **LATER)], []),
    ("decided with the newest", [said("accept", "loud", **LATER)], []),
    ("decided with the file as it stands",
     [said("accept", "loud", codebook_version="1.3", codebook_hash="hash of the draft")], []),
    ("decided with a draft that nobody kept",
     [said("accept", "loud", codebook_version="1.1", codebook_hash="another")], [("loud", NOT_KEPT, "draft")]),
    ("of a code that is gone", [said("accept", "gone")], []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "words", "rows"), LOOKS, ids=[case[0] for case in LOOKS])
def test_what_needs_another_look(
    what: str, words: list[Decision], rows: list[tuple[str, str, str]]
) -> None:
    found = look_again(words, [ONE, TWO, THREE], DRAFT)
    told = found[["code_id", "reason", "change"]].itertuples(index=False, name=None)
    assert list(told) == rows


def test_without_a_published_version_nothing_needs_another_look() -> None:
    assert look_again([said("accept", "near")], [], DRAFT).empty
