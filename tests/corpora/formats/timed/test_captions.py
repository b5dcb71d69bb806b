"""WebVTT and SubRip. Every text here is invented."""

import pytest
from reading import left_out, read, speakers, turns

from corpora.errors import FileRefused

VOICES = """WEBVTT

a7939eec-6426-b7bd-c586-66ccb1a4abbc/32-0
00:00:09.835 --> 00:00:13.995
<v Ann Bell>Who came?</v>

a7939eec-6426-b7bd-c586-66ccb1a4abbc/33-0
00:00:14.000 --> 00:00:15.000
<v Crow, Bob (NHS Leeds)>Nobody &amp; nothing,
as it
happens.</v>

a7939eec-6426-b7bd-c586-66ccb1a4abbc/34-0
00:00:16.000 --> 00:00:17.000
<v Crow, Bob (NHS Leeds)>It was late.</v>
"""
SAID = [
    ("Ann Bell", "Who came?"),
    ("Crow, Bob (NHS Leeds)", "Nobody & nothing, as it happens. It was late."),
]


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n", "WEBVTT\n\n", "\ufeffWEBVTT - a title\n\n"])
def test_a_header_alone_is_no_turn_and_no_error(text: str) -> None:
    assert turns(text, ".vtt") == []


@pytest.mark.parametrize("text", ["hello\n", "Ann: hello\n\nBob: hi\n"])
def test_a_file_without_times_is_not_captions(text: str) -> None:
    with pytest.raises(FileRefused, match="not a WebVTT file"):
        read(text, ".vtt")


@pytest.mark.parametrize(
    "text",
    [
        VOICES,
        VOICES.replace("</v>", ""),
        VOICES.replace("\n", "\r\n"),
        "\ufeff" + VOICES,
        VOICES.replace("00:00:", "00:"),
        VOICES.replace("<v ", "<v.loud "),
        VOICES.replace("<v Ann Bell>", "<v Ann Bell><i>").replace("?</v>", "?</i></v>"),
        VOICES.replace("WEBVTT\n", "WEBVTT\n\nNOTE recorded\nby nobody\n\nSTYLE\n::cue { color: red }\n"),
        VOICES.replace("13.995", "13.995 position:10% align:left"),
        VOICES.replace("<v Ann Bell>Who", "<v Ann Bell><00:00:09.900><c>Who</c>"),
    ],
)  # fmt: skip
def test_voice_tags(text: str) -> None:
    assert turns(text, ".vtt") == SAID


def test_what_is_left_out_of_captions_is_listed() -> None:
    text = VOICES.replace("WEBVTT\n", "WEBVTT\n\nNOTE one\n\nSTYLE\n::cue {}\n\nREGION\nid:a\n")
    assert left_out(read(text, ".vtt")) == {"notes and styles of the caption file": 3}


def test_a_cue_outside_every_voice_is_nobodys() -> None:
    text = VOICES + "\n00:00:20.000 --> 00:00:21.000\nMm.\n"
    assert turns(text, ".vtt")[-1] == (None, "Mm.")


def test_two_voices_in_one_cue() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Yes?</v> <v Bob>No.</v>\n"
    assert turns(text, ".vtt") == [("Ann", "Yes?"), ("Bob", "No.")]


def test_cues_with_a_blank_line_before_their_words() -> None:
    text = (
        "WEBVTT\n\na7939eec-6426/1-0\n00:00:01.000 --> 00:00:02.000\n\nHello there.\n\n"
        "a7939eec-6426/2-0\n00:00:03.000 --> 00:00:04.000\n\nWe met.\n"
    )
    assert turns(text, ".vtt") == [(None, "Hello there."), (None, "We met.")]


