"""Who speaks, by how the whole file uses a label. Every text here is invented."""

import pytest
from dialogues import dialogue, typed
from reading import p, read, speakers, turns, word

from corpora.formats.lines.draft import Speakers
from corpora.formats.read import read_bytes


@pytest.mark.parametrize(
    "label",
    [
        "Link worker", "Key worker", "Project Manager", "Team leader", "The Chair", "Meeting host",
        "Note taker", "Action officer", "So Young Kim", "Close, Faith", "Page, Robert", "Day",
        "Participant #3", "@kay", "k.lowe", "kay.lowe@example.org", "1042", "3B", "2", "07-Kay",
        "01632****55", "+44 7*** ***123", "(01632) ***9", "07**42", "P3 (F, 62)", "P3 [online]",
        "Ms Joan Angharad Pike of the Upper Ward Council", "Nurse/Carer", "Staff \u2013 nights",
        "\u738b\u8299", "\u0410\u043d\u043d\u0430", "\u0633\u0627\u0631\u0629", "kay", "link worker",
        "iPhone (2)", "Who?", "Hon. Petra Vine (Minister of Small Trades, Fisheries and the Coast)",
    ],
)  # fmt: skip
def test_whatever_opens_every_second_paragraph_is_a_speaker(label: str) -> None:
    said = dialogue("Interviewer", label)
    assert turns(typed(said), ".txt") == said
    assert turns(word("".join(p(f"{who}: {what}") for who, what in said)), ".docx") == said


@pytest.mark.parametrize("label", ["\u201cKay\u201d", '"Kay"', "'Kay'", "[Kay]", "(Kay)", "*Kay*"])
def test_what_is_set_around_a_label_is_not_shown(label: str) -> None:
    assert turns(typed(dialogue("Interviewer", label)), ".txt") == dialogue("Interviewer", "Kay")


@pytest.mark.parametrize(
    "visitor",
    ["Support worker", "Mum", "Maureen", "Dr Patel", "Man at the door", "P2", "Second interviewer",
     "The Chair", "Kay's daughter", "#2", "Team leader", "?", "??", "???"],
)  # fmt: skip
def test_somebody_who_says_one_thing_is_somebody(visitor: str) -> None:
    said = dialogue("Interviewer", "Kay")
    said.insert(4, (visitor, "I was there as well."))
    assert turns(typed(said), ".txt") == said


def test_an_unknown_speaker_may_stand_in_brackets() -> None:
    said = dialogue("Interviewer", "Kay")
    shown = [*said[:4], ("?", "Is this room free?"), *said[4:]]
    assert turns(typed([*said[:4], ("[?]", "Is this room free?"), *said[4:]]), ".txt") == shown


def test_questions_to_look_up_are_nobodys_words() -> None:
    text = "We met at ten.\n\n?: Check the date.\n\nThen tea.\n\n?: Whose tea?\n\nEnd.\n"
    assert speakers(read(text, ".txt")) == {}


def test_a_semicolon_after_a_label_is_a_slip_for_a_colon() -> None:
    said = dialogue("Interviewer", "Kay")
    text = typed(said).replace("Kay: They moved", "Kay; They moved")
    assert turns(text, ".txt") == said


GO_ROUND = [
    ("Mod", "Let's go round. What stays?"), ("Ada", "They paid my fares."),
    ("Bea", "Nobody rang me back."), ("Dee", "I asked for large print."),
    ("Eli", "I was shouted down, once."), ("Fay", "We wrote the leaflet together."),
    ("Mod", "Thank you. Anything else?"), ("Ada", "Mind the step outside."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "between"),
    [("{0}\n{1}", "\n\n"), ("{0}\n{1}", "\n"), ("{0}\n\n{1}", "\n\n"),
     ("{0} \u2013 {1}", "\n\n"), ("{0} - {1}", "\n")],
)  # fmt: skip
def test_a_group_that_goes_round_once_is_heard(layout: str, between: str) -> None:
    assert turns(typed(GO_ROUND, layout, between), ".txt") == GO_ROUND


