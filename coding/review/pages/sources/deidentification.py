"""The page De-identification: names and places that were found, to hide or to leave."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.cards.sorting import cards_put_aside
from coding.deidentification.candidates import in_sentences, proposals_of
from coding.deidentification.sign_off import (
    deidentification_state,
    not_looked_through,
    sign_off,
    summary,
    who_sees_names,
)
from coding.review.access.bodies import form_of
from coding.review.acts.forms import go, part_of
from coding.review.known.desk import desk_of, render, reviewer_of
from coding.review.look.clock import this_moment
from coding.review.look.page import Page
from coding.review.views.deidentification import by_kind, keep_pressed, taken_back
from corpora.errors import InputError

PATH, TEMPLATE, AT_ONCE = "/deidentify", "deidentify.html.j2", 20
_DONE = {
    "kept": "Kept. What is hidden is hidden everywhere from now on.",
    "undone": "Taken back.",
    "nothing": "Nothing new was decided.",
    "signed": "Signed off. It is kept with your name and the day.",
}


def show_candidates(request: Request) -> Response:
    """What waits for a decision, kind by kind, or with `show=decided` what has one."""
    return _shown(request, "")


def decide_names(request: Request) -> Response:
    """Keep what was pressed, and go on with what is left of the kind."""
    form, evaluation = form_of(request), desk_of(request).evaluation
    who, at, kind = reviewer_of(request).name, this_moment(), form.get("kind", "")
    if form.get("undo"):
        back = taken_back(evaluation, who, at)
        done, kind = ("undone", back) if back else ("nothing", kind)
    else:
        try:
            done = "kept" if keep_pressed(evaluation, form, who, at) else "nothing"
        except InputError as fault:
            return _shown(request, f"Nothing was kept. {fault.what}. Look again.")
    where = {"done": done, "kind": kind, "show": form.get("show", "")}
    return go(f"{PATH}?{urlencode({name: value for name, value in where.items() if value})}")


def sign_names(request: Request) -> Response:
    """Keep that this reviewer vouches for what they saw here; not where it has changed since.

    Where proposals are not decided, they say that they know how many.
    """
    evaluation, who, form = desk_of(request).evaluation, reviewer_of(request), form_of(request)
    count = form.get("not_decided", "") if form.get("know") else ""
    try:
        sign_off(
            evaluation,
            who.name,
            this_moment(),
            evaluation.settings.actions,
            role=who.role,
            not_decided=int(count) if count.isascii() and count.isdecimal() else 0,
            seen=form.get("seen", "") or "not seen",
        )
    except InputError as fault:
        return _shown(request, f"Not signed off: {fault.what}. Look again.")
    return go(f"{PATH}?done=signed")


def _shown(request: Request, fault: str) -> Response:
    evaluation, form = desk_of(request).evaluation, form_of(request)
    actions, seeing = evaluation.settings.actions, evaluation.settings.team.see_real_names
    decided = "decided" in (request.query_params.get("show"), form.get("show"))
    state = deidentification_state(evaluation, actions)
    every = proposals_of(evaluation, actions)
    kinds = by_kind([each for each in every if bool(each.verdict) == decided])
    wanted = request.query_params.get("kind") or form.get("kind", "")
    # Where a kind is done, the next one that has something to decide comes by itself.
    of_kind = next((each for each in kinds if each.kind == wanted), kinds[0] if kinds else None)
    part = part_of(of_kind.proposals if of_kind else (), request, AT_ONCE)
    with evaluation.store.reading() as connection:
        aside = cards_put_aside(connection)
    return render(
        request,
        TEMPLATE,
        409 if fault else 200,
        aside=aside,
        candidates=in_sentences(evaluation, part.shown),
        decided=decided,
        fault=fault,
        kinds=kinds,
        message=_DONE.get(request.query_params.get("done", ""), ""),
        not_looked=not_looked_through(state.unsearched),
        of_kind=of_kind,
        part=part,
        seeing=who_sees_names(seeing),
        signed=summary(state),
        state=state,
    )


PAGE = Page(
    "De-identification",
    PATH,
    (
        Route(PATH, show_candidates),
        Route(PATH, decide_names, methods=["POST"]),
        Route(f"{PATH}/sign-off", sign_names, methods=["POST"]),
    ),
)
