"""Generated talks in every text format: without her, everybody else reads as before."""

import json
import random
from collections.abc import Callable

import pytest
from leaving import without_her

WORDS = (
    "we asked for the bus to come and they wrote it down on a card so that nobody forgot the letters"
    " about the garden but the form was long and I was glad when somebody read it out to all of us"
).split()
OTHERS = ("Ned Barrow", "Ida Moss", "Facilitator", "Tomas Reed")
HER = "Zephyrine Quillfeather"
CANARIES = ("gorse", "thrift", "plumbago", "brackish", "marmalade", "otters", "vermilion", "kites")
Talk = list[tuple[str, str]]


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


def as_text(turns: Talk) -> str:
    return "\n\n".join(f"{speaker}: {said}" for speaker, said in turns) + "\n"


def as_stamped(turns: Talk) -> str:
    return "\n".join(
        f"{speaker}  0:{n // 60:02}:{n % 60:02}\n{said}\n"
        for n, (speaker, said) in enumerate(turns, 5)
    )


def as_markdown(turns: Talk) -> str:
    return "\n\n".join(f"**{speaker}:** {said}" for speaker, said in turns) + "\n"


def clock(seconds: int, mark: str) -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02}{mark}000"


def as_voices(turns: Talk) -> str:
    cues = [
        f"{clock(4 * n, '.')} --> {clock(4 * n + 3, '.')}\n<v {speaker}>{said}</v>\n"
        for n, (speaker, said) in enumerate(turns)
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


def as_subtitles(turns: Talk) -> str:
    """Each turn in cues of six words, of which the first has the label."""
    cues: list[str] = []
    for speaker, said in turns:
        words = f"{speaker}: {said}".split()
        for at in range(0, len(words), 6):
            n = len(cues)
            times = f"{clock(2 * n, ',')} --> {clock(2 * n + 1, ',')}"
            cues.append(f"{n + 1}\n{times}\n{' '.join(words[at : at + 6])}\n")
    return "\n".join(cues)


def as_segments(turns: Talk) -> str:
    segments = [
        {
            "speaker": speaker,
            "start": 4.0 * n,
            "text": f" {said}",
            "words": [{"word": f" {word}", "start": 4.0 * n} for word in said.split()],
        }
        for n, (speaker, said) in enumerate(turns)
    ]
    return json.dumps({"text": " ".join(said for _, said in turns), "segments": segments})


def as_table(turns: Talk) -> str:
    return "speaker,text\n" + "".join(f'{speaker},"{said}"\n' for speaker, said in turns)


def as_chat(turns: Talk) -> str:
    lines = [
        f"*{speaker.split()[0][:3].upper()}:\t{said}\n%com:\tsaid\n" for speaker, said in turns
    ]
    return "@UTF8\n@Begin\n" + "".join(lines) + "@End\n"


def as_tiers(turns: Talk) -> str:
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="t{n}" TIME_VALUE="{1000 * n}"/>\n' for n in range(len(turns) + 1)
    )
    tiers = "".join(
        f'<TIER PARTICIPANT="{speaker}" TIER_ID="{speaker}" LINGUISTIC_TYPE_REF="x">\n'
        + "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{n}" TIME_SLOT_REF1="t{n}"'
            f' TIME_SLOT_REF2="t{n + 1}"><ANNOTATION_VALUE>{said}</ANNOTATION_VALUE>'
            "</ALIGNABLE_ANNOTATION></ANNOTATION>\n"
            for n, (who, said) in enumerate(turns)
            if who == speaker
        )
        + "</TIER>\n"
        for speaker in (*OTHERS, HER)
    )
    return f"<ANNOTATION_DOCUMENT>\n<TIME_ORDER>\n{slots}</TIME_ORDER>\n{tiers}</ANNOTATION_DOCUMENT>\n"


FORMATS: dict[str, Callable[[Talk], str]] = {
    "hub-focus-group.txt": as_text,
    "stamped-focus-group.txt": as_stamped,
    "hub-focus-group.md": as_markdown,
    "hub-focus-group.vtt": as_voices,
    "hub-focus-group.srt": as_subtitles,
    "hub-focus-group.json": as_segments,
    "hub-focus-group.csv": as_table,
    "hub-focus-group.cha": as_chat,
    "hub-focus-group.eaf": as_tiers,
}


@pytest.mark.parametrize("source", FORMATS)
@pytest.mark.parametrize("seed", range(8))
def test_everybody_else_reads_as_before(source: str, seed: int) -> None:
    turns = talk(seed)
    label = "ZEP" if source.endswith(".cha") else HER
    content = FORMATS[source](turns).encode()
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
