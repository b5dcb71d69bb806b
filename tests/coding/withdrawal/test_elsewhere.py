"""What people wrote and put beside the sources, once somebody has left.

All of the text is invented for these tests.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from leaving_evaluation import vectors
from openpyxl import load_workbook
from sqlalchemy import Table, select

from codebooks.codebook import ROLES
from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evaluation.new import new_evaluation
from coding.intake.cutting import read_and_cut
from coding.reviewers.reviewers import add, everybody
from coding.sheets.review_sheet import SheetChoice, keep_sheet, worked_out
from coding.sheets.review_sheet_back import read_sheet
from coding.sheets.review_sheet_pages import DONE, PAGE, book
from coding.withdrawal import carry_out
from coding.withdrawal.carry_out import withdraw
from coding.withdrawal.elsewhere import Elsewhere
from coding.withdrawal.papers import PaperCut, PlannedPaper
from coding.withdrawal.plan import plan_withdrawal
from coding.withdrawal.sureness import person_with_id
from coding.written.folder import LOCK
from corpora.errors import Locked
from corpora.files import short_lock
from corpora.spreadsheets.workbook import workbook

PEOPLE = """id,name,aliases,group,role,wave,consent_analysis,consent_quote
P1,Zephyrine Quillfeather,ZQ,unpaid carers,,,yes,yes
P2,Ned Barrow,,unpaid carers,,,yes,yes
"""
TALK = """Facilitator: How was the first meeting for everybody here?

Ned Barrow: They listened to me about the letters, and Zephyrine backed me up on the letters.

Zephyrine Quillfeather: {0}

Facilitator: And what did you make of the chair?

Ned Barrow: She made sure that every one of us had a turn before anybody had a second one.
"""
HERS = "Gorse and thrift, that is what I said, and it was brackish in there."


@pytest.fixture
def evaluation(tmp_path: Path) -> Iterator[Evaluation]:
    opened = made(tmp_path / "hub", **{"focus-group": HERS})
    yield opened
    opened.store.close()


def made(folder: Path, **said: str) -> Evaluation:
    """An evaluation with a talk a file, in which she says this."""
    new_evaluation(folder)
    (folder / "people.csv").write_text(PEOPLE)
    for name, words in said.items():
        (folder / "transcripts" / f"{name}.txt").write_text(TALK.format(words))
    opened = Evaluation.open(folder)
    read_and_cut(opened)
    return opened


def without_her(evaluation: Evaluation) -> Evaluation:
    person = person_with_id(evaluation, "P1")
    withdraw(evaluation, person, lambda: vectors(evaluation), date(2026, 6, 1))
    return evaluation


def rows(evaluation: Evaluation, table: Table, *columns: str) -> list[tuple[object, ...]]:
    with evaluation.store.reading() as connection:
        found = connection.execute(select(*(table.c[name] for name in columns)))
        return [tuple(row) for row in found]


def test_nobody_writes_in_the_folder_findings_while_she_is_taken_out_of_it(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the page Findings keeps between reading a file and writing it would be lost."""
    waits = partial(short_lock, evaluation.hidden / LOCK, seconds=0)
    tried: list[str] = []

    def written_meanwhile(papers: list[PlannedPaper]) -> None:
        with pytest.raises(Locked), waits():
            pass
        tried.append("yes")

    monkeypatch.setattr(carry_out, "write_papers", written_meanwhile)
    without_her(evaluation)
    assert tried == ["yes"]
    with waits():
        pass


def test_where_somebody_is_writing_there_nothing_is_taken_out(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carry_out, "short_lock", partial(short_lock, seconds=0))
    before = {path: path.read_bytes() for path in evaluation.folder.glob("transcripts/*")}
    with short_lock(evaluation.hidden / LOCK), pytest.raises(Locked):
        without_her(evaluation)
    assert {path: path.read_bytes() for path in evaluation.folder.glob("transcripts/*")} == before
    without_her(evaluation)


def test_a_comment_of_hers_goes_and_one_of_somebody_else_loses_her_name_and_her_words(
    evaluation: Evaluation,
) -> None:
    said = [("Zephyrine Quillfeather", "Mine."), ("R1", f"As ZQ said: '{HERS}' And so do I.")]
    comments = [
        {"key": f"w{n}", "subject": "voice", "kind": "comment", "about": None, "text": text,
         "name": name, "role": ROLES[0], "at": "2026"}
        for n, (name, text) in enumerate(said)
    ]  # fmt: skip
    with evaluation.store.writing() as connection:
        insert(connection, tables.workshop, comments)
    without_her(evaluation)
    assert rows(evaluation, tables.workshop, "name", "text", "role") == [
        ("[withdrawn]", "[withdrawn]", ROLES[0]),
        ("R1", "As [withdrawn] said: '[withdrawn].' And so do I.", ROLES[0]),
    ]


