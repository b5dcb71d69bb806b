"""The entrance for one person on their own machine: a link that works once becomes a session.

Other people and programs of this machine reach the port too. Only who has the link that the
command opened or printed is let in; its token is in no page and, once used, worth nothing.
"""

import hmac
import secrets
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from coding.review.access.rights import RIGHTS
from coding.review.look.templates import Render
from coding.reviewers.reviewers import Reviewer

START = "/start/"
STATIC = "/static/"
_BYTES = 32
_REFUSED = (
    "These pages open by the link that the command 'heard review' shows, once. Start it again."
)


def _token() -> str:
    return secrets.token_urlsafe(_BYTES)


@dataclass(slots=True)
class Entrance:
    """Who enters, by which link, and the session that begins. A restart ends it.

    The cookie's name holds the port, since browsers give cookies to all ports of a machine.
    """

    reviewer: Reviewer
    port: int
    link: str = field(default_factory=_token)
    session: str = field(default_factory=_token)

    @property
    def path(self) -> str:
        """The path of the link that works once."""
        return START + self.link

    @property
    def cookie(self) -> str:
        """The name of the session's cookie."""
        return f"heard_session_{self.port}"

    def used(self, token: str) -> bool:
        """Whether `token` is that of the link, which is then used up."""
        right = bool(self.link) and _same(token, self.link)
        if right:
            self.link = ""
        return right

    def knows(self, cookie: str) -> bool:
        """Whether this is the session's cookie."""
        return _same(cookie, self.session)


class BehindEntrance:
    """An app behind an entrance: requests reach it with `scope["reviewer"]` and every right."""

    def __init__(self, app: ASGIApp, entrance: Entrance, render: Render) -> None:
        self._app, self._entrance, self._render = app, entrance, render

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(STATIC):
            await self._app(scope, receive, send)
        elif scope["path"].startswith(START):
            await self._enter(Request(scope))(scope, receive, send)
        elif self._entrance.knows(HTTPConnection(scope).cookies.get(self._entrance.cookie, "")):
            scope["reviewer"] = self._entrance.reviewer
            # Whoever has the folder can do all of it by commands anyway.
            scope["rights"] = frozenset(RIGHTS)
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse(_REFUSED, status_code=403)(scope, receive, send)

    def _enter(self, request: Request) -> Response:
        """A page of ours that leads on: a strict cookie is not sent where another site led here."""
        token = request.url.path.removeprefix(START)
        if request.method != "GET" or not self._entrance.used(token):
            return PlainTextResponse(_REFUSED, status_code=403)
        answer = self._render(request, "start.html.j2", {}, 200)
        answer.set_cookie(
            self._entrance.cookie,
            self._entrance.session,
            path="/",
            httponly=True,
            samesite="strict",
        )
        return answer


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), right.encode())