@pytest.mark.parametrize(
    "text",
    ["Kitchen\nA new sink.\n\nHall\nIt was painted.\n\nGarden\nWeeded.\n\nRoof\nIt leaks.\n",
     "Kitchen \u2013 a sink.\n\nHall \u2013 paint.\n\nGarden \u2013 weeded.\n\nRoof \u2013 it leaks.\n"],
)  # fmt: skip
def test_headings_that_never_come_back_are_nobody(text: str) -> None:
    assert speakers(read(text, ".txt")) == {}


@pytest.mark.parametrize(
    "names",
    [("Ada", "Bea", "Dee", "Eli"), ("Ada Hill", "Bea Lamb", "Dee Marsh", "Eli Nash"),
     ("P1", "P2", "P3", "P4"), ("1", "2", "3", "4"), ("ada", "bea", "dee", "eli"),
     ("Ada (carer)", "Bea (mum of two)", "Dee [online]", "Eli (staff)"),
     ("Project lead", "Meeting host", "Note taker", "Session lead")],
)  # fmt: skip
def test_a_round_of_the_table_loses_nobody(names: tuple[str, ...]) -> None:
    said = [("Moderator", "Shall we go round?")]
    said += [(name, f"I came {i} times and then I stopped.") for i, name in enumerate(names)]
    said += [("Moderator", "Any last word?"), (names[0], "Only the stairs.")]
    assert turns(typed(said), ".txt") == said


@pytest.mark.parametrize(
    "paragraph",
    [
        "One thing: They never asked.", "One thing: they never asked.", "The answer: Silence.",
        "Point #1: Nobody did.\n\nPoint #2: Nobody would.", "First: The bus.\n\nSecond: The stairs.",
        "- Time: Not at nine.\n\n- Place: No stairs.", "1. Parking: It was full.", "Note: It rained.",
        "Actions: Ring the clerk.", "So I said to her: We will see.", "Yes: I was there.",
        "At 10:30: The bus left.", "Big problem: The bus.", "Question: Who decides?",
        "Step 1: Ring.\n\nStep 2: Wait.", "https://example.org: A site.",
        "I wanted to read \u201cRoads and Bridges: The Long Way\u201d again.",
    ],
)  # fmt: skip
def test_what_somebody_says_before_a_colon_is_no_speaker(paragraph: str) -> None:
    said = typed(dialogue("Interviewer", "Kay")).split("\n\n")
    text = "\n\n".join([*said[:4], paragraph, *said[4:]])
    assert set(speakers(read(text, ".txt"))) == {"Interviewer", "Kay"}


def test_a_list_in_an_answer_is_not_the_form_at_the_head() -> None:
    text = (
        "Interviewer: What would you change?\n\nKay: Two things.\n\n- Time: not at nine.\n\n"
        "- Place: no stairs.\n\nInterviewer: More?\n\nKay: No.\n"
    )
    said = turns(text, ".txt")
    assert [who for who, _ in said] == ["Interviewer", "Kay", "Interviewer", "Kay"]
    assert said[1][1] == "Two things.\n- Time: not at nine.\n- Place: no stairs."


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"Date: {d} March\n\nPlace: The hall\n\nComment: We met.\n\n" for d in range(1, 6)),
        "Trust: People rely on it.\n\nPower: Who decides.\n\nVoice: Who is heard.\n",
        "Parking: The council will look.\n\nActions: Kay to ring.\n\nLunch: Cold.\n\nActions: Bo to pay.\n",
    ],
)
def test_headings_over_notes_and_fields_of_forms_are_no_speakers(text: str) -> None:
    assert speakers(read(text, ".txt")) == {}


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "layout",
    [
        ">> {0}: {1}", ">>{0}: {1}", "**{0}:** {1}", "**{0}**: {1}", "_{0}:_ {1}", "- {0}: {1}",
        "\u2022 {0}: {1}", "\u2192 {0}: {1}", "## {0}: {1}", "{n}\t{0}: {1}", "{n} {0}: {1}",
        "{n}. {0}: {1}", "{n:03} {0}: {1}", "[{n}] {0}: {1}", "{0}>> {1}", "({0}) {1}", "{0} | {1}",
        "{0}:: {1}",
    ],
)  # fmt: skip
def test_marks_before_and_around_labels(layout: str, between: str) -> None:
    said = dialogue("Interviewer", "Kay")
    assert turns(typed(said, layout, between), ".txt") == said


