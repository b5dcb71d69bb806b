"""Purging: no byte of what was said or of who said it is left, and what people decided is."""

import base64
import csv
import json
import stat
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hub import INTERVIEW, given_sheet, hub, suggest
from letters import Letters
from sqlalchemy import select

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.deidentification.key import write_key
from coding.embedding.vectors import VectorCache
from coding.evaluation import hiding_tables, tables
from coding.evaluation.copies import copy_decisions
from coding.evaluation.database import insert
from coding.evaluation.output_files import (
    DECISIONS_KEPT,
    NAMES_TO_HIDE,
    REVIEWED,
    files_handed_out,
    review_sheet,
)
from coding.evaluation.settings import FILE
from coding.intake.speakers_file import FILE as SPEAKERS
from coding.outputs import write_outputs
from coding.purge import plan_purge, purge
from coding.retention import words_in_tables
from coding.retention.purge_record import purged_on
from coding.sheets.review_sheet import SheetChoice
from corpora.errors import InputError
from corpora.files import write_atomic
from flows.cli.main import main

TODAY = date(2027, 7, 1)
CANARIES = (
    "letters too", "wrote on the board", "with those who run it", "Barrow", "Quill", "Moss",
    "Zephyrine", "memo of a reviewer", "workshop comment", "reason to dissent", "named by words",
)  # fmt: skip


