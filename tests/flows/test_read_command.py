"""`heard read` shows what a run reads; `heard run` says which answers count for nothing."""

from pathlib import Path

import pytest

from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.intake.cutting import read_and_cut
from coding.intake.doubted import answered_for_nothing
from coding.intake.speakers_file import FILE, SpeakersAnswer, with_answer
from flows.cli import main
from flows.cli.run import _answered

TALK = "\n\n".join(
    f"{who}: They moved the chairs again, {n}." for n in "1234" for who in ("Ann", "Bo")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_evaluation(tmp_path / "e")
    (tmp_path / "e" / "transcripts" / "talk.txt").write_text(TALK)
    return tmp_path / "e"


def test_it_reads_with_what_people_answered(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    talk = folder / "transcripts" / "talk.txt"
    assert main(["read", str(talk)]) == 0
    assert "Bo: 4 turns" in capsys.readouterr().out
    answer = SpeakersAnswer("talk.txt", one_person=("Ann", "Bo"))
    (folder / FILE).write_bytes(with_answer(b"", answer))
    assert main(["read", str(talk)]) == 0
    shown = capsys.readouterr().out
    assert "Bo: 4 turns" not in shown and "Ann: 1 turn," in shown


def test_a_file_outside_every_evaluation_is_read_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "talk.txt").write_text(TALK)
    assert main(["read", str(tmp_path / "talk.txt")]) == 0
    assert capsys.readouterr().out.startswith("talk.txt: interview, 8 turns")


def test_an_answer_about_no_transcript_is_said(folder: Path) -> None:
    evaluation = Evaluation.open(folder)
    content = with_answer(b"", SpeakersAnswer("talk.txt", ("Ann",)))
    content = with_answer(content, SpeakersAnswer("tolk.txt", ("Ann",)))
    (folder / FILE).write_bytes(with_answer(content, SpeakersAnswer("tolk.txt", ("Bo",))))
    read_and_cut(evaluation)
    assert answered_for_nothing(evaluation) == ("tolk.txt",)
    assert _answered(("tolk.txt",)) == [
        "No effect:   speakers.yaml speaks of tolk.txt, and there is no such transcript"
    ]
