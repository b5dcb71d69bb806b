"""What is said about a file that may have been read wrongly. Every text here is invented."""

import pytest
from dialogues import dialogue, typed
from reading import read

from corpora.formats.lines.draft import NO_ANSWERS, Speakers
from corpora.formats.read import read_bytes
from corpora.transcript import Doubts, Kind


def doubts(text: str, answers: Speakers = NO_ANSWERS, kind: Kind = "interview") -> Doubts:
    return read_bytes(text.encode(), source="a.txt", kind=kind, answers=answers).doubts


def inside(paragraph: str) -> str:
    said = typed(dialogue("Interviewer", "Kay")).split("\n\n")
    return "\n\n".join([*said[:4], paragraph, *said[4:]])


def _within_a_question(paragraph: str) -> str:
    said = typed(dialogue("Interviewer", "Kay")).split("\n\n")
    return "\n\n".join([*said[:3], paragraph, *said[3:]])


@pytest.mark.parametrize("label", ["Kay", "Link worker", "Participant #3", "1042", "Close, Faith"])
def test_a_plain_dialogue_raises_no_doubt(label: str) -> None:
    assert doubts(typed(dialogue("Interviewer", label))).sentences == ()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Kay: We met.\n\nKay: It rained.\n\nKay: We left.\n", ("all words are one person's",)),
        (inside("Big problem: The bus."),
         ("'Big problem:' opens 1 paragraph and was not taken for a speaker",)),
        (inside("Transport: The bus came late."),
         ("'Transport:' opens 1 paragraph and was taken for a speaker",)),
        ("BARKER: One.\n\nCROW: Two.\n\n" * 4 + "BAKRER: Three.\n\nCROW: Four.\n",
         ("'BAKRER' was taken for a slip of 'BARKER'",)),
        ("Present: Kay Lowe, Bo Pike\n\n" + typed(dialogue("Interviewer", "Kay")),
         ("'Bo Pike' is listed as present and never speaks",)),
        ("Was it warm?\n\nIt was.\n\nAnd then?\n\nWe left.\n\nWhy?\n\nIt rained.\n\nMore?\n\nNo.\n",
         ("4 paragraphs ask something, and no speaker was found",)),
    ],
)  # fmt: skip
def test_a_sentence_for_each_thing_that_is_odd(text: str, sentences: tuple[str, ...]) -> None:
    assert doubts(text).sentences == sentences


@pytest.mark.parametrize("opens", ["Kay Cold", "Kay. Cold"])
def test_a_label_without_its_colon_is_doubted(opens: str) -> None:
    assert doubts(_within_a_question(f"{opens} and long.")).sentences == (
        "a paragraph opens with 'Kay' without a colon, in another's turn",
    )


@pytest.mark.parametrize("opens", ["Kay said", "Kay Okafor came", "Kay, what"])
def test_a_paragraph_about_somebody_is_not_doubted(opens: str) -> None:
    assert doubts(_within_a_question(f"{opens} it was.")).sentences == ()


def test_what_a_person_has_answered_is_doubted_no_more() -> None:
    text = inside("Big problem: The bus.")
    assert doubts(text, Speakers(nobody=frozenset(["Big problem"]))).sentences == ()
    assert doubts(text, Speakers(labels=frozenset(["Big problem"]))).sentences == ()
    alone = "Kay: We met.\n\nKay: It rained.\n"
    assert doubts(alone, Speakers(one_person=(("Kay",),))).sentences == ()


def test_the_figures_of_a_file() -> None:
    text = "Our study\n\nInterviewer: How was it?\n\nKay: Warm, and dry.\n\nInterviewer: Oh, so dry?\n\nKay: Yes.\n"
    assert doubts(text) == Doubts(
        overlooked=0.0, unclaimed=0.125, busiest=0.6, once=0, longest=3, silent=(), sentences=()
    )


def test_notes_are_not_doubted_for_their_headings() -> None:
    text = "Parking: Full.\n\nActions: Kay to ring.\n\nLunch: Cold.\n\nActions: Bo to pay.\n"
    assert doubts(text * 3, kind="meeting notes").sentences == ()


def test_captions_are_doubted_as_documents_are() -> None:
    said = ("We met.", "It rained.", "Nobody minded.", "There was tea.")
    cues = "".join(
        f"{i}\n00:00:0{i}.000 --> 00:00:0{i}.900\nKay Lowe: {words}\n\n"
        for i, words in enumerate(said)
    )
    assert read(f"WEBVTT\n\n{cues}", ".vtt").doubts.sentences == ("all words are one person's",)


def test_a_table_of_answers_is_not_doubted_for_its_many_voices() -> None:
    rows = "".join(f"P{i},It was warm and they listened.\n" for i in range(20))
    assert read(f"speaker,text\n{rows}", ".csv").doubts.sentences == ()
