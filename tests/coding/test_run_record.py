"""What a run leaves outside the evaluation's folder: enough to act on, and nobody's name."""

from pathlib import Path

import pytest
from run_files import FIRST, PEOPLE, SECOND

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import new_evaluation
from coding.intake import sources
from coding.intake.cutting import read_and_cut
from coding.outputs import Summary, summary_of
from coding.run_record import UNCHANGED, Before, RefusedFile, RunRecord, run_record

NOTHING = Summary(**dict.fromkeys(Summary.__slots__, 0))
QUIET = RunRecord("The Hub", (("Transcripts read", 2, 0),), (UNCHANGED,), (), (), ("Page: x",))
BROKEN = "it is damaged. Save it again."


def test_a_quiet_run_is_a_few_lines() -> None:
    assert QUIET.outcome == "Every file could be read"
    assert list(QUIET.lines()) == ["Transcripts read: 2", UNCHANGED, "Page: x"]
    assert QUIET.markdown() == (
        "# The Hub\n\n**Every file could be read.**\n\n"
        "## What changed\n\n- Nothing has changed since the last run.\n\n"
        "| What is there | Now | Since the last run |\n| --- | --- | --- |\n"
        "| Transcripts read | 2 | the same |\n\n"
        "## Where to look\n\n- Page: x\n"
    )


def test_what_was_refused_comes_first_with_what_to_do() -> None:
    refused = RefusedFile("a.docx", BROKEN), RefusedFile("b | *c*.docx", BROKEN)
    record = RunRecord("Hub", (), ("More.",), refused, ("decide: heard x",), ())
    assert record.outcome == "2 files were refused"
    page = record.markdown()
    assert page.index("| a.docx | it is damaged. Save it again. |") < page.index("## What changed")
    assert "| b \\| \\*c\\*.docx | it is damaged. Save it again. |" in page
    assert page.index("## What waits for people\n\n- decide: heard x") > page.index("- More.")


@pytest.mark.parametrize(
    ("count", "sentence"), [(1, "1 file was refused"), (1200, "1,200 files were refused")]
)
def test_the_outcome_is_a_sentence(count: int, sentence: str) -> None:
    refused = (RefusedFile("a", "b"),) * count
    assert RunRecord("", (), (), refused, (), ()).outcome == sentence


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    new_evaluation(tmp_path / "hub")
    (tmp_path / "hub" / "people.csv").write_text(PEOPLE.replace("wave 1", ""))
    transcripts = tmp_path / "hub" / "transcripts"
    (transcripts / "maureen.txt").write_text(FIRST)
    (transcripts / "sam.vtt").write_text(SECOND)
    (transcripts / "Maureen Tate 2.docx").write_bytes(b"PK not a document")
    (transcripts / "Wilhelmina, interview.docx").write_bytes(b"PK not a document")
    return Evaluation.open(tmp_path / "hub")


def recorded(evaluation: Evaluation) -> RunRecord:
    before, plan = Before(summary_of(evaluation), 0), sources.plan(evaluation)
    sources.remove_sources(evaluation, plan.removed)
    read_and_cut(evaluation)
    return run_record(evaluation, plan, before, summary_of(evaluation))


def test_counts_are_those_of_the_store_beside_those_before(evaluation: Evaluation) -> None:
    record = recorded(evaluation)
    lines = list(record.lines())
    assert lines[:2] == ["Transcripts read: 2 (+2)", "Files refused: 2 (+2)"]
    assert "Files that were new or had changed: 4." in record.changes
    (evaluation.sources / "sam.vtt").unlink()
    record = recorded(evaluation)
    assert list(record.lines())[:2] == ["Transcripts read: 1 (-1)", "Files refused: 2"]
    assert "Files that are gone: 1. What people decided about them is kept." in record.changes


def test_a_refused_file_is_named_without_the_names_of_people(evaluation: Evaluation) -> None:
    record = recorded(evaluation)
    assert [file.name for file in record.refused] == ["[carer 1] 2.docx", "[…], interview.docx"]
    for file in record.refused:
        assert file.reason.startswith("this is not really a Word file, or it is damaged. Open it")
    page = record.markdown() + "\n".join(record.lines())
    for word in ("Maureen", "Tate", "Wilhelmina", "Okoro", "opening hours", "nodded"):
        assert word not in page


def test_a_run_that_had_nothing_to_do_says_so(evaluation: Evaluation) -> None:
    recorded(evaluation)
    now = summary_of(evaluation)
    record = run_record(evaluation, None, Before(now, 1), now)
    assert record.changes == (UNCHANGED,)
    assert not any("(" in line for line in list(record.lines())[:4])
    assert record.outcome == "2 files were refused", "it is still refused"


def test_an_empty_evaluation_has_a_record(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "hub")
    evaluation = Evaluation.open(tmp_path / "hub")
    assert summary_of(evaluation) == NOTHING
    record = run_record(evaluation, sources.plan(evaluation), Before(NOTHING, 0), NOTHING)
    assert list(record.lines())[:4] == [
        "Transcripts read: 0",
        "Files refused: 0",
        "Excerpts: 0",
        "No file and no likely suggestion changed.",
    ]
