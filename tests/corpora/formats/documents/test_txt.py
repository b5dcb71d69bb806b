"""Plain text, as services export it and people type it. Every text here is invented."""

import pytest
from reading import left_out, read, speakers, turns
from runaway import no_runaway

from corpora.errors import FileRefused

ANN_BOB = [("Ann", "Who came?"), ("Bob", "Nobody."), ("Ann", "Why?"), ("Bob", "It was late.")]
DIALOGUE = "Ann: Who came?\nBob: Nobody.\nAnn: Why?\nBob: It was late.\n"


@pytest.mark.parametrize(
    "text",
    ["", "\n", " \t \n\n", "\ufeff", "\u200b\n"],
    ids=["empty", "newline", "spaces", "mark only", "invisible"],
)
def test_nothing_said_is_no_turn(text: str) -> None:
    assert turns(text, ".txt") == []


@pytest.mark.parametrize("text", ["Yes", "Yes.", " Yes. \n", "Ann", "Note", "10:30"])
def test_one_word_is_one_turn_of_nobody_or_none(text: str) -> None:
    assert [speaker for speaker, _ in turns(text, ".txt")] in ([None], [])


@pytest.mark.parametrize(
    "text",
    [
        DIALOGUE,
        DIALOGUE.replace("\n", "\r\n"),
        DIALOGUE.replace("\n", "\r"),
        DIALOGUE.replace("\n", "\n\n"),
        DIALOGUE.replace("\n", "\n\n\n  \n"),
        DIALOGUE.replace(": ", ":\t"),
        DIALOGUE.replace(": ", " :   "),
        DIALOGUE.replace(": ", "\u00a0:\u00a0"),
        DIALOGUE.replace(": ", "\uff1a"),
        DIALOGUE.replace(": ", ":\n"),
        DIALOGUE.replace(": ", ":\n\n"),
        DIALOGUE.replace("Ann", "\u200eAnn").replace("Bob", "\u00a0\u00a0Bob"),
        "\ufeff" + DIALOGUE,
        "My interview\n12 May\n\n" + DIALOGUE,
        DIALOGUE + "\nTranscribed by https://otter.ai\n",
        "[00:00] " + DIALOGUE.replace("\n", "\n[01:02] ").removesuffix("[01:02] "),
        "00:01 " + DIALOGUE.replace("\n", "\n12:02 ").removesuffix("12:02 "),
        "00:00:01.5" + DIALOGUE.replace("\n", "\n00:03:40.5").removesuffix("00:03:40.5"),
        DIALOGUE.replace(":", " (00:12):"),
        DIALOGUE.replace(": ", " [0:12]: "),
        DIALOGUE.replace(": ", "  0:15  \n").replace("\n", "\n\n"),
        DIALOGUE.replace(": ", " (0:15)\n"),
        DIALOGUE.replace(": ", " 00:01:23 --> 00:01:45\n"),
        DIALOGUE.replace(": ", " at 00:00:12\n"),
        DIALOGUE.replace(": ", " um 0:12\n"),
        DIALOGUE.replace(": ", " @ 00:12\n"),
        "".join(f"({n} min 1{n} sec) {line}\n\n" for n, line in enumerate(DIALOGUE.splitlines())),
        "".join(f"({n}) {line}\n\n" for n, line in enumerate(DIALOGUE.splitlines())),
        DIALOGUE.replace(": ", "\t00:15\n"),
        DIALOGUE.replace("Ann:", "[Ann]").replace("Bob:", "[Bob]"),
        DIALOGUE.replace("Ann:", "[Ann]:").replace("Bob:", "[Bob]:"),
        DIALOGUE.replace(": ", "\t"),
        DIALOGUE.replace("\n", " #00:01:02-5#\n"),
        DIALOGUE.replace("\n", "\n\n- - - - -\n\n"),
        "> " + DIALOGUE.strip().replace("\n", "\n>\n> "),
        "\u2022 " + DIALOGUE.strip().replace("\n", "\n\u2022\n\u2022 "),
        DIALOGUE.replace("Ann:", "<b>Ann:</b>").replace("Bob:", "<b>Bob:</b>"),
        DIALOGUE.replace("\n", "<br>\n"),
        DIALOGUE.replace("\n", "<br/>"),
        "<p class='x'>" + DIALOGUE.strip().replace("\n", "</p><p class='x'>") + "</p>",
        "<P><strong>"
        + DIALOGUE.strip().replace(":", ":</strong>").replace("\n", "</P>\n<P><strong>")
        + "</P>\n",
    ],
)
def test_a_dialogue_in_many_layouts(text: str) -> None:
    assert turns(text, ".txt") == ANN_BOB


