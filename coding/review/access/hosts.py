"""Only our own name is answered to: another name that leads here is somebody else's page.

A foreign site can make its own name point at this machine (DNS rebinding) and would then be "the
same origin" as the pages. It cannot change the Host header that the browser sends.
"""

from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class OurHosts:
    """Answers 403 to every request, of any method, whose Host is not one of `names` (host:port)."""

    def __init__(self, app: ASGIApp, names: Sequence[str]) -> None:
        self._app, self._names = app, frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self._ours(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refused = PlainTextResponse("These pages have another address.", status_code=403)
            await refused(scope, receive, send)

    def _ours(self, scope: Scope) -> bool:
        hosts = Headers(scope=scope).getlist("host")
        return len(hosts) == 1 and hosts[0].lower() in self._names


def loopback_names(port: int) -> tuple[str, ...]:
    """What this machine calls itself, with the port."""
    return (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}")
