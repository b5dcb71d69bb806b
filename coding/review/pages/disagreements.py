"""The page Disagreements: both views beside each other, and settling them with a reason."""

from dataclasses import replace
from functools import partial
from typing import Literal, cast
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from codebooks.codebook import DIRECTIONS, Direction
from coding.agreement.disagreements import Disagreement, ruling
from coding.decisions.record import Decision, append
from coding.review.access.bodies import form_of
from coding.review.access.rights import may
from coding.review.acts.forms import form_key, go, known_of, new_key, part_of
from coding.review.known.desk import desk_of, render, reviewer_of
from coding.review.look.clock import this_moment
from coding.review.look.page import Page
from coding.review.views.disagreements import Card, board

PATH, TEMPLATE, AT_ONCE = "/disagreements", "disagreements.html.j2", 10
NOT_THERE = "not there"
_DONE = {
    "settled": "Settled, and kept. What both of them said stays as it was.",
    "taken-back": "Taken back. It is open again.",
}
_CHANGED = "This has changed since the page was opened. Look again."
_OWN = "You coded this yourself, so that somebody else settles it. Nothing was kept."
_UNSAID = "Say what it should be, and why. Nothing was kept."


def show(request: Request) -> Response:
    """The disagreements to settle, or with `show=settled` those that are."""
    return _shown(request, "")


def settle(request: Request) -> Response:
    """Keep how a disagreement was settled, and go on to the next one."""
    found = board(*known_of(request), reviewer_of(request).name)
    card = _meant(request, found.open)
    if card is None:
        # Sent twice, or settled by somebody else meanwhile: the first one counts.
        again = _meant(request, found.settled)
        return go(f"{PATH}?done=settled") if again else _shown(request, _CHANGED)
    if not _may_settle(request, card):
        return _shown(request, _OWN, 403)
    chosen, reason = form_of(request).get("ruling", ""), form_of(request).get("reason", "")
    if chosen not in (*DIRECTIONS, NOT_THERE) or not reason.strip():
        return _shown(request, _UNSAID)
    direction: Direction | Literal[""] = cast(Direction, chosen) if chosen != NOT_THERE else ""
    append(desk_of(request).evaluation.store, _ruling(request, card.found, direction, reason))
    return go(f"{PATH}?done=settled")


def take_back(request: Request) -> Response:
    """Take a settling back, so that the disagreement is open again."""
    found = board(*known_of(request), reviewer_of(request).name)
    card = _meant(request, found.settled)
    if card is None or card.found.settled is None:
        again = _meant(request, found.open)
        return go(f"{PATH}?done=taken-back") if again else _shown(request, _CHANGED)
    if not _may_settle(request, card):
        return _shown(request, _OWN, 403)
    settled = card.found.settled
    said = _ruling(request, card.found, settled.direction, settled.reason)
    undo = replace(said, verdict="undo", direction="", memo="", undoes=settled.key)
    append(desk_of(request).evaluation.store, undo)
    return go(f"{PATH}?done=taken-back#{quote(card.id)}")


def _ruling(
    request: Request, found: Disagreement, direction: Direction | Literal[""], reason: str
) -> Decision:
    book = desk_of(request).evaluation.codebook
    return ruling(
        found,
        there=bool(direction),
        direction=direction,
        reason=reason,
        reviewer=reviewer_of(request).name,
        at=this_moment(),
        key=form_key(request),
        version=book.version,
        hash=book.hash,
    )


def _meant(request: Request, cards: tuple[Card, ...]) -> Card | None:
    """The card that a form is about; None where it is not there or the form has no key."""
    wanted = form_of(request).get("excerpt", ""), form_of(request).get("code", "")
    if not form_key(request):
        return None
    return next(
        (card for card in cards if (card.found.excerpt_id, card.found.code_id) == wanted), None
    )


def _may_settle(request: Request, card: Card) -> bool:
    """Whether who asks may settle it, or take that back: never one's own, but on one's own machine."""
    own = reviewer_of(request).name in {view.reviewer for view in card.found.views}
    return may(request, "settle their own disagreements" if own else "settle disagreements")


def _shown(request: Request, fault: str, status: int = 409) -> Response:
    found = board(*known_of(request), reviewer_of(request).name)
    settled = request.query_params.get("show") == "settled"
    return render(
        request,
        TEMPLATE,
        status if fault else 200,
        part=part_of(found.settled if settled else found.open, request, AT_ONCE),
        board=found,
        fault=fault,
        message=_DONE.get(request.query_params.get("done", ""), ""),
        may_settle=partial(_may_settle, request),
        new_key=new_key,
        settled=settled,
    )


PAGE = Page(
    "Disagreements",
    PATH,
    (
        Route(PATH, show),
        Route(f"{PATH}/settle", settle, methods=["POST"]),
        Route(f"{PATH}/take-back", take_back, methods=["POST"]),
    ),
)
