"""Who asked and who answered. Every name and word here is invented."""

import pytest
from reading import read

from corpora.people.people import Person
from corpora.people.speakers import Speaker, recognise
from corpora.transcript import Kind, Transcript

ANN = Person("P01", "Ann Bell", ("Annie",), "people who use services")
BOB = Person("P02", "Bob Crow", (), "unpaid carers")
CY = Person("F01", "Cy Dee", ("CD",), "facilitators", "facilitator")
DI = Person("I01", "Di Eve", (), "interviewers", "interviewer")
PEOPLE = (ANN, BOB, CY, DI)
QUESTIONS = (
    "What was it like?", "Can you tell me more about that?", "And why was that?", "How did it end?",
)  # fmt: skip
ANSWERS = (
    "It was long and I said a lot of things about the ramp and the kettle and the door.",
    "We talked about it for a whole morning and I wrote it all down for them to keep.",
    "Because nobody had asked before, not in all the years that I have been going there.",
    "With tea, and then the bus, and then the long walk home because the bus was full.",
)


def interview(asker: str, other: str, kind: Kind = "interview", head: str = "") -> Transcript:
    """One asks and the other answers at length."""
    turns = "\n\n".join(
        f"{asker}: {question}\n\n{other}: {answer}"
        for question, answer in zip(QUESTIONS, ANSWERS, strict=True)
    )
    return read(head + turns, ".txt", kind)


def roles(transcript: Transcript, people: tuple[Person, ...] = ()) -> dict[str | None, str]:
    return {speaker.label: speaker.role for speaker in recognise(transcript, people)}


def test_nobody_speaks_in_an_empty_transcript() -> None:
    assert recognise(read("", ".txt"), PEOPLE) == ()


def test_a_transcript_without_labels() -> None:
    assert recognise(read("We met.\n\nIt rained.\n", ".txt"), PEOPLE) == (
        Speaker(None, "participant", None, "no speakers in the file"),
    )


@pytest.mark.parametrize(
    ("asker", "other"),
    [
        ("Interviewer", "Interviewee"), ("INTERVIEWER 1", "P4"), ("Int", "Resp"), ("I", "B"),
        ("I", "P1"), ("I", "R"), ("Q", "A"), ("Researcher 1", "Ana"), ("Interviewer", "Lecturer C"),
        ("R", "P"), ("Question", "Answer"), ("Ann Bell (interviewer)", "Bob Crow (carer)"),
        ("Zed Young", "Will Xi"), ("S1", "S2"), ("SPEAKER_00", "SPEAKER_01"), ("Dan", "Participant"),
    ],
)  # fmt: skip
def test_the_one_who_asks_is_the_interviewer(asker: str, other: str) -> None:
    assert roles(interview(asker, other)) == {asker: "interviewer", other: "participant"}


def test_who_asks_themselves_in_a_long_answer_is_not_the_interviewer() -> None:
    answer = "I thought, why me? Who asked? And then I went on and on about " + "the ramp " * 12
    turns = "".join(f"Zed: {q}\n\nWill: {answer}and so on.\n\n" for q in QUESTIONS * 2)
    assert roles(read("Will: Shall I sit here?\n\n" + turns, ".txt")) == {
        "Will": "participant", "Zed": "interviewer",
    }  # fmt: skip


@pytest.mark.parametrize("label", ["Moderator", "Facilitator 2", "Chair", "Host", "Co-facilitator"])
def test_a_label_that_leads_a_group(label: str) -> None:
    assert roles(interview(label, "P1", "focus group"))[label] == "facilitator"


def test_the_one_who_asks_in_a_focus_group_is_its_facilitator() -> None:
    assert roles(interview("Zed", "Will", "focus group")) == {
        "Zed": "facilitator", "Will": "participant",
    }  # fmt: skip


