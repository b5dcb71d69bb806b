"""The team's door: where it stands, who is let in, when a session ends, what guessing costs."""

import asyncio
import stat
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from time import monotonic

import httpx2
import pytest
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from coding.evaluation import tables
from coding.evaluation.database import Store, open_store
from coding.review.access.door import BehindDoor, door
from coding.review.access.sessions import COOKIE, KEY, LASTS_SECONDS, Sessions, key_in
from coding.review.access.team_address import TeamAddress, is_loopback, team_address
from coding.reviewers import reviewers
from corpora.errors import InputError

AT = "2026-03-02T10:00:00+00:00"
PASSWORD = "three plain words"
ADDRESS = "https://heard.team.example:8443"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


def address(path: Path, **given: object) -> TeamAddress:
    """The address with these given; `certificate` and `key` are names of files that there are."""
    for name in ("certificate", "key"):
        if given.get(name):
            given[name] = path / str(given[name])
    (path / "pem").touch()
    asked = {"host": "127.0.0.1", "port": 8443, "certificate": None, "key": None}
    return team_address(**{**asked, "behind_proxy": "", "address": "", **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"host": "0.0.0.0"}, "participants' words do not travel unprotected"),
        ({"host": "192.168.1.5"}, "participants' words do not travel unprotected"),
        ({"host": "::"}, "participants' words do not travel unprotected"),
        ({"host": "heard.team.example"}, "participants' words do not travel unprotected"),
        ({"host": "127.0.0.1.evil.example"}, "participants' words do not travel unprotected"),
        ({"host": "0.0.0.0", "behind_proxy": ADDRESS}, "participants' words do not travel"),
        ({"behind_proxy": "http://heard.team.example"}, "not the address of pages behind TLS"),
        ({"behind_proxy": "https://"}, "not the address of pages behind TLS"),
        ({"behind_proxy": "https://a.example:99999"}, "not the address of pages behind TLS"),
        ({"behind_proxy": "https://a.example/heard"}, "not the address of pages behind TLS"),
        ({"certificate": "pem"}, "a certificate and its key go together"),
        ({"key": "pem"}, "a certificate and its key go together"),
        ({"certificate": "no", "key": "pem"}, "there is no such file"),
        ({"certificate": "pem", "key": "pem"}, "it is not said by which name"),
        (
            {"certificate": "pem", "key": "pem", "behind_proxy": ADDRESS},
            "give a certificate, or the proxy that has one",
        ),
    ],
)
def test_where_pages_are_not_served(tmp_path: Path, given: dict[str, object], what: str) -> None:
    with pytest.raises(InputError) as caught:
        address(tmp_path, **given)
    assert what in caught.value.what


def test_where_pages_are_served(tmp_path: Path) -> None:
    pem = tmp_path / "pem"
    assert address(
        tmp_path, host="0.0.0.0", certificate="pem", key="pem", address=ADDRESS + "/"
    ) == (TeamAddress("0.0.0.0", 8443, ADDRESS, ("heard.team.example:8443",), True, pem, pem))
    assert address(tmp_path, behind_proxy="https://Heard.Team.example:443") == TeamAddress(
        "127.0.0.1",
        8443,
        "https://heard.team.example",
        ("heard.team.example",),
        True,
        behind_proxy=True,
    )
    assert address(tmp_path, host="localhost") == TeamAddress(
        "localhost",
        8443,
        "http://127.0.0.1:8443",
        ("127.0.0.1:8443", "localhost:8443", "[::1]:8443"),
        False,
    )


@pytest.mark.parametrize(
    ("host", "expected"),
    [("", False), ("127.8.8.8", True), ("[::1]", True), ("localhost.evil.example", False)],
)
def test_what_is_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_the_key_is_made_once_and_is_its_owners_only(tmp_path: Path) -> None:
    assert key_in(tmp_path) == key_in(tmp_path)
    assert len(key_in(tmp_path)) == 32
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o600


