"""Recognisers' and annotation tools' formats: Whisper, Rev, CHAT, ELAN, Praat. All invented."""

import json

import pytest
from made_timed import CHAT, LONG, SHORT, eaf, segments, tier
from reading import left_out, read, turns

from corpora.errors import FileRefused

AB = [("A", "Who came?"), ("B", "Nobody. It was late.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (segments(), []),
        ("[]", []),
        (segments({"start": 0.0, "end": 2.5, "text": " Hi"}), [(None, "Hi")]),
        (segments({"text": "We met in"}, {"text": "the hall."}), [(None, "We met in the hall.")]),
        (segments({"start": 0, "text": "Who came?", "speaker": "A"},
                  {"start": 1, "text": "Nobody.", "speaker": "B"},
                  {"start": 2, "text": "It was late.", "speaker": "B"}), AB),
        (segments({"text": "Mm.", "speaker": None}, {"text": "Yes.", "speaker": "A"}),
         [(None, "Mm."), ("A", "Yes.")]),
        (segments({"text": "Yes.", "speaker": 1}), [("Speaker 1", "Yes.")]),
        (json.dumps({"text": "Just words."}), [(None, "Just words.")]),
        (json.dumps({"monologues": [
            {"speaker": 0, "elements": [{"type": "text", "value": "Who", "ts": 1.5}, {"type": "punct", "value": "?"}]},
            {"speaker": 1, "elements": [{"type": "text", "value": "Nobody"}]}]}),
         [("Speaker 0", "Who?"), ("Speaker 1", "Nobody")]),
    ],
)  # fmt: skip
def test_json_of_recognisers(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert turns(text, ".json") == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "broken at line 1"),
        ("{", "broken at line 1"),
        ("{}", "no transcript"),
        ("3", "no transcript"),
        ("[1]", "no transcript"),
        ('{"segments": [{"text": 3}]}', "no transcript"),
        ('{"segments": {"a": 1}}', "no transcript"),
        ("[" * 200_000, "no transcript"),
        ("9" * 20_000, "no transcript"),
        ('{"text": "a\\u0000"}', "NUL"),
    ],
)
def test_other_json_is_refused(text: str, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        read(text, ".json")


def test_half_a_character_is_shown_and_listed() -> None:
    found = read('{"text": "a \\ud83d b"}', ".json")
    assert found.text == "a \ufffd b"
    assert left_out(found) == {"broken characters, shown as \ufffd": 1}


def test_half_a_character_in_a_label_is_shown_and_listed() -> None:
    found = read('{"segments": [{"text": "Yes.", "speaker": "A\\ud83d"}]}', ".json")
    assert found.text == "A\ufffd: Yes."
    assert left_out(found) == {"broken characters, shown as \ufffd": 1}


def test_whispers_table_is_in_milliseconds() -> None:
    found = read("start\tend\ttext\n0\t2500\tHello there.\n2500\t4000\tWe met.\n", ".tsv")
    assert [(turn.seconds, found.said(turn)) for turn in found.turns] == [
        (0, "Hello there."), (2.5, "We met."),
    ]  # fmt: skip


def test_chat() -> None:
    found = read(CHAT, ".cha")
    assert [(t.speaker, t.seconds, found.said(t)) for t in found.turns] == [
        ("ANN", 0.1, "Who came?"), ("BOB", 2.0, "Nobody."),
    ]  # fmt: skip
    assert left_out(found) == {
        "header lines of the CHAT file": 4, "annotation lines of the CHAT file": 1,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["hello\n", "Ann: hello\n"])
def test_what_is_no_chat_is_refused(text: str) -> None:
    with pytest.raises(FileRefused, match="not a CHAT"):
        read(text, ".cha")


@pytest.mark.parametrize(
    ("tiers", "expected", "listed"),
    [
        ((), [], {}),
        ((tier('TIER_ID="x" PARTICIPANT="A"', (0, "Who came?")),
          tier('TIER_ID="y" PARTICIPANT="B"', (1, "Nobody."), (2, "It was late."))), AB, {}),
        ((tier('TIER_ID="Bob"', (1, "It was very late.")), tier('TIER_ID="Ann"', (0, "Who came in?"))),
         [("Ann", "Who came in?"), ("Bob", "It was very late.")], {}),
        ((tier('TIER_ID="transcript"', (0, "Who came in?")),), [(None, "Who came in?")], {}),
        ((tier('TIER_ID="A" PARTICIPANT="A"', (0, "Who came in?")),
          tier('TIER_ID="A-fr" PARENT_REF="A" PARTICIPANT="A"', (0, "Qui?"))),
         [("A", "Who came in?")], {"tiers that annotate another tier": 1}),
    ],
)  # fmt: skip
def test_elan(
    tiers: tuple[str, ...], expected: list[tuple[str | None, str]], listed: dict[str, int]
) -> None:
    found = read(eaf(*tiers), ".eaf")
    assert [(turn.speaker, found.said(turn)) for turn in found.turns] == expected
    assert left_out(found) == listed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "broken XML"),
        ("<a/>", "not an ELAN"),
        ("<!DOCTYPE a><a/>", "contains a DTD"),
        ("<a", "broken XML"),
    ],
)
def test_what_is_no_elan_is_refused(text: str, says: str) -> None:
    with pytest.raises(FileRefused, match=says):
        read(text, ".eaf")


GRID = [("Ann", 'Who "really" came?'), ("Bob", "Nobody at all.")]


@pytest.mark.parametrize(
    "content",
    [SHORT.encode(), LONG.encode(), SHORT.encode("utf-16"), LONG.replace("\n", "\r\n").encode()],
)
def test_textgrid_long_and_short(content: bytes) -> None:
    assert turns(content, ".TextGrid") == GRID


def test_tiers_of_words_are_not_speakers() -> None:
    words = "".join(
        f'{i}\n{i + 1}\n"{word}"\n' for i, word in enumerate("who came in to the hall".split())
    )
    text = (
        'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n9\n<exists>\n2\n'
        f'"IntervalTier"\n"word"\n0\n9\n6\n{words}'
        '"IntervalTier"\n"phrase"\n0\n9\n1\n0\n9\n"who came in to the hall"\n'
    )
    found = read(text, ".textgrid")
    assert [(turn.speaker, found.said(turn)) for turn in found.turns] == [
        (None, "who came in to the hall")
    ]
    assert left_out(found) == {"tiers of words, sounds or notes": 1}


@pytest.mark.parametrize(
    "text",
    ["", "hello", "-1-1-1", SHORT[:-30], SHORT.replace("\n2\n0\n1", "\n99999999\n0\n1"), SHORT.replace("TextGrid", "Pitch"),
     'File type = "ooTextFile"\nObject class = "TextGrid"\n' + '"' * 100_001, SHORT.replace("\n2\n", "\n1e999\n", 1)],
)  # fmt: skip
def test_what_is_no_whole_textgrid_is_refused(text: str) -> None:
    with pytest.raises(FileRefused, match="TextGrid"):
        read(text, ".textgrid")