def test_two_who_chat_are_both_participants_and_the_reason_says_so() -> None:
    found = recognise(read("Zed: So.\n\nWill: So.\n\n" * 5, ".txt"), ())
    assert {speaker.role for speaker in found} == {"participant"}
    assert all("nothing says who asks" in speaker.reason for speaker in found)


@pytest.mark.parametrize(
    "head",
    [
        "Interviewer = S1\n\n",
        "Interviewer: S1\nDate: 3 May\n\n",
        "S1 = interviewer, S2 = participant\n\n",
    ],
)
def test_the_head_of_the_file_says_who_asks(head: str) -> None:
    found = read(head + "S2: What?\n\nS1: It was so.\n\n" * 5, ".txt")
    assert roles(found)["S1"] == "interviewer"
    assert roles(found)["S2"] == "participant"


def test_an_automated_voice_is_nobody() -> None:
    text = "Automation: This call is now being recorded.\n\n"
    found = interview("Zed", "Will", head=text)
    assert roles(found) == {
        "Automation": "facilitator",
        "Zed": "interviewer",
        "Will": "participant",
    }
    assert "not a person" in recognise(found, ())[0].reason


@pytest.mark.parametrize(
    ("label", "person"),
    [
        ("Ann Bell", "P01"), ("ANN BELL", "P01"), ("ann  bell", "P01"), ("Annie", "P01"),
        ("P01", "P01"), ("Bell, Ann (NHS Leeds)", "P01"), ("Ann Bell (carer)", "P01"),
        ("Dr Ann Bell", "P01"), ("AB", "P01"), ("A.B.", "P01"), ("Ann", "P01"), ("Bell", "P01"),
        ("CD", "F01"), ("Ann Crow", None), ("Zed", None), ("B", None),
    ],
)  # fmt: skip
def test_a_label_to_a_person(label: str, person: str | None) -> None:
    found = recognise(interview("Di Eve", label), PEOPLE)
    assert [speaker.participant for speaker in found] == ["I01", person]


def test_two_people_of_one_first_name_are_not_guessed_between() -> None:
    other = Person("P09", "Ann Boole", (), "unpaid carers")
    found = recognise(interview("Di Eve", "AB"), (*PEOPLE, other))
    assert found[1].participant is None
    found = recognise(interview("Di Eve", "Ann"), (*PEOPLE, other))
    assert found[1].participant is None


def test_people_csv_comes_before_how_they_speak() -> None:
    found = recognise(interview("Ann Bell", "Di Eve"), PEOPLE)
    assert [(s.role, s.participant) for s in found] == [
        ("participant", "P01"), ("interviewer", "I01"),
    ]  # fmt: skip
    assert found[0].reason == "people.csv: P01 is a participant"


@pytest.mark.parametrize("kind", ["focus group", "meeting notes"])
def test_a_facilitator_leads_in_a_group(kind: Kind) -> None:
    assert roles(interview("Ann Bell", "Cy Dee", kind), PEOPLE)["Cy Dee"] == "facilitator"


@pytest.mark.parametrize("asker", ["Di Eve", "Interviewer", "Zed"])
def test_a_facilitator_who_is_interviewed_is_a_participant(asker: str) -> None:
    found = recognise(interview(asker, "Cy Dee"), PEOPLE)
    assert (found[1].role, found[1].participant) == ("participant", "F01")


def test_a_facilitator_who_interviews_is_the_interviewer() -> None:
    assert roles(interview("Cy Dee", "Ann Bell"), PEOPLE) == {
        "Cy Dee": "interviewer", "Ann Bell": "participant",
    }  # fmt: skip


def test_reasons_never_repeat_what_was_said() -> None:
    said = " ".join((*QUESTIONS, *ANSWERS)).casefold()
    for speaker in recognise(interview("Zed", "Will"), PEOPLE):
        assert not any(
            " ".join(three) in said
            for three in zip(
                *(speaker.reason.casefold().split()[i:] for i in range(3)), strict=False
            )
        )
