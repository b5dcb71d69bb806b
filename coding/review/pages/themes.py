"""The page Themes: proposals for new codes, to take up or to drop."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.review.access.bodies import form_of
from coding.review.access.rights import may
from coding.review.acts.forms import form_key, go, known_of, new_key
from coding.review.known.desk import desk_of, render, reviewer_of
from coding.review.look.clock import this_moment
from coding.review.look.page import Page
from coding.review.views.proposals import decided, proposals_page
from coding.themes.verdicts import keep_verdict

PATH, TEMPLATE = "/themes", "proposals.html.j2"
_DONE = {
    "taken-up": "Taken up. The lines to add to the codebook are under Decided.",
    "dropped": "Dropped, and kept under Decided.",
}
_UNNAMED = "A code needs a name before it is taken up. Nothing was kept."
_CHANGED = "This proposal has changed since the page was opened. Look again."


def show(request: Request) -> Response:
    """What is proposed, and what was decided about it."""
    return _shown(request, "")


def decide_proposal(request: Request) -> Response:
    """Keep that a proposal is taken up under a name, or dropped."""
    verdict, name = form_of(request).get("verdict", ""), form_of(request).get("name", "")[:80]
    if verdict == "take up" and not name.strip():
        return _shown(request, _UNNAMED)
    taken = decided(
        desk_of(request).evaluation,
        form_of(request).get("proposal", ""),
        verdict,
        name,
        reviewer_of(request).name,
        this_moment(),
        form_key(request),
    )
    if taken is None or not taken.key:
        return _shown(request, _CHANGED)
    keep_verdict(desk_of(request).evaluation.store, taken)
    return go(f"{PATH}?done={'taken-up' if taken.verdict == 'take up' else 'dropped'}")


def _shown(request: Request, fault: str) -> Response:
    return render(
        request,
        TEMPLATE,
        409 if fault else 200,
        fault=fault,
        message=_DONE.get(request.query_params.get("done", ""), ""),
        new_key=new_key,
        told=proposals_page(
            *known_of(request),
            reviewer_of(request).name,
            every_count=may(request, "see small counts"),
        ),
    )


PAGE = Page(
    "Themes", PATH, (Route(PATH, show), Route(f"{PATH}/decide", decide_proposal, methods=["POST"]))
)
