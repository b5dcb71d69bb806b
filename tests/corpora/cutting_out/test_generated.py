"""Generated talks in every text format: without her, everybody else reads as before."""

import random

import pytest
from layouts import TEXTS, Talk
from leaving import without_her

WORDS = (
    "we asked for the bus to come and they wrote it down on a card so that nobody forgot the letters"
    " about the garden but the form was long and I was glad when somebody read it out to all of us"
).split()
OTHERS = ("Ned Barrow", "Ida Moss", "Facilitator", "Tomas Reed")
HER = "Zephyrine Quillfeather"
CANARIES = ("gorse", "thrift", "plumbago", "brackish", "marmalade", "otters", "vermilion", "kites")


def sentence(chance: random.Random, words: tuple[str, ...], named: bool) -> str:
    said = [chance.choice(words) for _ in range(chance.randint(2, 14))]
    if named:
        said.insert(chance.randint(1, len(said)), chance.choice((HER, "Zephyrine")))
    return " ".join([said[0].capitalize(), *said[1:]]) + chance.choice(".?.")


def talk(seed: int) -> Talk:
    """Who says what; each of the others speaks three times at least."""
    chance = random.Random(seed)
    speakers = [*OTHERS] * 3 + [HER] * chance.randint(1, 9)
    chance.shuffle(speakers)
    turns: Talk = []
    for speaker in speakers:
        hers = speaker == HER
        words = CANARIES if hers else tuple(WORDS)
        count = chance.randint(1, 4)
        said = " ".join(
            sentence(chance, words, named=not hers and chance.random() < 0.15) for _ in range(count)
        )
        turns.append((speaker, said))
    return turns


@pytest.mark.parametrize("source", TEXTS)
@pytest.mark.parametrize("seed", range(8))
def test_everybody_else_reads_as_before(source: str, seed: int) -> None:
    turns = talk(seed)
    label = "ZEP" if source.endswith(".cha") else HER
    content = TEXTS[source](turns).encode()
    made = without_her(content, source, label)
    assert not isinstance(made, str), "it could not be cut"
    left = made.content.decode()
    assert [
        word for word in (*CANARIES, "Zephyrine") if word in left or word.capitalize() in left
    ] == []
    said = [
        (turn.speaker, one_mark(made.transcript.said(turn)))
        for turn in made.transcript.turns
        if turn.speaker != "[withdrawn]"
    ]
    assert said == merged(turns, short=source.endswith(".cha"))


def one_mark(text: str) -> str:
    """A name that two cues share leaves a mark in each."""
    return " ".join(text.split()).replace("[withdrawn] [withdrawn]", "[withdrawn]")


def merged(turns: Talk, *, short: bool) -> Talk:
    """The turns of the others as they were: those of one speaker in a row are one turn."""
    joined: Talk = []
    before = ""
    for speaker, said in turns:
        shown = speaker.split()[0][:3].upper() if short else speaker
        plain = said.replace(HER, "[withdrawn]").replace("Zephyrine", "[withdrawn]")
        if speaker == before != HER:
            joined[-1] = (shown, f"{joined[-1][1]} {plain}")
        elif speaker != HER:
            joined.append((shown, plain))
        before = speaker
    return joined