def forms(word: str) -> Iterator[bytes]:
    yield word.encode()
    yield word.encode("utf-16-le")
    yield word.encode("utf-16-be")
    # However it stands in what is encoded, the three bytes that a group of four letters holds.
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + word.encode())
        yield encoded[(before * 8 + 5) // 6 : len(encoded.rstrip(b"=")) - 1]


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything below the folder, its name among it, and every member of an archive."""
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        yield path.name, path.name.encode() + content
        if zipfile.is_zipfile(BytesIO(content)):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                for name in archive.namelist():
                    yield f"{path.name}/{name}", archive.read(name)


def hits(folder: Path) -> set[tuple[str, str]]:
    return {
        (word, name)
        for name, content in contents(folder)
        for word in CANARIES
        if any(form in content for form in forms(word))
    }


@pytest.fixture
def evaluation(tmp_path: Path) -> Iterator[Evaluation]:
    """An evaluation with words and names in every place that the program keeps or hands out."""
    made = hub(tmp_path / "hub", INTERVIEW + "\nZephyrine: I came once and I liked it very much.\n")
    first, second = list(made.excerpts()["excerpt_id"])[:2]
    suggest(made, (first, "voice", "positive", 0.8), (second, "trust", "negative", 0.6))
    append_all(
        made.store,
        [
            Decision(
                "a", first, "voice", "accept", "positive", "R1", "2026", "1.0", "memo of a reviewer"
            ),
            Decision("b", second, "trust", "reject", "", "R1", "2026", "1.0"),
            Remark("c", first, "memo", "memo of a reviewer", "R1", "2026", "1.0"),
        ],
    )
    rows = {
        tables.workshop: {
            "key": "w", "subject": "", "kind": "comment", "text": "workshop comment by Ned Barrow",
            "name": "R1", "role": "staff", "at": "2026",
        },
        tables.codebook_sign_offs: {
            "version": "1.0", "file_hash": "h", "name": "R1", "role": "staff",
            "verdict": "dissent", "reason": "reason to dissent", "at": "2026",
        },
        tables.proposal_decisions: {
            "key": "p", "proposal_id": "x", "excerpts": "[]", "verdict": "drop",
            "name": "named by words", "code_id": "", "reviewer": "R1", "at": "2026",
        },
    }  # fmt: skip
    with made.store.writing() as connection:
        for table, row in rows.items():
            insert(connection, table, [row])
    given_sheet(made, "R1", SheetChoice(), "2026")
    VectorCache(made.hidden / "vectors", Letters()).embed(list(made.excerpts()["text"]))
    write_outputs(made, made.excerpts(), model="words", prepared=date(2026, 3, 2))
    workbook = BytesIO()
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("sheet1.xml", INTERVIEW)
    review_sheet("r1").write(made.outputs, workbook.getvalue())
    NAMES_TO_HIDE.write(made.outputs, base64.b64encode(INTERVIEW.encode()))
    write_key(made)
    copy_decisions(made.hidden, made.store)
    write_atomic(made.folder / SPEAKERS, b"- file: a.txt\n  speakers: [Ned Barrow]\n")
    write_atomic(made.sources / ".hidden" / "draft.txt", "Ned Barrow".encode("utf-16"))
    write_atomic(made.sources / "Ned Barrow" / "twice.txt", b"Ned Barrow: I came again.")
    write_atomic(made.outputs / "Ada Quill" / "notes.txt", b"notes")
    for name in ("people.csv", "backup.zip"):
        write_atomic(made.folder / f".{name}.0a1b2c3d", b"P1,Ned Barrow")
    yield made
    made.store.close()


def test_the_test_would_notice_each_word_and_where_it_stands(evaluation: Evaluation) -> None:
    evaluation.store.wipe()
    before = hits(evaluation.folder)
    assert {word for word, _ in before} == set(CANARIES)
    assert {name for _, name in before} >= {
        "heard.db", "interview.txt", "people.csv", SPEAKERS, "internal-sheet-r1.xlsx/sheet1.xml",
        "internal-deidentify.xlsx", "deidentify-key.csv", "decisions-0000-00-00.db", "draft.txt",
        "internal-coded-excerpts.csv", "Ned Barrow", "Ada Quill", ".people.csv.0a1b2c3d",
        ".backup.zip.0a1b2c3d",
    }  # fmt: skip


def test_no_byte_of_a_word_or_a_name_is_left(evaluation: Evaluation) -> None:
    purge(evaluation, "RW", TODAY)
    assert hits(evaluation.folder) == set()
    evaluation.store.close()
    assert hits(evaluation.folder) == set()


def test_what_people_decided_stays_by_pseudonym(evaluation: Evaluation) -> None:
    before = evaluation.decisions().drop(columns="memo")
    purge(evaluation, "RW", TODAY)
    assert evaluation.decisions().drop(columns="memo").equals(before)
    kept = DECISIONS_KEPT.path(evaluation.outputs)
    rows = list(csv.DictReader(StringIO(kept.read_text("utf-8-sig"))))
    assert [(row["pseudonym"], row["code_id"], row["verdict"]) for row in rows] == [
        ("[carer 1]", "voice", "accept"), ("[staff member 1]", "trust", "reject"),
    ]  # fmt: skip
    assert files_handed_out(evaluation.outputs) == [kept, REVIEWED.path(evaluation.outputs)]
    assert "These are codings by people" in REVIEWED.path(evaluation.outputs).read_text("utf-8")


def test_a_record_says_that_it_was_done_and_how_much_and_not_what(evaluation: Evaluation) -> None:
    purge(evaluation, "RW", TODAY)
    record = evaluation.hidden / "purged.json"
    assert json.loads(record.read_text()) == {
        "at": "2027-07-01", "by": "RW", "files": 3, "outputs": 7, "people": 3, "excerpts": 7,
        "decisions_kept": 2,
    }  # fmt: skip
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    assert purged_on(evaluation) == "2027-07-01"


def test_a_purge_that_stopped_is_finished_by_the_next(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr("coding.purge.remove_file", stop)
        with pytest.raises(KeyboardInterrupt):
            purge(evaluation, "RW", TODAY)
    assert purged_on(evaluation) == "" and hits(evaluation.folder)
    purge(evaluation, "RW", TODAY)
    assert hits(evaluation.folder) == set()
    assert len(DECISIONS_KEPT.path(evaluation.outputs).read_text("utf-8-sig").splitlines()) == 3


def test_sources_beside_what_is_to_stay_are_not_purged(evaluation: Evaluation) -> None:
    path = evaluation.folder / FILE
    written = path.read_text().replace('transcripts = "transcripts"', 'transcripts = "."')
    path.write_text(written)
    before = dict(contents(evaluation.sources))
    with pytest.raises(InputError, match="the transcripts lie in the evaluation's own folder"):
        purge(Evaluation.open(evaluation.folder), "RW", TODAY)
    assert dict(contents(evaluation.sources)) == before


def test_every_table_has_its_place() -> None:
    placed = [*words_in_tables.DELETED, *words_in_tables.EMPTIED, *words_in_tables.KEPT]
    assert sorted(table.name for table in placed) == sorted(tables.metadata.tables)
    assert hiding_tables.found in placed


def test_the_command_only_says_what_would_go_until_it_is_told_to_do_it(
    evaluation: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(evaluation.folder)
    write_atomic(evaluation.folder / "notes of ours.docx", b"ours")
    before = {path: path.read_bytes() for path in evaluation.sources.rglob("*") if path.is_file()}
    assert main(["purge", folder]) == 0
    said = capsys.readouterr().out
    assert "Nothing is changed." in said and "People in people.csv: 3; excerpts: 7" in said
    assert "notes of ours.docx" in said
    assert plan_purge(evaluation).decisions == 2
    assert {path: path.read_bytes() for path in before} == before
    assert main(["purge", folder, "--yes"]) == 2
    assert main(["purge", folder, "--yes", "--by", "RW"]) == 0
    assert (evaluation.folder / "notes of ours.docx").read_bytes() == b"ours"
    capsys.readouterr()
    assert main(["run", folder]) == 2
    assert "this evaluation was purged on" in capsys.readouterr().err
    with Evaluation.open(folder).store.reading() as connection:
        assert connection.execute(select(tables.transcripts)).all() == []