@pytest.mark.parametrize(
    "name",
    [
        "Interviewer", "INTERVIEWER 2", "interviewer", "I", "Q", "P1", "S00", "SPEAKER_01",
        "Speaker 1", "Participant 12", "admin-1", "Dr Okafor", "Dr. Okafor", "Mrs O\u2019Neill",
        "Ann-Marie Smith-Jones", "Jos\u00e9 de la Cruz", "van der Berg", "Bell, Ann (NHS Leeds)",
        "Ann Bell (carer)", "\u0633\u0627\u0631\u0629", "\u05d3\u05d5\u05d3", "\u738b\u8299",
        "MM", "IT", "Will", "May", "A.B.", "Ann \U0001f600", "\u0928\u0940\u0924\u093e",
        "Unknown Speaker", "Zo\u00eb",
    ],
)  # fmt: skip
def test_a_label_of_many_kinds(name: str) -> None:
    text = f"{name}: Who came?\n\nBob: Nobody.\n\n{name}: Why?\n\nBob: It was late.\n"
    assert turns(text, ".txt") == [
        (name if speaker == "Ann" else speaker, said) for speaker, said in ANN_BOB
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Note: the kettle was on.",
        "10:30 Meeting: we began late.",
        "For example: the ramp.",
        "So my point is this: nobody asked.",
        "https://example.org: a site",
        "I told him. Then he said: no.",
        "Actions: ring the clerk",
        "And then she said to me: what do you want?",
        "Yes: I was there.",
        "2: second",
    ],
)
def test_words_before_a_colon_that_are_no_speaker(line: str) -> None:
    text = f"We met in the hall.\n\n{line}\n\n" + "It was cold, and we went home.\n\n" * 30
    assert {speaker for speaker, _ in turns(text, ".txt")} == {None}
    inside = f"Ann: Who came?\n\n{line}\n\nBob: Nobody.\n\nAnn: Why?\n\n{line}\n\nBob: Late.\n"
    assert set(speakers(read(inside, ".txt"))) == {"Ann", "Bob"}


@pytest.mark.parametrize(
    "line", ["Staff: they were kind.", "Question: who decides?", "A: one.\n\nB: two.", "Ann: yes."]
)
def test_a_lone_label_in_a_long_text_is_no_speaker(line: str) -> None:
    text = f"We met in the hall.\n\n{line}\n\n" + "It was cold, and we went home.\n\n" * 30
    assert {speaker for speaker, _ in turns(text, ".txt")} == {None}


def test_a_label_that_the_head_declares_needs_no_other() -> None:
    text = "Interviewer = A\n\nA: Who came?\n\nB: Nobody.\n"
    assert turns(text, ".txt") == [("A", "Who came?"), ("B", "Nobody.")]


@pytest.mark.parametrize(
    "line", ["Note: the kettle.", "For example: the ramp.", "Yes: it was.", "Then he said: no."]
)
def test_words_before_a_colon_are_no_speaker_however_often(line: str) -> None:
    text = f"We met in the hall.\n\n{line}\n\nIt was cold.\n\n{line}\n\nWe went home.\n"
    assert {speaker for speaker, _ in turns(text, ".txt")} == {None}


def test_paragraphs_without_a_name_go_on_with_the_speaker() -> None:
    text = "Ann: One.\n\nTwo.\n\nBob: Three.\n\nFour.\n\nFive.\n\nAnn: Six.\n\nBob: Seven.\n"
    assert turns(text, ".txt") == [
        ("Ann", "One.\nTwo."), ("Bob", "Three.\nFour.\nFive."), ("Ann", "Six."), ("Bob", "Seven."),
    ]  # fmt: skip


