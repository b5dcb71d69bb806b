"""The door of the team's pages: nobody sees a word without saying who they are.

A personal link or a name and password is exchanged for a session's cookie, always by a button on
a page of ours, so that neither a preview of the link nor another site can do it.

After five wrong passwords an account waits, however its name is typed. An address is slowed and not
shut out, since a whole office may have one: what is wrong is answered late there, what is right at
once. A link is 256 random bits, so that nobody has to wait before theirs is looked at.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qs

import anyio
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from codebooks.roles import Role
from coding.evaluation.database import Store
from coding.review.access.attempts import Attempts, UsualAddresses
from coding.review.access.entrance import STATIC
from coding.review.access.rights import NAMES_SEEN_BY, rights_of
from coding.review.access.sessions import COOKIE, LASTS_SECONDS, Sessions
from coding.review.look.templates import Render
from coding.reviewers.reviewers import Reviewer, account_key, by_link, by_password

ENTER, LEAVE = "/enter", "/leave"
MOST_BYTES = 4_096
SLOW_SECONDS = 4
_SLOWED = "Several wrong ones came from your network, so that this answer came late."


@dataclass(frozen=True)
class Door:
    """What the door needs: `render` makes a page of a template's name, values and a status.

    `secure` says that browsers come by https. Argon2 takes 64 MiB a time, so two at once at most.
    `slow_seconds` is how long a wrong answer takes where an address has given several; the roles
    `see_real_names` see them.
    """

    store: Store
    sessions: Sessions
    render: Render
    secure: bool
    attempts: Attempts
    usual: UsualAddresses
    limiter: anyio.CapacityLimiter
    slow_seconds: float
    see_real_names: Sequence[Role]


def door(
    store: Store,
    sessions: Sessions,
    render: Render,
    *,
    secure: bool,
    slow_seconds: float = SLOW_SECONDS,
    see_real_names: Sequence[Role] = NAMES_SEEN_BY,
) -> Door:
    """A door with nobody's failures remembered."""
    limiter = anyio.CapacityLimiter(2)
    attempts, usual = Attempts(), UsualAddresses()
    return Door(
        store, sessions, render, secure, attempts, usual, limiter, slow_seconds, see_real_names
    )


class BehindDoor:
    """An app behind a door: requests reach it with `scope["reviewer"]`, a `Reviewer`.

    `scope["rights"]` is what their role may do, `scope["can_leave"]` says that there is a session to end.
    """

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "lifespan" or path.startswith(STATIC):
            await self._app(scope, receive, send)
            return
        if path in (ENTER, LEAVE) or path.startswith(f"{ENTER}/"):
            try:
                answer = await _answer(self._door, Request(scope, receive))
            except ClientDisconnect:
                return
            await answer(scope, receive, send)
            return
        cookie = HTTPConnection(scope).cookies.get(COOKIE, "")
        reviewer = await anyio.to_thread.run_sync(self._door.sessions.reviewer, cookie)
        if reviewer is None:
            await _turned_away(scope)(scope, receive, send)
            return
        scope["reviewer"], scope["can_leave"] = reviewer, True
        scope["rights"] = rights_of(reviewer, self._door.see_real_names)
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
    if token:
        return await _with_link(door, request, token)
    if method == "POST":
        return await _with_password(door, request)
    return _page(door, request, "")


async def _with_link(door: Door, request: Request, token: str) -> Response:
    reviewer = await anyio.to_thread.run_sync(by_link, door.store, token)
    if reviewer is None:
        return await _wrong(door, request, "This link is not, or no longer, anybody's.")
    if request.method == "POST":
        return _entered(door, reviewer)
    return _page(door, request, "", reviewer=reviewer)


async def _with_password(door: Door, request: Request) -> Response:
    form = await _form(request)
    name, password = form.get("name", ""), form.get("password", "")
    account, address = account_key(name), _who(request)
    usual = door.usual.include(account, address)
    tried = f"account {account} from {address}" if usual else f"account {account}"
    if wait := door.attempts.begin(tried):
        return _page(door, request, "", wait=wait, status=429)
    check = partial(by_password, door.store, name, password)
    reviewer = await anyio.to_thread.run_sync(check, limiter=door.limiter)
    if reviewer is None:
        return await _wrong(door, request, "The name and the password do not match.")
    door.attempts.worked(tried)
    door.usual.add(account, address)
    return _entered(door, reviewer)


async def _wrong(door: Door, request: Request, fault: str) -> Response:
    """What a wrong link or password is answered: late, where this address has sent several."""
    address = f"address {_who(request)}"
    slowed = door.attempts.wait(address) > 0
    door.attempts.failed(address)
    if not slowed:
        return _page(door, request, fault, status=403)
    await anyio.sleep(door.slow_seconds)
    return _page(door, request, f"{fault} {_SLOWED}", status=429, after=door.slow_seconds)


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
    after: float = 0,
    reviewer: Reviewer | None = None,
) -> Response:
    """The page to come in by. `wait`: seconds before another try; `after`: before a wrong one."""
    values = {"fault": fault, "minutes": -(-wait // 60), "entering": reviewer}
    answer = door.render(request, "enter.html.j2", values, status)
    MutableHeaders(raw=answer.raw_headers)["Cache-Control"] = "no-store"
    if wait or after:
        MutableHeaders(raw=answer.raw_headers)["Retry-After"] = str(wait or math.ceil(after))
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
