"""The page De-identification: names and places that were found, to hide or to leave."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.cards.sorting import cards_put_aside
from coding.deidentification.candidates import candidates_of
from coding.deidentification.sign_off import deidentification_state, sign_off_as_seen, summary
from coding.review.access.bodies import form_of
from coding.review.acts.forms import go, part_of
from coding.review.known.desk import desk_of, render, reviewer_of
from coding.review.look.clock import this_moment
from coding.review.look.page import Page
from coding.review.views.deidentification import keep_form

PATH, TEMPLATE, AT_ONCE = "/deidentify", "deidentify.html.j2", 20
_DONE = {
    "kept": "Kept. What is hidden is hidden everywhere from now on.",
    "nothing": "Nothing new was decided.",
    "signed": "Signed off. It is kept with your name and the day.",
}
_CHANGED = "Not signed off: something was found or decided since the page was opened. Look again."


def show_candidates(request: Request) -> Response:
    """What waits for a decision, or with `show=decided` what has one."""
    return _shown(request, "")


def decide_names(request: Request) -> Response:
    """Keep what a page of the list decides: all of it or nothing."""
    kept = keep_form(
        desk_of(request).evaluation, form_of(request), reviewer_of(request).name, this_moment()
    )
    if kept.faults:
        return _shown(request, f"Nothing was kept. {' '.join(kept.faults)}")
    which = "&show=decided" if form_of(request).get("show") == "decided" else ""
    return go(f"{PATH}?done={'kept' if kept.new else 'nothing'}{which}")


def sign_names(request: Request) -> Response:
    """Keep that this reviewer vouches for what they saw here; not where it has changed since."""
    evaluation, name = desk_of(request).evaluation, reviewer_of(request).name
    seen, actions = form_of(request).get("seen", ""), evaluation.settings.actions
    if not sign_off_as_seen(evaluation, name, this_moment(), seen, actions):
        return _shown(request, _CHANGED)
    return go(f"{PATH}?done=signed")


def _shown(request: Request, fault: str) -> Response:
    evaluation, actions = desk_of(request).evaluation, desk_of(request).evaluation.settings.actions
    decided = "decided" in (request.query_params.get("show"), form_of(request).get("show"))
    told = deidentification_state(evaluation, actions)
    found = [
        each
        for each in candidates_of(evaluation, actions)
        if bool(each.replacement.verdict) == decided
    ]
    with evaluation.store.reading() as connection:
        aside = cards_put_aside(connection)
    return render(
        request,
        TEMPLATE,
        409 if fault else 200,
        decided=decided,
        fault=fault,
        message=_DONE.get(request.query_params.get("done", ""), ""),
        aside=aside,
        part=part_of(found, request, AT_ONCE),
        signed=summary(told),
        state=told,
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
