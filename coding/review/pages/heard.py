"""The page Who was heard: turns and words of each group, altogether and meeting by meeting.

Whose role may not see small counts reads what stands in the last report, and each group's share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.evaluation.evaluation import Evaluation
from coding.evidence.who_was_heard import (
    GroupHeard,
    Meeting,
    meetings,
    overall,
    speakers_by_transcript,
)
from coding.findings.disclosure.last_reports import LastReports, last_reports
from coding.findings.disclosure.small_numbers import Figure
from coding.review.access.rights import may
from coding.review.known.desk import desk_of, render
from coding.review.look.page import Page
from corpora.names.names import Names
from corpora.transcript import KINDS

PATH, TEMPLATE, PUBLIC = "/heard", "heard.html.j2", "heard_public.html.j2"


@dataclass(frozen=True, slots=True)
class Titled:
    """A meeting under a title in which no name stands."""

    name: str
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class GroupInReport:
    """A group as the last report counts it. `share` of the words of those who do not ask, 0 to 1."""

    group: str
    heard: Figure
    there: Figure
    recorded: Figure
    share: float


def show(request: Request) -> Response:
    """Who was heard in all transcripts, and in each."""
    evaluation = desk_of(request).evaluation
    said, listed = speakers_by_transcript(evaluation), evaluation.attendance()
    groups = tuple(evaluation.settings.groups)
    everything = overall(said, listed, groups)
    if not may(request, "see small counts"):
        told = last_reports(evaluation)
        return render(
            request,
            PUBLIC,
            groups=groups_in_report(everything, told, groups),
            everyone=told.figure("people"),
            least=told.least,
        )
    kinds = _by_kind(evaluation, meetings(said, listed, groups))
    return render(request, TEMPLATE, overall=everything, kinds=kinds)


def groups_in_report(
    everything: Sequence[GroupHeard], told: LastReports, groups: Sequence[str]
) -> list[GroupInReport]:
    """The groups of the settings, then others that a report counts."""
    share = {each.group: each.share for each in everything}
    others = sorted({*told.names("group"), *told.names("there")} - set(groups))
    return [
        GroupInReport(
            group,
            told.figure("group", group),
            told.figure("there", group),
            told.figure("recorded", group),
            share.get(group, 0.0),
        )
        for group in (*groups, *others)
    ]


def _by_kind(evaluation: Evaluation, told: tuple[Meeting, ...]) -> list[tuple[str, list[Titled]]]:
    names, number = evaluation.names(), count(1)
    titled = [(each.kind, Titled(_title(each, names, next(number)), each)) for each in told]
    return [
        (kind, of_kind)
        for kind in KINDS
        if (of_kind := [each for found, each in titled if found == kind])
    ]


def _title(meeting: Meeting, names: Names, number: int) -> str:
    """The file's name as words, names in it replaced: files are often called after people."""
    stem = meeting.source.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    words = " ".join(stem.replace("-", " ").replace("_", " ").split())
    return names.replace(words.title()) if words else f"Meeting {number}"


PAGE = Page("Who was heard", PATH, (Route(PATH, show),))