@pytest.fixture
def now() -> list[float]:
    return [1_000_000.0]


@pytest.fixture
def sessions(store: Store, now: list[float]) -> Sessions:
    return Sessions(b"k" * 32, store, lambda: now[0])


def entered(store: Store, name: str = "AB") -> reviewers.Reviewer:
    reviewers.add(store, name, "staff", AT)
    found = reviewers.active_reviewer(store, name)
    assert found
    return found


def test_a_session_is_its_reviewers_for_twelve_hours(
    store: Store, sessions: Sessions, now: list[float]
) -> None:
    cookie = sessions.begin(entered(store))
    for later, expected in (
        (0, "AB"),
        (LASTS_SECONDS - 61, "AB"),
        (LASTS_SECONDS, None),
        (-3_600, None),
    ):
        now[0] = 1_000_000.0 + later
        found = sessions.reviewer(cookie)
        assert (found and found.name) == expected, later


def test_a_session_outlives_the_server_and_not_another_key(
    store: Store, sessions: Sessions
) -> None:
    cookie = sessions.begin(entered(store))
    assert Sessions(b"k" * 32, store, lambda: 1_000_000.0).reviewer(cookie)
    assert Sessions(b"x" * 32, store, lambda: 1_000_000.0).reviewer(cookie) is None


def test_a_session_that_was_ended_stays_ended_and_no_other(
    store: Store, sessions: Sessions, now: list[float]
) -> None:
    one = sessions.begin(entered(store))
    reviewer = sessions.reviewer(one)
    assert reviewer
    other = sessions.begin(reviewer)
    for cookie in (one, one, "", "nobody.x", other[:-1]):
        sessions.end(cookie)
    again = Sessions(b"k" * 32, store, lambda: now[0])
    assert [again.reviewer(cookie) is None for cookie in (one, other)] == [True, False]
    now[0] += 3 * LASTS_SECONDS
    later = sessions.begin(reviewer)
    sessions.end(later)
    with store.reading() as connection:
        kept = connection.execute(select(tables.ended_sessions.c.at)).scalars().all()
    assert kept == [int(now[0])]


@pytest.mark.parametrize("how", [reviewers.remove, reviewers.renew])
def test_a_session_ends_with_what_began_it(store: Store, sessions: Sessions, how: object) -> None:
    cookie = sessions.begin(entered(store))
    how(store, "AB")  # type: ignore[operator]
    assert sessions.reviewer(cookie) is None


def test_a_cookie_that_was_made_up_is_nobodys(store: Store, sessions: Sessions) -> None:
    ab, cd = sessions.begin(entered(store)), sessions.begin(entered(store, "CD"))
    content, _, signature = ab.partition(".")
    other = cd.partition(".")[0]
    made_up = [
        "", ".", "a.b", content, f"{content}.", f"{other}.{signature}", f"{content}.{signature}0",
        "bnVsbA==.x", "WzEsMiwzXQ==.x", "W10=.x", "é.é", "[" * 5_000,
    ]  # fmt: skip
    assert [sessions.reviewer(cookie) for cookie in made_up] == [None] * len(made_up)


def render(_: Request, template: str, values: Mapping[str, object], status: int) -> Response:
    entering = values["entering"]
    name = entering.name if isinstance(entering, reviewers.Reviewer) else ""
    said = f"{template} {name} {values['fault']} {values['minutes']}"
    return PlainTextResponse(said, status_code=status)


async def inside(scope: Scope, receive: Receive, send: Send) -> None:
    name = scope["reviewer"].name if "reviewer" in scope else "nobody"
    await PlainTextResponse(f"inside: {name}")(scope, receive, send)


