"""What each role may do on the team's pages: the one table. docs/roles.md gives it with its reasons.

Nothing is allowed that has no row here: a page without one is refused to everybody.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from codebooks.roles import ROLES, Role
from coding.evaluation.settings import MaySeeNames
from coding.review.look.templates import Render
from coding.reviewers.reviewers import Reviewer

Right = Literal[
    "code excerpts",
    "run the evaluation",
    "work on the codebook",
    "see agreement",
    "settle disagreements",
    "settle their own disagreements",
    "take up themes",
    "type in cards",
    "write findings",
    "agree to findings",
    "see small counts",
    "see real names",
    "sign off de-identification",
    "publish a codebook",
    "release outputs",
    "withdraw a participant",
]
RIGHTS: tuple[Right, ...] = get_args(Right)

NAMES_SEEN_BY: tuple[Role, ...] = get_args(MaySeeNames)
_WITH_NAMES: frozenset[Right] = frozenset({"see real names", "sign off de-identification"})
_CO_RESEARCHERS: tuple[Role, ...] = ("lived experience", "unpaid carer", "researcher")
WHO: Mapping[Right, tuple[Role, ...]] = {
    "code excerpts": ROLES,
    "run the evaluation": ("researcher", "facilitator"),
    "work on the codebook": ROLES,
    "see agreement": ("researcher",),
    "settle disagreements": (*_CO_RESEARCHERS, "facilitator"),
    "take up themes": (*_CO_RESEARCHERS, "facilitator"),
    "type in cards": (*_CO_RESEARCHERS, "facilitator"),
    "write findings": (*_CO_RESEARCHERS, "facilitator"),
    "agree to findings": (*_CO_RESEARCHERS, "staff", "facilitator"),
    "see small counts": ("researcher",),
    # As far as the team's setting says so.
    "see real names": NAMES_SEEN_BY,
    "sign off de-identification": NAMES_SEEN_BY,
    # For whoever has the evaluation's folder, by its commands: no page does it.
    "settle their own disagreements": (),
    "publish a codebook": (),
    "release outputs": (),
    "withdraw a participant": (),
}
NEEDED: Mapping[tuple[str, str], Right] = {
    ("GET", "/today"): "code excerpts",
    ("GET", "/review/several"): "code excerpts",
    ("POST", "/review/several"): "code excerpts",
    ("GET", "/review"): "code excerpts",
    ("GET", "/review/done"): "code excerpts",
    ("GET", "/review/{id}"): "code excerpts",
    ("POST", "/review/{id}/say"): "code excerpts",
    ("POST", "/review/{id}/remark"): "code excerpts",
    ("POST", "/review/{id}/next"): "code excerpts",
    ("POST", "/review/{id}/undo"): "code excerpts",
    ("GET", "/read"): "code excerpts",
    ("GET", "/read/{id}"): "code excerpts",
    ("GET", "/read/{id}/code"): "code excerpts",
    ("POST", "/read/{id}/code"): "code excerpts",
    ("POST", "/read/{id}/undo"): "code excerpts",
    ("GET", "/codes"): "code excerpts",
    ("GET", "/codes/list"): "code excerpts",
    ("GET", "/codes/sides"): "code excerpts",
    ("POST", "/codes/ask"): "code excerpts",
    ("POST", "/codes/act"): "code excerpts",
    ("GET", "/progress"): "code excerpts",
    ("GET", "/practice"): "code excerpts",
    ("GET", "/heard"): "code excerpts",
    ("GET", "/settings"): "code excerpts",
    ("POST", "/settings"): "code excerpts",
    ("GET", "/disagreements"): "code excerpts",
    ("POST", "/disagreements/settle"): "settle disagreements",
    ("POST", "/disagreements/take-back"): "settle disagreements",
    ("GET", "/agreement"): "see agreement",
    ("GET", "/themes"): "code excerpts",
    ("POST", "/themes/decide"): "take up themes",
    ("GET", "/cards"): "type in cards",
    ("GET", "/cards/{pack}"): "type in cards",
    ("POST", "/cards/{pack}/people"): "type in cards",
    ("POST", "/cards/{pack}/lay"): "type in cards",
    ("GET", "/codebook"): "work on the codebook",
    ("GET", "/codebook/about"): "work on the codebook",
    ("POST", "/codebook/say"): "work on the codebook",
    ("GET", "/findings"): "code excerpts",
    ("GET", "/findings/about"): "code excerpts",
    ("GET", "/findings/write"): "write findings",
    ("POST", "/findings/save"): "write findings",
    ("POST", "/findings/choose"): "write findings",
    ("POST", "/findings/say"): "agree to findings",
    ("GET", "/files"): "see real names",
    ("POST", "/files/answer"): "see real names",
    ("GET", "/deidentify"): "see real names",
    ("POST", "/deidentify"): "see real names",
    ("POST", "/deidentify/sign-off"): "sign off de-identification",
}


def rights_of(
    reviewer: Reviewer, see_real_names: Sequence[Role] = NAMES_SEEN_BY
) -> frozenset[Right]:
    """What a reviewer may do on the team's pages; nothing, in a role that there is not.

    Where the team lets fewer roles `see_real_names`, the others do not sign off what they cannot see.
    """
    rights = frozenset(right for right, roles in WHO.items() if reviewer.role in roles)
    return rights if reviewer.role in see_real_names else rights - _WITH_NAMES


def may(request: Request, right: Right) -> bool:
    """Whether whoever is asking has this right."""
    return right in request.scope.get("rights", ())


class ByRight:
    """Lets a request through to a page only with the right that it needs, `scope["rights"]`.

    `scope["closed"]` tells templates which pages to leave out of the menu.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute], render: Render) -> None:
        self._app, self._routes, self._render = app, routes, render

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        rights = scope.get("rights", frozenset())
        scope["closed"] = frozenset(
            path
            for (method, path), right in NEEDED.items()
            if method == "GET" and right not in rights
        )
        page = self._page(scope)
        if page is None or NEEDED.get(page) in rights:
            await self._app(scope, receive, send)
            return
        answer = self._refused(Request(scope), NEEDED.get(page))
        await answer(scope, receive, send)

    def _page(self, scope: Scope) -> tuple[str, str] | None:
        """The method and path of the page that would answer, as `NEEDED` names it."""
        if scope["type"] != "http":
            return None
        for route in self._routes:
            if isinstance(route, Route) and route.matches(scope)[0] is Match.FULL:
                method = scope["method"]
                return "GET" if method == "HEAD" else method, route.path
        return None

    def _refused(self, request: Request, right: Right | None) -> Response:
        roles = WHO[right] if right else ()
        values = {"right": right or "", "roles": ", ".join(roles)}
        return self._render(request, "closed.html.j2", values, 403)
