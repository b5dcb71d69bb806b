"""Turns into excerpts: 15 to 60 words, sentence borders, questions as context."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.excerpts.excerpts import MOST_WORDS, count_words, cut
from corpora.transcript import Block, Excerpt, Kind, Role, Transcript, assemble

ASKER: dict[str | None, Role] = {"I": "interviewer"}
TEN = "We met on a Monday and we talked for hours."


def transcript(*blocks: Block, kind: Kind = "interview") -> Transcript:
    return assemble(blocks, id="t", source="t.txt", kind=kind)


def texts(made: Transcript, found: tuple[Excerpt, ...]) -> list[str]:
    return [made.text[e.start : e.end] for e in found]


def contexts(made: Transcript, found: tuple[Excerpt, ...]) -> list[str]:
    return [made.text[slice(*e.context)] if e.context else "" for e in found]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", []),
        ("…", []),
        ("Yes.", ["Yes."]),
        ("I spoke. Nobody wrote it down.", ["I spoke. Nobody wrote it down."]),
        (f"{TEN} {TEN}", [f"{TEN} {TEN}"]),
        (" ".join([TEN] * 8), [" ".join([TEN] * 4)] * 2),
        ("Dr. Okafor came. She sat.", ["Dr. Okafor came. She sat."]),
    ],
)
def test_a_turn_is_cut_at_sentences(said: str, expected: list[str]) -> None:
    made = transcript(Block(said, "B"))
    assert texts(made, cut(made, {})) == expected


def test_a_caption_without_full_stops_is_cut_at_clauses() -> None:
    said = ", and ".join(["we went there every single week"] * 20)
    made = transcript(Block(said, "B"))
    found = texts(made, cut(made, {}))
    assert all(15 <= count_words(text) <= MOST_WORDS for text in found)
    assert all(text.startswith(("we went", "and we went")) for text in found)


def test_a_caption_without_clauses_is_cut_by_words() -> None:
    made = transcript(Block("word " * 200, "B"))
    found = texts(made, cut(made, {}))
    assert sum(count_words(text) for text in found) == 200
    assert all(15 <= count_words(text) <= MOST_WORDS for text in found)


def test_a_short_answer_keeps_the_question() -> None:
    made = transcript(
        Block("Thank you for coming. Did you feel that people listened?", "I"),
        Block("Not really, no.", "B"),
    )
    found = cut(made, ASKER)
    assert texts(made, found) == ["Not really, no."]
    assert contexts(made, found) == ["Thank you for coming. Did you feel that people listened?"]


def test_the_question_is_found_behind_an_acknowledgement() -> None:
    made = transcript(
        Block("And how was the building?", "I"),
        Block("Cold.", "B"),
        Block("Mm-hm.", "I"),
        Block("Very cold.", "B"),
    )
    assert contexts(made, cut(made, ASKER)) == ["And how was the building?"] * 2


def test_a_long_answer_needs_no_question() -> None:
    made = transcript(Block("How was it?", "I"), Block(f"{TEN} {TEN}", "B"))
    assert contexts(made, cut(made, ASKER)) == [""]


def test_what_interviewers_and_facilitators_say_is_never_an_excerpt() -> None:
    made = transcript(
        Block("Did you feel listened to?", "I"), Block("I did.", "B"), Block(TEN, "F")
    )
    roles: dict[str | None, Role] = {**ASKER, "F": "facilitator"}
    assert texts(made, cut(made, roles)) == ["I did."]


def test_where_nobody_is_named_questions_are_context_and_are_not_coded() -> None:
    made = transcript(
        Block("Did you feel listened to?"), Block("I did, most of the time."), Block(f"{TEN} {TEN}")
    )
    found = cut(made, {})
    assert texts(made, found) == ["I did, most of the time.", f"{TEN} {TEN}"]


def test_a_question_inside_captions_that_name_nobody_is_the_context_of_what_follows() -> None:
    made = transcript(Block("So were you heard?"), Block("Sometimes. It varied.", continues=True))
    found = cut(made, {})
    assert texts(made, found) == ["Sometimes. It varied."]
    assert contexts(made, found) == ["So were you heard?"]


def test_meeting_notes_are_second_hand_and_given_to_whom_the_text_gives_them() -> None:
    made = transcript(
        Block("Hub group, 3 May 2026"),
        Block("Present: Ann Bell (AB), Cy Dunn (CD), Flo Gray (FG)"),
        Block("1. Matters arising"),
        Block(
            "- AB said that the letters are hard to read. She has asked twice. CD agreed with it."
        ),
        Block("- Concern was raised about the lift."),
        Block("- FG asked how long it takes."),
        Block("Actions"),
        Block("CD to see to the lift by 9 June"),
        kind="meeting notes",
    )
    found = cut(made, {"FG": "facilitator"})
    assert [(e.speaker, made.text[e.start : e.end]) for e in found] == [
        ("AB", "AB said that the letters are hard to read. She has asked twice."),
        ("CD", "CD agreed with it."),
        (None, "Concern was raised about the lift."),
    ]
    assert all(e.second_hand and e.context is None for e in found)


def test_notes_that_label_their_turns_are_cut_by_them() -> None:
    made = transcript(Block("We start.", "AB"), Block("Fine.", "CD"), kind="meeting notes")
    assert [(e.speaker, e.second_hand) for e in cut(made, {})] == [("AB", True), ("CD", True)]


block = st.builds(
    Block,
    text=st.text(max_size=400),
    speaker=st.sampled_from([None, "I", "B", "Ann 😀"]),
    continues=st.booleans(),
)


@given(st.lists(block, max_size=8))
def test_excerpts_are_spans_of_one_turn_in_order_and_apart(blocks: list[Block]) -> None:
    made = transcript(*blocks)
    found = cut(made, ASKER)
    for excerpt in found:
        turn = made.turns[excerpt.turn]
        assert turn.start <= excerpt.start < excerpt.end <= turn.end
        text = made.text[excerpt.start : excerpt.end]
        assert text == text.strip()
        assert 1 <= count_words(text) <= MOST_WORDS
        assert turn.speaker != "I"
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.lists(block, max_size=8))
def test_every_word_of_a_named_participant_is_in_an_excerpt(blocks: list[Block]) -> None:
    made = transcript(*blocks, Block("Ann", "B"))
    words = sum(count_words(made.said(t)) for t in made.turns if t.speaker in ("B", "Ann 😀"))
    found = [e for e in cut(made, ASKER) if e.speaker in ("B", "Ann 😀")]
    assert sum(count_words(made.text[e.start : e.end]) for e in found) == words
