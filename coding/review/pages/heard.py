"""The page Who was heard: turns and words of each group, altogether and meeting by meeting."""

from dataclasses import dataclass
from itertools import count

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.evaluation.evaluation import Evaluation
from coding.evidence.who_was_heard import Meeting, meetings, overall, speakers_by_transcript
from coding.review.known.desk import desk_of, render
from coding.review.look.page import Page
from corpora.names.names import Names
from corpora.transcript import KINDS

PATH, TEMPLATE = "/heard", "heard.html.j2"


@dataclass(frozen=True, slots=True)
class Titled:
    """A meeting under a title in which no name stands."""

    name: str
    meeting: Meeting


def show(request: Request) -> Response:
    """Who was heard in all transcripts, and in each."""
    evaluation = desk_of(request).evaluation
    said, listed = speakers_by_transcript(evaluation), evaluation.attendance()
    groups = tuple(evaluation.settings.groups)
    kinds = _by_kind(evaluation, meetings(said, listed, groups))
    return render(request, TEMPLATE, overall=overall(said, listed, groups), kinds=kinds)


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
