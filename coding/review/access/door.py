"""The door of the team's pages: nobody sees a word without saying who they are.

A personal link or a name and password is exchanged for a session's cookie, always by a button on
a page of ours, so that neither a preview of the link nor another site can do it. Who fails five
times waits.
"""

from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qs

import anyio
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from coding.evaluation.database import Store
from coding.review.access.attempts import Attempts
from coding.review.access.entrance import STATIC
from coding.review.access.sessions import COOKIE, LASTS_SECONDS, Sessions
from coding.review.look.templates import Render
from coding.reviewers.reviewers import Reviewer, by_link, by_password

ENTER, LEAVE = "/enter", "/leave"
MOST_BYTES = 4_096


@dataclass(frozen=True)
class Door:
    """What the door needs: `render` makes a page of a template's name, values and a status.

    `secure` says that browsers come by https. Argon2 takes 64 MiB a time, so two at once at most.
    """

    store: Store
    sessions: Sessions
    render: Render
    secure: bool
    attempts: Attempts
    limiter: anyio.CapacityLimiter


def door(store: Store, sessions: Sessions, render: Render, *, secure: bool) -> Door:
    """A door with nobody's failures remembered."""
    return Door(store, sessions, render, secure, Attempts(), anyio.CapacityLimiter(2))


class BehindDoor:
    """An app behind a door: requests reach it with `scope["reviewer"]`, a `Reviewer`.

    `scope["can_leave"]` says that there is a session to end.
    """

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "lifespan" or path.startswith(STATIC):
            await self._app(scope, receive, send)
            return
        if path in (ENTER, LEAVE) or path.startswith(f"{ENTER}/"):
            answer = await _answer(self._door, Request(scope, receive))
            await answer(scope, receive, send)
            return
        cookie = HTTPConnection(scope).cookies.get(COOKIE, "")
        reviewer = await anyio.to_thread.run_sync(self._door.sessions.reviewer, cookie)
        if reviewer is None:
            await _turned_away(scope)(scope, receive, send)
            return
        scope["reviewer"], scope["can_leave"] = reviewer, True
        await self._app(scope, receive, send)


def _turned_away(scope: Scope) -> Response:
    """Whoever asks for a page is sent to the door; anything else is told plainly."""
    if scope["method"] in ("GET", "HEAD"):
        return RedirectResponse(ENTER, status_code=303)
    return PlainTextResponse("You are not logged in. Open your link again.", status_code=401)


async def _answer(door: Door, request: Request) -> Response:
    path, method = request.url.path, request.method
    if path == LEAVE:
        if method != "POST":
            return RedirectResponse("/", status_code=303)
        cookie = request.cookies.get(COOKIE, "")
        await anyio.to_thread.run_sync(door.sessions.end, cookie)
        return _left(door)
    if method not in ("GET", "HEAD", "POST"):
        return PlainTextResponse("This is not done here.", status_code=405)
    token = path.removeprefix(ENTER).removeprefix("/")
    wait = door.attempts.wait(_who(request))
    if wait:
        return _page(door, request, "", wait=wait, status=429)
    if token:
        return await _with_link(door, request, token)
    if method == "POST":
        return await _with_password(door, request)
    return _page(door, request, "")


async def _with_link(door: Door, request: Request, token: str) -> Response:
    reviewer = await anyio.to_thread.run_sync(by_link, door.store, token)
    if reviewer is None:
        door.attempts.failed(_who(request))
        return _page(door, request, "This link is not, or no longer, anybody's.", status=403)
    door.attempts.worked(_who(request))
    if request.method == "POST":
        return _entered(door, reviewer)
    return _page(door, request, "", reviewer=reviewer)


async def _with_password(door: Door, request: Request) -> Response:
    form = await _form(request)
    name, password = form.get("name", ""), form.get("password", "")
    tried = f"{_who(request)} {name.casefold()}"
    if wait := door.attempts.wait(tried):
        return _page(door, request, "", wait=wait, status=429)
    check = partial(by_password, door.store, name, password)
    reviewer = await anyio.to_thread.run_sync(check, limiter=door.limiter)
    if reviewer is None:
        door.attempts.failed(tried)
        return _page(door, request, "The name and the password do not match.", status=403)
    door.attempts.worked(tried)
    return _entered(door, reviewer)


def _entered(door: Door, reviewer: Reviewer) -> Response:
    answer = RedirectResponse("/", status_code=303)
    _set(door, answer, door.sessions.begin(reviewer), LASTS_SECONDS)
    return answer


def _left(door: Door) -> Response:
    answer = RedirectResponse(ENTER, status_code=303)
    _set(door, answer, "", 0)
    return answer


def _set(door: Door, answer: Response, cookie: str, seconds: int) -> None:
    answer.set_cookie(
        COOKIE, cookie, max_age=seconds, path="/", secure=door.secure, httponly=True,
        samesite="strict",
    )  # fmt: skip


def _page(
    door: Door,
    request: Request,
    fault: str,
    *,
    status: int = 200,
    wait: int = 0,
    reviewer: Reviewer | None = None,
) -> Response:
    values = {"fault": fault, "minutes": -(-wait // 60), "entering": reviewer}
    answer = door.render(request, "enter.html.j2", values, status)
    MutableHeaders(raw=answer.raw_headers)["Cache-Control"] = "no-store"
    if wait:
        MutableHeaders(raw=answer.raw_headers)["Retry-After"] = str(wait)
    return answer


async def _form(request: Request) -> dict[str, str]:
    """The fields of a short form; those given twice count once, the first time."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def _who(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else ""
