"""What the team of the invented evaluation has written: every part of a report has something to show."""

import re
from datetime import date
from pathlib import Path

import pytest

from codebooks.load import loads, shipped
from coding import Evaluation
from coding.evaluation.new import DEMO_WAVES, demo_evaluation
from coding.evaluation.settings import DEFAULT_GROUPS
from coding.written.columns import FILES, IN_YAML
from coding.written.folder import FOLDER, read_written, written_in
from coding.written.new_files import write_invented_files
from coding.written.sheet.exchange import save_workbook, workbook_of
from coding.written.values import ANSWERS, MEASURE_KINDS, Written
from corpora.people.people import load_people

BOOK = loads(shipped(), where="codebook.yaml")
MOST_WORDS_OF_EASY = 15


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo")
    demo_evaluation(made)
    write_invented_files(made)
    return made


@pytest.fixture(scope="module")
def written(folder: Path) -> Written:
    return read_written(folder / FOLDER, BOOK, DEFAULT_GROUPS)


def test_every_file_says_that_it_is_invented(folder: Path) -> None:
    for file in FILES:
        first = "".join((folder / FOLDER / file).read_text().splitlines()[:2])
        assert "# Invented for felt-heard" in first


def test_at_most_five_findings_of_both_aspects_and_one_dissent(written: Written) -> None:
    assert 1 <= len(written.findings) <= 5
    assert {finding.aspect for finding in written.findings} == {"process", "impact"}
    assert {finding.direction for finding in written.findings} >= {"positive", "negative", "mixed"}
    assert [len(finding.dissent) for finding in written.findings if finding.dissent] == [1]
    assert all(finding.written_by and finding.agreed_by for finding in written.findings)


def test_the_easy_words_are_short_sentences(written: Written) -> None:
    for finding in written.findings:
        sentences = re.split(r"(?<=[.?])\s", finding.easy)
        assert [s for s in sentences if not 1 <= len(s.split()) <= MOST_WORDS_OF_EASY] == []


def test_every_answer_is_given_to_somebody(written: Written) -> None:
    assert {action.response for action in written.actions} == set(ANSWERS)
    assert {action.finding for action in written.actions} - {""} == {f.id for f in written.findings}


def test_every_kind_of_measure_is_there_in_several_periods_and_one_is_missing(
    written: Written,
) -> None:
    assert {row.kind for row in written.measures} == set(MEASURE_KINDS)
    names = {row.measure for row in written.measures}
    assert [name for name in names if len(written.periods_of(name)) < 2] == []
    assert any(row.value is None for row in written.measures)


def test_every_principle_is_agreed_has_a_marker_judged_twice_and_a_step(written: Written) -> None:
    assert written.aims is not None
    principles = {each.principle for each in written.aims.principles}
    assert len(principles) == 4
    assert {marker.principle for marker in written.markers} == principles
    assert {step.principle for step in written.steps} == principles
    assert {len(marker.judged) for marker in written.markers} == {2}


def test_what_went_in_is_of_both_waves_paid_and_unpaid(written: Written) -> None:
    assert {resource.period for resource in written.resources} == set(DEMO_WAVES)
    assert {resource.paid for resource in written.resources} == {True, False, None}
    assert any(not each.changed for each in written.learning)


def test_whoever_wrote_and_agreed_takes_part_in_the_invented_evaluation(
    written: Written, folder: Path
) -> None:
    people = load_people(
        (folder / "people.csv").read_bytes(), groups=tuple(DEFAULT_GROUPS), waves=DEMO_WAVES
    )
    initials = {alias for person in people for alias in person.aliases}
    names = {one.name for f in written.findings for one in (*f.written_by, *f.agreed_by)}
    names |= {one.name for f in written.findings for one in f.dissent}
    assert names <= initials


def test_it_goes_out_as_a_workbook_and_comes_back_as_it_was(folder: Path, tmp_path: Path) -> None:
    evaluation = Evaluation.open(folder)
    (tmp_path / "f.xlsx").write_bytes(workbook_of(evaluation, date(2026, 3, 2)))
    assert save_workbook(evaluation, tmp_path / "f.xlsx") == []
    assert written_in(evaluation).findings
    assert set(IN_YAML) <= {path.name for path in (folder / FOLDER).iterdir()}
