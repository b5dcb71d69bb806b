"""A team that writes findings in browsers without scripts, and what they find coded."""

import re
from pathlib import Path

from starlette.testclient import TestClient

from coding import Evaluation
from coding.decisions.record import Decision, append_all
from coding.review.access.team_address import TeamAddress
from coding.review.team_serving import team_app
from coding.reviewers import reviewers

AT = "2026-03-02T10:00:00+00:00"
ORIGIN = "https://heard.team.example"
ADDRESS = TeamAddress("127.0.0.1", 8443, ORIGIN, ("heard.team.example",), True)
ROLES = {
    "RW": "researcher", "DC": "lived experience", "ST": "staff", "OT": "other",
}  # fmt: skip
SAID = "People were listened to."


class Member:
    """A team member's browser without scripts."""

    def __init__(self, evaluation: Evaluation, name: str) -> None:
        self.http = TestClient(team_app(evaluation, ADDRESS), base_url=ORIGIN)
        self.http.headers.update({"Sec-Fetch-Site": "same-origin", "Origin": "null"})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        self.http.post(f"/enter/{reviewers.renew(evaluation.store, name)}", headers=form)

    def read(self, path: str = "/findings/about?of=F1") -> str:
        return self.http.get(path).text

    def post(self, path: str, **fields: str | list[str]) -> tuple[int, str]:
        answer = self.http.post(path, data=fields)
        return answer.status_code, answer.text

    def write(self, **fields: str | list[str]) -> tuple[int, str]:
        filled = {"id": "F1", "says": SAID, "aspect": "process", "codes": "listened"}
        return self.post("/findings/save", **{**filled, **fields})

    def state(self, path: str = "/findings/about?of=F1") -> str:
        """What the page's form was made from."""
        return str(re.findall(r'name="made-from" value="(\w+)"', self.read(path))[0])

    def say(self, word: str, **fields: str) -> tuple[int, str]:
        return self.post(
            "/findings/say", of="F1", word=word, **{"made-from": self.state(), **fields}
        )


def quotable(evaluation: Evaluation) -> list[str]:
    frame = evaluation.excerpts()
    own = frame[frame["may_quote"] & ~frame["second_hand"] & (frame["participant"] != "")]
    return [str(id) for id in own["excerpt_id"]]


def listened(folder: Path) -> Evaluation:
    """Three excerpts of which two say that people were listened to and one that they were not."""
    found = Evaluation.open(folder)
    for name, role in ROLES.items():
        reviewers.add(found.store, name, role, AT)
    ways = ("positive", "positive", "negative")
    append_all(
        found.store,
        [
            Decision(f"k{n}", id, "listened", "accept", way, "RW", AT, "1.0")  # type: ignore[arg-type]
            for n, (id, way) in enumerate(zip(quotable(found), ways, strict=False))
        ],
    )
    return found
