"""What tests of the review pages share: an invented evaluation, a client that is let in, a server."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import httpx2
import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coding import Evaluation
from coding.review.access.entrance import Entrance
from coding.review.app import local_app
from coding.review.server import listening
from coding.reviewers.reviewers import Reviewer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PORT = 8123
HERE = f"http://127.0.0.1:{PORT}"
OWN = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}


def reviewer(name: str = "AB", role: str = "lived experience") -> Reviewer:
    return Reviewer(name, role, True, "", False, False, "")


def entrance(name: str = "AB", port: int = PORT) -> Entrance:
    return Entrance(reviewer(name), port)


class Client:
    """A browser without scripts that was let in: `get` a page, `post` a form, follow where it leads."""

    def __init__(self, app: Starlette, door: Entrance) -> None:
        self.http = TestClient(app, base_url=HERE, raise_server_exceptions=False)
        assert self.http.get(door.path).status_code == 200

    def get(self, path: str) -> httpx2.Response:
        return self.http.get(path)

    def post(self, path: str, fields: dict[str, str], **more: str) -> httpx2.Response:
        return self.http.post(path, data={**fields, **more}, headers=OWN)

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.http.close()


def next_id(answer: httpx2.Response) -> str:
    """The excerpt that a page puts before a reviewer, the first where it shows several."""
    several = re.findall(r'name="excerpt" value="([^"]+)"', answer.text)
    return str(several[0] if several else answer.url.path.rsplit("/", 1)[-1])


def client(folder: Path, name: str = "AB") -> Client:
    door = entrance(name)
    return Client(local_app(Evaluation.open(folder), door), door)


@contextmanager
def served(folder: Path, name: str = "AB") -> Iterator[str]:
    """The pages on a port of this machine, in a thread; gives the link that lets in, once."""
    socket = listening(0)
    door = entrance(name, socket.getsockname()[1])
    app = local_app(Evaluation.open(folder), door)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{door.port}{door.path}"
    server.should_exit = True
    thread.join(10)


@contextmanager
def served_in(browser: "Browser", folder: Path, name: str) -> Iterator[tuple[str, Any]]:
    """The same for a browser that was let in: where the pages are, and the session for contexts."""
    with served(folder, name) as link:
        page = browser.new_page()
        page.goto(link)
        page.wait_for_url("**/today")
        session = page.context.storage_state()
        page.close()
        yield link.split("/start")[0], session


@contextmanager
def let_in(link: str) -> Iterator[httpx2.Client]:
    """A browser without scripts that came by the link, speaking over a socket."""
    base = link.split("/start/")[0]
    headers = {"Origin": base, "Sec-Fetch-Site": "same-origin"}
    with httpx2.Client(base_url=base, headers=headers, follow_redirects=True, timeout=60) as client:
        assert client.get(link).status_code == 200
        yield client
