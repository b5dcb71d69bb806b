"""Every figure of the report is recounted from its trace, and its words fit the count."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
import reported
from printed_figures import fits
from sqlalchemy import func, select

from coding import Evaluation
from coding.evaluation import tables
from coding.findings_report.gathering import report_material
from coding.findings_report.release.printed import PrintedReport, printed_report
from coding.findings_report.release.trace import Tracer, as_json, from_json, tracer_of
from corpora.errors import InputError
from flows.cli.main import main

TODAY = date(2026, 3, 9)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evaluation]:
    evaluation = reported.reported(tmp_path_factory.mktemp("made") / "evaluation")
    yield evaluation
    evaluation.store.close()


@pytest.fixture(scope="module")
def printed(made: Evaluation) -> PrintedReport:
    return printed_report(report_material(made, TODAY))


@pytest.fixture(scope="module")
def tracer(made: Evaluation, printed: PrintedReport) -> Tracer:
    return tracer_of(made, report_material(made, TODAY), printed)


def test_every_figure_has_a_trace_and_its_words_fit_the_count(
    printed: PrintedReport, tracer: Tracer
) -> None:
    numbers = list(printed.numbers())
    assert len({number.key for number in numbers}) > 30
    misfits = [
        (number.key, number.text, tracer[number.key].count)
        for number in numbers
        if (count := tracer[number.key].count) is None or not fits(number.text, count)
    ]
    assert misfits == []


def test_people_are_recounted_from_the_excerpts_behind_them(
    made: Evaluation, tracer: Tracer
) -> None:
    e = tables.excerpts
    for key, trace in tracer.traces.items():
        if trace.counts == "people" and not key.startswith(("there/", "recorded/")):
            ids = [excerpt.excerpt_id for excerpt in trace.excerpts]
            query = select(func.count(e.c.participant.distinct())).where(e.c.id.in_(ids))
            with made.store.reading() as connection:
                assert connection.execute(query).scalar() == trace.count, key


def test_a_coding_is_traced_to_who_accepted_it_with_what(made: Evaluation, tracer: Tracer) -> None:
    trace = tracer["code direction/voice/negative"]
    texts = dict(zip(made.excerpts()["excerpt_id"], made.excerpts()["text"], strict=True))
    assert trace.count == 8
    assert all("talked over me" in texts[excerpt.excerpt_id] for excerpt in trace.excerpts)
    last = {
        (d.code_id, d.verdict, d.direction, d.reviewer, d.codebook_version)
        for excerpt in trace.excerpts
        for d in excerpt.decisions
    }
    assert last == {("voice", "accept", "negative", "R1", "1.0")}


def test_offsets_lead_to_the_words_in_the_source(made: Evaluation, tracer: Tracer) -> None:
    transcripts = {row.source: row for row in made.transcripts().itertuples()}
    excerpt = tracer["code direction/voice/negative"].excerpts[0]
    t = tables.transcripts
    with made.store.reading() as connection:
        text = connection.execute(select(t.c.text).where(t.c.source == excerpt.source)).scalar()
    assert excerpt.source in transcripts
    assert text is not None and "talked over me" in text[excerpt.start : excerpt.end]


def test_traces_are_the_same_after_being_written(tracer: Tracer) -> None:
    assert from_json(json.loads(json.dumps(as_json(tracer)))) == tracer


def test_an_unknown_key_says_which_may_be_meant(tracer: Tracer) -> None:
    with pytest.raises(InputError, match="code direction/voice/negative"):
        tracer["code direction/voice/negativ"]


def test_the_command_shows_no_word_of_anybody(
    made: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", "finding/F1/for", str(made.folder)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("finding/F1/for: printed as “24 of 40 people”")
    assert "Counts people: 24" in told
    assert "listened" not in told
    assert main(["trace", "nothing/at/all", str(made.folder)]) == 2
