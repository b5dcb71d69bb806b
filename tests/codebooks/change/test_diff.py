"""What is different between two codebooks, and what it does to decisions."""

import json
from dataclasses import replace
from typing import Any

import pytest
from two_codebooks import BOTH, FAR, FOUR, LOUD, NEAR, QUIET, VOICE, WIDER, book, examples, part

from codebooks.change.diff import CodeChange, FieldChange, changes, to_json
from codebooks.change.in_words import DECISIONS, changed_pieces, marked, sentence
from codebooks.codebook import Change, Codebook, Example, Theme
from codebooks.load import loads, shipped


def kinds(before: Codebook, after: Codebook) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(c.kind, c.before, c.after) for c in changes(before, after)]


def test_nothing_is_different_between_two_empty_codebooks_or_twice_the_same() -> None:
    assert changes(book(), book()) == ()
    whole = loads(shipped(), where="coproduction.yaml")
    assert changes(whole, whole) == ()


ONE_CODE = [
    ("a full stop", {"definition": "They could speak"}, ["wording"]),
    ("capitals", {"definition": "THEY could speak."}, ["wording"]),
    ("a comma in an example", {"examples": (Example("One, said aloud."), *FOUR[1:])}, ["wording"]),
    ("the order of examples", {"examples": FOUR[::-1]}, []),
    ("another word", {"definition": "They could shout."}, ["meaning"]),
    ("a word less", {"definition": "They could."}, ["meaning"]),
    ("an example more", {"examples": (*FOUR, Example("Five."))}, ["meaning"]),
    ("an example the other way", {"examples": (Example(FOUR[0].text, "negative"), *FOUR[1:])}, ["meaning"]),
    ("a counter-example", {"counter_examples": examples("No.")}, ["meaning"]),
    ("an inclusion", {"include": ("Loud or soft",)}, ["meaning"]),
    ("an exclusion", {"exclude": ("Being asked",)}, ["meaning"]),
    ("a cue", {"cues": ("speak up",)}, ["meaning"]),
    ("a name", {"name": "Speaking"}, ["renamed"]),
    ("notes", {"notes": "Discussed in March."}, ["filed"]),
    ("a source", {"sources": ("scie",)}, ["filed"]),
    ("an aspect", {"aspect": "impact"}, ["filed"]),
    ("agreed", {"status": "agreed"}, ["filed"]),
    ("retired", {"status": "retired"}, ["retired"]),
    ("name and meaning", {"name": "Speaking", "definition": "Other."}, ["meaning", "renamed"]),
    ("a guid", {"guid": "0000"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "given", "expected"), ONE_CODE, ids=[row[0] for row in ONE_CODE])
def test_a_change_is_typed_by_what_it_does_to_decisions(
    what: str, given: dict[str, Any], expected: list[str]
) -> None:
    found = kinds(book(VOICE, NEAR), book(replace(VOICE, **given), NEAR))
    assert found == [(kind, ("voice",), ("voice",)) for kind in expected]


RETIRED = replace(VOICE, status="retired")

SEVERAL = [
    ("a code more", book(NEAR), book(NEAR, FAR), [("added", (), ("far",))]),
    ("a code less", book(NEAR, FAR), book(NEAR), [("removed", ("far",), ())]),
    ("back in use", book(RETIRED), book(VOICE), [("restored", ("voice",), ("voice",))]),
    ("retired for good", book(RETIRED, NEAR), book(NEAR), [("removed", ("voice",), ())]),
    ("split", book(VOICE), book(LOUD, QUIET), [("split", ("voice",), ("loud", "quiet"))]),
    ("split, and the old one is kept as retired", book(VOICE), book(LOUD, QUIET, RETIRED),
     [("split", ("voice",), ("loud", "quiet"))]),
    ("split, and the old one stays for a part", book(VOICE),
     book(replace(VOICE, examples=FOUR[:2]), QUIET), [("split", ("voice",), ("voice", "quiet"))]),
    ("merged into a new one", book(NEAR, FAR), book(BOTH), [("merge", ("near", "far"), ("distance",))]),
    ("merged into one of the two", book(NEAR, FAR), book(WIDER), [("merge", ("near", "far"), ("near",))]),
    ("another id", book(NEAR), book(replace(NEAR, id="close")), [("new id", ("near",), ("close",))]),
    ("one example went to another code: both mean something else", book(VOICE, NEAR),
     book(replace(VOICE, examples=FOUR[1:]), replace(NEAR, examples=(*NEAR.examples, FOUR[0]))),
     [("meaning", ("voice",), ("voice",)), ("meaning", ("near",), ("near",))]),
    ("gone, and a new code has a fifth of what it said", book(VOICE), book(part("new", FOUR[0])),
     [("added", (), ("new",)), ("removed", ("voice",), ())]),
    ("gone, and a new code has two fifths of what it said", book(VOICE), book(part("new", *FOUR[:2])),
     [("added", (), ("new",)), ("removed", ("voice",), ())]),
    ("declared: split without a phrase in common", book(VOICE),
     book(part("a", replaces=("voice",)), part("b", replaces=("voice",))),
     [("split", ("voice",), ("a", "b"))]),
    ("declared: merged", book(NEAR, FAR), book(part("m", replaces=("near", "far"))),
     [("merge", ("near", "far"), ("m",))]),
    ("declared: another id, and another meaning", book(NEAR), book(part("m", replaces=("near",))),
     [("new id", ("near",), ("m",)), ("meaning", ("near",), ("m",)), ("renamed", ("near",), ("m",))]),
    ("declared long ago: no news", book(part("m", replaces=("near",))),
     book(part("m", replaces=("near",))), []),
    ("declared long ago, and the old one is still there", book(NEAR, part("m", replaces=("near",))),
     book(NEAR, part("m", replaces=("near",))), []),
    ("declared for an id that never was", book(NEAR), book(NEAR, part("m", replaces=("nothing",))),
     [("added", (), ("m",))]),
    ("what people declare goes before what is recognised", book(VOICE),
     book(LOUD, QUIET, part("m", replaces=("voice",))),
     [("new id", ("voice",), ("m",)), ("added", (), ("loud",)), ("added", (), ("quiet",)),
      ("meaning", ("voice",), ("m",)), ("renamed", ("voice",), ("m",))]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "before", "after", "expected"), SEVERAL, ids=[row[0] for row in SEVERAL]
)
def test_codes_that_take_each_others_place(
    what: str, before: Codebook, after: Codebook, expected: list[object]
) -> None:
    assert kinds(before, after) == expected


def test_a_code_moved_to_another_theme_and_themes_come_and_go() -> None:
    before = Codebook("T", "1", (Theme("a", "A", "", (VOICE, NEAR)), Theme("b", "B", "", (FAR,))))
    after = Codebook("T", "2", (Theme("a", "Ay", "", (VOICE,)), Theme("c", "C", "", (NEAR, FAR))))
    assert [sentence(change, before, after) for change in changes(before, after)] == [
        "The theme 'A' is now called 'Ay'.",
        "The theme 'C' is new.",
        "The theme 'B' is gone.",
        "'Near' moved from 'A' to 'C'.",
        "'Far' moved from 'B' to 'C'.",
    ]


def line(version: str, note: str) -> Change:
    return Change(version, "2026-03-02", "RW", note)


TYPO = replace(VOICE, definition="They cuold speak.")
HISTORIES = [
    ("nobody says anything", (), (), "meaning"),
    ("a person says it is wording", (), (line("1.1", "wording: near, voice; a typing error"),), "wording"),
    ("said of another code", (), (line("1.1", "wording: near"),), "meaning"),
    ("said of an earlier step", (line("1.1", "wording: voice"),), (line("1.1", "wording: voice"),), "meaning"),
    ("two versions lie between", (), (line("1.1", "wording: voice"), line("1.2", "More.")), "meaning"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "earlier", "history", "kind"), HISTORIES, ids=[row[0] for row in HISTORIES]
)
def test_people_say_in_the_history_what_is_only_wording(
    what: str, earlier: tuple[Change, ...], history: tuple[Change, ...], kind: str
) -> None:
    before, after = book(TYPO, history=earlier), book(VOICE, history=history)
    assert kinds(before, after) == [(kind, ("voice",), ("voice",))]


def test_what_the_history_says_is_read_from_the_file() -> None:
    plain = "title: T\nversion: {}\nthemes: [{{id: t, name: T, codes: [{{id: v, name: V, definition: {}}}]}}]\n"
    note = 'history: [{version: "1.1", at: 2026-03-02, by: RW, note: "wording: v"}]\n'
    before = loads(plain.format("1.0", "They cuold.").encode(), where="a")
    after = loads((plain.format("1.1", "They could.") + note).encode(), where="b")
    assert kinds(before, after) == [("wording", ("v",), ("v",))]


def test_people_say_in_the_history_that_a_name_changed_the_meaning() -> None:
    after = book(replace(VOICE, name="Shouting"), history=(line("1.1", "meaning: voice"),))
    first = changes(book(VOICE), after)[0]
    assert first == CodeChange(
        "meaning", ("voice",), ("voice",), (), "RW says so in the history of 1.1"
    )
    assert (
        sentence(first, book(VOICE), after)
        == "'Shouting' means something else: as its history says."
    )


def test_a_change_says_what_was_taken_out_and_put_in_and_by_which_rule() -> None:
    after = book(replace(VOICE, definition="They could shout.", include=("Loud",)))
    assert changes(book(VOICE), after) == (
        CodeChange(
            "meaning",
            ("voice",),
            ("voice",),
            (
                FieldChange("definition", ("They could speak.",), ("They could shout.",)),
                FieldChange("include", (), ("Loud",)),
            ),
            "other words when capitals, spaces and punctuation are left out",
        ),
    )


def test_changes_are_kept_as_json() -> None:
    found = changes(book(NEAR), book(replace(NEAR, name="Close by")))
    assert json.loads(to_json(found)) == [
        {
            "kind": "renamed",
            "before": ["near"],
            "after": ["near"],
            "fields": [{"field": "name", "taken_out": ["Near"], "put_in": ["Close by"]}],
            "rule": "the definition is what counts",
        }
    ]


@pytest.mark.parametrize(
    ("what", "before", "after", "expected"), SEVERAL, ids=[row[0] for row in SEVERAL]
)
def test_every_change_has_a_sentence_and_says_what_it_does_to_decisions(
    what: str, before: Codebook, after: Codebook, expected: list[object]
) -> None:
    for change in changes(before, after):
        assert sentence(change, before, after).endswith(".") and DECISIONS[change.kind]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("They could speak.", "They could shout.", "They could [-speak.-] {+shout.+}"),
        ("a b c", "a x b c", "a {+x+} b c"),
    ],
)
def test_two_texts_as_one(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected
    assert " ".join(text for kind, text in changed_pieces(before, after) if kind != "in") == before
    assert " ".join(text for kind, text in changed_pieces(before, after) if kind != "out") == after
