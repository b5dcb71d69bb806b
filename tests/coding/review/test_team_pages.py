"""The pages of several people, as a browser without scripts would use them."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import blind_story
import pytest
from reviewing import client
from sqlalchemy import select
from starlette.testclient import TestClient
from team_served import PATHS

from coding import Evaluation
from coding.decisions.record import Decision, append
from coding.deidentification.candidates import proposals_of
from coding.deidentification.search import search
from coding.deidentification.sign_off import deidentification_state
from coding.evaluation.hiding_tables import sign_offs
from coding.refining.workshop import contributions as said
from coding.review.access.team_address import TeamAddress
from coding.review.team_serving import team_app
from coding.review.views.deidentification import by_kind
from coding.reviewers import reviewers
from coding.themes.verdicts import kept_verdicts as taken

ORIGIN = "https://heard.team.example"
ADDRESS = TeamAddress("127.0.0.1", 8443, ORIGIN, ("heard.team.example",), True)
HOSTILE = (
    "</script><script>window.pwned=1</script><img src=x onerror=alert(1)>{{7*7}}\"' onmouseover="
)


class Reader:
    """A reviewer's browser: shows pages, and sends their forms with what stands in them."""

    def __init__(self, evaluation: Evaluation, name: str) -> None:
        self.client = TestClient(team_app(evaluation, ADDRESS), base_url=ORIGIN)
        self.client.headers.update({"Sec-Fetch-Site": "same-origin", "Origin": "null"})
        token = reviewers.renew(evaluation.store, name)
        # Sent as a browser sends a form without fields.
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        entered = self.client.post(f"/enter/{token}", headers=form, follow_redirects=False)
        assert entered.status_code == 303

    def page(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status
        return answer.text

    def send(self, page: str, act: str, **fields: str) -> tuple[int, str]:
        """Send the first form of a page that goes to `act`, its hidden fields and these; what comes."""
        form = next(f for f in re.findall(r"<form.*?</form>", page, re.S) if f'action="{act}"' in f)
        hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
        data = {name: html.unescape(value) for name, value in hidden} | fields
        answer = self.client.post(act, data=data)
        return answer.status_code, answer.text


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> tuple[Evaluation, list[str]]:
    return blind_story.told(tmp_path_factory.mktemp("team") / "evaluation")


@pytest.fixture
def told(
    started: tuple[Evaluation, list[str]], tmp_path: Path
) -> Iterator[tuple[Evaluation, list[str]]]:
    """A copy of the story for each test, so that none sees what another has kept."""
    import shutil

    shutil.copytree(started[0].folder, tmp_path / "evaluation")
    yield Evaluation.open(tmp_path / "evaluation"), started[1]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens(told: tuple[Evaluation, list[str]], path: str) -> None:
    assert "<h1>" in Reader(told[0], "CD").page(path)


def test_disagreements_stand_with_both_views(told: tuple[Evaluation, list[str]]) -> None:
    page = Reader(told[0], "AB").page("/disagreements")
    assert "To settle: 2" in page
    cards = re.findall(r"<article.*?</article>", page, re.S)
    texts = [" ".join(re.sub(r"<[^>]+>", " ", card).split()) for card in cards]
    assert [("is it there?" in t, "which direction?" in t) for t in texts].count((True, False)) == 1
    presence = next(t for t in texts if "is it there?" in t)
    assert "AB It is there: positive They wrote it down, she says. CD It is not there" in presence
    direction = next(t for t in texts if "which direction?" in t)
    assert "AB It is there: positive CD It is there: negative" in direction


def test_settling_keeps_both_and_says_why(told: tuple[Evaluation, list[str]]) -> None:
    evaluation, _ = told
    reader = Reader(evaluation, "EF")
    page = reader.page("/disagreements")
    before = evaluation.decisions()
    act = "/disagreements/settle"
    assert reader.send(page, act, ruling="negative", reason=" ")[0] == 409
    assert reader.send(page, act, ruling="upwards", reason="because")[0] == 409
    assert reader.send(page, act, reason="because")[0] == 409
    assert len(evaluation.decisions()) == len(before)
    settled = [reader.send(page, act, ruling="mixed", reason=f"We agreed. {HOSTILE}") for _ in "12"]
    assert [status for status, _ in settled] == [200, 200]
    assert "To settle: 1" in settled[1][1]
    after = evaluation.decisions()
    assert after.iloc[: len(before)].equals(before)
    new = after.iloc[len(before) :]
    assert new[["verdict", "direction", "reviewer", "source", "blind"]].to_numpy().tolist() == [
        ["accept", "mixed", "EF", "settled", False]
    ]
    shown = reader.page("/disagreements?show=settled")
    assert "<script>window" not in shown and html.escape(HOSTILE[:40]) in shown
    assert "To settle: 2" in reader.send(shown, "/disagreements/take-back")[1]
    assert evaluation.standing()["settled"].sum() == 0


def test_nobody_settles_what_they_coded_themselves(told: tuple[Evaluation, list[str]]) -> None:
    evaluation, _ = told
    ef, cd = Reader(evaluation, "EF"), Reader(evaluation, "CD")
    page, before = ef.page("/disagreements"), evaluation.decisions()
    own = cd.page("/disagreements")
    assert "To settle: 2" in own and "/disagreements/settle" not in own
    act = "/disagreements/settle"
    status, answer = cd.send(page, act, ruling="mixed", reason="It is as I said.")
    assert status == 403 and "somebody else settles it" in answer
    assert evaluation.decisions().equals(before)
    assert ef.send(page, act, ruling="mixed", reason="We agreed.")[0] == 200
    settled = ef.page("/disagreements?show=settled")
    assert "take-back" not in cd.page("/disagreements?show=settled")
    assert cd.send(settled, "/disagreements/take-back")[0] == 403
    assert evaluation.standing()["settled"].sum() == 1


def test_two_who_sit_at_the_machine_with_the_folder_settle_their_own(
    told: tuple[Evaluation, list[str]],
) -> None:
    evaluation, _ = told
    with client(evaluation.folder, "CD") as alone:
        page = alone.get("/disagreements").text
        form = re.search(r'action="/disagreements/settle".*?</form>', page, re.S)
        assert form
        fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))
        alone.post("/disagreements/settle", fields, ruling="mixed", reason="We agreed.")
    assert evaluation.standing()["settled"].sum() == 1


