"""Files read with doubts, and answers of people: kept once, beside each other, or refused whole."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from doubted_story import ASKED, SENTENCES, doubted

from coding import Evaluation
from coding.intake.cutting import read_and_cut
from coding.intake.doubted import DoubtedFile, doubted_files, keep_answer, kept_answers
from coding.intake.sources import plan
from coding.intake.speakers_file import FILE, HEAD, SpeakersAnswer
from coding.outputs import is_unchanged, write_outputs
from corpora.errors import FileRefused, InputError, Locked
from corpora.files import lock, short_lock

AT = "2026-03-02T10:00:00.000+00:00"
ANSWER = SpeakersAnswer(
    "Ann_Bell.txt", ("Link worker",), (), ("Ann Bell", "A. Bell"), "RW", AT, "k1"
)
ALONE = SpeakersAnswer("alone.txt", one_person=("Cy",), by="RW", at=AT, key="k2")


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    return doubted(tmp_path / "e")


def test_the_doubted_files_with_what_is_asked_and_who_speaks(evaluation: Evaluation) -> None:
    speakers = ("Ann Bell", "Bo", "A. Bell")
    assert doubted_files(evaluation, ()) == (
        DoubtedFile("Ann_Bell.txt", tuple(SENTENCES), tuple(ASKED), speakers, ()),
        DoubtedFile("alone.txt", ("all words are one person's",), (), ("Cy",), ()),
    )


def test_what_was_answered_is_asked_again_also_of_a_file_without_doubts(
    evaluation: Evaluation,
) -> None:
    again = SpeakersAnswer("sure.txt", nobody=("Aims:",))
    twice = replace(ANSWER, speakers=("link worker",))
    files = {file.source: file for file in doubted_files(evaluation, (again, twice))}
    assert list(files) == ["Ann_Bell.txt", "alone.txt", "sure.txt"]
    assert files["Ann_Bell.txt"].asked == (*ASKED, "Ann Bell", "A. Bell")
    assert files["sure.txt"] == DoubtedFile(
        "sure.txt", (), ("Aims:",), ("Ann Bell", "Bo"), (again,)
    )


def test_answers_are_added_in_their_order_under_a_head(evaluation: Evaluation) -> None:
    assert [keep_answer(evaluation, answer) for answer in (ANSWER, ALONE)] == [True, True]
    assert kept_answers(evaluation) == (ANSWER, ALONE)
    assert (evaluation.folder / FILE).read_text("utf-8").startswith(HEAD)


def test_what_stands_in_the_file_stays_as_it_is(evaluation: Evaluation) -> None:
    by_hand = b"# ours\n- file: gone.txt\n  speakers: [Dee]   # as Dee says"
    (evaluation.folder / FILE).write_bytes(by_hand)
    keep_answer(evaluation, ANSWER)
    assert (evaluation.folder / FILE).read_bytes().startswith(by_hand + b"\n- file: ")


def test_the_same_form_twice_is_one_answer(evaluation: Evaluation) -> None:
    later = replace(ANSWER, at="2026-03-02T10:00:05.000+00:00")
    assert [keep_answer(evaluation, answer) for answer in (ANSWER, later)] == [True, False]
    assert kept_answers(evaluation) == (ANSWER,)


def test_two_people_at_once_are_both_kept(evaluation: Evaluation) -> None:
    answers = [replace(ANSWER, by=f"R{n}", key=f"k{n}") for n in range(12)]
    with ThreadPoolExecutor(6) as people:
        list(people.map(lambda answer: keep_answer(evaluation, answer), answers))
    assert sorted(answer.by for answer in kept_answers(evaluation)) == sorted(
        answer.by for answer in answers
    )


def test_a_run_at_work_is_in_nobodys_way(evaluation: Evaluation) -> None:
    with lock(evaluation.hidden):
        assert keep_answer(evaluation, ANSWER)


def test_who_waits_too_long_is_told(tmp_path: Path) -> None:
    with (
        short_lock(tmp_path / "lock"),
        pytest.raises(Locked, match="Try again"),
        short_lock(tmp_path / "lock", seconds=0.05),
    ):
        raise AssertionError("two hold it")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"key": ""}, "not one of the page's"),
        ({"file": "other.txt"}, "nothing is asked about this file"),
        ({"file": "sure.txt"}, "nothing is asked about this file"),
        ({"file": "broken.docx"}, "nothing is asked about this file"),
        ({"speakers": (), "one_person": ()}, "there is no answer in it"),
        ({"speakers": ("Dee",)}, "does not ask about one of the labels"),
        ({"nobody": ("Dee",)}, "does not ask about one of the labels"),
        ({"one_person": ("Ann Bell", "Dee")}, "does not ask about one of the labels"),
        ({"one_person": ("Bo",)}, "one label alone is ticked"),
        ({"nobody": ("Link worker",)}, "somebody's and nobody's"),
        ({"nobody": ("Bo",), "one_person": ("Ann Bell", "Bo")}, "somebody's and nobody's"),
    ],
)
def test_what_is_not_asked_is_refused_and_nothing_kept(
    evaluation: Evaluation, wrong: dict[str, object], says: str
) -> None:
    with pytest.raises(InputError, match=says) as refused:
        keep_answer(evaluation, replace(ANSWER, **wrong))  # type: ignore[arg-type]
    assert "Dee" not in str(refused.value)
    assert not (evaluation.folder / FILE).exists()


@pytest.mark.parametrize("broken", [b"- file: [", b"- speakers: [A]\n", b"\xff\xfe\x00"])
def test_a_broken_file_is_left_as_it_is(evaluation: Evaluation, broken: bytes) -> None:
    (evaluation.folder / FILE).write_bytes(broken)
    with pytest.raises(InputError, match=r"speakers\.yaml"):
        keep_answer(evaluation, ANSWER)
    assert (evaluation.folder / FILE).read_bytes() == broken


def test_an_empty_file_has_no_answers_and_one_too_large_is_refused(evaluation: Evaluation) -> None:
    (evaluation.folder / FILE).write_bytes(b"")
    assert kept_answers(evaluation) == () and plan(evaluation).to_read == ()
    keep_answer(evaluation, ANSWER)
    with (evaluation.folder / FILE).open("ab") as file:
        file.truncate(60 * 1024 * 1024)
    with pytest.raises(FileRefused, match="the limit is 50 MB"):
        keep_answer(evaluation, ALONE)


def test_a_file_with_two_spaces_in_its_name_finds_its_answers(evaluation: Evaluation) -> None:
    text = "Di: We met.\n\nDi: It rained.\n\nDi: We left."
    (evaluation.sources / "two  spaces.txt").write_text(text)
    read_and_cut(evaluation)
    keep_answer(evaluation, replace(ALONE, file="two  spaces.txt", one_person=("Di",)))
    answers = kept_answers(evaluation)
    assert doubted_files(evaluation, answers)[2].answers == answers


def test_an_answer_counts_at_the_next_run_though_no_file_has_changed(
    evaluation: Evaluation,
) -> None:
    write_outputs(evaluation, evaluation.excerpts(), model="m", prepared=date(2026, 3, 2))
    with evaluation.store.writing() as connection:
        connection.exec_driver_sql("update files set doubts = '' where source = 'Ann_Bell.txt'")
    assert is_unchanged(evaluation, plan(evaluation))
    keep_answer(evaluation, ALONE)
    assert not is_unchanged(evaluation, plan(evaluation))
    read_and_cut(evaluation)
    assert [(file.source, file.sentences) for file in doubted_files(evaluation, (ALONE,))] == [
        ("alone.txt", ())
    ]
    # Read anew, and not yet in what is handed out.
    assert not is_unchanged(evaluation, plan(evaluation))
    write_outputs(evaluation, evaluation.excerpts(), model="m", prepared=date(2026, 3, 2))
    assert is_unchanged(evaluation, plan(evaluation))
