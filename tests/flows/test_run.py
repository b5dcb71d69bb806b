"""The main job from the command line, with Prefect and the real model, on a small evaluation.

All of the text is invented for these tests.
"""

import csv
import json
import os
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from run_files import FIRST
from sqlalchemy import select

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append, append_all
from coding.evaluation import tables
from coding.evaluation.output_files import CODED_TABLE, CODED_WORKBOOK, REPORT, REVIEWED
from coding.outputs import Summary, summary_of
from corpora.errors import Locked
from corpora.files import lock, read_limited
from corpora.formats.read import read_file
from corpora.transcript import Transcript
from flows.cli.main import main
from flows.open_run import OpenRun

pytestmark = [pytest.mark.flow, pytest.mark.model]


def sheet(folder: Path) -> pd.DataFrame:
    path = CODED_TABLE.path(folder / "outputs")
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def test_every_row_is_the_transcript_at_its_offsets(ran: Path) -> None:
    evaluation = Evaluation.open(ran)
    texts = evaluation.transcripts().set_index("transcript_id")["text"]
    names = evaluation.names()
    excerpts = evaluation.excerpts().set_index("excerpt_id")
    rows = sheet(ran)
    assert len(rows) > 0
    for row in rows.to_dict("records"):
        transcript = texts[excerpts.loc[row["excerpt_id"], "transcript_id"]]
        assert row["excerpt"] == names.replace(transcript[int(row["start"]) : int(row["end"])])


def test_names_are_in_nothing_that_is_handed_out(ran: Path) -> None:
    written = CODED_TABLE.path(ran / "outputs").read_text("utf-8-sig")
    written += REPORT.path(ran / "outputs").read_text("utf-8")
    for name in ("Maureen", "Tate", "Okoro", "Ola", "Reed", "Winter"):
        assert name not in written


def test_nobody_without_consent_is_coded_and_nobody_is_quoted_on_the_working_page(
    ran: Path,
) -> None:
    report = re.sub(r"<[^>]*>", "", REPORT.path(ran / "outputs").read_text("utf-8"))
    assert "Zugzwang" not in CODED_TABLE.path(ran / "outputs").read_text("utf-8-sig")
    assert "Zugzwang" not in report
    assert "seven days now" in " ".join(sheet(ran)["excerpt"])
    assert "seven days now" not in report
    assert "lift was broken twice" not in report


def test_what_people_say_is_coded_as_a_reader_would(ran: Path) -> None:
    rows = (
        Evaluation.open(ran).suggestions().merge(Evaluation.open(ran).excerpts(), on="excerpt_id")
    )
    lift = rows[rows["text"].str.contains("lift was broken")]
    assert "place-and-travel" in set(lift["code_id"])
    assert set(lift[lift["code_id"] == "place-and-travel"]["direction"]) == {"negative"}
    hours = rows[rows["text"].str.contains("opening hours")]
    assert {"change-reported", "change-attributed", "influence"} & set(hours["code_id"])
    assert not rows["text"].str.contains("Did you feel").any(), "questions are context"


def test_a_short_answer_has_its_question_beside_it(ran: Path) -> None:
    excerpts = Evaluation.open(ran).excerpts().set_index("text")["context"]
    assert excerpts["Not really, no."] == (
        "Did you feel that people listened to you in those meetings?"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("people who use services", "unpaid carers"),
        ("unpaid carers,,wave 1,yes,yes", "unpaid carers,,wave 1,yes,no"),
        ("P4,Pat", "\nP4,Pat"),
    ],
)
def test_suggestions_outlast_a_change_of_who_somebody_is(
    copied: Path, before: str, after: str
) -> None:
    """Another group, another word about quotes, an empty line: excerpts are cut to the same texts."""
    had = Evaluation.open(copied).suggestions()
    assert len(had)
    people = copied / "people.csv"
    people.write_text(people.read_text().replace(before, after))
    assert main(["run", str(copied)]) == 1
    pd.testing.assert_frame_equal(Evaluation.open(copied).suggestions(), had)
    rows = sheet(copied)
    assert (rows["code"] != "").sum() == len(had)


