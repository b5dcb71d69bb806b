"""Connections that are held open and never come to the point keep nobody out, and end."""

import resource
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from pathlib import Path

import httpx2
import pytest
from made_certificate import certificate
from paths import ROOT
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send
from team_served import served_to_team

from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.review import prompt_requests
from coding.review.server import PageServer, listening
from coding.review.visits import MOST, MOST_FROM_ONE, Visits
from coding.reviewers import reviewers

AT = "2026-03-02T10:00:00+00:00"
HELD = 1_000
SILENT = b""
HALF_HEAD = b"GET /enter HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: "
HALF_BODY = (
    b"POST /enter HTTP/1.1\r\nHost: HERE\r\nOrigin: http://HERE\r\nSec-Fetch-Site: same-origin\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 400\r\n\r\nname=AB&"
)


@pytest.fixture(scope="module", autouse=True)
def many_files() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8_000, hard), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Where a team's pages are, and the link of a reviewer."""
    folder = tmp_path_factory.mktemp("held") / "e"
    new_evaluation(folder)
    evaluation = Evaluation.open(folder)
    link = reviewers.add(evaluation.store, "AB", "researcher", AT)
    with served_to_team(evaluation) as (origin, _):
        yield origin, link


@contextmanager
def holding(origin: str, begun: bytes, many: int = HELD) -> Iterator[list[socket.socket]]:
    """So many connections to the pages, each with this sent and nothing more."""
    at = origin.removeprefix("http://")
    host, port = at.split(":")
    with ExitStack() as held:
        sockets = []
        for _ in range(many):
            sockets.append(held.enter_context(socket.create_connection((host, int(port)), 30)))
            # It may have been dropped for the next one before it says a word.
            with suppress(OSError):
                sockets[-1].sendall(begun.replace(b"HERE", at.encode()))
        yield sockets


@pytest.mark.parametrize("begun", [SILENT, HALF_HEAD, HALF_BODY], ids=["silent", "head", "body"])
def test_a_reviewer_gets_a_page_while_a_thousand_half_requests_are_held(
    team: tuple[str, str], begun: bytes
) -> None:
    origin, link = team
    with holding(origin, begun), httpx2.Client(base_url=origin, timeout=30) as reviewer:
        took = []
        reviewer.headers.update({"Origin": origin, "Sec-Fetch-Site": "same-origin"})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for method, path in (
            ("GET", f"/enter/{link}"),
            ("POST", f"/enter/{link}"),
            ("GET", "/settings"),
        ):
            since = time.monotonic()
            answer = reviewer.request(method, path, headers=form)
            took.append((answer.status_code, time.monotonic() - since < 2))
    assert took == [(200, True), (303, True), (200, True)]


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl to make a certificate")
def test_handshakes_that_are_never_finished_keep_nobody_out(tmp_path: Path) -> None:
    """Of these no request is seen: they are counted where they are accepted."""
    made, key = certificate(tmp_path)
    with serving(PageServer(slow, certificate=made, key=key)) as (host, port):
        trusting = ssl.create_default_context(cafile=str(made))
        hello = b"\x16\x03\x01\x02\x00\x01"
        with (
            holding(f"http://{host}:{port}", hello) as held,
            httpx2.Client(verify=trusting, timeout=30) as reviewer,
        ):
            assert reviewer.post(f"https://localhost:{port}/", content=b"words").content == b"words"
            still = [each for each in held if _open(each)]
    assert len(still) < MOST_FROM_ONE


