"""Only our own pages change anything: a form of another site that posts here is refused.

Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`), and no page can change what
they say. So no token in the form is needed (as Datasette does it). A browser that says neither is
refused as well. What changes nothing (GET, HEAD) is let through: others cannot read the answer.

Our own forms come with the origin "null", since our pages tell nobody where they are
(Referrer-Policy: no-referrer). Then `Sec-Fetch-Site` must vouch for them.
"""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

READS = ("GET", "HEAD")


class SameOrigin:
    """Answers 403 to a POST from elsewhere than `origins`, 405 to a method that no page uses."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self._app, self._origins = app, frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in READS:
            await self._app(scope, receive, send)
        elif scope["method"] != "POST":
            refused = PlainTextResponse("This is not done here.", status_code=405)
            await refused(scope, receive, send)
        elif self._own(Headers(scope=scope)):
            await self._app(scope, receive, send)
        else:
            refused = PlainTextResponse("This came from another site's page.", status_code=403)
            await refused(scope, receive, send)

    def _own(self, headers: Headers) -> bool:
        site, origins = headers.get("sec-fetch-site"), headers.getlist("origin")
        if site is None and not origins:
            return False
        known = self._origins | {"null"} if site == "same-origin" else self._origins
        return site in (None, "same-origin") and all(each in known for each in origins)
