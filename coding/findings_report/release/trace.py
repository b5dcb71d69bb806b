"""From a printed figure back to people, excerpts, decisions, codebook versions and consent.

For the team alone: people stand under pseudonyms, and small numbers as they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any

import pandas as pd

from coding.decisions.standing import last_words
from coding.document.blocks import Number
from coding.evaluation.evaluation import Evaluation
from coding.evidence.tracing import excerpts_behind, excerpts_counted
from coding.findings.figures import Counting, counted_of
from coding.findings.material import CodedExcerpt, read_attendance
from coding.findings.publication import frames_to_publish
from coding.findings_report.release.printed import PrintedReport
from coding.findings_report.shared.material import ReportMaterial, key_text
from corpora.errors import InputError


@dataclass(frozen=True, slots=True)
class TracedDecision:
    """The last word of a reviewer about an excerpt and a code, made with a codebook version."""

    code_id: str
    reviewer: str
    at: str
    verdict: str
    direction: str
    codebook_version: str
    source: str


@dataclass(frozen=True, slots=True)
class TracedExcerpt:
    """Where an excerpt stands (code points), whose it is, what may be done with it, who decided what."""

    excerpt_id: str
    person: str
    group: str
    wave: str
    source: str
    start: int
    end: int
    second_hand: bool
    may_be_quoted: bool
    decisions: tuple[TracedDecision, ...]


@dataclass(frozen=True, slots=True)
class FigureTrace:
    """What stands behind a figure. `printed` is every way in which the report words it.

    `counts` says what it counts: people, excerpts, or something else of which there are no excerpts.
    `count` is the true count, None where only the number is known. `people` are pseudonyms.
    """

    key: str
    printed: tuple[str, ...]
    counts: str
    count: int | None
    people: tuple[str, ...]
    excerpts: tuple[TracedExcerpt, ...]


@dataclass(frozen=True, slots=True)
class Tracer:
    """Finds what stands behind the figures of one report, as it stands now."""

    traces: Mapping[str, FigureTrace]

    def __getitem__(self, key: str) -> FigureTrace:
        """The trace of a key. Raises InputError for one that the report does not print."""
        if key in self.traces:
            return self.traces[key]
        near = get_close_matches(key, self.traces, 3, 0.5)
        raise InputError(
            "the report prints no figure with this key",
            where=key,
            remedy=f"Perhaps {', '.join(near)}. The keys stand in the workbook of the report."
            if near
            else "The keys stand in the workbook of the report, in columns that are not printed.",
        )


def counting_of(evaluation: Evaluation, material: ReportMaterial) -> Counting:
    """What the report counts, of everybody who is counted."""
    publication = material.publication
    attendance = read_attendance(frames_to_publish(evaluation, evaluation.excerpts()))
    about, book = publication.about, publication.codebook
    return Counting(material.excerpts, (), book, about, attendance, material.further)


def tracer_of(evaluation: Evaluation, material: ReportMaterial, printed: PrintedReport) -> Tracer:
    """The traces of every figure that the report prints, in easy read too."""
    publication, further = material.publication, material.further
    people = counted_of(counting_of(evaluation, material))
    by_text = {key_text(key): key for key in people.by_key}
    names = evaluation.pseudonyms()
    decided = _decisions(evaluation)
    traces = {}
    for key, texts in _printed(printed.numbers()).items():
        if key in by_text:
            whom = people.by_key[by_text[key]]
            behind = excerpts_behind(
                by_text[key], material.excerpts, people, publication.codebook, further
            )
            pseudonyms = tuple(sorted(names.get(who) or who for who in whom))
            traces[key] = FigureTrace(
                key, texts, "people", len(whom), pseudonyms, _traced(behind, decided)
            )
        else:
            traces[key] = _other(key, texts, material, decided)
    return Tracer(traces)


Decided = Mapping[str, tuple[TracedDecision, ...]]


def _other(
    key: str, printed: tuple[str, ...], material: ReportMaterial, decided: Decided
) -> FigureTrace:
    """A figure that counts no people by name: excerpts, or files, or who did not agree."""
    what, _, of = key.partition("/")
    if what == "files":
        files = len(material.publication.findings.reading.not_read)
        return FigureTrace(key, printed, "files that could not be read", files, (), ())
    if what in ("read", "excerpts", "second-hand"):
        ids = {finding.id for finding in material.written.findings}
        counted = tuple(
            excerpts_counted(what, of if of in ids else "", material.excerpts, material.further)
        )
        return FigureTrace(key, printed, "excerpts", len(counted), (), _traced(counted, decided))
    left_out = material.publication.about.left_out_people
    return FigureTrace(key, printed, "people without consent to analysis", left_out, (), ())


def _printed(numbers: Iterable[Number]) -> dict[str, tuple[str, ...]]:
    """How each key is worded, in the order of reading."""
    texts: dict[str, dict[str, None]] = {}
    for number in numbers:
        texts.setdefault(number.key, {})[number.text] = None
    return {key: tuple(each) for key, each in texts.items()}


def _decisions(evaluation: Evaluation) -> Decided:
    """What reviewers last said about each excerpt, in the order of saying."""
    decisions: dict[str, list[TracedDecision]] = {}
    for row in _rows(last_words(evaluation.decisions()).sort_values("number")):
        decisions.setdefault(str(row["excerpt_id"]), []).append(
            TracedDecision(
                *(
                    str(row[name])
                    for name in (
                        "code_id", "reviewer", "at", "verdict", "direction", "codebook_version",
                        "source",
                    )
                )
            )
        )  # fmt: skip
    return {id: tuple(each) for id, each in decisions.items()}


def _rows(frame: pd.DataFrame) -> Iterator[Mapping[Any, Any]]:
    yield from frame.to_dict("records")


def _traced(excerpts: Iterable[CodedExcerpt], decided: Decided) -> tuple[TracedExcerpt, ...]:
    return tuple(
        TracedExcerpt(
            excerpt_id=e.excerpt_id,
            person=e.pseudonym if e.counts_a_person else "",
            group=e.group,
            wave=e.wave,
            source=e.source,
            start=e.start,
            end=e.end,
            second_hand=e.second_hand,
            may_be_quoted=e.may_quote,
            decisions=decided.get(e.excerpt_id, ()),
        )
        for e in excerpts
    )


def as_json(tracer: Tracer) -> dict[str, Any]:
    """The traces as plain values; each excerpt once, under its id."""
    excerpts = {e.excerpt_id: asdict(e) for t in tracer.traces.values() for e in t.excerpts}
    figures = {
        key: {
            "printed": list(trace.printed),
            "counts": trace.counts,
            "count": trace.count,
            "people": list(trace.people),
            "excerpts": [e.excerpt_id for e in trace.excerpts],
        }
        for key, trace in tracer.traces.items()
    }
    return {"figures": figures, "excerpts": {id: excerpts[id] for id in sorted(excerpts)}}


def from_json(content: Mapping[str, Any]) -> Tracer:
    """The traces that `as_json` wrote."""
    excerpts = {
        id: TracedExcerpt(
            **{**each, "decisions": tuple(TracedDecision(**d) for d in each["decisions"])}
        )
        for id, each in content["excerpts"].items()
    }
    return Tracer(
        {
            key: FigureTrace(
                key,
                tuple(each["printed"]),
                each["counts"],
                each["count"],
                tuple(each["people"]),
                tuple(excerpts[id] for id in each["excerpts"]),
            )
            for key, each in content["figures"].items()
        }
    )
