"""Offsets: whatever the blocks, every turn is a span of the text and every mark points at words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.transcript import (
    Block,
    Transcript,
    Turn,
    assemble,
    excerpt_id,
    seconds_at,
    transcript_id,
    turns_are_ordered,
)

TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", " ", "\n", "\u200f\u05d0", "e\u0301", "\U0001f468\u200d\U0001f469", "a\x1cb"]
    ),
)
BLOCKS = st.lists(
    st.builds(
        Block,
        text=TEXTS,
        speaker=st.one_of(st.none(), st.sampled_from(["Ann", "Bob", "\u0633"])),
        seconds=st.one_of(st.none(), st.floats(0, 1e5)),
        speech=st.booleans(),
        continues=st.booleans(),
    ),
    max_size=20,
)


def made(*blocks: Block) -> Transcript:
    return assemble(blocks, id="x", source="a.txt", kind="interview")


@pytest.mark.parametrize(
    ("blocks", "text", "turns"),
    [
        ((), "", ()),
        ((Block(" "),), "", ()),
        ((Block("A title", speech=False),), "A title", ()),
        ((Block("Hm.", "Ann"),), "Ann: Hm.", (Turn("Ann", 5, 8),)),
        ((Block("a", "Ann"), Block("b", "Ann")), "Ann: a\nb", (Turn("Ann", 5, 8, None, 2),)),
        ((Block("a", "Ann"), Block("b", "Ann", continues=True)), "Ann: a b", (Turn("Ann", 5, 8, None, 2),)),
        ((Block("a"), Block("b")), "a\nb", (Turn(None, 0, 1), Turn(None, 2, 3))),
        ((Block("a"), Block("b", continues=True)), "a b", (Turn(None, 0, 3, None, 2),)),
        ((Block("a", "Ann"), Block("", "Bob"), Block("b", "Ann")), "Ann: a\nBob: \nAnn: b",
         (Turn("Ann", 5, 6), Turn("Bob", 12, 12), Turn("Ann", 18, 19))),
        ((Block("", "Ann"), Block("b", "Ann")), "Ann: b", (Turn("Ann", 5, 6, None, 2),)),
        ((Block("a", "Ann"), Block("*", speech=False), Block("b", "Ann")), "Ann: a\n*\nAnn: b",
         (Turn("Ann", 5, 6), Turn("Ann", 14, 15))),
    ],
)  # fmt: skip
def test_blocks_to_text(blocks: tuple[Block, ...], text: str, turns: tuple[Turn, ...]) -> None:
    found = made(*blocks)
    assert (found.text, found.turns) == (text, turns)


@settings(max_examples=300, deadline=None)
@given(BLOCKS)
def test_turns_are_spans_in_order_that_hold_what_was_said(blocks: list[Block]) -> None:
    found = made(*blocks)
    assert turns_are_ordered(found.turns)
    assert all(0 <= turn.start <= turn.end <= len(found.text) for turn in found.turns)
    spoken = [block for block in blocks if block.speech and (block.text.strip() or block.speaker)]
    assert sum(turn.blocks for turn in found.turns) == len(spoken)
    said = "".join(found.said(turn) for turn in found.turns)
    assert "".join(said.split()) == "".join("".join(b.text for b in spoken).split())


@settings(max_examples=300, deadline=None)
@given(BLOCKS)
def test_marks_are_inside_turns_and_in_order(blocks: list[Block]) -> None:
    found = made(*blocks)
    offsets = [mark.offset for mark in found.marks]
    assert offsets == sorted(offsets)
    for mark in found.marks:
        assert any(turn.start <= mark.offset <= turn.end for turn in found.turns)


@settings(max_examples=200, deadline=None)
@given(BLOCKS, st.integers(-2, 200))
def test_seconds_at_an_offset(blocks: list[Block], offset: int) -> None:
    found = made(*blocks)
    turn = next((t for t in found.turns if t.start <= offset < max(t.end, t.start + 1)), None)
    inside = [m.seconds for m in found.marks if turn and turn.start <= m.offset <= offset]
    expected = inside[-1] if inside else turn.seconds if turn else None
    assert seconds_at(found, offset) == expected


def test_ids_come_from_content() -> None:
    assert transcript_id(b"") == "e3b0c44298fc1c14"
    assert len(excerpt_id("x", 0, 1)) == 16
    assert excerpt_id("x", 0, 1) != excerpt_id("x", 1, 1)
