"""Two waves, and between them a codebook version in which one code means something else."""

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import story
from report_pages import Text

from codebooks.codebook import Codebook
from codebooks.load import loads
from coding import Evaluation
from coding.decisions.record import Decision, append_all
from coding.evaluation import tables
from coding.evaluation.output_files import REVIEWED
from coding.outputs import write_outputs

ONE = story.ONE
TWO = ONE.replace('"1.0"', '"1.1"').replace(
    "People were told in time what", "People were told in plain words what"
)
FIRST, SECOND = (loads(content.encode(), where="story") for content in (ONE, TWO))
WAVES = ("wave 1", "wave 2")


def publish(evaluation: Evaluation, book: Codebook, content: str, at: str) -> None:
    row = {"version": book.version, "hash": book.hash, "file_hash": "", "content": content}
    row |= {"published_by": "RW", "role": "researcher", "at": at, "changes": "[]"}
    with evaluation.store.writing() as connection:
        connection.execute(tables.codebook_versions.insert().values(row))


def accept(evaluation: Evaluation, wave: str, book: Codebook, key: str) -> None:
    """Everything that is suggested in a wave is accepted with this codebook."""
    waves = dict(evaluation.excerpts()[["excerpt_id", "wave"]].to_numpy().tolist())
    pairs = evaluation.suggestions()[["excerpt_id", "code_id"]].to_numpy().tolist()
    said = [
        Decision(
            key=f"{key}-{place}", excerpt_id=id, code_id=code, verdict="accept",
            direction="positive", reviewer="RW", at="2026-01-05T10:00:00+00:00",
            codebook_version=book.version, codebook_hash=book.hash,
        )
        for place, (id, code) in enumerate(pairs)
        if waves[id] == wave
    ]  # fmt: skip
    append_all(evaluation.store, said)


@pytest.fixture
def evaluation(told_story: Path, tmp_path: Path) -> Evaluation:
    """The invented evaluation: wave 1 decided with version 1.0, wave 2 with 1.1."""
    folder = tmp_path / "e"
    shutil.copytree(told_story, folder)
    first = Evaluation.open(folder)
    publish(first, FIRST, ONE, "2026-01-01T10:00:00+00:00")
    accept(first, WAVES[0], FIRST, "first")
    publish(first, SECOND, TWO, "2026-01-02T10:00:00+00:00")
    second = story.coded_with(folder, TWO)
    accept(second, WAVES[1], SECOND, "second")
    return second


def waves_of(evaluation: Evaluation) -> tuple[str, list[list[str]]]:
    """What the reviewed report says from wave to wave: its words, and the rows of its table."""
    write_outputs(evaluation, evaluation.excerpts(), model="words", prepared=date(2026, 3, 2))
    page = REVIEWED.path(evaluation.outputs).read_text("utf-8")
    section = re.search(r'<section aria-labelledby="waves">.*?</section>', page, re.DOTALL)
    assert section
    told = Text(section[0])
    return told.text, told.tables[0][1:] if told.tables else []


def test_what_has_two_meanings_is_not_compared_and_the_report_says_why(
    evaluation: Evaluation,
) -> None:
    """It had been compared, as "coded with the same codebook, version 1.1"."""
    text, table = waves_of(evaluation)
    assert (
        "Felt heard: “Information” was decided in wave 1 with version 1.0, in wave 2 with version 1.1."
        in text
    )
    assert "What is counted was decided with versions 1.0 and 1.1 of the codebook." in text
    assert "the same codebook" not in text
    assert [row[0] for row in table] == ["What came of it"]


def test_what_was_decided_again_is_compared(evaluation: Evaluation) -> None:
    accept(evaluation, WAVES[0], SECOND, "again")
    # What is not suggested any longer was decided with the old meaning all the same.
    decided = evaluation.decisions()
    old = decided[(decided["codebook_version"] == "1.0") & (decided["code_id"] == "information")]
    pairs = evaluation.suggestions()[["excerpt_id", "code_id"]]
    left = old[~old["excerpt_id"].isin(pairs[pairs["code_id"] == "information"]["excerpt_id"])]
    append_all(
        evaluation.store,
        [
            Decision(
                key=f"left-{id}", excerpt_id=id, code_id="information", verdict="reject",
                direction="", reviewer="RW", at="2026-01-06T10:00:00+00:00",
                codebook_version="1.1", codebook_hash=SECOND.hash,
            )
            for id in left["excerpt_id"]
        ],
    )  # fmt: skip
    text, table = waves_of(evaluation)
    assert "Not compared" not in text
    assert [row[0] for row in table] == ["Felt heard", "What came of it"]


def test_how_much_of_each_wave_was_looked_at_is_what_the_database_counts(
    evaluation: Evaluation,
) -> None:
    text, _ = waves_of(evaluation)
    query = """SELECT t.wave, count(DISTINCT d.excerpt_id), count(DISTINCT e.id) FROM excerpts e
        JOIN transcripts t ON t.id = e.transcript_id LEFT JOIN decisions d ON d.excerpt_id = e.id
        WHERE e.consent GROUP BY t.wave ORDER BY t.wave"""
    with closing(sqlite3.connect(evaluation.hidden / "heard.db")) as connection:
        counted = {wave: rest for wave, *rest in connection.execute(query)}
    told = "; ".join(
        f"{'Of' if wave == WAVES[0] else 'of'} {wave}, people have looked at {counted[wave][0]} of "
        f"{counted[wave][1]} excerpts"
        for wave in WAVES
    )
    assert f"{told}." in text


def test_codings_keep_the_version_they_were_decided_with(evaluation: Evaluation) -> None:
    found = evaluation.codes_by_wave("codings")
    versions = dict(found[["wave", "codebook_versions"]].to_numpy().tolist())
    assert versions == dict(zip(WAVES, ("1.0", "1.1"), strict=True))