@pytest.mark.parametrize(
    "clock",
    ["10:03:1{n} AM", "[0m0{n}s]", "1h02m0{n}s", "1 min 0{n} sec", "00:01:0{n}:12", "[00:01:0{n};12]",
     "[00:01:0{n}.120]", "[12/03/2026, 14:00:0{n}]", "2026-03-12 14:00:0{n}", "3/12/26, 2:0{n} PM",
     "<00:01:0{n}>", "[00:01:0{n} - 00:02:00]", "[00.01.0{n}]", "#00:01:0{n}-5#", "[4{n}s]"],
)  # fmt: skip
@pytest.mark.parametrize(
    "layout",
    ["{t} {0}: {1}", "{t}\t{0}: {1}", "{0} {t}: {1}", "{0}: {t} {1}", "{t} - {0}: {1}",
     "{t}\n{0}: {1}", "{0}: {1} {t}", "{0} {t}\n{1}", "{t} {0}\n{1}", "{t} - {0}\n{1}"],
)  # fmt: skip
def test_times_never_stay_in_words(layout: str, clock: str) -> None:
    said = dialogue("Interviewer", "Kay")
    times = [clock.format(n=n) for n in range(len(said))]
    text = "\n\n".join(layout.format(*pair, t=t) for pair, t in zip(said, times, strict=True))
    assert turns(text, ".txt") == said


@pytest.mark.parametrize(
    "layout",
    ["12/03/2026, 14:0{n} - {0}: {1}", "14:0{n}:11 From {0} to Everyone:\n\t{1}",
     "14:0{n}:11\t From {0} : {1}", "14:0{n}:11 From {0} to Kay Lowe (Direct Message): {1}",
     "{0}  2:0{n} PM\n{1}", "[12/03/2026 14:0{n}] {0}\n{1}"],
)  # fmt: skip
def test_chats_that_were_exported(layout: str) -> None:
    said = dialogue("Interviewer", "Kay")
    assert turns(typed(said, layout, "\n"), ".txt") == said


def test_what_the_program_of_a_chat_reports_is_nobodys() -> None:
    said = dialogue("Interviewer", "Kay")
    lines = typed(said, "12/03/2026, 14:0{n} - {0}: {1}", "\n").split("\n")
    lines.insert(3, "12/03/2026, 14:03 - Kay changed the group's picture")
    assert turns("\n".join(lines), ".txt") == said


@pytest.mark.parametrize(
    "text",
    [
        "Kay Lowe started transcription\n\nKay Lowe   0:04\nWe met.\n\nKay Lowe stopped transcription\n",
        "Transcript\n\n00:00:00\n\nKay Lowe: We met.\n\nTranscription ended after 00:06:11\n",
    ],
    ids=["Teams", "Meet"],
)
def test_a_layout_that_names_by_its_form_needs_one_turn(text: str) -> None:
    assert turns(text, ".txt") == [("Kay Lowe", "We met.")]


def test_a_time_of_day_is_no_place_in_the_recording() -> None:
    text = typed(dialogue("Interviewer", "Kay"), "[12/03/2026, 14:00:0{n}] {0}: {1}")
    assert {turn.seconds for turn in read(text, ".txt").turns} == {None}