async def slow(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers what was posted, and `/long` with more than any buffer holds."""
    request = Request(scope, receive)
    long = request.url.path == "/long"
    answer: Response = PlainTextResponse(b"x" * 30_000_000 if long else await request.body())
    await answer(scope, receive, send)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """Where something is served that waits for a second at most."""
    for name in ("SECONDS_FOR_HEAD", "SECONDS_FOR_BODY", "SECONDS_TO_TAKE"):
        monkeypatch.setattr(prompt_requests, name, 1)
    with serving(PageServer(slow)) as where:
        yield where


@contextmanager
def serving(server: PageServer) -> Iterator[tuple[str, int]]:
    at = listening(0)
    where = at.getsockname()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [at]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield where
    server.should_exit = True
    thread.join(10)


WHOLE = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok"


@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"x"),
        (WHOLE[:-1], b""),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n", b"x"),
        (WHOLE, b""),
        (WHOLE + b"GET / HTTP/1.1\r\nX: ", b"x"),
        (WHOLE + WHOLE[:-1], b""),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=[
        "silent", "head in drops", "half a body", "body in drops", "silent after an answer",
        "second head in drops", "half a second body", "chunks without end",
    ],
)  # fmt: skip
def test_what_does_not_come_to_an_end_is_ended(
    quick: tuple[str, int], first: bytes, drop: bytes
) -> None:
    with closing(socket.create_connection(quick, 10)) as held:
        held.sendall(first)
        assert _ended(held, drop, within=20)


def test_an_answer_that_nobody_takes_is_given_up(quick: tuple[str, int]) -> None:
    with closing(socket.create_connection(quick, 10)) as held:
        held.sendall(b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
        # Nothing is read, so that the server notices by itself.
        time.sleep(4)
        came = 0
        with pytest.raises(OSError):
            while piece := held.recv(1_000_000):
                came += len(piece)
            raise ConnectionResetError
        assert came < 30_000_000


def test_requests_that_come_in_whole_are_answered_one_after_the_other(
    quick: tuple[str, int],
) -> None:
    with httpx2.Client(base_url=f"http://{quick[0]}:{quick[1]}") as client:
        came = []
        for body in (b"a" * 70_000, b"", b"b"):
            came.append(client.post("/", content=body).content == body)
            time.sleep(0.6)
    assert came == [True] * 3


def _open(held: socket.socket) -> bool:
    held.setblocking(False)
    try:
        return bool(held.recv(1))
    except BlockingIOError:
        return True
    except OSError:
        return False


def _ended(held: socket.socket, drop: bytes, *, within: float) -> bool:
    until = time.monotonic() + within
    held.settimeout(0.2)
    while time.monotonic() < until:
        try:
            held.sendall(drop)
            if not held.recv(100_000):
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


def test_who_makes_room() -> None:
    """The one of that address that has waited longest; a new one goes where all are being answered."""
    visits, gone = Visits(from_one=2, most=4), list[str]()

    def come(*names: str) -> None:
        for name in names:
            visits.came((name[0], name), partial(gone.append, name))

    def answer(name: str) -> None:
        if visit := visits.at((name[0], name)):
            visit.answering = True

    come("a1", "a2")
    answer("a1")
    come("a3")
    assert gone == ["a2"]
    visits.left(("a", "a2"))
    answer("a3")
    come("a4")
    assert gone == ["a2", "a4"]
    visits.left(("a", "a4"))
    visits.waits_again(("a", "a1"))
    come("b1", "c1", "d1")
    assert gone == ["a2", "a4", "a1"]
    come("e1")
    assert gone == ["a2", "a4", "a1", "b1"]


def test_a_server_has_room_for_more_than_one_address() -> None:
    assert MOST_FROM_ONE < MOST < 1_000


def test_whoever_connects_fills_no_log(tmp_path: Path) -> None:
    """What is written down must not depend on how often somebody knocks."""
    new_evaluation(tmp_path / "e")
    command = [sys.executable, "-m", "flows.cli", "review", str(tmp_path / "e"), "--no-browser"]
    with (
        (tmp_path / "written").open("w+b") as written,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=written) as served,
    ):
        assert served.stdout
        try:
            link = next(line for line in served.stdout if b"http://" in line).decode().strip()
            origin = link.split("/start/")[0]
            for begun in (SILENT, HALF_HEAD, HALF_BODY, b"\x16\x03\x01\x00", b"\xff\n\r\n" * 9):
                with holding(origin, begun, 200):
                    pass
            with httpx2.Client(base_url=origin) as client:
                assert client.get("/settings").status_code == 403
        finally:
            served.terminate()
        assert served.wait(30) is not None
        written.seek(0)
        assert written.read() == b""
