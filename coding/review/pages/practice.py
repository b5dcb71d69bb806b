"""The page Practice: how a newcomer's codings compare with an expert's, excerpt by excerpt."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.agreement.overall import FEWEST_BLIND
from coding.review.acts.forms import known_of, part_of
from coding.review.known.desk import render, reviewer_of
from coding.review.known.excerpts import Shelved
from coding.review.look.page import Page
from coding.reviewers.assignments import assignments
from coding.reviewers.practice import Compared, practised

PATH, TEMPLATE, AT_ONCE = "/practice", "practice.html.j2", 10


@dataclass(frozen=True, slots=True)
class Tried:
    """An excerpt that was tried, its words, and the two codings of it."""

    compared: Compared
    excerpt: Shelved


def show(request: Request) -> Response:
    """What this reviewer has tried and finished, beside what the expert said."""
    (evaluation, shelf), name = known_of(request), reviewer_of(request).name
    with evaluation.store.reading() as connection:
        given = sum(each.reason == "training" for each in assignments(connection, name))
        found = practised(connection, evaluation.decisions(), name)
    part = part_of([each for each in found if each.excerpt_id in shelf.row], request, AT_ONCE)
    return render(
        request,
        TEMPLATE,
        200,
        alike=sum(each.alike for each in found),
        done=len(found),
        fewest=FEWEST_BLIND,
        given=given,
        names={code.id: code.name for t in evaluation.codebook.themes for code in t.codes},
        part=part,
        tried=[Tried(each, shelf.excerpts[shelf.row[each.excerpt_id]]) for each in part.shown],
    )


PAGE = Page("Practice", PATH, (Route(PATH, show),))
