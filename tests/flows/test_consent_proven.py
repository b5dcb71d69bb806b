"""Consent, end to end: of whoever did not say yes, no word comes out anywhere.

Two hundred invented evaluations go through every stage of a run; a few go through the run itself,
and what Prefect keeps of it is looked through. All of the text is invented.
"""

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from consent_story import Somebody, Story, stories, story_of
from deid_evaluation import by_form_alone
from fake_words import Words
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from coding.deidentification.search import search
from coding.embedding.vectors import VectorCache
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import new_evaluation
from coding.evaluation.output_files import files_handed_out
from coding.intake.cutting import read_and_cut
from coding.outputs import write_outputs
from coding.suggestions.suggest import embed, suggest
from coding.themes.uncovered import group
from flows.cli.main import main

CODEBOOK = """
title: A small codebook
version: "1.0"
themes:
  - id: heard
    name: Felt heard
    codes:
      - id: listened
        name: Listened to
        definition: Others listened, and wrote down what was said.
        examples:
          - They listened to me and wrote it all down in the end.
          - Nobody listened to a word of what I said.
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An evaluation in which nothing is, to be copied: its database takes the longest to make."""
    folder = tmp_path_factory.mktemp("template") / "e"
    new_evaluation(folder)
    (folder / "codebook.yaml").write_text(CODEBOOK)
    Evaluation.open(folder).store.close()
    return folder


def told(folder: Path, story: Story) -> None:
    (folder / "people.csv").write_bytes(story.people_csv)
    (folder / "transcripts" / story.source).write_bytes(story.content)


def run_stages(evaluation: Evaluation, model: Words) -> None:
    """Every stage of a run, without Prefect and with a model that knows words only."""
    cache = VectorCache(evaluation.hidden / "vectors", model)
    read_and_cut(evaluation)
    search(evaluation, by_form_alone(evaluation), workers=1)
    excerpts = evaluation.excerpts()
    embed(evaluation, excerpts, cache)
    suggest(evaluation, excerpts, cache)
    group(evaluation, excerpts, cache)
    write_outputs(evaluation, excerpts, model=model.key, prepared=date(2026, 1, 5))


def outputs(folder: Path) -> Iterator[bytes]:
    """All that is handed out, workbooks unpacked."""
    for path in files_handed_out(folder / "outputs"):
        yield path.name.encode()
        yield path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from (archive.read(name) for name in archive.namelist())


def stored(evaluation: Evaluation) -> Iterator[bytes]:
    """Every text of the database but the transcripts themselves, and the excerpts as they are cut."""
    with evaluation.store.reading() as connection:
        for table in tables.metadata.sorted_tables:
            if table is not tables.transcripts:
                yield repr(connection.execute(select(table)).all()).encode()
        e, t = tables.excerpts, tables.transcripts
        cut = select(t.c.text, e.c.start, e.c.end, e.c.context_start, e.c.context_end)
        for row in connection.execute(cut.join(t, t.c.id == e.c.transcript_id).where(e.c.consent)):
            yield row.text[row.start : row.end].encode()
            yield row.text[row.context_start or 0 : row.context_end or 0].encode()


def vectors(folder: Path) -> Iterator[bytes]:
    return (
        path.read_bytes() for path in (folder / ".heard" / "vectors").rglob("*") if path.is_file()
    )


def out(words: list[str], where: Iterator[bytes]) -> set[str]:
    """Which of these words stand there, as text or in UTF-16."""
    every = b"\0".join(where)
    return {
        word
        for word in words
        for form in (word.encode(), word.encode("utf-16-le"))
        if form in every
    }


@settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(story=stories())
def test_whoever_did_not_say_yes_is_in_nothing_that_comes_out(
    template: Path, tmp_path_factory: pytest.TempPathFactory, story: Story
) -> None:
    folder = tmp_path_factory.mktemp("consent") / "e"
    shutil.copytree(template, folder)
    told(folder, story)
    evaluation, model = Evaluation.open(folder), Words()
    run_stages(evaluation, model)
    excerpts = evaluation.excerpts()
    texts = [*excerpts["text"], *excerpts["context"]]
    evaluation.store.close()
    places = {
        "outputs": outputs(folder),
        "database": stored(evaluation),
        "vectors": vectors(folder),
        "embedded": (text.encode() for text in model.asked),
        "excerpts": (text.encode() for text in texts),
    }
    said = " ".join(excerpts["text"])
    lost = {id: words for id, words in story.given.items() if not any(w in said for w in words)}
    leaks = {place: out(story.withheld, where) for place, where in places.items()}
    shutil.rmtree(folder)
    assert ({place: words for place, words in leaks.items() if words}, lost) == ({}, {})


def test_a_yes_that_becomes_a_no_leaves_nothing_behind(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "e"
    shutil.copytree(template, folder)
    agreed = [replace(each, consent="yes", label=each.name) for each in (SIAN, TOM)]
    told(folder, story_of(agreed, "lines", "plain", "NFC"))
    story = story_of([replace(agreed[0], consent="no"), agreed[1]], "lines", "plain", "NFC")
    model = Words()
    for people_csv in ((folder / "people.csv").read_bytes(), story.people_csv):
        (folder / "people.csv").write_bytes(people_csv)
        evaluation = Evaluation.open(folder)
        run_stages(evaluation, model)
        texts = [each for each in model.asked if any(word in each for word in story.withheld)]
        cache = VectorCache(evaluation.hidden / "vectors", Words())
        held = len(set(texts)) - cache.missing(texts)
        evaluation.store.close()
    assert (len(set(texts)), held) == (3, 0)
    assert out(story.withheld, outputs(folder)) == set()
    assert out(story.withheld, stored(evaluation)) == set()


SIAN = Somebody("P01", "Siân Ŵyn", "", "no", "Siân Ŵyn Unverified", sure=False)
BRONWEN = Somebody("P02", "Bronwen Llewellyn-Pritchard", "", "", "Bronwen Pritchard", sure=False)
MO = Somebody("P03", "Maureen O’Brien", "Mo", "yes", "Maureen O'Brien", sure=True)
TOM = Somebody("P04", "Tom Ng", "", "ask", "Ng, Tom", sure=False)
ADA = Somebody("P05", "Ада Лис", "", "yes", "ада лис", sure=True)


@pytest.mark.flow
@pytest.mark.model
@pytest.mark.parametrize(
    "story",
    [
        story_of([SIAN, MO, TOM], "lines", "semicolons", "NFD"),
        story_of([BRONWEN, ADA], "voices", "titled", "NFC"),
        story_of([TOM, MO, ADA], "answers", "tabs", "NFD"),
    ],
    ids=lambda story: story.source,
)
def test_a_run_and_its_records_hold_no_word_of_theirs(
    tmp_path: Path, prefect_home: Path, story: Story
) -> None:
    folder = tmp_path / "e"
    assert main(["new", str(folder)]) == 0
    told(folder, story)
    assert main(["run", str(folder)]) in (0, 1)
    evaluation = Evaluation.open(folder)
    said = " ".join(evaluation.excerpts()["text"])
    records = [path.read_bytes() for path in prefect_home.rglob("*") if path.is_file()]
    assert any(b"code-transcripts" in record for record in records), "the run itself is there"
    assert [id for id, words in story.given.items() if not any(w in said for w in words)] == []
    assert out([*story.words], iter(records)) == set(), "Prefect is given no word of anybody"
    names = [part for each in story.people for part in each.name.split() if len(part) > 2]
    assert out([*names, story.source], iter(records)) == set()
    assert out(story.withheld, outputs(folder)) == set()
    assert out(story.withheld, stored(evaluation)) == set()
    assert out(story.withheld, vectors(folder)) == set()
