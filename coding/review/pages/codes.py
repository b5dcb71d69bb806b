"""The page Codes: each code with its excerpts, filters, search, and acting on a whole list."""

from dataclasses import asdict
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from codebooks.codebook import DIRECTIONS, Code
from coding.coder.learning.readiness import readiness_of
from coding.decisions.record import append_all
from coding.review.access.bodies import form_of
from coding.review.acts.bulk import ACTS, decisions_of_act, fingerprint
from coding.review.acts.forms import go, new_key, part_of
from coding.review.acts.saying import is_key
from coding.review.known.desk import desk_of, render, reviewer_of
from coding.review.known.work import Known
from coding.review.lists.listing import STATUSES, Finder, Found, ListFilter, wanted_of
from coding.review.look.clock import this_moment
from coding.review.look.page import Page
from corpora.errors import InputError

SIZE = 25
SIDES = ("positive", "negative")


def show_codes(request: Request) -> Response:
    """Every code by theme, with how many excerpts stand where."""
    known, finder = _finder(request)
    book = desk_of(request).work.evaluation.codebook
    return render(
        request,
        "codes.html.j2",
        book=book,
        counts=finder.counts(),
        ready=readiness_of(desk_of(request).evaluation.readiness()),
        **_choices(request, known),
    )


def list_excerpts(request: Request) -> Response:
    """The excerpts that a filter finds, a page of them."""
    wanted = wanted_of(request.query_params)
    known, finder = _finder(request)
    rows = finder.rows(wanted)
    part = part_of(rows, request, SIZE)
    found = [finder.found(row, _only(wanted)) for row in part.shown]
    return render(
        request,
        "found.html.j2",
        wanted=wanted,
        query=_query(wanted),
        found=found,
        count=len(rows),
        page=part.page,
        pages=part.pages,
        code=_code(known, wanted),
        acts=ACTS,
        **_choices(request, known),
    )


def sides(request: Request) -> Response:
    """One code's positive and negative excerpts beside each other."""
    wanted = wanted_of(request.query_params)
    known, finder = _finder(request)
    code = _code(known, wanted)
    if code is None:
        return go("/codes")
    columns = []
    for direction in SIDES:
        side = ListFilter(**{**asdict(wanted), "direction": direction})
        rows = [row for row in finder.rows(side) if _not_rejected(finder.found(row, side))]
        found = [finder.found(row, side) for row in rows[:SIZE]]
        columns.append((direction, len(rows), found, _query(side)))
    return render(request, "sides.html.j2", code=code, columns=columns, query=_query(wanted))


def ask(request: Request) -> Response:
    """How many excerpts an act would be about: it is done only once somebody confirms."""
    form = form_of(request)
    wanted, act = wanted_of(form), form.get("act", "")
    known, finder = _finder(request)
    found = _list(finder, wanted)
    code = _code(known, wanted)
    if code is None or act not in ACTS:
        raise InputError("choose a code and what to say of it", remedy="Nothing was kept.")
    return render(
        request,
        "bulk.html.j2",
        code=code,
        act=act,
        found=found[:3],
        count=len(found),
        fields={**asdict(wanted), "act": act, "seen": fingerprint(found), "key": new_key()},
        query=_query(wanted),
    )


def act(request: Request) -> Response:
    """Keep the decisions: all of them, or none where the list has changed since it was counted."""
    form = form_of(request)
    wanted, key = wanted_of(form), form.get("key", "")
    desk = desk_of(request)
    known, finder = _finder(request)
    found, code = _list(finder, wanted), _code(known, wanted)
    back = f"/codes/list?{_query(wanted)}"
    if code is None or not is_key(key):
        raise InputError("this form is not one of ours", remedy="Nothing was kept.")
    reviewer = reviewer_of(request).name
    if any(row.key.startswith(f"{key}.") for row in known.record.acts.get(reviewer, ())):
        return go(f"{back}&said=saved")
    if fingerprint(found) != form.get("seen"):
        return go(f"{back}&said=out-of-date")
    book = desk.work.evaluation.codebook
    made = decisions_of_act(
        found, code, form.get("act", ""), key=key, reviewer=reviewer, at=this_moment(), book=book
    )
    append_all(desk.evaluation.store, made)
    desk.relearning.note(desk.work.now())
    return go(f"{back}&said=saved")


def _finder(request: Request) -> tuple[Known, Finder]:
    work = desk_of(request).work
    known = work.now()
    hidden = work.asked(reviewer_of(request).name).blind
    return known, Finder(known, work.evaluation.codebook, hidden)


def _list(finder: Finder, wanted: ListFilter) -> list[Found]:
    """Everything a filter finds that has the code, each with that code alone."""
    found = [finder.found(row, wanted) for row in finder.rows(wanted)] if wanted.code else []
    return [each for each in found if each.codes]


def _only(wanted: ListFilter) -> ListFilter | None:
    return wanted if wanted.about_codes else None


def _not_rejected(found: Found) -> bool:
    return any(each.status in ("open", "accept") for each in found.codes)


def _code(known: Known, wanted: ListFilter) -> Code | None:
    return next((code for code in known.shelf.codes if code.id == wanted.code), None)


def _choices(request: Request, known: Known) -> dict[str, object]:
    """What there is to filter by."""
    settings = desk_of(request).evaluation.settings
    return {
        "themes": desk_of(request).work.evaluation.codebook.themes,
        "directions": DIRECTIONS,
        "statuses": STATUSES,
        "groups": sorted({e.group for e in known.shelf.excerpts if e.group}),
        "waves": settings.waves or sorted({e.wave for e in known.shelf.excerpts if e.wave}),
        "reviewers": sorted(known.record.acts),
    }


def _query(wanted: ListFilter) -> str:
    return urlencode({name: value for name, value in asdict(wanted).items() if value})


PAGE = Page(
    "Codes",
    "/codes",
    (
        Route("/codes", show_codes),
        Route("/codes/list", list_excerpts),
        Route("/codes/sides", sides),
        Route("/codes/ask", ask, methods=["POST"]),
        Route("/codes/act", act, methods=["POST"]),
    ),
)
