"""The page Practice: how a newcomer's codings compare with an expert's, excerpt by excerpt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.assignments import assignments
from coding.evaluation import Evaluation
from coding.practice import Compared, practised
from coding.review.desk import desk_of, render, reviewer_of
from coding.review.forms import part_of
from coding.review.page import Page

PATH, TEMPLATE, AT_ONCE = "/practice", "practice.html.j2", 10


@dataclass(frozen=True, slots=True)
class Tried:
    """An excerpt that was tried, its words, and the two codings of it."""

    compared: Compared
    excerpt: Mapping[str, Any]


def show(request: Request) -> Response:
    """What this reviewer has tried and finished, beside what the expert said."""
    evaluation, name = desk_of(request).evaluation, reviewer_of(request).name
    with evaluation.store.reading() as connection:
        given = sum(each.reason == "training" for each in assignments(connection, name))
        found = practised(connection, evaluation.decisions(), name)
    part = part_of(found, request, AT_ONCE)
    return render(
        request,
        TEMPLATE,
        alike=sum(each.alike for each in found),
        done=len(found),
        given=given,
        names={code.id: code.name for t in evaluation.codebook.themes for code in t.codes},
        part=part,
        tried=_with_words(evaluation, part.shown),
    )


def _with_words(evaluation: Evaluation, found: Sequence[Compared]) -> list[Tried]:
    frame = evaluation.excerpts()
    rows = frame[frame["excerpt_id"].isin([each.excerpt_id for each in found])].to_dict("records")
    by_id: dict[str, Mapping[str, Any]] = {row["excerpt_id"]: row for row in rows}  # type: ignore[misc]
    return [Tried(each, by_id[each.excerpt_id]) for each in found if each.excerpt_id in by_id]


PAGE = Page("Practice", PATH, (Route(PATH, show),))
