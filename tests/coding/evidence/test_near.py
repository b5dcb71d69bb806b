"""What is near to a claim in meaning: what people did not code for it, may be quoted, and is near."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from invented import GROUPS, excerpt, frames, suggestion
from scripted import Scripted, prepared

from coding.evidence.near import (
    MOST_NEAR,
    NEAR_ENOUGH,
    NO_MODEL,
    NOT_PREPARED,
    OTHER_MODEL,
    NearInMeaning,
    coding_to_weigh,
    near_in_meaning,
)
from coding.findings.material import CodedExcerpt, read_excerpts
from coding.written.values import WrittenFinding

HEARD = WrittenFinding(
    "F1", "People could speak.", codes=("voice", "attention"), direction="positive"
)


def coded(words: str, *codings: tuple[str, str], person: str = "p1", **given: Any) -> CodedExcerpt:
    """An excerpt with these codes in these directions."""
    row = excerpt(words, participant=person, source=person, **given)
    found = [suggestion(row, code, direction=way, probability=None) for code, way in codings]
    return read_excerpts(frames([row], found))[0]


def looked(
    excerpts: Sequence[CodedExcerpt], folder: Path, finding: WrittenFinding = HEARD
) -> NearInMeaning:
    cache = prepared(folder, [e.text for e in excerpts], Scripted())
    return near_in_meaning([finding], excerpts, cache)


@pytest.mark.parametrize(
    ("finding", "codings", "shown"),
    [
        (HEARD, [("voice", "positive")], None),
        (HEARD, [("voice", "positive"), ("attention", "negative")], None),
        (HEARD, [("voice", "negative")], "voice"),
        (HEARD, [("attention", "mixed")], "attention"),
        (HEARD, [("voice", "neutral")], None),
        (HEARD, [("voice", "")], None),
        (HEARD, [("voice", "neutral"), ("place", "negative")], "place"),
        (HEARD, [("place", "positive")], "place"),
        (HEARD, [("digital", "positive"), ("place", "mixed")], "place"),
        (HEARD, [("place", "negative"), ("voice", "negative")], "voice"),
        (HEARD, [], None),
        (replace(HEARD, direction=None), [("voice", "negative")], None),
        (replace(HEARD, direction=None), [("place", "negative")], "place"),
        (replace(HEARD, direction="mixed"), [("voice", "positive")], None),
        (replace(HEARD, codes=()), [("voice", "positive")], "voice"),
        (replace(HEARD, groups=(GROUPS[2],)), [("place", "negative")], None),
        (replace(HEARD, groups=(GROUPS[1],)), [("place", "negative")], "place"),
    ],
)
def test_what_is_to_be_weighed_beside_a_finding(
    finding: WrittenFinding, codings: list[tuple[str, str]], shown: str | None
) -> None:
    coding = coding_to_weigh(finding, coded("They said no.", *codings))
    assert (coding.code_id if coding else None) == shown


@pytest.mark.parametrize("side", ["quotes", "counter"])
def test_what_people_chose_for_or_against_it_stands_there_already(side: str) -> None:
    chosen = coded("They said no.", ("place", "negative"))
    assert coding_to_weigh(HEARD, chosen)
    assert coding_to_weigh(replace(HEARD, **{side: (chosen.excerpt_id,)}), chosen) is None  # type: ignore[arg-type]


def test_the_nearest_come_first_each_of_another_person_and_in_other_words(tmp_path: Path) -> None:
    said = [("a", 0.8), ("b", 0.5), ("a", 0.9), ("c", 0.7), ("d", 0.6), ("e", 0.3)]
    excerpts = [
        coded(f"It is near {cosine} to it.", ("place", "negative"), person=who)
        for who, cosine in said
    ]
    same = coded("IT is near 0.9 to it.", ("place", "negative"), person="f")
    near = looked([*excerpts, same], tmp_path)
    first = sorted([excerpts[2], same], key=lambda each: each.excerpt_id)
    assert [(e.excerpt.participant, round(e.cosine, 2)) for e in near.by_finding["F1"]] == [
        *((each.participant, 0.9) for each in first), ("a", 0.8), ("c", 0.7), ("d", 0.6), ("b", 0.5),
    ]  # fmt: skip
    shown = near.to_weigh("F1")
    assert len(shown) == MOST_NEAR
    texts, people = (
        {e.excerpt.text.casefold() for e in shown},
        {e.excerpt.participant for e in shown},
    )
    assert (len(texts), len(people)) == (MOST_NEAR, MOST_NEAR)
    without = {e.excerpt.excerpt_id for e in shown}
    assert without.isdisjoint(e.excerpt.excerpt_id for e in near.to_weigh("F1", without))
    assert near.to_weigh("another") == ()


@pytest.mark.parametrize(("off", "number"), [(0.02, 1), (-0.02, 0)])
def test_nothing_below_the_floor_is_near(tmp_path: Path, off: float, number: int) -> None:
    one = coded(f"It is near {NEAR_ENOUGH + off:.2f} to it.", ("place", "negative"))
    assert len(looked([one], tmp_path).to_weigh("F1")) == number


@pytest.mark.parametrize(
    ("codings", "given"),
    [
        ([("place", "negative")], {"may_quote": False}),
        ([("place", "negative")], {"second_hand": True}),
        ([("place", "negative")], {"person": ""}),
        ([], {}),
    ],
)
def test_never_what_may_not_be_quoted_is_second_hand_or_that_nobody_accepted(
    tmp_path: Path, codings: list[tuple[str, str]], given: dict[str, Any]
) -> None:
    good = coded("It is near 0.7 to it.", ("place", "negative"), person="p9")
    bad = coded("It is near 0.9 to it.", *codings, **given)
    shown = looked([bad, good], tmp_path).to_weigh("F1")
    assert [each.excerpt for each in shown] == [good]


def test_the_order_of_files_plays_no_part(tmp_path: Path) -> None:
    excerpts = [
        coded(f"It is near 0.{n % 5 + 4}5 to it, {n}.", ("place", "negative"), person=f"p{n % 7}")
        for n in range(40)
    ]
    turned = random.Random(3).sample(excerpts, len(excerpts))
    first, second = looked(excerpts, tmp_path / "a"), looked(turned, tmp_path / "b")
    assert first == second
    assert len(first.to_weigh("F1")) == MOST_NEAR


def test_where_claim_and_excerpts_are_held_no_model_is_asked(tmp_path: Path) -> None:
    one = coded("It is near 0.7 to it.", ("place", "negative"))
    broken = prepared(tmp_path, [one.text, HEARD.claim], Scripted(broken=True))
    assert len(near_in_meaning([HEARD], [one], broken).to_weigh("F1")) == 1


def test_only_a_new_claim_is_embedded(tmp_path: Path) -> None:
    one, model = coded("It is near 0.7 to it.", ("place", "negative")), Scripted()
    cache = prepared(tmp_path, [one.text], model)
    for _ in range(2):
        near_in_meaning([HEARD], [one], cache)
    assert model.asked == [HEARD.claim]


def test_where_nothing_can_be_looked_for_one_sentence_says_why(tmp_path: Path) -> None:
    one = coded("It is near 0.7 to it.", ("place", "negative"))
    without = prepared(tmp_path / "no", [], Scripted())
    broken = prepared(tmp_path / "yes", [one.text], Scripted(broken=True))
    for cache, why in ((None, OTHER_MODEL), (without, NOT_PREPARED), (broken, NO_MODEL)):
        assert near_in_meaning([HEARD], [one], cache) == NearInMeaning(why_not=why)
        assert why.count(".") == 1
    assert without.model.asked == []  # type: ignore[attr-defined]


def test_where_there_is_nothing_to_look_for_nothing_is_near(tmp_path: Path) -> None:
    cache = prepared(tmp_path, [], Scripted())
    one = coded("It is near 0.7 to it.", ("place", "negative"), may_quote=False)
    assert near_in_meaning([HEARD], [one], cache) == NearInMeaning()
    assert near_in_meaning([], [one], cache) == NearInMeaning()