def test_lines_broken_by_a_narrow_page_are_whole_again() -> None:
    text = (
        "Ann Bell:      I would like to begin with the group and how it\n"
        "came about, if that is all right with you and with the others\n"
        "who are here.\n\n"
        "Bob:           Of course. It began in the library, on a Tuesday\n"
        "as it happens, with four of us and a kettle.\n\n"
        "Ann Bell:      Who?\n\n"
        "Bob:           Me.\n"
    )
    assert turns(text, ".txt") == [
        ("Ann Bell", "I would like to begin with the group and how it came about, if that is all "
                     "right with you and with the others who are here."),
        ("Bob", "Of course. It began in the library, on a Tuesday as it happens, with four of us "
                "and a kettle."),
        ("Ann Bell", "Who?"),
        ("Bob", "Me."),
    ]  # fmt: skip


def test_one_voice_heard_once_is_not_put_into_anothers_mouth() -> None:
    text = DIALOGUE.replace("\n", "\n\n") + "Maureen: May I come in?\n\nBob: Do.\n"
    assert turns(text, ".txt")[4:] == [("Maureen", "May I come in?"), ("Bob", "Do.")]


def test_a_full_name_at_first_and_the_surname_later_are_one_person() -> None:
    text = "Ann BELL: Hello.\n\nBob CROW: Hello.\n\nBELL: So.\n\nCROW: So.\n\nBELL: Bye.\n\nCROW: Bye.\n"
    assert speakers(read(text, ".txt")) == {"BELL": 3, "CROW": 3}


def test_a_slip_of_the_finger_is_not_another_person() -> None:
    text = "BARKER: One.\n\nCROW: Two.\n\n" * 4 + "BAKRER: Three.\n\nCROW: Four.\n"
    assert speakers(read(text, ".txt")) == {"BARKER": 5, "CROW": 5}


def test_participants_with_numbers_are_never_slips_of_each_other() -> None:
    text = "Participant 1: One.\n\nParticipant 2: Two.\n\n" * 4 + "Participant 3: Three.\n"
    assert speakers(read(text, ".txt")) == {
        "Participant 1": 4, "Participant 2": 4, "Participant 3": 1,
    }  # fmt: skip


def test_what_two_say_together_is_said_by_nobody_in_particular() -> None:
    text = DIALOGUE.replace("\n", "\n\n") + "Ann, Bob: Goodbye.\n"
    assert turns(text, ".txt") == [*ANN_BOB, (None, "Ann, Bob: Goodbye.")]


@pytest.mark.parametrize(
    "head",
    [
        "Interviewer = Ann\n\n",
        "Interviewer: Ann Bell\nParticipant: Bob Crow\nDate: 3 May 2024\n\n",
        "Date: 3 May\nTime: 10:30\nLocation: the library\nInterviewer: Ann Bell\n\n",
        "Kitchen table interviews\n\n",
        "Project: Kitchen table\n\n",
    ],
)
def test_the_head_of_a_transcript_is_not_speech(head: str) -> None:
    assert turns(head + DIALOGUE.replace("\n", "\n\n"), ".txt") == ANN_BOB


def test_times_are_kept_as_seconds() -> None:
    text = "Ann  0:05  \nWho came?\n\nBob  1:00:02  \nNobody.\n\nAnn  1:01:00\nWhy?\n"
    found = read(text, ".txt")
    assert [turn.seconds for turn in found.turns] == [5, 3602, 3660]


@pytest.mark.parametrize(
    ("clock", "seconds"),
    [
        ("(13.2s)", 13.2), ("[13.2 s]", 13.2), ("[13 s]", 13), ("[1.12]", 72), ("1'12\"", 72),
        ("1\u203212\u2033", 72), ("T+1\u201912\u201d", 72), ("(1 min 12 sec)", 72),
        ("[14.11 Uhr]", None), ("[14:11 Uhr]", None),
    ],
)  # fmt: skip
def test_a_clock_before_every_label(clock: str, seconds: float | None) -> None:
    text = "".join(f"{clock} {line}\n\n" for line in DIALOGUE.splitlines())
    assert turns(text, ".txt") == ANN_BOB
    assert [turn.seconds for turn in read(text, ".txt").turns] == [seconds] * 4