def test_what_is_coded_blind_is_nowhere_until_it_is_finished(
    told: tuple[Evaluation, list[str]],
) -> None:
    evaluation, ids = told
    secret = "What only AB has said of it"
    undone = ids[4]
    coded = Decision(
        "s", undone, "travel", "accept", "negative", "AB", blind_story.AT, "1.0", secret, blind=True
    )
    append(evaluation.store, coded)
    reader = Reader(evaluation, "CD")
    for path in PATHS:
        page = reader.page(path)
        assert secret not in page and undone not in page, path


def test_a_proposal_is_taken_up_and_dropped(told: tuple[Evaluation, list[str]]) -> None:
    evaluation, ids = told
    _propose(evaluation, "p1", ids[3:9])
    reader = Reader(evaluation, "AB")
    page = reader.page("/themes")
    assert "To decide: 1" in page
    act = "/themes/decide"
    assert reader.send(page, act, verdict="take up", name=" ")[0] == 409
    assert reader.send(page, act, verdict="burn", name="x")[0] == 409
    status, after = reader.send(page, act, verdict="take up", name=f"Quiet room {HOSTILE}"[:80])
    assert status == 200 and "To decide: 0" in after and "quiet-room" not in after
    # What goes into the file is shown to those who have it.
    assert "- id: &#34;quiet-room" in Reader(evaluation, "CD").page("/themes")
    assert "<script>window" not in after
    assert reader.send(page, act, verdict="drop", name="")[0] == 200
    with evaluation.store.reading() as connection:
        assert [(each.verdict, each.reviewer) for each in taken(connection)] == [("take up", "AB")]
    # A rerun has put one excerpt more into it, which gives it another id.
    _propose(evaluation, "p2", ids[3:10])
    assert "To decide: 0" in reader.page("/themes")