@pytest.fixture
def client(store: Store, sessions: Sessions) -> TestClient:
    app = BehindDoor(inside, door(store, sessions, render, secure=True))
    return TestClient(app, base_url="https://heard.team.example", follow_redirects=False)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 303),
        ("HEAD", "/codes", 303),
        ("GET", "/static/../codes", 303),
        ("GET", "/enterprise", 303),
        ("POST", "/decide", 401),
        ("PUT", "/", 401),
        ("OPTIONS", "/", 401),
        ("PUT", "/enter", 405),
        ("GET", "/enter", 200),
        ("GET", "/static/page.css", 200),
    ],
)
def test_nothing_is_shown_to_strangers(
    client: TestClient, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert "inside" not in answer.text or answer.text == "inside: nobody"


def test_a_link_lets_in_by_a_button_and_not_by_being_opened(
    store: Store, client: TestClient
) -> None:
    token = reviewers.add(store, "AB", "staff", AT)
    opened = client.get(f"/enter/{token}")
    assert (opened.status_code, opened.text) == (200, "enter.html.j2 AB  0")
    assert "set-cookie" not in opened.headers
    assert opened.headers["cache-control"] == "no-store"
    entering = client.post(f"/enter/{token}")
    assert (entering.status_code, entering.headers["location"]) == (303, "/")
    cookie = entering.headers["set-cookie"]
    assert [part in cookie for part in ("HttpOnly", "Secure", "SameSite=strict", "Path=/")] == [
        True
    ] * 4
    assert client.get("/").text == "inside: AB"
    reviewers.remove(store, "AB")
    assert client.get("/").status_code == 303
    assert client.post(f"/enter/{token}").status_code == 403


def test_a_password_lets_in_and_leaving_ends_it(store: Store, client: TestClient) -> None:
    reviewers.add(store, "AB", "staff", AT, password=PASSWORD)
    wrong = client.post("/enter", data={"name": "AB", "password": "wrong words here"})
    assert (wrong.status_code, COOKIE in client.cookies) == (403, False)
    right = client.post("/enter", data={"name": "AB", "password": PASSWORD})
    assert (right.status_code, right.headers["location"]) == (303, "/")
    assert client.get("/").text == "inside: AB"
    assert client.get("/leave").status_code == 303
    assert client.get("/").text == "inside: AB"
    cookie = client.cookies[COOKIE]
    assert client.post("/leave").headers["location"] == "/enter"
    assert client.get("/").status_code == 303
    # Somebody who has copied the cookie is not let in either.
    kept = {"Cookie": f"{COOKIE}={cookie}"}
    assert client.get("/", headers=kept).status_code == 303


def logging_in(client: TestClient, name: str, password: str) -> int:
    return client.post("/enter", data={"name": name, "password": password}).status_code


def from_address(client: TestClient, address: str) -> TestClient:
    return TestClient(
        client.app,
        base_url="https://heard.team.example",
        follow_redirects=False,
        client=(address, 1),
    )


def test_guessing_a_password_costs_a_wait_for_that_account_alone(
    store: Store, client: TestClient
) -> None:
    for name in ("AB", "CD"):
        reviewers.add(store, name, "staff", AT, password=PASSWORD)
    guesses = [
        client.post("/enter", data={"name": "AB", "password": f"guess {n}"}) for n in range(6)
    ]
    assert [each.status_code for each in guesses] == [403] * 5 + [429]
    assert 800 < int(guesses[-1].headers["retry-after"]) <= 900
    locked = client.post("/enter", data={"name": "AB", "password": PASSWORD})
    assert (locked.status_code, COOKIE in client.cookies) == (429, False)
    assert logging_in(client, "CD", PASSWORD) == 303


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("AB", ["AB", " AB", "AB  ", "\tAB", "ab", "aB", "\uff21\uff22", "\u00a0AB"]),
        ("Zoë B", ["Zoë B", "Zoe\u0308 B", "Zoë  B", "ZOË B", "Zoë\u2003B", "zoe\u0308 b"]),
        ("nobody", ["nobody", "Nobody", " nobody", "NOBODY", "nobody\n", "\uff4eobody"]),
        ("x" * 60, ["x" * 60, "X" * 60, *(f" {'x' * 60}{' ' * n}" for n in range(5))]),
    ],
)
def test_an_account_waits_however_its_name_is_typed(
    store: Store, client: TestClient, name: str, typed: list[str]
) -> None:
    if name != "nobody":
        reviewers.add(store, name, "staff", AT, password=PASSWORD)
    tries = [logging_in(from_address(client, f"10.0.0.{n}"), typed[n], "wrong") for n in range(6)]
    assert tries == [403] * 5 + [429]
    assert {logging_in(client, each, PASSWORD) for each in typed} == {429}


