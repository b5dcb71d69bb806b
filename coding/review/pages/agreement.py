"""The page Agreement: how far people agree who coded blind, and how far they agree with the program."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.agreement.overall import FEWEST_BLIND
from coding.review.access.rights import may
from coding.review.known.desk import desk_of, render
from coding.review.look.page import Page
from coding.review.views.agreement import agreement_page

PATH, TEMPLATE = "/agreement", "agreement.html.j2"


def show(request: Request) -> Response:
    """The figures of everybody, and with `of` the codes of these reviewers."""
    desk = desk_of(request)
    names = {code.id: code.name for code in desk.evaluation.codebook.codes}
    every_count = may(request, "see small counts")
    measured, confused = desk.measured.now(desk.evaluation, every_count=every_count)
    told = agreement_page(measured, confused, names, request.query_params.get("of", ""))
    return render(request, TEMPLATE, told=told, every_count=every_count, fewest=FEWEST_BLIND)


PAGE = Page("Agreement", PATH, (Route(PATH, show),))
