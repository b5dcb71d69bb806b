"""Who speaks and is not in people.csv: asked about where it may be somebody, else proposed as rows.

All of the text is invented.
"""

from pathlib import Path

import pytest

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import new_evaluation
from coding.evaluation.output_files import PEOPLE_PROPOSED
from coding.findings.publication import frames_to_publish
from coding.intake.cutting import read_and_cut
from coding.intake.unlisted import near_misses, questions
from flows.cli.main import main

HEAD = "id,name,aliases,group,consent_analysis,consent_quote\n"


def made(folder: Path, people: str, *labels: str, **transcripts: str) -> Path:
    """An evaluation in which these labels speak, three times each, one who asks among them."""
    if not folder.exists():
        new_evaluation(folder)
    (folder / "people.csv").write_text(people)
    said = [
        f"{label}: {said}"
        for n in "123"
        for label, said in [
            ("Interviewer", f"What came of it, number {n}?"),
            *((label, f"{label[:2]} spoke of the letters in spring, {n}.") for label in labels),
        ]
    ]
    for name, text in (transcripts or {"talk": "\n\n".join(said)}).items():
        (folder / "transcripts" / f"{name}.txt").write_text(text)
    return folder


def consent(folder: Path) -> dict[str, bool]:
    """Whether the words of each label come out, by label."""
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    excerpts = set(evaluation.excerpts()["participant"])
    turns = evaluation.participants()
    evaluation.store.close()
    spoke = turns[turns["role"] == "participant"]["participant"]
    return {key.rpartition("/")[2]: key in excerpts for key in spoke}


@pytest.mark.parametrize(
    ("rows", "label", "expected"),
    [
        # Somebody whom the list does not have is analysed and never quoted.
        ("P1,Ann Bell,,,no,no\n", "Alan Brown", {"Alan Brown": True}),
        ("P1,Ann Bell,,,no,no\n", "Ann Smith", {"Ann Smith": True}),
        # A near miss: the stricter of the two.
        ("P02,Tom Hale,,,no,no\n", "P2", {"P2": False}),
        ("P02,Tom Hale,,,,\n", "P2", {"P2": False}),
        ("P02,Tom Hale,,,yes,yes\n", "P2", {"P2": True}),
        ("P02,Ann Bell,,,no,no\n", "Ann Bell Unverified", {"Ann Bell Unverified": False}),
        # Two Janes of whom one said no.
        ("P1,Jane Cox,,,yes,yes\nP2,Jane Hill,,,no,no\n", "Jane", {"Jane": False}),
        ("P1,Jane Cox,,,yes,yes\nP2,Jane Hill,,,yes,no\n", "Jane", {"Jane": True}),
        # Answered: the label is an alias, or has a row of its own.
        ("P1,Jane Cox,Jane,,yes,yes\nP2,Jane Hill,,,no,no\n", "Jane", {"P1": True}),
        ("P02,Tom Hale,P2,,no,no\n", "P2", {"P02": False}),
        ("P02,Tom Hale,,,no,no\nP3,P2,,,yes,no\n", "P2", {"P3": True}),
    ],
)
def test_until_it_is_answered_the_strictest_consent_counts(
    tmp_path: Path, rows: str, label: str, expected: dict[str, bool]
) -> None:
    assert consent(made(tmp_path / "e", HEAD + rows, label)) == expected


def test_a_short_label_beside_a_stranger_who_may_have_it_is_nobodys(tmp_path: Path) -> None:
    """`Ann` is Ann Bell, who said yes, unless an Ann Smith speaks in the same transcript."""
    people = HEAD + "P1,Ann Bell,,,yes,yes\n"
    alone = made(tmp_path / "a", people, "Ann", "Ned Barrow")
    beside = made(tmp_path / "b", people, "Ann", "Ann Smith")
    assert consent(alone) == {"Ned Barrow": True, "P1": True}
    assert consent(beside) == {"Ann": True, "Ann Smith": True}
    evaluation = Evaluation.open(beside)
    assert [(each.label, each.ids) for each in questions(evaluation)] == [("Ann", "P1")]
    assert not evaluation.excerpts()["may_quote"].any()


NOTES = """Hub notes
Date: 3 May 2026
Present: Alan Brown (AB), Ann Bell Unverified (XB), Siân Rees (SR)
1. Letters
- AB said that the letters have been rewritten since by two of the carers at home.
- XB asked who had read any of the letters that were sent to everybody in the spring.
- SR thought that the letters were as long as before and in smaller print than they were.
"""


def test_initials_in_notes_are_whose_name_stands_beside_them(tmp_path: Path) -> None:
    """Alan Brown (AB) is not Ann Bell for her initials; XB may be her, who said no."""
    people = HEAD + "P1,Ann Bell,,,no,no\nP2,Sian Rees,,,yes,yes\n"
    folder = made(tmp_path / "e", people, **{"notes": NOTES})
    assert consent(folder) == {"AB": True, "XB": False, "P2": True}