@pytest.mark.parametrize(
    "words",
    [
        "(1.5s) Nobody.",
        "(1.5s)",
        "5'11\" is his height.",
        "[1.12] of the minutes.",
        "(3 s) Nobody.",
    ],
)
def test_a_pause_or_a_height_stays_in_the_words(words: str) -> None:
    assert turns(DIALOGUE.replace("Nobody.", words), ".txt")[1] == ("Bob", words)


def test_a_pause_that_opens_a_line_stays_in_the_words() -> None:
    text = DIALOGUE.replace("Nobody.", "Nobody.\n(1.5s) No.")
    assert turns(text, ".txt")[1] == ("Bob", "Nobody.\n(1.5s) No.")


def test_a_tag_that_nothing_closes_is_kept() -> None:
    text = DIALOGUE.replace("Why?", "Is <b> bold?").replace("Nobody.", "2 <i> 3.")
    assert [words for _, words in turns(text, ".txt")] == [
        "Who came?", "2 <i> 3.", "Is <b> bold?", "It was late."
    ]  # fmt: skip


def test_a_second_paragraph_in_a_reply_goes_on_with_the_speaker() -> None:
    text = "> " + DIALOGUE.strip().replace("Nobody.", "Nobody.\nIt rained.").replace(
        "\n", "\n>\n> "
    )
    assert turns(text, ".txt")[1] == ("Bob", "Nobody.\nIt rained.")


def test_f4_writes_when_a_paragraph_ended() -> None:
    text = "I: Who came? #00:00:04-5#\nB: Nobody. #00:00:06-1#\nI: Why? #00:00:07-0#\nB: Late.\n"
    found = read(text, ".txt")
    assert [turn.seconds for turn in found.turns] == [0, 4.5, 6.1, None]
    assert [turn.speaker for turn in found.turns] == ["I", "B", "I", "B"]


def test_times_without_speakers_make_nobody_up() -> None:
    text = (
        "0:01  \nHello there.\n\n0:09  \nWe met in the hall.\n\nTranscribed by https://otter.ai\n"
    )
    found = read(text, ".txt")
    assert turns(text, ".txt") == [(None, "Hello there."), (None, "We met in the hall.")]
    assert [turn.seconds for turn in found.turns] == [1, 9]


def test_a_time_that_somebody_says_stays_in_their_words() -> None:
    text = "Ann: When?\n\nBob: 10:30 is when it began.\n\nAnn: Sure?\n\nBob: Yes.\n"
    assert turns(text, ".txt")[1] == ("Bob", "10:30 is when it began.")


def test_an_agenda_is_not_a_dialogue() -> None:
    text = "Welcome 10:00\nCoffee 10:30\nAccess 11:00\nWelcome 12:00\nCoffee 12:30\n"
    assert {speaker for speaker, _ in turns(text, ".txt")} <= {None}


def test_sounds_in_brackets_are_not_speakers() -> None:
    text = "[laughs] We did.\n\n[pause] Then no.\n\n[laughs] Yes.\n\n[pause] Well.\n"
    assert {speaker for speaker, _ in turns(text, ".txt")} == {None}


def test_questions_and_answers_by_letter() -> None:
    text = "Q: Who came?\nA: Nobody.\nQ: Why?\nA: It was late.\n"
    assert [speaker for speaker, _ in turns(text, ".txt")] == ["Q", "A", "Q", "A"]


def test_a_document_keeps_its_paragraphs() -> None:
    assert turns("First thing.\n\nSecond thing.\n", ".txt") == [
        (None, "First thing."), (None, "Second thing."),
    ]  # fmt: skip


def test_unlabelled_paragraphs_are_speech_in_notes_and_not_in_an_interview() -> None:
    text = "The group met twice.\n\n" + DIALOGUE
    assert turns(text, ".txt", "interview") == ANN_BOB
    assert turns(text, ".txt", "meeting notes") == [(None, "The group met twice."), *ANN_BOB]


