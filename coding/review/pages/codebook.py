"""The page Codebook: what each code means, and the workshop in which people propose and answer."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.refining.workshop import keep_contribution
from coding.review.access.bodies import form_of
from coding.review.acts.forms import form_key, go, new_key
from coding.review.known.desk import desk_of, render, reviewer_of
from coding.review.look.clock import this_moment
from coding.review.look.page import Page
from coding.review.views.workshop import contribution, parts, subject
from corpora.errors import InputError

PATH, TEMPLATE, ONE = "/codebook", "codebook.html.j2", "codebook_about.html.j2"
ABOUT = f"{PATH}/about"
_DONE = {"kept": "Kept, with your name and role."}


def show(request: Request) -> Response:
    """Every theme and code, with how much is said about it."""
    return _list(request, "")


def about(request: Request) -> Response:
    """A code or theme (`of`), or the codebook as a whole, and what people say about it."""
    return _one(request, request.query_params.get("of", ""), "")


def say(request: Request) -> Response:
    """Keep a proposal, a comment, agreeing, disagreeing, or taking back."""
    of, form = form_of(request).get("subject", ""), form_of(request)
    try:
        said = contribution(
            desk_of(request).evaluation.codebook,
            key=form_key(request),
            subject=of,
            kind=form.get("kind", ""),
            about=form.get("about", ""),
            text=form.get("text", ""),
            name=reviewer_of(request).name,
            role=reviewer_of(request).role,
            at=this_moment(),
        )
        keep_contribution(desk_of(request).evaluation.store, said)
    except InputError as fault:
        return _one(request, of, f"Nothing was kept: {fault}")
    at = f"#said-{said.about}" if said.about else ""
    return go(f"{ABOUT}?{urlencode({'of': of, 'done': 'kept'})}{at}")


def _one(request: Request, of: str, fault: str) -> Response:
    told = subject(desk_of(request).evaluation, of)
    if told is None:
        return _list(request, "There is no such code or theme in the codebook.")
    return render(
        request,
        ONE,
        409 if fault else 200,
        book=desk_of(request).evaluation.codebook,
        fault=fault,
        message=_DONE.get(request.query_params.get("done", ""), ""),
        new_key=new_key,
        told=told,
        draft=form_of(request).get("text", "") if fault else "",
    )


def _list(request: Request, fault: str) -> Response:
    return render(
        request,
        TEMPLATE,
        404 if fault else 200,
        book=desk_of(request).evaluation.codebook,
        fault=fault,
        themes=parts(desk_of(request).evaluation),
    )


PAGE = Page(
    "Codebook",
    PATH,
    (Route(PATH, show), Route(ABOUT, about), Route(f"{PATH}/say", say, methods=["POST"])),
)