def zoom(*lines: str) -> str:
    cues = [
        f"{i + 1}\n00:00:{i:02}.000 --> 00:00:{i:02}.900\n{line}\n" for i, line in enumerate(lines)
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


def test_zoom_names_before_a_colon_and_cues_that_go_on() -> None:
    text = zoom("Ann Bell: So how", "did it go?", "Bob Crow (he/him): Badly.", "Ann Bell: Oh.",
                "Bob Crow (he/him): Yes.")  # fmt: skip
    found = read(text, ".vtt")
    assert [(turn.speaker, found.said(turn)) for turn in found.turns] == [
        ("Ann Bell", "So how did it go?"), ("Bob Crow (he/him)", "Badly."), ("Ann Bell", "Oh."),
        ("Bob Crow (he/him)", "Yes."),
    ]  # fmt: skip
    assert speakers(found) == {"Ann Bell": 3, "Bob Crow (he/him)": 2}


def test_a_name_that_speaks_once_in_captions() -> None:
    text = zoom("Cy Dee: Shall we", "Ann Bell: Yes.", "and then", "Ann Bell: No.", "Ann Bell: Oh.")
    assert speakers(read(text, ".vtt")) == {"Cy Dee": 1, "Ann Bell": 4}


@pytest.mark.parametrize("line", ["10:30 Meeting: we met", "Note: it rained", "he said: no"])
def test_a_colon_in_a_cue_is_not_always_a_name(line: str) -> None:
    text = zoom("Ann Bell: Yes.", line, "Ann Bell: No.", line, "Ann Bell: Oh.")
    assert speakers(read(text, ".vtt")) == {"Ann Bell": 5}


def test_a_name_in_brackets_on_its_own_line() -> None:
    text = zoom("(Ann Bell)\nYes?", "(laughs)\nwell", "(Bob Crow)\nNo.", "(Ann Bell)\nOh.")
    assert [speaker for speaker, _ in turns(text, ".vtt")] == ["Ann Bell", "Bob Crow", "Ann Bell"]


def test_two_names_in_brackets_in_one_cue() -> None:
    text = zoom(
        "(Ann Bell)\nWho came", "(Ann Bell)\nto it?\n-\n \n(Bob Crow)\nNobody", "(Ann Bell)\nOh."
    )
    assert turns(text, ".vtt") == [
        ("Ann Bell", "Who came to it?"), ("Bob Crow", "Nobody"), ("Ann Bell", "Oh."),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["- ", "-", "\u2013 ", ">> ", ">>"])
def test_two_marked_voices_in_one_cue(mark: str) -> None:
    text = zoom(
        f"{mark}ANN: Who came\nto it?\n{mark}BOB: Nobody.",
        f"{mark}ANN: Why?\n{mark}BOB: Late.",
        "- and this is it: rain.",
    )
    assert turns(text, ".vtt") == [
        ("ANN", "Who came to it?"), ("BOB", "Nobody."), ("ANN", "Why?"),
        ("BOB", "Late. - and this is it: rain."),
    ]  # fmt: skip


def test_captions_without_speakers_name_nobody_and_keep_sentences_whole() -> None:
    text = zoom("We met in", "the hall.", "It was cold.", "Nobody came", "to see us.")
    assert turns(text, ".vtt") == [
        (None, "We met in the hall."), (None, "It was cold."), (None, "Nobody came to see us."),
    ]  # fmt: skip
    assert sum(turn.blocks for turn in read(text, ".vtt").turns) == 5


SRT = "1\n00:00:00,080 --> 00:00:04,720\nAnn: Who\ncame?\n\n2\n00:00:05,000 --> 00:00:06,000\n{0}\n\n3\n00:00:07,000 --> 00:00:08,000\nAnn: Why?\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("1\n", []),
        ("1\n00:00:01,000 --> 00:00:02,000\n", []),
        (SRT.format("Bob: Nobody.").replace("Ann: Why?", "Ann: Why?\n\n4\n00:00:09,000 --> 00:00:10,000\nBob: Late."),
         [("Ann", "Who came?"), ("Bob", "Nobody."), ("Ann", "Why?"), ("Bob", "Late.")]),
        (SRT.format("and <i>when</i>?"), [("Ann", "Who came? and when? Why?")]),
        (SRT.format("Bob: No.").replace("\n", "\r\n"), [("Ann", "Who came?"), ("Bob", "No."), ("Ann", "Why?")]),
        (SRT.format("{\\an8}Bob: No."), [("Ann", "Who came?"), ("Bob", "No."), ("Ann", "Why?")]),
    ],
)  # fmt: skip
def test_subrip(text: str, expected: list[tuple[str, str]]) -> None:
    assert turns(text, ".srt") == expected


def test_times_of_cues_are_marks() -> None:
    found = read(SRT.format("and when?"), ".srt")
    assert [mark.seconds for mark in found.marks] == [0.08, 5, 7]
    assert [found.text[mark.offset :][:3] for mark in found.marks] == ["Who", "and", "Why"]


