"""A participant reads the quotes of theirs on a sheet and says yes or no, and that is heeded."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from coding import Evaluation
from coding.document.blocks import Quotation
from coding.evaluation.output_files import OWN_QUOTES, output_for
from coding.findings_report.gathering import report_material
from coding.findings_report.release.own_words import (
    ANSWER,
    quotes_of,
    read_checked,
    sheet_to_check,
)
from coding.findings_report.release.printed import printed_report
from coding.published.quote_checks import checks_of
from corpora.errors import InputError
from flows.cli.main import main

TODAY, AT = date(2026, 3, 9), "2026-03-09T10:00:00+00:00"


def printed(evaluation: Evaluation) -> dict[str, Quotation]:
    return printed_report(report_material(evaluation, TODAY)).quotes()


def somebody_quoted(evaluation: Evaluation) -> str:
    frame = evaluation.excerpts()
    return str(frame[frame["excerpt_id"].isin(printed(evaluation))]["participant"].iloc[0])


def filled(path: Path, *answers: str) -> Path:
    """The sheet with these answers, in the order of its quotes."""
    document = Document(str(path))
    for table, answer in zip(document.tables, answers, strict=False):
        cell = next(row.cells[0] for row in table.rows if row.cells[0].text.startswith(ANSWER))
        cell.text = f"{ANSWER} {answer}"
    document.save(str(path))
    return path


def sheet(evaluation: Evaluation, person: str, path: Path) -> tuple[Path, list[str]]:
    quotes = quotes_of(evaluation, person, printed(evaluation).values())
    path.write_bytes(sheet_to_check("The lodge", quotes))
    return path, [quote.excerpt_id for quote in quotes]


def test_the_sheet_holds_the_words_of_one_person_and_nobody_elses(
    made: Evaluation, tmp_path: Path
) -> None:
    person = somebody_quoted(made)
    path, ids = sheet(made, person, tmp_path / "own.docx")
    frame = made.excerpts()
    assert set(frame[frame["excerpt_id"].isin(ids)]["participant"]) == {person}
    cells = [row.cells[0].text for table in Document(str(path)).tables for row in table.rows]
    for id, quote in printed(made).items():
        words = f"“{quote.before}{quote.phrase}{quote.after}”"
        assert (words in cells) == (id in ids)
    assert path.read_bytes() == sheet(made, person, tmp_path / "again.docx")[0].read_bytes()


@pytest.mark.parametrize("yes", ["yes", "Yes.", "y", "x"])
def test_yes_is_printed_with_the_quote(made: Evaluation, tmp_path: Path, yes: str) -> None:
    path, ids = sheet(made, somebody_quoted(made), tmp_path / "own.docx")
    assert read_checked(made, filled(path, yes), AT) == (1, 0)
    assert printed(made)[ids[0]].checked


def test_no_is_never_quoted_again(made: Evaluation, tmp_path: Path) -> None:
    path, ids = sheet(made, somebody_quoted(made), tmp_path / "own.docx")
    assert read_checked(made, filled(path, "No"), AT) == (0, 1)
    assert ids[0] not in printed(made)
    assert checks_of(made).refused == {ids[0]}


def test_nothing_written_leaves_it_as_it_was(made: Evaluation, tmp_path: Path) -> None:
    path, ids = sheet(made, somebody_quoted(made), tmp_path / "own.docx")
    assert read_checked(made, path, AT) == (0, 0)
    assert not printed(made)[ids[0]].checked


def test_what_is_neither_yes_nor_no_is_asked_about(made: Evaluation, tmp_path: Path) -> None:
    path, _ = sheet(made, somebody_quoted(made), tmp_path / "own.docx")
    with pytest.raises(InputError, match="quote 1: the answer is neither yes nor no"):
        read_checked(made, filled(path, "perhaps"), AT)
    assert not checks_of(made).own


def test_another_word_file_is_refused(made: Evaluation, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Yes.")
    document.save(str(tmp_path / "other.docx"))
    with pytest.raises(InputError, match="not a sheet of quotes"):
        read_checked(made, tmp_path / "other.docx", AT)


def test_the_commands_write_and_read(made: Evaluation, capsys: pytest.CaptureFixture[str]) -> None:
    person, folder = somebody_quoted(made), str(made.folder)
    assert main(["quotes", "to-check", person, folder]) == 0
    path = output_for(OWN_QUOTES, person).path(made.outputs)
    assert path.stat().st_mode & 0o777 == 0o600
    assert main(["quotes", "checked", folder, str(filled(path, "no"))]) == 0
    assert "0 may stand, 1 may not" in capsys.readouterr().out
    assert main(["quotes", "to-check", "P999", folder]) == 2
