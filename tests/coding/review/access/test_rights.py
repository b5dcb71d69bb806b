"""Who may do what on the team's pages: every page and form, in every role."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from paths import ROOT
from reviewing import HERE, OWN, entrance
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from codebooks.roles import ROLES, Role
from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.evaluation.settings import load_settings
from coding.review.access.rights import NEEDED, RIGHTS, WHO, ByRight, Right, rights_of
from coding.review.access.team_address import TeamAddress
from coding.review.app import local_app
from coding.review.menu import PAGES
from coding.review.team_serving import team_app
from coding.reviewers import reviewers
from corpora.errors import SettingsError

AT = "2026-03-02T10:00:00+00:00"
ORIGIN = "https://heard.team.example"
ADDRESS = TeamAddress("127.0.0.1", 8443, ORIGIN, ("heard.team.example",), True)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}

# What there is, as the pages have it and not as the table does.
THERE = sorted(
    (method, route.path)
    for page in PAGES
    for route in page.routes
    if isinstance(route, Route)
    for method in route.methods or ()
    if method != "HEAD"
)


def test_every_page_and_form_has_a_row_and_every_row_a_page() -> None:
    assert sorted(NEEDED) == THERE
    assert {*WHO} == {*RIGHTS} and {*NEEDED.values()} <= {*RIGHTS}


def test_the_page_about_roles_has_the_table() -> None:
    lines = (ROOT / "docs/roles.md").read_text("utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    (_, *roles), _, *written = rows
    assert roles == list(ROLES)
    assert written == [
        [right, *("yes" if role in WHO[right] else "" for role in ROLES)] for right in RIGHTS
    ]


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Role, TestClient]]:
    """A browser that was let in, for each role."""
    folder = tmp_path_factory.mktemp("rights") / "e"
    new_evaluation(folder)
    evaluation = Evaluation.open(folder)
    app, clients = team_app(evaluation, ADDRESS), {}
    for role in ROLES:
        link = reviewers.add(evaluation.store, role, role, AT)
        client = TestClient(app, base_url=ORIGIN, follow_redirects=False)
        client.headers.update({"Sec-Fetch-Site": "same-origin", "Origin": "null", **FORM})
        assert client.post(f"/enter/{link}").status_code == 303
        clients[role] = client
    yield clients


# For each page that is not for everybody: those for whom it is, written out.
CO_RESEARCHERS = {"lived experience", "unpaid carer", "researcher", "facilitator"}
WITH_NAMES = {"researcher", "facilitator"}
NOT_FOR_ALL = {
    ("POST", "/disagreements/settle"): CO_RESEARCHERS,
    ("POST", "/disagreements/take-back"): CO_RESEARCHERS,
    ("POST", "/themes/decide"): CO_RESEARCHERS,
    ("GET", "/agreement"): {"researcher"},
    ("GET", "/cards"): CO_RESEARCHERS,
    ("GET", "/cards/{pack}"): CO_RESEARCHERS,
    ("POST", "/cards/{pack}/people"): CO_RESEARCHERS,
    ("POST", "/cards/{pack}/lay"): CO_RESEARCHERS,
    ("GET", "/findings/write"): CO_RESEARCHERS,
    ("POST", "/findings/save"): CO_RESEARCHERS,
    ("POST", "/findings/choose"): CO_RESEARCHERS,
    ("POST", "/findings/say"): CO_RESEARCHERS | {"staff"},
    ("GET", "/files"): WITH_NAMES,
    ("POST", "/files/answer"): WITH_NAMES,
    ("GET", "/deidentify"): WITH_NAMES,
    ("POST", "/deidentify"): WITH_NAMES,
    ("POST", "/deidentify/sign-off"): WITH_NAMES,
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("method", "path"), THERE)
def test_a_page_answers_those_for_whom_it_is(
    team: dict[Role, TestClient], role: Role, method: str, path: str
) -> None:
    answer = team[role].request(method, path.replace("{id}", "0"))
    refused = role not in NOT_FOR_ALL.get((method, path), ROLES)
    assert (answer.status_code == 403, "This is not for your role" in answer.text) == (
        refused,
        refused,
    )


@pytest.mark.parametrize("method", ["HEAD", "GET"])
@pytest.mark.parametrize("path", ["/files", "/files?page=2", "/deidentify", "/%66iles", "/files/"])
def test_no_other_way_of_asking_leads_there(
    team: dict[Role, TestClient], method: str, path: str
) -> None:
    assert team["staff"].request(method, path).status_code in (307, 403, 404)


EVERYDAY = {"/today", "/read", "/codes", "/settings"}


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_has_four_pages_for_those_who_only_review(
    team: dict[Role, TestClient], role: Role
) -> None:
    page = team[role].get("/settings").text
    menu = re.search(r"<nav.*?</nav>", page, re.S)
    assert menu
    every = {page.path for page in PAGES if page.name}
    theirs = {p for p in every if role in NOT_FOR_ALL.get(("GET", p), ROLES)}
    runs = role in ("researcher", "facilitator")
    assert set(re.findall(r'href="([^"#]+)"', menu[0])) == (theirs if runs else EVERYDAY)
    # The others lead there from Today; Review is reached by beginning.
    more = re.search(r"<h2>There is more to do</h2>.*?</ul>", team[role].get("/today").text, re.S)
    linked = set(re.findall(r'href="([^"]+)"', more[0])) if more else set()
    assert linked == (set() if runs else theirs - EVERYDAY - {"/review"})


def test_a_page_without_a_row_is_refused_to_everybody() -> None:
    def answer(_: Request) -> Response:
        return PlainTextResponse("words")

    def render(_: Request, template: str, _values: object, status: int) -> Response:
        return PlainTextResponse(template, status)

    routes = [Route("/new", answer), Route("/new", answer, methods=["POST"])]
    inner = Starlette(routes=routes)
    nothing: frozenset[Right] = frozenset()
    for rights in (nothing, frozenset(RIGHTS)):
        client = TestClient(given(ByRight(inner, routes, render), rights))
        assert [client.get("/new").text, client.post("/new").text] == ["closed.html.j2"] * 2


def given(app: ASGIApp, rights: frozenset[Right]) -> ASGIApp:
    async def with_rights(scope: Scope, receive: Receive, send: Send) -> None:
        scope["rights"] = rights
        await app(scope, receive, send)

    return with_rights


@pytest.mark.parametrize(
    ("seeing", "role", "sees"),
    [
        ('["researcher"]', "researcher", True),
        ('["researcher"]', "facilitator", False),
        ('["facilitator"]', "facilitator", True),
        ("[]", "researcher", False),
        ('["facilitator"]', "staff", False),
    ],
)
def test_the_team_can_let_fewer_see_real_names(
    tmp_path: Path, seeing: str, role: Role, sees: bool
) -> None:
    new_evaluation(tmp_path / "e")
    settings = tmp_path / "e" / "evaluation.toml"
    usual = 'see_real_names = ["researcher", "facilitator"]'
    assert usual in settings.read_text()
    settings.write_text(settings.read_text().replace(usual, f"see_real_names = {seeing}"))
    evaluation = Evaluation.open(tmp_path / "e")
    link = reviewers.add(evaluation.store, "AB", role, AT)
    client = TestClient(team_app(evaluation, ADDRESS), base_url=ORIGIN, follow_redirects=False)
    client.headers.update({"Sec-Fetch-Site": "same-origin", "Origin": "null", **FORM})
    client.post(f"/enter/{link}")
    answers = [
        client.request(method, path).status_code != 403
        for method, path in NOT_FOR_ALL
        if path.startswith(("/files", "/deidentify"))
    ]
    assert answers == [sees] * 5


@pytest.mark.parametrize("who", ['["staff"]', '["other", "researcher"]', '"researcher"'])
def test_real_names_are_for_nobody_else(who: str) -> None:
    with pytest.raises(SettingsError, match="see_real_names"):
        load_settings(f"[team]\nsee_real_names = {who}\n".encode())


@pytest.mark.parametrize("role", ["", "Researcher", "admin"])
def test_a_role_that_there_is_not_may_do_nothing(role: str) -> None:
    assert rights_of(reviewers.Reviewer("AB", role, True, "", False, False, "")) == frozenset()


def test_who_has_the_folder_may_do_everything(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "e")
    door = entrance()
    client = TestClient(
        local_app(Evaluation.open(tmp_path / "e"), door), base_url=HERE, follow_redirects=False
    )
    client.get(door.path)
    asked = [
        client.request(method, path.replace("{id}", "0"), headers={**OWN, **FORM}).status_code
        for method, path in THERE
    ]
    assert len(asked) == len(THERE) and 403 not in asked