@pytest.mark.parametrize("rare", ["Maria", "Mario", "Marie"])
def test_another_letter_makes_another_name(rare: str) -> None:
    said = [*dialogue("Interviewer", "Marta"), (rare, "I was there as well.")]
    assert turns(typed(said), ".txt") == said


def test_a_remark_after_a_label_is_nobody_else() -> None:
    said = [*dialogue("Interviewer", "Kay"), ("Kay (laughing)", "Bye."), ("Kay [whispers]", "Oh.")]
    assert set(speakers(read(typed(said), ".txt"))) == {"Interviewer", "Kay"}


def test_a_chevron_without_a_label_is_another_turn_and_not_the_same_voice() -> None:
    text = typed(dialogue("Interviewer", "Kay"), ">> {0}: {1}") + "\n>> It rained.\n"
    assert turns(text, ".txt")[-1] == (None, "It rained.")


STRANGE = (
    "Interviewer: How was it?\n\nI was late.\n\nThe bus: It never came.\n\n"
    + "We waited.\n\nAnd waited.\n\n" * 6
    + "Interviewer: And then?\n\nWe went home.\n\nThe bus: It came.\n\nSo it goes.\n"
)


def read_with(text: str, **hints: object) -> list[str | None]:
    found = read_bytes(text.encode(), source="a.txt", **hints)  # type: ignore[arg-type]
    return [turn.speaker for turn in found.turns]


def test_a_person_says_who_is_a_speaker_and_who_is_not() -> None:
    assert read_with(STRANGE, answers=Speakers(labels=frozenset(["The bus:"]))) == [
        "Interviewer", "The bus", "Interviewer", "The bus",
    ]  # fmt: skip
    text = typed(dialogue("Interviewer", "Kay"))
    assert read_with(text, answers=Speakers(nobody=frozenset(["kay"]))) == ["Interviewer"]


def test_a_person_says_that_two_labels_are_one_person() -> None:
    said = [*dialogue("Interviewer", "Kay"), ("K. Lowe", "Bye now.")]
    answers = Speakers(one_person=(("Kay", "K. Lowe"),))
    assert read_with(typed(said), answers=answers)[-1] == "Kay"
    assert "K. Lowe" not in read_with(typed(said), answers=answers)


def test_a_name_that_is_known_needs_no_other_evidence() -> None:
    text = (
        "We met in the hall.\n\n" * 30 + "Transport Lowe: I was there.\n\n" + "It rained.\n\n" * 9
    )
    assert set(read_with(text)) == {None}
    assert "Transport Lowe" in read_with(text, known=frozenset(["Transport Lowe"]))


def test_who_is_listed_as_present_is_known() -> None:
    text = "Present: Will Close, Kay Lowe\n\n" + typed(dialogue("Kay", "Bo")) + "\nWill: I came.\n"
    assert speakers(read(text, ".txt")) == {"Kay": 4, "Bo": 4, "Will": 1}


def test_who_was_in_the_chair_is_a_field_of_the_form_also_under_a_remark() -> None:
    text = (
        "Invented, and nobody said a word of it.\n\nNotes of the garden group\n\nPlace: the shed\n\n"
        "Present: Ann Bell (AB), Bo Ray (BR)\n\nFacilitator: Cy Dee (CD)\n\n"
        "1. Water\n\nAB asked who pays. BR did not know.\n"
    )
    transcript = read(text, ".txt", "meeting notes")
    assert {turn.speaker for turn in transcript.turns} == {None}
    assert transcript.doubts.sentences == ()


def test_a_list_of_things_that_goes_round_is_no_group() -> None:
    places = ("Kitchen", "Garden", "Transport", "Parking", "Kitchen", "Hall", "Office")
    text = "\n\n".join(f"{place} – It was painted, they wrote, in spring." for place in places)
    assert {turn.speaker for turn in read(text, ".txt").turns} == {None}
