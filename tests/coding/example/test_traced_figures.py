"""Every figure of the invented evaluation's report, counted anew from what `heard trace` says of it."""

import re

import pytest
from printed_figures import fits

from coding import Evaluation
from coding.example.reviewed import REPORTED
from coding.findings.disclosure.small_numbers import NOT_SHOWN
from coding.findings_report.gathering import report_material
from coding.findings_report.release.printed import PrintedReport, printed_report
from coding.findings_report.release.trace import Tracer, tracer_of
from flows.cli.trace import trace_lines

PEOPLE, EXCERPT = (
    "People: ",
    re.compile(r"  ([0-9a-f]{16})  (.+?)  .+ \d+-\d+  agreed to analysis; "),
)
NOBODY = "second-hand or nobody in particular"
NOT_LISTED = ("files", "people without consent")
"""Counts of what has no excerpts: nothing can be counted anew."""
IN_THE_ROOM = ("there/", "recorded/")
"""Keys of who was there, whether or not they said anything."""


@pytest.fixture(scope="module")
def printed(reviewed: Evaluation) -> PrintedReport:
    return printed_report(report_material(reviewed, REPORTED))


@pytest.fixture(scope="module")
def tracer(reviewed: Evaluation, printed: PrintedReport) -> Tracer:
    return tracer_of(reviewed, report_material(reviewed, REPORTED), printed)


def listed(lines: list[str]) -> tuple[set[str], dict[str, str]]:
    """The people that a trace lists, and by each excerpt who speaks in it."""
    people = next((line for line in lines if line.startswith(PEOPLE)), PEOPLE)
    excerpts = {at[1]: at[2] for line in lines if (at := EXCERPT.match(line))}
    return set(filter(None, people.removeprefix(PEOPLE).split(", "))), excerpts


def test_every_printed_figure_is_what_its_trace_lists(
    printed: PrintedReport, tracer: Tracer
) -> None:
    figures = dict.fromkeys((number.key, number.text) for number in printed.numbers())
    assert len(figures) > 100
    misfits = []
    for key, text in figures:
        lines = list(trace_lines(tracer[key]))
        counts = next(line for line in lines if line.startswith("Counts "))
        people, excerpts = listed(lines)
        of_people = counts.startswith("Counts people:")
        if not counts.removeprefix("Counts ").startswith(NOT_LISTED):
            count = len(people if of_people else excerpts)
            # What is hidden may hide that it is nobody, so that no sum gives others away.
            if not (text == NOT_SHOWN or fits(text, count)) or not counts.endswith(f": {count:,}"):
                misfits.append((key, text, counts, count))
    assert misfits == []


def test_whoever_a_figure_counts_speaks_in_an_excerpt_behind_it(
    printed: PrintedReport, tracer: Tracer
) -> None:
    """And nobody else does: the people follow from the excerpts."""
    other = []
    for key in dict.fromkeys(number.key for number in printed.numbers()):
        people, excerpts = listed(list(trace_lines(tracer[key])))
        speakers = set(excerpts.values()) - {NOBODY}
        in_the_room = key.startswith(IN_THE_ROOM)
        if tracer[key].counts == "people" and not in_the_room and people != speakers:
            other.append((key, len(people), len(speakers)))
    assert other == []