def test_attendance_is_not_speech_even_in_notes() -> None:
    text = (
        "Present: Ann Bell (AB), Bob Crow (BC)\n\nParking was discussed.\n\nAB raised the ramp.\n"
    )
    assert turns(text, ".txt", "meeting notes") == [
        (None, "Parking was discussed."), (None, "AB raised the ramp."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("caf\xe9".encode("latin-1"), "byte 4"),
        (b"\xff\xfea\x00\x00\xd8", "UTF-16-LE"),
        (b"Ann: \x00\x01", "NUL"),
        ("caf\u00e9 ".encode() * 3 + b"\x92", "byte 19"),
    ],
)
def test_text_that_is_not_utf8_is_refused_with_its_place(content: bytes, says: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(content, ".txt")
    assert says in str(refusal.value)
    assert "caf" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_the_encoding(encoding: str) -> None:
    assert turns(DIALOGUE.encode(encoding), ".txt") == ANN_BOB


def test_odd_characters_are_kept() -> None:
    text = "Ann: a\x0bb\x1cc\u2028d \U0001f600 e\u0301\n\nBob: Fine.\n\nAnn: Yes.\n\nBob: No.\n"
    assert turns(text, ".txt")[0] == ("Ann", "a\x0bb\x1cc\u2028d \U0001f600 e\u0301")


@pytest.mark.parametrize(
    "line",
    ["a" * 100_000, "A " * 50_000, "Ann " * 25_000 + ":", ":" * 100_000, "1:" * 50_000,
     "[" * 100_000, "(00:00" * 16_000, "<v " * 33_000, " " * 100_000 + "x", "#00:00:00-0" * 9_000,
     "\u200b" * 100_000, "-" * 100_000, "(AB) " * 20_000, "Ann, " * 20_000, "**a" * 30_000,
     "\t" * 100_000, "| " * 50_000, "> " * 50_000],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".txt", ".md", ".vtt", ".srt"])
def test_hostile_lines_come_to_an_end(line: str, suffix: str) -> None:
    cue = "00:00:01.000 --> 00:00:02.000\n"
    text = (
        f"WEBVTT\n\n{cue}{line}\n\n{cue}{line}\n"
        if suffix in (".vtt", ".srt")
        else f"{line}\n{line}\n"
    )
    with no_runaway():
        read(text, suffix)


MANY = 20_000


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".txt", "".join(f"Ann: a.\n\nAnn: b.\n\nName{chr(97 + i % 26)} X{i}: c.\n\n" for i in range(MANY))),
        (".txt", "".join(f"Ann{i % 20_000}: a.\n\n" for i in range(MANY))),
        (".txt", "".join(f"Name X{i}\nWords.\n" for i in range(MANY))),
        (".srt", "".join(f"{i}\n00:00:01,000 --> 00:00:02,000\nN{i}: c.\n\n" for i in range(MANY))),
        (".vtt", "WEBVTT\n\n" + "".join(f"00:01.000 --> 00:02.000\n(N X{i})\nc\n\n" for i in range(MANY))),
        (".rtf", "{\\rtf1 " + "\\'e9" * 1_000_000 + "}"),
        (".csv", "id,text\n" + "P1,a b c d e f\n" * MANY),
        (".json", '{"segments": [' + ",".join('{"text": "a b c"}' for _ in range(MANY)) + "]}"),
    ],
    ids=lambda value: value if len(value) < 6 else "",
)  # fmt: skip
def test_many_lines_come_to_an_end(suffix: str, text: str) -> None:
    with no_runaway():
        read(text, suffix)


FAR_RIGHT = "Ann: Who came?\n\n{0}2\n\nBob: Nobody.\n\n\f{0}3\n\nAnn: Why?\n\n{0}4\n\nBob: Late.\n"


@pytest.mark.parametrize("first", ["", "Study 07 - internal\n\n"])
def test_a_running_head_with_the_page_at_the_right_edge_is_nobodys(first: str) -> None:
    found = read(first + FAR_RIGHT.format("Study 07 - internal          "), ".txt")
    assert left_out(found) == {"page headers, footers and numbers": 3}


def test_numbers_far_from_a_label_are_answers() -> None:
    text = FAR_RIGHT.format("Cy        ") + "\nCy        It was.\n"
    assert left_out(read(text, ".txt")) == {}
