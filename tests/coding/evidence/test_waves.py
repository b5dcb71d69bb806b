"""Codes by wave: people counted once, and the version of the codebook that each wave was coded with."""

import shutil
from pathlib import Path

from invented import CODEBOOK, WAVES, excerpt, frames, suggestion
from sqlalchemy import text

from coding import Evaluation
from coding.decisions.record import Decision, append_all
from coding.evidence.waves import COLUMNS, WaveRow, codes_by_wave
from coding.findings.material import read_excerpts

SPRING, AUTUMN = WAVES


def test_a_person_counts_once_in_a_row_and_second_hand_words_apart() -> None:
    said = [
        (excerpt("one", start=0), "voice", "positive", "1.1"),
        (excerpt("two", start=9), "voice", "positive", "1.0"),
        (excerpt("three", start=19, participant="p2"), "voice", "positive", "1.0"),
        (excerpt("four", start=29, participant="", second_hand=True), "voice", "positive", "1.0"),
        (excerpt("five", start=39, wave=AUTUMN), "voice", "negative", "1.2"),
        (excerpt("six", start=49, wave=""), "place", "mixed", "1.0"),
    ]
    found = [
        suggestion(row, code, direction=way, codebook_version=version)
        for row, code, way, version in said
    ]
    read = read_excerpts(frames([row for row, *_ in said], found))
    heard = ("Felt heard", "voice", "Voice")
    assert list(codes_by_wave(read, CODEBOOK, WAVES)) == [
        WaveRow(SPRING, *heard, "positive", 2, 3, 1, "1.0, 1.1"),
        WaveRow(AUTUMN, *heard, "negative", 1, 1, 0, "1.2"),
        WaveRow("", "Accessibility", "place", "Place and travel", "mixed", 1, 1, 0, "1.0"),
    ]
    assert list(codes_by_wave([], CODEBOOK, WAVES)) == []


def test_an_evaluations_frame_is_what_the_database_counts(told_story: Path, tmp_path: Path) -> None:
    folder = tmp_path / "e"
    shutil.copytree(told_story, folder)
    evaluation = Evaluation.open(folder)
    assert list(evaluation.codes_by_wave("codings").columns) == COLUMNS
    assert evaluation.codes_by_wave("codings").empty
    suggested = evaluation.codes_by_wave()
    query = text(
        "select t.wave, s.code_id, s.direction, count(*) from suggestions s "
        "join excerpts e on e.id = s.excerpt_id join transcripts t on t.id = e.transcript_id "
        "group by 1, 2, 3"
    )
    with evaluation.store.reading() as connection:
        counted = {
            (row[0], row[1], row[2] or "not sure"): row[3] for row in connection.execute(query)
        }
    keys = suggested[["wave", "code_id", "direction"]].itertuples(index=False, name=None)
    counts = suggested["excerpts"] + suggested["apart"]
    assert dict(zip(keys, counts, strict=True)) == counted
    assert set(suggested["codebook_versions"]) == {"1.0"}


def test_codings_say_with_which_version_each_wave_was_decided(
    told_story: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "e"
    shutil.copytree(told_story, folder)
    evaluation = Evaluation.open(folder)
    waves = dict(evaluation.excerpts()[["excerpt_id", "wave"]].itertuples(index=False, name=None))
    chosen = [
        next(id for id in evaluation.suggestions()["excerpt_id"] if waves[id] == wave)
        for wave in ("wave 1", "wave 2")
    ]
    at, hash = "2026-01-05T10:00:00+00:00", evaluation.codebook.hash
    for version, id in zip(("1.0", "1.1"), chosen, strict=True):
        one = Decision(
            key=id, excerpt_id=id, code_id="trust", verdict="accept", direction="positive",
            reviewer="RW", at=at, codebook_version=version, codebook_hash=hash,
        )  # fmt: skip
        append_all(evaluation.store, [one])
    found = evaluation.codes_by_wave("codings")
    assert found[["wave", "code_id", "codebook_versions"]].to_numpy().tolist() == [
        ["wave 1", "trust", "1.0"],
        ["wave 2", "trust", "1.1"],
    ]
