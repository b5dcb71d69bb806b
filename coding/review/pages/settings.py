"""The page Settings: how a reader wants the pages to look."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from coding.review.access.bodies import form_of
from coding.review.known.desk import render
from coding.review.look.page import Page
from coding.review.look.preferences import CHOICES, COOKIE, LABELS, YEAR, preferences_of, to_cookie


def show(request: Request) -> Response:
    """The settings there are, with what this reader chose."""
    return render(request, "settings.html.j2", choices=CHOICES, labels=LABELS)


def change(request: Request) -> Response:
    """Remember what the reader chose."""
    answer = RedirectResponse("/settings?said=settings", status_code=303)
    cookie = to_cookie(preferences_of(form_of(request)))
    secure = request.url.scheme == "https"
    answer.set_cookie(
        COOKIE, cookie, max_age=YEAR, path="/", secure=secure, httponly=True, samesite="strict"
    )
    return answer


PAGE = Page(
    "Settings",
    "/settings",
    (Route("/settings", show), Route("/settings", change, methods=["POST"])),
)