ROLLED = ["they moved the table", "nearer to the door", "because she had asked", "for it in May"]
WHOLE = " ".join(ROLLED)
TWO_LINES = ["\n".join(ROLLED[max(0, i - 1) : i + 1]) for i in range(4)]
WORDS = WHOLE.split()


@pytest.mark.parametrize(
    "lines",
    [
        TWO_LINES,
        ["\n".join(ROLLED[max(0, i - 2) : i + 1]) for i in range(4)],
        [shown for i, window in enumerate(TWO_LINES) for shown in (window, ROLLED[i])],
        [" ".join(WORDS[:i]) for i in range(1, len(WORDS) + 1)],
        [" ".join(WORDS[max(0, i - 4) : i + 4]) for i in range(0, len(WORDS), 4)],
        [line for line in ROLLED for _ in range(2)],
        [f"<v Ann>{window}" for window in TWO_LINES],
        [window.replace("table", "<00:00:00.500><c>table</c>") for window in TWO_LINES],
    ],
)
def test_rolling_captions_are_read_once(lines: list[str]) -> None:
    said = " ".join(words for _, words in turns(zoom(*lines), ".vtt"))
    assert said == WHOLE


def test_people_who_repeat_themselves_are_heard_twice() -> None:
    text = zoom("Ann: Yes.", "Bob: Yes.", "Ann: Yes.", "Ann: Yes.", "Bob: No.", "Ann: I see.")
    assert turns(text, ".vtt")[2] == ("Ann", "Yes. Yes.")


def test_a_new_speaker_in_rolling_captions() -> None:
    text = zoom("Ann: they moved\nthe table", "the table\nto the door", "to the door\nBob: so why", "Bob: so why\nwas that",
                "was that\nAnn: I had asked")  # fmt: skip
    assert turns(text, ".vtt") == [
        ("Ann", "they moved the table to the door"), ("Bob", "so why was that"), ("Ann", "I had asked"),
    ]  # fmt: skip


TWICE = [("S00", "Who came?"), ("S01", "Nobody."), ("S00", "Why?"), ("S01", "10:30 is late.")]


@pytest.mark.parametrize(
    "form",
    [
        "<v {0}>{0}: {1}",
        "<v {0}>[{0}] {1}</v>",
        "<v {0}>({0}): {1}",
        "<v {0}>{0}: [00:00:12] {1}",
        "<v {0}>[00:00:12] {0}: {1}",
        "{0}: [00:00:12] {1}",
        "[00:00:12] {0}: {1}",
        "{0}: {0}: {1}",
    ],
)
def test_labels_and_times_that_stand_twice(form: str) -> None:
    assert turns(zoom(*(form.format(*said) for said in TWICE)), ".vtt") == TWICE


OVERLAP = [("S00", "Who came"), ("S01", "Mm."), ("S00", "to it?"), ("S01", "Nobody.")]


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (
            zoom("<v S00>Who came", "<v //S01>//S01: Mm.//", "<v S00>to it?", "<v S01>Nobody."),
            ".vtt",
        ),
        (
            zoom(
                "<v S00>S00: Who came",
                "<v //S01> //S01: Mm.",
                "<v S00>// to it?",
                "<v S01>S01: Nobody.",
            ),
            ".vtt",
        ),
        (zoom("S00: Who came //S01: Mm.// to it?", "S01: Nobody."), ".vtt"),
        ("S00: Who came //S01: Mm.// to it?\n\nS01: Nobody.\n", ".txt"),
        ("S00: Who came\n//S01: Mm.//\nS00: to it?\nS01: Nobody.\n", ".txt"),
        ("S00: Who came\n//S01: Mm.//\nto it?\nS01: Nobody.\n", ".txt"),
        (zoom("S00: Who came", "//S01: Mm.//", "to it?", "S01: Nobody."), ".vtt"),
    ],
)
def test_what_is_said_at_the_same_time(text: str, suffix: str) -> None:
    assert turns(text, suffix) == OVERLAP


def test_an_address_is_nobody_who_speaks_meanwhile() -> None:
    text = "Ann: See https://example.org: it is there.\n\nBob: Yes.\n\nAnn: Good.\n\nBob: Oh.\n"
    assert turns(text, ".txt")[0] == ("Ann", "See https://example.org: it is there.")