def test_a_question_of_somebody_without_consent_stands_beside_no_answer(tmp_path: Path) -> None:
    people = HEAD + "P1,Ann Bell,,,no,no\nP2,Ned Barrow,,,yes,yes\n"
    turns = "Interviewer: Who begins?\n\nAnn Bell: {}\n\nNed Barrow: Only once.\n\n"
    text = turns.format("Did you ever see the zephyr letters?")
    folder = made(tmp_path / "e", people, talk=text + turns.format("Not I.") + text)
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    frame = evaluation.excerpts()
    assert list(zip(frame["text"], frame["context"], strict=True)) == [
        ("Only once.", ""),
        ("Only once.", "Who begins?"),
        ("Only once.", ""),
    ]


ASKED = """2 speakers may be in people.csv under another spelling:
  "Jane": is this P1 or P2? 3 turns, 24 words in 1 transcript. Until that is answered their words are left out: not all who are meant agreed.
  "P3": is this P03? 3 turns, 24 words in 1 transcript. Until that is answered their words are never quoted.
Answer in people.csv: if it is them, add the label to their aliases; if it is somebody else, give that person a row.
"""
ROWS = "P1,Jane Cox,,,yes,yes\nP2,Jane Hill,,,no,no\nP03,Tom Hale,,,yes,yes\n"


def test_heard_people_asks_and_writes_the_rows_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "e", HEAD + ROWS, "Jane", "P3", "Kofi Mensah (carer)", "Zoe\u0308")
    assert main(["people", str(folder), "--write"]) == 0
    assert capsys.readouterr().out == (
        f"{ASKED}3 speakers are not in people.csv:\n"
        "  Kofi Mensah (carer): participant (the label says so); 3 turns, 24 words in 1 transcript\n"
        "  Zoe\u0308: participant (somebody else asks the questions); 3 turns, 24 words in 1 transcript\n"
        "  Interviewer: interviewer (the label says so); 3 turns, 18 words in 1 transcript\n"
        "Added to people.csv: 3 rows (P04, P05, P06).\n"
        "Consent is left blank, which counts as no: fill it in, and check group and role.\n"
    )
    written = "P04,Kofi Mensah,,,,\nP05,Zoë,,,,\nP06,Interviewer,,interviewers,,\n"
    assert (folder / "people.csv").read_text() == HEAD + ROWS + written
    assert main(["people", str(folder), "--write"]) == 0
    assert capsys.readouterr().out == ASKED
    assert (folder / "people.csv").read_text() == HEAD + ROWS + written


def test_a_code_is_its_own_id_and_no_new_id_looks_like_one(tmp_path: Path) -> None:
    folder = made(tmp_path / "e", HEAD, "SU-03", "P1", "Kofi Mensah")
    assert main(["people", str(folder), "--write"]) == 0
    rows = [line.split(",")[:2] for line in (folder / "people.csv").read_text().splitlines()[1:]]
    assert sorted(rows) == [
        ["P02", "Kofi Mensah"], ["P03", "Interviewer"], ["P1", "P1"], ["SU-03", "SU-03"],
    ]  # fmt: skip


def test_a_label_that_is_somebody_else_each_time_gets_no_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = "Interviewer: And?\n\nParticipant: It was all right in the end.\n\n" * 3
    folder = made(tmp_path / "e", HEAD, one=talk, two=talk.replace("right", "wrong"))
    assert main(["people", str(folder), "--write"]) == 0
    assert (
        "Not added: 1 label that may be somebody else in each transcript" in capsys.readouterr().out
    )
    assert (folder / "people.csv").read_text() == HEAD + "P01,Interviewer,,interviewers,,\n"


def test_without_write_the_rows_are_proposed_in_a_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made(tmp_path / "e", HEAD, "Kofi Mensah")
    assert main(["people", str(folder)]) == 0
    assert "To add them: heard people" in capsys.readouterr().out
    assert (folder / "people.csv").read_text() == HEAD
    sheet = PEOPLE_PROPOSED.path(folder / "outputs").read_text("utf-8-sig")
    assert sheet.splitlines()[1].startswith(",Kofi Mensah,,,participant,,,,")


def test_all_who_speak_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = HEAD + "P1,Ann Bell,,,yes,yes\nI1,Interviewer,,interviewers,,\n"
    assert main(["people", str(made(tmp_path / "e", people, "Ann Bell"))]) == 0
    assert capsys.readouterr().out == "Every speaker in the transcripts is in people.csv.\n"


def test_a_near_miss_is_named_with_its_file(tmp_path: Path) -> None:
    folder = made(tmp_path / "e", HEAD + "P02,Tom Hale,,,no,no\n", "P2", "Kay Lowe")
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    assert near_misses(evaluation) == {"talk.txt": ("'P2' may be P02 of people.csv",)}
    published = frames_to_publish(evaluation, evaluation.excerpts())
    (doubts,) = published.files["doubts"]
    assert doubts.endswith("may be P02 of people.csv")
