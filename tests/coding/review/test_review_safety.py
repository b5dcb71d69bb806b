"""The review pages answer to their own browser window only (safety.md T3, T4)."""

import asyncio
import socket
from pathlib import Path

import pytest
from reviewing import HERE, OWN, PORT, Client, entrance
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.review.access.hosts import OurHosts
from coding.review.app import local_app
from coding.review.server import listening
from corpora.errors import EnvironmentFault

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE")


@pytest.fixture(scope="module")
def let_in(tmp_path_factory: pytest.TempPathFactory) -> Client:
    folder = tmp_path_factory.mktemp("evaluation") / "e"
    new_evaluation(folder)
    door = entrance()
    return Client(local_app(Evaluation.open(folder), door), door)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        f"evil.example:{PORT}",
        f"127.0.0.1.evil.example:{PORT}",
        "127.0.0.1",
        "127.0.0.1:1",
        f"127.0.0.1:{PORT}.",
        "",
    ],
)
def test_another_name_is_not_answered_whatever_the_method(
    let_in: Client, method: str, host: str
) -> None:
    answer = let_in.http.request(method, "/settings", headers={**OWN, **FORM, "Host": host})
    assert answer.status_code == 403


@pytest.mark.parametrize("hosts", [[], [HERE[7:], HERE[7:]], [HERE[7:], "evil.example"]])
def test_no_host_or_two_are_not_answered(hosts: list[str]) -> None:
    assert asyncio.run(_status(hosts)) == 403


async def _status(hosts: list[str]) -> int:
    """What `OurHosts` answers; an app behind it answers nothing, so that it would fail."""
    sent: list[Message] = []

    async def behind(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("let through")

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", host.encode()) for host in hosts]
    scope: Scope = {"type": "http", "method": "GET", "path": "/", "headers": headers}
    await OurHosts(behind, [HERE[7:]])(scope, receive, send)
    return int(sent[0]["status"])


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_names_of_this_machine_with_our_port_are_answered(let_in: Client, name: str) -> None:
    answer = let_in.http.get("/settings", headers={"Host": f"{name}:{PORT}"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OWN, 303),
        ({"Origin": HERE}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({}, 403),
        ({**OWN, "Sec-Fetch-Site": "cross-site"}, 403),
        ({**OWN, "Sec-Fetch-Site": "same-site"}, 403),
        ({**OWN, "Sec-Fetch-Site": "none"}, 403),
        ({**OWN, "Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-site"}, 403),
        # As browsers send our own forms, from a page that tells nobody where it is.
        ({**OWN, "Origin": "null"}, 303),
        ({**OWN, "Origin": f"https://127.0.0.1:{PORT}"}, 403),
        ({**OWN, "Origin": "http://127.0.0.1:1"}, 403),
    ],
)
def test_a_form_of_another_site_changes_nothing(
    let_in: Client, headers: dict[str, str], status: int
) -> None:
    answer = let_in.http.post(
        "/settings", content="look=dark", headers={**headers, **FORM}, follow_redirects=False
    )
    assert answer.status_code == status
    assert ("set-cookie" in answer.headers) == (status == 303)


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("application/x-www-form-urlencoded", b"look=dark", 303),
        ("application/x-www-form-urlencoded; charset=UTF-8", b"look=dark", 303),
        ("text/plain", b"look=dark", 403),
        ("application/json", b"{}", 403),
        ("multipart/form-data; boundary=x", b"--x--", 403),
        (None, b"look=dark", 403),
        ("application/x-www-form-urlencoded", b"a=" + b"x" * 70_000, 413),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 300), 413),
        ("application/x-www-form-urlencoded", b"\xff=1", 413),
    ],
)
def test_only_short_forms_are_read(
    let_in: Client, kind: str | None, content: bytes, status: int
) -> None:
    headers = {**OWN, **({"Content-Type": kind} if kind else {})}
    answer = let_in.http.post("/settings", content=content, headers=headers, follow_redirects=False)
    assert answer.status_code == status


def test_the_link_works_once_and_becomes_a_cookie_that_pages_cannot_read(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "e")
    door = entrance()
    app, link = local_app(Evaluation.open(tmp_path / "e"), door), door.path
    browser = TestClient(app, base_url=HERE)
    assert browser.get("/settings").status_code == 403
    assert browser.get("/start/").status_code == 403
    assert browser.get(f"{link}x").status_code == 403
    assert browser.get("/static/review.css").status_code == 200
    answer = browser.get(link)
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"heard_session_{PORT}=")
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert browser.get("/settings").status_code == 200
    assert TestClient(app, base_url=HERE).get(link).status_code == 403


@pytest.mark.parametrize("cookie", ["", "x", "é"])
def test_without_the_session_nothing_is_shown(let_in: Client, cookie: str) -> None:
    stranger = TestClient(let_in.http.app, base_url=HERE)
    headers = {b"Cookie": f"heard_session_{PORT}={cookie}".encode()}
    answer = stranger.get("/settings", headers=headers)
    assert (answer.status_code, "look" in answer.text) == (403, False)


@pytest.mark.parametrize("path", ["/settings", "/nowhere", "/static/review.css", "/start/x"])
def test_every_answer_tells_the_browser_to_run_load_and_frame_nothing_else(
    let_in: Client, path: str
) -> None:
    headers = let_in.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers
    assert (headers.get("cache-control") == "no-store") == (not path.startswith("/static/"))


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd"]
)
def test_static_files_are_only_those(let_in: Client, path: str) -> None:
    assert let_in.http.get(path).status_code == 404


def test_the_socket_is_reached_from_this_machine_only() -> None:
    with listening(0) as at:
        host, port = at.getsockname()
        assert host == "127.0.0.1"
        with pytest.raises(EnvironmentFault, match=f"--port {port}"):
            listening(port)
    with socket.socket() as free, pytest.raises(EnvironmentFault):
        free.bind(("127.0.0.1", 0))
        listening(70_000)


def test_settings_are_remembered_and_unknown_ones_ignored(let_in: Client) -> None:
    answer = let_in.post("/settings", {"look": "contrast", "text": "huge", "motion": "none"})
    assert "Your settings are saved." in answer.text
    assert 'data-look="contrast" data-text="usual" data-spacing="usual" data-motion="none"' in (
        answer.text
    )
    let_in.http.cookies.delete("heard_reader")