def test_a_second_run_says_that_nothing_changed_and_starts_no_flow(
    ran: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.cli.run._start", lambda *_: pytest.fail("a flow was started"))
    before = REPORT.path(ran / "outputs").stat().st_mtime_ns
    assert main(["run", str(ran)]) == 1, "the refused file is still refused"
    said = capsys.readouterr().out
    assert said.startswith("Nothing has changed since the last run.\n")
    assert "Refused:     broken.docx: this is not really a Word file, or it is damaged." in said
    assert len(said.splitlines()) <= 10
    assert REPORT.path(ran / "outputs").stat().st_mtime_ns == before


def test_a_new_file_costs_only_itself(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(path: Path, **said: Any) -> Transcript:
        read.append(path.name)
        return read_file(path, **said)

    monkeypatch.setattr("coding.intake.sources.read_file", noted)
    (copied / "transcripts" / "new.txt").write_text(FIRST.replace("bus", "tram"))
    before = set(Evaluation.open(copied).excerpts()["excerpt_id"])
    assert main(["run", str(copied)]) == 1
    assert read == ["new.txt"]
    assert before < set(Evaluation.open(copied).excerpts()["excerpt_id"])


def test_files_are_opened_as_often_however_many_batches_they_are_read_in(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To plan the run, and to be read where they are due."""
    opened: Counter[str] = Counter()

    def noted(path: Path) -> bytes:
        opened[path.name] += 1
        return read_limited(path)

    monkeypatch.setattr("coding.intake.sources.read_limited", noted)
    monkeypatch.setattr("corpora.formats.read.read_limited", noted)
    monkeypatch.setattr("flows.batch.FILES_A_TASK", 2)
    there = [path.name for path in (copied / "transcripts").iterdir()]
    new = [f"new {number}.txt" for number in range(7)]
    for name in new:
        (copied / "transcripts" / name).write_text(FIRST.replace("bus", name))
    assert main(["run", str(copied)]) == 1
    assert opened == {**dict.fromkeys(there, 1), **dict.fromkeys(new, 2)}


def test_a_changed_codebook_reads_and_embeds_no_transcript(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "coding.intake.sources.read_file", lambda *a, **k: pytest.fail("read again")
    )
    codebook = copied / "codebook.yaml"
    codebook.write_text(codebook.read_text().replace("name: Able to speak freely", "name: Voice"))
    assert main(["run", str(copied)]) == 1
    assert "Voice" in set(sheet(copied)["code"]) | {"Voice"}
    versions = set(Evaluation.open(copied).suggestions()["codebook_hash"])
    assert versions == {Evaluation.open(copied).codebook.hash}


def test_a_removed_file_takes_its_rows_along_and_leaves_decisions(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluation = Evaluation.open(copied)
    excerpts = evaluation.excerpts()
    judged = excerpts[excerpts["source"] == "maureen.txt"]["excerpt_id"].iloc[0]
    decision = Decision("k", judged, "voice", "accept", "negative", "R1", "2026-01-01", "1.0")
    append(evaluation.store, decision)
    (copied / "transcripts" / "maureen.txt").unlink()
    main(["run", str(copied)])
    assert "Gone:        maureen.txt; what people decided about them is kept" in (
        capsys.readouterr().out
    )
    evaluation = Evaluation.open(copied)
    assert set(evaluation.excerpts()["source"]) == {"sam.vtt"}
    assert list(evaluation.decisions()["excerpt_id"]) == [judged]
    (copied / "transcripts" / "renamed.txt").write_text(FIRST)
    main(["run", str(copied)])
    assert judged in set(Evaluation.open(copied).excerpts()["excerpt_id"])


def test_the_first_suggestion_is_kept_for_ever(copied: Path) -> None:
    first = select(tables.first_suggestions).order_by("excerpt_id", "code_id")
    with Evaluation.open(copied).store.reading() as connection:
        before = connection.execute(first).all()
    codebook = copied / "codebook.yaml"
    codebook.write_text(codebook.read_text().replace("listen", "attend"))
    main(["run", str(copied)])
    with Evaluation.open(copied).store.reading() as connection:
        after = connection.execute(first).all()
    assert set(before) <= set(after)


def test_a_sheet_that_somebody_filled_in_is_kept(copied: Path) -> None:
    path = CODED_WORKBOOK.path(copied / "outputs")
    path.write_bytes(b"filled in by a reviewer")
    (copied / "transcripts" / "sam.vtt").unlink()
    main(["run", str(copied)])
    kept = path.with_name("internal-coded-excerpts (kept 1).xlsx")
    assert kept.read_bytes() == b"filled in by a reviewer"
    assert path.read_bytes()[:2] == b"PK"


def test_what_people_found_has_a_report_of_its_own(copied: Path) -> None:
    evaluation = Evaluation.open(copied)
    first = evaluation.suggestions().iloc[0]
    excerpt, code = str(first["excerpt_id"]), str(first["code_id"])
    kept_back = str(evaluation.excerpts().query("may_quote")["excerpt_id"].iloc[-1])
    append_all(
        evaluation.store,
        [
            Decision("a", excerpt, code, "accept", "negative", "R1", "2026-01-01", "1.0"),
            Decision("b", excerpt, "money", "accept", "positive", "R1", "2026-01-01", "1.0"),
            Decision("c", excerpt, "money", "reject", "", "R2", "2026-01-01", "1.0"),
            Remark("d", kept_back, "not to be quoted", "", "R1", "2026-01-01", "1.0"),
        ],
    )
    assert main(["run", str(copied)]) == 1
    page = REVIEWED.path(copied / "outputs").read_text()
    assert "These are codings by people. They have looked at 1 excerpt," in page
    assert "Still to be settled: 1 disagreement." in page
    assert "a program suggests" not in page
    assert page.count("Excerpt <code>") <= 1
    assert f"<code>{kept_back}</code>" not in page


def test_a_missing_output_is_written_again(copied: Path) -> None:
    REPORT.path(copied / "outputs").unlink()
    main(["run", str(copied)])
    assert REPORT.path(copied / "outputs").is_file()


def test_the_same_input_gives_the_same_bytes(ran: Path, tmp_path: Path, server: None) -> None:
    folder = tmp_path / "again"
    shutil.copytree(ran, folder, ignore=shutil.ignore_patterns(".heard*", "outputs"))
    assert main(["run", str(folder)]) == 1
    for output in (CODED_TABLE, CODED_WORKBOOK, REPORT):
        first, second = output.path(ran / "outputs"), output.path(folder / "outputs")
        assert first.read_bytes() == second.read_bytes()


def test_a_locked_evaluation_says_who_holds_it(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with lock(copied / ".heard"):
        assert main(["run", str(copied)]) == 3
    assert f"another run is at work here (process {os.getpid()})" in capsys.readouterr().err


def test_nobody_else_gets_in_while_prefect_starts(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was planned before would be about another folder."""

    def start(run: OpenRun) -> Summary:
        with pytest.raises(Locked), lock(copied / ".heard"):
            pass
        return summary_of(run.evaluation)

    monkeypatch.setattr("flows.cli.run._start", start)
    (copied / "transcripts" / "new.txt").write_text(FIRST.replace("bus", "tram"))
    assert main(["run", str(copied)]) == 1


def test_prefect_was_given_no_word_and_no_name(copied: Path, prefect_home: Path) -> None:
    """Not of what is said, nor of a file called after who said it, read or taken out."""
    (copied / "transcripts" / "Pat Winter.txt").unlink()
    assert main(["run", str(copied)]) == 1
    stored = b"".join(p.read_bytes() for p in prefect_home.rglob("*") if p.is_file())
    assert b"code-transcripts" in stored, "the run itself is there"
    names = ("Maureen", "maureen.txt", "Okoro", "Pat Winter", "Winter.txt")
    for word in (*names, "Zugzwang", "nodded along", "opening hours"):
        for form in (word.encode(), word.encode("utf-16-le")):
            assert form not in stored


def test_the_csv_has_what_the_issue_of_review_needs(ran: Path) -> None:
    with CODED_TABLE.path(ran / "outputs").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    for name in ("transcript", "wave", "group", "pseudonym", "time", "excerpt", "context", "theme",
                 "code", "direction", "probability"):  # fmt: skip
        assert name in header


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (("codebook.yaml", "title:", "titel:"), 2, "codebook.yaml line"),
        (("codebook.yaml", "themes:", "themes: &a"), 2, "codebook.yaml line"),
        (("people.csv", "P2,", "P1,"), 2, "people.csv: row 3 (P1): the id stands already in row 2"),
        (("evaluation.toml", "title =", "titel ="), 2, "evaluation.toml line"),
    ],
)
def test_wrong_input_is_one_line_with_its_place(
    copied: Path,
    capsys: pytest.CaptureFixture[str],
    change: tuple[str, str, str],
    code: int,
    message: str,
) -> None:
    name, old, new = change
    path = copied / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert main(["run", str(copied)]) == code
    said = capsys.readouterr().err
    assert said.startswith(f"heard: {message}")
    assert len(said.splitlines()) == 1


def test_a_folder_without_an_evaluation_is_told_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(tmp_path)]) == 2
    assert "Make an evaluation with: heard new" in capsys.readouterr().err


def test_an_evaluation_is_never_made_over_another(
    ran: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(ran)]) == 3
    assert "there is an evaluation here already" in capsys.readouterr().err
    assert "The Hub" in (ran / "evaluation.toml").read_text()


def test_counts_of_the_stages_stand_in_the_store_as_json(ran: Path) -> None:
    with Evaluation.open(ran).store.reading() as connection:
        for row in connection.execute(select(tables.proposals.c.quotes)):
            assert isinstance(json.loads(row.quotes), list)
