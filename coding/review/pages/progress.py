"""The page Progress: how much was found, and how much is still to be found."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.estimates.draws import FEWEST_DRAWS
from coding.review.known.desk import desk_of, render
from coding.review.lists.progress import team_progress
from coding.review.look.page import Page


def show(request: Request) -> Response:
    """How far everybody is, and code by code what is still to be found, once that can be said."""
    desk = desk_of(request)
    known = desk.work.now()
    far = team_progress(known, desk.work.evaluation.codebook)
    themes = [
        (theme, [each for each in far.codes if each.code in theme.codes])
        for theme in desk.evaluation.codebook.themes
    ]
    return render(
        request, "progress.html.j2",
        far=far, fewest=FEWEST_DRAWS,
        themes=[(theme, codes) for theme, codes in themes if codes],
    )  # fmt: skip


PAGE = Page("Progress", "/progress", (Route("/progress", show),))
