"""speakers.yaml: what people answer about who speaks is read, added to, and counts."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paths import ROOT

from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.intake.sources import plan, read_sources
from coding.intake.speakers_file import (
    FILE,
    HEAD,
    SpeakersAnswer,
    load_answers,
    speakers_by_file,
    with_answer,
)
from corpora.errors import InputError
from corpora.formats.lines.draft import Speakers

ONE = SpeakersAnswer("a/talk.txt", ("Link worker",), (), (), "RW", "2026-03-02T10:00:00+00:00")
BY_HAND = """# ours
- file: talk.txt
  speakers: [Link worker, "P3"]
  nobody:
    - Actions
- file: talk.txt
  one person: [Ann, Ann B.]
"""


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ()),
        (HEAD, ()),
        ("\ufeff# only a comment\n", ()),
        (
            BY_HAND,
            (
                SpeakersAnswer("talk.txt", ("Link worker", "P3"), ("Actions",)),
                SpeakersAnswer("talk.txt", one_person=("Ann", "Ann B.")),
            ),
        ),
    ],
)
def test_answers_are_read(content: str, expected: tuple[SpeakersAnswer, ...]) -> None:
    assert load_answers(content.encode()) == expected


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("talk.txt", ["speakers.yaml line 1", "must be a list"]),
        ("- file: a.txt", ["says nothing", "speakers, nobody, one person"]),
        ("- speakers: [A]", ["has no file"]),
        ("- file: a.txt\n  speaker: [A]", ["'speaker' is not a field", "Did you mean 'speakers'?"]),
        ("- file: a.txt\n  speakers: A", ["speakers must be a list"]),
        ("- file: a.txt\n  speakers: [A]\n  nobody: [a]", ["both among speakers and among nobody"]),
        ("- file: a.txt\n- speakers: [A]", ["line 1", "line 2", "says nothing", "has no file"]),
    ],
)
def test_all_that_is_wrong_is_said_at_once_with_its_line(content: str, says: list[str]) -> None:
    with pytest.raises(InputError) as refused:
        load_answers(content.encode())
    assert [part for part in says if part not in str(refused.value)] == []


PAGE = ROOT / "docs" / "how-to" / "who-speaks.md"


def test_the_example_of_the_documentation_is_read() -> None:
    (example,) = re.findall(r"^```yaml\n(- file:.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    assert load_answers(example.encode()) == (
        SpeakersAnswer("wave-1/maureen.docx", ("Link worker",), ("Our aim",), ("Maureen", "Mo")),
    )


def test_an_answer_is_added_and_nothing_else_changes() -> None:
    made = with_answer(BY_HAND.encode(), ONE)
    assert made.startswith(BY_HAND.encode())
    assert load_answers(made)[-1] == ONE
    assert load_answers(with_answer(b"", ONE)) == (ONE,)


labels = st.lists(
    st.text("abc:#'\"{}[]- é&*!", min_size=1).filter(str.strip), max_size=3, unique=True
)


@given(labels.filter(bool), st.text("ab c/.é:#", min_size=1).filter(str.strip))
def test_whatever_a_label_holds_it_comes_back(found: list[str], name: str) -> None:
    told = tuple(" ".join(label.split()) for label in found)
    answer = SpeakersAnswer(" ".join(name.split()), told)
    assert load_answers(with_answer(b"", answer)) == (answer,)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([SpeakersAnswer("f", ("A",))], Speakers(frozenset("A"))),
        ([SpeakersAnswer("f", ("A",)), SpeakersAnswer("f", (), ("a",))], Speakers(frozenset(), frozenset("a"))),
        (
            [SpeakersAnswer("f", one_person=("A", "B")), SpeakersAnswer("f", ("C",))],
            Speakers(frozenset("C"), frozenset(), (("A", "B"),)),
        ),
        (
            [SpeakersAnswer("f", one_person=("A", "B")), SpeakersAnswer("f", ("B",))],
            Speakers(frozenset("B"), frozenset(), (("A",),)),
        ),
        ([SpeakersAnswer("f", ("A:",)), SpeakersAnswer("f", (), ("A",))], Speakers(frozenset(), frozenset("A"))),
        ([SpeakersAnswer("f  g", ("A",)), SpeakersAnswer("./f g", ("B",))], Speakers(frozenset("AB"))),
    ],
)  # fmt: skip
def test_the_last_word_about_a_label_counts(
    answers: list[SpeakersAnswer], expected: Speakers
) -> None:
    assert list(speakers_by_file(answers).values()) == [expected]


TALK = "\n\n".join(
    f"{label}: {words}"
    for label, words in [
        ("Ann", "We met in the hall that week."),
        ("Bo", "Nobody had told me of it."),
        ("Ann", "They had put up a notice."),
        ("Bo", "It was behind the door, though."),
    ]
    * 3
)


def turns(folder: Path) -> dict[str, int]:
    """How many turns each label has, after reading what is due."""
    evaluation = Evaluation.open(folder)
    read_sources(evaluation, plan(evaluation).to_read)
    frame = evaluation.files()
    assert plan(evaluation).to_read == ()
    with evaluation.store.reading() as connection:
        found = connection.exec_driver_sql("select speaker, count(*) from turns group by speaker")
        assert len(frame) == 1
        return {str(row[0]): int(row[1]) for row in found}


def test_an_answer_counts_from_the_next_reading_on_and_for_its_file_only(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "e")
    (tmp_path / "e" / "transcripts" / "talk.txt").write_text(TALK)
    assert turns(tmp_path / "e") == {"Ann": 6, "Bo": 6}
    answers = tmp_path / "e" / FILE
    answers.write_bytes(with_answer(b"", SpeakersAnswer("other.txt", one_person=("Ann", "Bo"))))
    assert plan(Evaluation.open(tmp_path / "e")).to_read == ()
    answers.write_bytes(
        with_answer(answers.read_bytes(), SpeakersAnswer("talk.txt", one_person=("Ann", "Bo")))
    )
    assert turns(tmp_path / "e") == {"Ann": 1}


def test_a_new_name_in_people_csv_is_evidence_from_the_next_reading_on(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "e")
    (tmp_path / "e" / "transcripts" / "talk.txt").write_text(TALK)
    assert turns(tmp_path / "e") == {"Ann": 6, "Bo": 6}
    people = tmp_path / "e" / "people.csv"
    people.write_text(people.read_text() + "P1,Ann,,,,,yes,yes\n")
    assert len(plan(Evaluation.open(tmp_path / "e")).to_read) == 1