def _propose(evaluation: Evaluation, id: str, excerpts: list[str]) -> None:
    import json

    from coding.evaluation import tables

    row = {
        "id": id, "number": 1, "name": "quiet, room", "words": "quiet, room",
        "excerpts": json.dumps(excerpts), "quotes": json.dumps(excerpts[:3]), "participants": 3,
        "groups": "staff", "waves": "wave 1", "nearest_code": "travel", "nearest_similarity": 0.3,
        "stability": 0.8,
    }  # fmt: skip
    with evaluation.store.writing() as connection:
        connection.execute(tables.proposals.delete())
        connection.execute(tables.proposals.insert().values(row))


def test_the_workshop_keeps_who_said_what(told: tuple[Evaluation, list[str]]) -> None:
    evaluation, _ = told
    ab, ef = Reader(evaluation, "AB"), Reader(evaluation, "EF")
    path, act = "/codebook/about?of=listened", "/codebook/say"
    page = ab.page(path)
    assert ab.send(page, act, kind="propose", text="  ")[0] == 409
    assert ab.send(page, act, kind="shout", text="x")[0] == 409
    # The last form of the page: the one without anything it is about.
    page = page[page.index("Say something") :]
    assert ab.send(page, act, kind="propose", text=f"Plainer. {HOSTILE}")[0] == 200
    theirs = ef.page(path)
    assert "<script>window" not in theirs and "Take back" not in theirs
    assert ef.send(theirs, act, kind="agree")[0] == 200
    with evaluation.store.reading() as connection:
        found = [(each.kind, each.name, each.role, each.about) for each in said(connection)]
    assert found == [
        ("propose", "AB", "lived experience", None),
        ("agree", "EF", "unpaid carer", 1),
    ]
    assert "1 proposed" in ef.page("/codebook")
    assert "There is no such code" in ef.page("/codebook/about?of=nothing", status=404)


def test_names_are_hidden_by_a_reviewers_decision(told: tuple[Evaluation, list[str]]) -> None:
    evaluation, _ = told
    search(evaluation, evaluation.settings.actions)
    reader = Reader(evaluation, "CD")
    page, actions = reader.page("/deidentify"), evaluation.settings.actions
    id = re.findall(r'name="hide" value="([^"]+)"', page)[0]
    named = html.unescape(re.findall(r'<h3 id="w-[^>]+><bdi>([^<]+)', page)[0])
    assert f"<mark>{html.escape(named)}</mark>" in page, "the word to judge is marked"
    bad = reader.send(page, "/deidentify", **{"hide": id, "stand-in": "Bob"})
    assert bad[0] == 409 and "Nothing was kept" in bad[1]
    assert deidentification_state(evaluation, actions).accepted == 0
    fields = {"hide": id, "stand-in": "[the house]"}
    status, after = reader.send(page, "/deidentify", **fields)
    assert status == 200 and "Kept." in after
    assert deidentification_state(evaluation, actions).accepted == 1
    assert evaluation.names().replace(f"At {named}.") == "At [the house]."
    assert "Nothing new was decided" in reader.send(page, "/deidentify", **fields)[1]
    assert reader.send(page, "/deidentify", hide="999-abcdef")[0] == 409
    assert "Taken back." in reader.send(page, "/deidentify", undo="yes")[1]
    assert evaluation.names().replace(f"At {named}.") == f"At {named}."