def test_what_she_decided_as_a_reviewer_stays_under_a_mark_and_nobody_logs_in_as_her(
    evaluation: Evaluation,
) -> None:
    for name in ("Zephyrine Quillfeather", "Zephyrine", "R1"):
        add(evaluation.store, name, ROLES[0], "2026")
    ned = [
        str(row[0])
        for row in rows(evaluation, tables.excerpts, "id", "participant")
        if row[1] == "P2"
    ]
    by = [("Zephyrine Quillfeather", "my own memo"), ("R1", "ask Zephyrine"), ("Zephyrine", "")]
    append_all(
        evaluation.store,
        [
            Decision(f"d{n}", ned[0], "voice", "accept", "positive", who, "2026", "1.0", memo)
            for n, (who, memo) in enumerate(by)
        ],
    )
    without_her(evaluation)
    assert rows(evaluation, tables.decisions, "reviewer", "verdict", "memo") == [
        ("[withdrawn]", "accept", "[withdrawn]"),
        ("R1", "accept", "ask [withdrawn]"),
        ("Zephyrine", "accept", ""),
    ]
    assert [(one.name, one.active, one.by_link) for one in everybody(evaluation.store)] == [
        ("R1", True, True),
        ("Zephyrine", True, True),
        ("[withdrawn]", False, False),
    ]


def sheet_of(evaluation: Evaluation) -> bytes:
    """A sheet for R1 with every excerpt, handed out."""
    handed, made_rows, _ = worked_out(evaluation, "R1", SheetChoice())
    with evaluation.store.writing() as connection:
        keep_sheet(connection, handed, "2026-03-01")
    pages = book("Hub", handed, made_rows, evaluation.codebook, date(2026, 3, 1))
    return filled_in(workbook(pages, scratch=evaluation.folder))


def filled_in(content: bytes) -> bytes:
    """The sheet where each excerpt is said to be done."""
    opened = load_workbook(BytesIO(content))
    page = opened[PAGE]
    columns = {cell.value: cell.column or 1 for row in page.iter_rows() for cell in row}
    heading = next(cell.row for row in page.iter_rows() for cell in row if cell.value == DONE)
    for number in range(heading + 1, page.max_row + 1):
        if page.cell(number, columns["excerpt_id"]).value:
            page.cell(number, columns[DONE]).value = "yes"
    made = BytesIO()
    opened.save(made)
    return made.getvalue()


@pytest.mark.parametrize("kept", ["in the folder", "elsewhere"])
def test_a_sheet_from_before_is_read_for_everybody_else(
    evaluation: Evaluation, tmp_path: Path, kept: str
) -> None:
    path = (evaluation.folder if kept == "in the folder" else tmp_path) / "sheet.xlsx"
    path.write_bytes(sheet_of(evaluation))
    before = len(evaluation.excerpts())
    without_her(evaluation)
    read = read_sheet(evaluation, path, "2026-06-02")
    assert (read.reviewers, read.finished, read.kept) == (("R1",), before - 1, before - 1)
    assert set(evaluation.remarks()["excerpt_id"]) == set(evaluation.excerpts()["excerpt_id"])


def test_a_file_says_what_becomes_of_it_before_it_does(evaluation: Evaluation) -> None:
    folder = evaluation.folder
    (folder / "notes").mkdir()
    (folder / "notes" / "memo.md").write_text(f"ZQ again: {HERS}\n\nNothing else.\n")
    (folder / "notes" / "photo of ZQ.jpeg").write_bytes(b"\xff\xd8")
    (folder / ".memo.md.0123abcd").write_text(HERS)
    planned = plan_withdrawal(evaluation, person_with_id(evaluation, "P1"))
    assert planned.elsewhere == Elsewhere(
        papers=(
            PaperCut("notes/memo.md", "cut", 0, 1, 1),
            PaperCut("notes/photo of ZQ.jpeg", "not looked into"),
        )
    )
    without_her(evaluation)
    assert sorted(p.name for p in folder.glob("notes/*")) == [
        "memo.md",
        "photo of [withdrawn].jpeg",
    ]
    assert (folder / "notes" / "memo.md").read_text() == (
        "[withdrawn] again: [withdrawn].\n\nNothing else.\n"
    )
    assert not (folder / ".memo.md.0123abcd").exists()


def test_what_two_others_decided_stays_where_two_files_become_one(tmp_path: Path) -> None:
    opened = made(tmp_path / "hub", first=HERS, second="Marmalade otters, that was all of it.")
    ned = rows(opened, tables.excerpts, "id", "participant")
    said: list[Decision | Remark] = []
    for n, (id, who) in enumerate(ned):
        if who == "P2":
            said.append(Decision(f"d{n}", str(id), "voice", "accept", "", f"R{n}", "2026", "1.0"))
    append_all(opened.store, said)
    given = {"reviewer": "R1", "blind": True, "reason": "share", "at": "2026"}
    with opened.store.writing() as connection:
        insert(connection, tables.assignments, [{"excerpt_id": id, **given} for id, _ in ned])
    without_her(opened)
    left = [row[0] for row in rows(opened, tables.excerpts, "id", "participant") if row[1] == "P2"]
    assert len(left) == 2
    decided = rows(opened, tables.decisions, "excerpt_id", "reviewer")
    assert {row[0] for row in decided} == set(left)
    assert len(decided) == len(said) == 4
    assert {row[0] for row in rows(opened, tables.assignments, "excerpt_id")} == set(left)
    opened.store.close()


def test_a_name_in_words_of_nobody_is_for_people_to_look_at(tmp_path: Path) -> None:
    opened = made(tmp_path / "hub")
    (opened.sources / "terms.txt").write_text(
        "Terms of reference\n\nZephyrine Quillfeather said that the steps were too steep.\n\n"
        "The group meets on the first Monday of the month.\n"
    )
    read_and_cut(opened)
    (cut,) = plan_withdrawal(opened, person_with_id(opened, "P1")).cuts
    assert (cut.source, cut.how, cut.names, cut.in_nobodys) == ("terms.txt", "in place", 1, 1)
    opened.store.close()