def test_guesses_at_the_same_moment_are_counted_before_they_are_checked(
    store: Store, sessions: Sessions
) -> None:
    reviewers.add(store, "AB", "staff", AT, password=PASSWORD)
    app = BehindDoor(inside, door(store, sessions, render, secure=True, slow_seconds=0))

    async def guesses() -> list[int]:
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="https://a.example") as client:
            forms = [{"name": "AB", "password": f"guess {n}"} for n in range(12)]
            sent = await asyncio.gather(*(client.post("/enter", data=form) for form in forms))
        return [answer.status_code for answer in sent]

    assert sorted(asyncio.run(guesses())) == [403] * 5 + [429] * 7


def test_guesses_from_elsewhere_keep_nobody_out_where_they_have_come_in_before(
    store: Store, client: TestClient
) -> None:
    reviewers.add(store, "AB", "staff", AT, password=PASSWORD)
    home, elsewhere = from_address(client, "10.0.0.1"), from_address(client, "10.0.0.2")
    assert logging_in(home, "AB", PASSWORD) == 303
    assert [logging_in(elsewhere, "AB", f"guess {n}") for n in range(6)] == [403] * 5 + [429]
    assert [logging_in(each, "AB", PASSWORD) for each in (elsewhere, home)] == [429, 303]
    assert [logging_in(home, "AB", f"guess {n}") for n in range(6)] == [403] * 5 + [429]


def test_an_address_is_slowed_and_whoever_is_right_gets_in_at_once(
    store: Store, sessions: Sessions
) -> None:
    """An office has one address: what somebody there gets wrong is nobody else's fault."""
    slow = 1.5
    app = BehindDoor(inside, door(store, sessions, render, secure=True, slow_seconds=slow))
    client = TestClient(app, base_url="https://heard.team.example", follow_redirects=False)
    link = reviewers.add(store, "AB", "staff", AT)
    reviewers.add(store, "CD", "staff", AT, password=PASSWORD)
    asked: list[Callable[[], httpx2.Response]] = [
        *(partial(client.get, f"/enter/guess{n}") for n in range(7)),
        partial(client.post, f"/enter/{link}"),
        partial(client.post, "/enter", data={"name": "CD", "password": PASSWORD}),
        partial(client.post, "/enter", data={"name": "CD", "password": "wrong"}),
        partial(client.get, "/enter/guess"),
        partial(client.get, f"/enter/{link}"),
    ]
    came = [timed(ask) for ask in asked]
    assert [status for status, _ in came] == [403] * 5 + [429] * 2 + [303, 303, 429, 429, 200]
    late = [number for number, (_, seconds) in enumerate(came) if seconds >= slow]
    assert late == [5, 6, 9, 10]
    assert timed(partial(from_address(client, "10.0.0.2").get, "/enter/guess"))[0] == 403


def timed(ask: Callable[[], httpx2.Response]) -> tuple[int, float]:
    since = monotonic()
    return ask().status_code, monotonic() - since


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"name=AB",
        b"&" * 50,
        b"name=" + b"A" * 10_000,
        b"name=AB&password=x&name=CD",
    ],
)
def test_a_form_that_is_none_lets_nobody_in(client: TestClient, body: bytes) -> None:
    assert client.post("/enter", content=body).status_code in (403, 413)