def test_all_of_a_kind_are_decided_at_once_and_only_those_that_were_seen(
    told: tuple[Evaluation, list[str]],
) -> None:
    evaluation, _ = told
    actions = evaluation.settings.actions
    search(evaluation, actions)
    reader = Reader(evaluation, "CD")
    kinds = by_kind(proposals_of(evaluation, actions))
    several = next(each for each in kinds if len(each.proposals) > 1)
    page = reader.page(f"/deidentify?kind={several.kind}")
    for each in several.proposals:
        assert html.escape(each.written[0]) in page
    waiting = deidentification_state(evaluation, actions).undecided
    seen = {"kind": several.kind, "all": several.seen, "leave-all": several.kind}
    status, after = reader.send(page, "/deidentify", **seen | {"all": "another"})
    assert status == 409 and "since the page was opened" in after
    assert deidentification_state(evaluation, actions).undecided == waiting
    assert reader.send(page, "/deidentify", **seen)[0] == 200
    assert deidentification_state(evaluation, actions).undecided == waiting - len(several.proposals)
    assert reader.send(page, "/deidentify", **seen)[0] == 409, "nothing of the kind is open now"
    assert "Taken back." in reader.send(page, "/deidentify", undo="yes")[1]
    assert deidentification_state(evaluation, actions).undecided == waiting


def test_nothing_is_called_clear_before_anybody_has_looked(
    told: tuple[Evaluation, list[str]],
) -> None:
    evaluation, _ = told
    reader = Reader(evaluation, "CD")
    page = reader.page("/deidentify")
    assert "Nobody has looked for names in" in page and "Nobody has looked yet" in page
    assert "Nothing waits for a decision" not in page
    assert 'action="/deidentify/sign-off"' not in page
    search(evaluation, evaluation.settings.actions)
    assert "Nobody has looked" not in reader.page("/deidentify")


def test_who_read_enough_signs_off_what_they_saw_and_nothing_else(
    told: tuple[Evaluation, list[str]],
) -> None:
    evaluation, _ = told
    actions = evaluation.settings.actions
    search(evaluation, actions)
    reader = Reader(evaluation, "CD")
    page, act = reader.page("/deidentify"), "/deidentify/sign-off"
    waiting = deidentification_state(evaluation, actions).undecided
    assert "Nobody has checked and signed off" in page and "Sign off as <bdi>CD" in page
    status, after = reader.send(page, act)
    assert status == 409 and f"Not signed off: {waiting} possible names are not decided" in after
    for _ in range(2):
        status, after = reader.send(page, act, know="yes")
        assert status == 200 and "CD (researcher) signed off the removal of names and" in after
        assert f"with {waiting} possible names not decided" in after
    with evaluation.store.reading() as connection:
        rows = connection.execute(select(sign_offs)).all()
    assert [(row.by, row.undecided) for row in rows] == [("CD", waiting)]
    id = re.findall(r'name="hide" value="([^"]+)"', page)[-1]
    reader.send(page, "/deidentify", hide=id)
    status, after = reader.send(page, act, know="yes")
    assert status == 409 and "Not signed off" in after
    signed = deidentification_state(evaluation, actions).signed_off
    assert signed and (signed.by, signed.current) == ("CD", False)
    assert "needs checking again" in reader.page("/deidentify")
    assert reader.send(reader.page("/deidentify"), act, know="yes")[0] == 200
    signed = deidentification_state(evaluation, actions).signed_off
    assert signed and signed.current


def test_no_real_name_stands_on_any_other_page(told: tuple[Evaluation, list[str]]) -> None:
    evaluation, _ = told
    reader = Reader(evaluation, "CD")
    names = [person.name for person in evaluation.people]
    assert len(names) > 10
    for path in PATHS:
        page = html.unescape(reader.page(path))
        assert [name for name in names if name in page] == [], path


def test_who_was_heard_counts_as_the_frames_do(told: tuple[Evaluation, list[str]]) -> None:
    page = Reader(told[0], "CD").page("/heard")
    row = re.search(r"people who use services</bdi></th>(.*?)</tr>", page, re.S)
    assert row
    cells = re.sub(r"<[^>]+>", " ", row[1]).replace("&nbsp;", " ").split()
    assert cells == ["9", "229", "8,567", "40", "%", "8", "0"]
