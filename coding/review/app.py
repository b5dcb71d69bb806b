"""The review pages as one app: who may ask, what may be sent, and which page answers."""

from collections.abc import Callable, Sequence
from importlib.resources import files

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from coding.evaluation.evaluation import Evaluation
from coding.review.access.bodies import FormsOnly, ReadForms, form_of
from coding.review.access.entrance import BehindEntrance, Entrance
from coding.review.access.headers import SAFE, SafeHeaders
from coding.review.access.hosts import OurHosts, loopback_names
from coding.review.access.rights import ByRight
from coding.review.access.same_origin import SameOrigin
from coding.review.known.agreement import Measured
from coding.review.known.desk import Desk, render
from coding.review.known.evidence import EvidenceKept
from coding.review.known.relearning import Relearning
from coding.review.known.work import Work
from coding.review.look.templates import Render, Templates
from coding.review.menu import EVERYDAY, FIRST, PAGES
from corpora.errors import Busy, HeardError

# What lets people in: makes a middleware that sets scope["reviewer"] and scope["rights"], given what
# renders pages.
Guard = Callable[[Render], Middleware]
RETRY_SECONDS = 2


def make_app(
    evaluation: Evaluation, guard: Guard, *, names: Sequence[str], origins: Sequence[str]
) -> Starlette:
    """The pages of an evaluation, answering under `names` (host:port) and at `origins` only."""
    templates = Templates(evaluation.settings.title, PAGES, EVERYDAY)
    pages = [route for page in PAGES for route in page.routes]
    app = Starlette(
        routes=[
            Route("/", _first),
            Mount("/static", StaticFiles(directory=str(files("coding.review") / "static"))),
            *pages,
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(OurHosts, names=names),
            Middleware(SameOrigin, origins=origins),
            Middleware(FormsOnly),
            guard(templates.render),
            Middleware(ByRight, routes=pages, render=templates.render),
            Middleware(ReadForms),
        ],
        exception_handlers={404: _not_there, Busy: _busy, HeardError: _fault, 500: _failed},
    )
    work = Work(evaluation)
    # Making ready takes seconds where there is much: before the first page, not with it.
    known = work.now()
    relearning = Relearning(work, known.record.count)
    app.state.desk = Desk(work, relearning, Measured(), EvidenceKept(), templates)
    return app


def local_app(evaluation: Evaluation, entrance: Entrance) -> Starlette:
    """The pages for one person on this machine."""
    names = loopback_names(entrance.port)
    return make_app(
        evaluation,
        lambda shown: Middleware(BehindEntrance, entrance=entrance, render=shown),
        names=names,
        origins=[f"http://{name}" for name in names],
    )


def _first(request: Request) -> Response:
    return RedirectResponse(FIRST, status_code=303)


def _not_there(request: Request, _fault: Exception) -> Response:
    return render(request, "not_there.html.j2", 404)


def _failed(request: Request, _fault: Exception) -> Response:
    # This answer is made outside the middlewares.
    answer = render(request, "failed.html.j2", 500)
    answer.headers.update(SAFE)
    return answer


def _busy(request: Request, fault: Exception) -> Response:
    """What was typed comes back with the page, to be sent again as it is: its id keeps it one."""
    typed = form_of(request).multi_items()
    answer = render(request, "busy.html.j2", 503, typed=typed, again=request.method == "POST")
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _fault(request: Request, fault: Exception) -> Response:
    return render(request, "fault.html.j2", 409, fault=fault)
