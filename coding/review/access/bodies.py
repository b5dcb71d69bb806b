"""Only forms are read: other kinds of body can be sent by other sites without being asked first.

`text/plain` is the one that a foreign form can fill with anything, JSON for instance.
"""

from urllib.parse import parse_qsl

from starlette.datastructures import Headers, ImmutableMultiDict
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

FORM = "application/x-www-form-urlencoded"
MOST_BYTES = 64 * 1024
MOST_FIELDS = 200
Form = ImmutableMultiDict[str, str]


class FormsOnly:
    """Answers 403 to a POST whose body is not a plain form, 413 to one that is too long."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = _refused(Headers(scope=scope)) if _posted(scope) else None
        await (refused or self._app)(scope, receive, send)


class ReadForms:
    """Reads the form of a POST, so that pages are plain functions: see `form_of`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _posted(scope):
            try:
                form = await _form(Request(scope, receive))
            except ClientDisconnect:
                return
            if form is None:
                await _too_long()(scope, receive, send)
                return
            scope["form"] = form
        await self._app(scope, receive, send)


def form_of(request: HTTPConnection) -> Form:
    """The fields of the form that was posted; none for a page that was only asked for."""
    form: Form = request.scope.get("form") or ImmutableMultiDict()
    return form


def _posted(scope: Scope) -> bool:
    return bool(scope["type"] == "http" and scope["method"] == "POST")


def _refused(headers: Headers) -> PlainTextResponse | None:
    kinds = headers.getlist("content-type")
    if len(kinds) != 1 or kinds[0].split(";")[0].strip().lower() != FORM:
        return PlainTextResponse("Only forms are read here.", status_code=403)
    length = headers.get("content-length", "0")
    return None if length.isdecimal() and int(length) <= MOST_BYTES else _too_long()


def _too_long() -> PlainTextResponse:
    return PlainTextResponse("This is too long. Nothing was kept.", status_code=413)


async def _form(request: Request) -> Form | None:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return None
    try:
        told = body.decode("utf-8")
        fields = parse_qsl(told, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return ImmutableMultiDict(fields)
