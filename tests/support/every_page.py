"""A reader of the team's pages in a role, and where every page is."""

from collections.abc import Iterator
from itertools import count

from starlette.routing import Route
from starlette.testclient import TestClient

from coding import Evaluation
from coding.review.access.team_address import TeamAddress
from coding.review.menu import PAGES
from coding.review.team_serving import team_app
from coding.reviewers import reviewers

ORIGIN = "https://heard.team.example"
ADDRESS = TeamAddress("127.0.0.1", 8443, ORIGIN, ("heard.team.example",), True)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
AT = "2026-03-02T10:00:00+00:00"
_NUMBERS = count(1)


def reader(evaluation: Evaluation, role: str) -> TestClient:
    """The browser of somebody new in this role, who was let in."""
    link = reviewers.add(evaluation.store, f"Reader {next(_NUMBERS)}", role, AT)
    http = TestClient(team_app(evaluation, ADDRESS), base_url=ORIGIN)
    http.headers.update({"Sec-Fetch-Site": "same-origin", "Origin": ORIGIN})
    assert http.post(f"/enter/{link}", headers=FORM, follow_redirects=False).status_code == 303
    return http


def addresses(evaluation: Evaluation) -> Iterator[str]:
    """Every page that is read, with ids that are there where there are any."""
    frame = evaluation.excerpts()
    ids = ("0", "0")
    if len(frame):
        ids = (frame["excerpt_id"].iloc[0], frame["transcript_id"].iloc[0])
    for page in PAGES:
        for route in page.routes:
            if isinstance(route, Route) and "GET" in (route.methods or ()):
                id = ids[1] if route.path.startswith("/read") else ids[0]
                yield route.path.replace("{id}", id)
    code = evaluation.codebook.codes[0].id
    yield from (f"/codes/list?code={code}", f"/codebook/about?of={code}", "/nowhere")
