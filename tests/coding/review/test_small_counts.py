"""Who may not see small counts reads on the pages what the reports say, and nothing beside it."""

import html
import json
import re
import shutil
from datetime import date
from pathlib import Path

import blind_story
import pytest
import story
from starlette.testclient import TestClient

from coding import Evaluation
from coding.agreement.agreement import agreement_to_hand_on
from coding.agreement.shares import shares
from coding.evaluation import tables
from coding.evaluation.published_counts import PublishedCount, published_counts
from coding.findings.disclosure.last_reports import LastReports, last_reports
from coding.findings.disclosure.small_numbers import NOT_SHOWN
from coding.outputs import write_outputs
from coding.review.access.team_address import TeamAddress
from coding.review.team_serving import team_app
from coding.reviewers import reviewers
from coding.themes.take_up import proposed
from flows.cli.agree import agree

ORIGIN = "https://heard.team.example"
ADDRESS = TeamAddress("127.0.0.1", 8443, ORIGIN, ("heard.team.example",), True)
PREPARED = date(2026, 3, 2)


@pytest.fixture(scope="module")
def reported(told_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The story of who codes blind, after a run that wrote both reports, and the page of themes."""
    from coding.report.proposed_themes import write_themes

    folder = tmp_path_factory.mktemp("reported") / "e"
    shutil.copytree(told_story, folder)
    evaluation, _ = blind_story.told_in(Evaluation.open(folder))
    story.decide(evaluation)
    propose(evaluation)
    write_outputs(evaluation, evaluation.excerpts(), model="words", prepared=PREPARED)
    write_themes(evaluation, proposed(evaluation, story.cache_of(evaluation), PREPARED))
    return evaluation


def propose(evaluation: Evaluation) -> None:
    """Two groups of excerpts: the first words of everybody, and of two people."""
    excerpts = evaluation.excerpts()
    own = excerpts[(excerpts["participant"] != "") & ~excerpts["second_hand"]]
    first = own.drop_duplicates("participant")["excerpt_id"].tolist()
    p = tables.proposals
    rows = [
        {
            "id": id, "number": number, "name": id, "words": "", "excerpts": json.dumps(ids),
            "quotes": json.dumps(ids[:1]), "participants": len(ids), "groups": "staff",
            "waves": "wave 1", "nearest_code": "", "nearest_similarity": 0.0, "stability": 0.9,
        }
        for number, (id, ids) in enumerate((("many", first[:9]), ("two", first[:2])))
    ]  # fmt: skip
    with evaluation.store.writing() as connection:
        connection.execute(p.delete())
        connection.execute(p.insert(), rows)


def page(evaluation: Evaluation, who: str, path: str) -> str:
    """A page as a reviewer of the team reads it."""
    client = TestClient(team_app(evaluation, ADDRESS), base_url=ORIGIN)
    client.headers.update({"Sec-Fetch-Site": "same-origin", "Origin": "null"})
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    token = reviewers.renew(evaluation.store, who)
    client.post(f"/enter/{token}", headers=form, follow_redirects=False)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def rows(text: str) -> dict[str, list[str]]:
    cells = [
        [plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>.*?</tr>", text, re.DOTALL)
    ]
    return {first: rest for first, *rest in cells}


def test_who_was_heard_has_the_numbers_of_the_report_and_no_meeting(reported: Evaluation) -> None:
    told = last_reports(reported)
    shown = page(reported, "AB", "/heard")
    table = rows(shown)
    for group in reported.settings.groups:
        heard, share, there, recorded = table[group]
        assert [heard, there, recorded] == [
            told.figure(kind, group).text for kind in ("group", "there", "recorded")
        ]
        assert re.fullmatch(r"\d+ %", share)
    assert told.figure("people").text + " people were heard" in plain(shown)
    assert "fewer than 5" in shown
    every = page(reported, "CD", "/heard")
    assert "Each interview" in every and "Each interview" not in shown
    assert re.search(r"\[carer \d+\]", every) and not re.search(r"\[carer \d+\]", shown)


def test_before_a_report_there_is_nothing_to_read(told_story: Path, tmp_path: Path) -> None:
    folder = tmp_path / "e"
    shutil.copytree(told_story, folder)
    evaluation, _ = blind_story.told_in(Evaluation.open(folder))
    shown = page(evaluation, "AB", "/heard")
    assert "No report has been written yet." in shown and "<table" not in shown
    assert last_reports(evaluation).figure("people").text == NOT_SHOWN


def test_themes_have_the_numbers_of_the_page_that_is_shared(reported: Evaluation) -> None:
    told, proposals = last_reports(reported), reported.proposals()
    assert told.figure("suggestions", "proposal", "two").text == "fewer than 5"
    for who, every_count in (("AB", False), ("CD", True)):
        lines = re.findall(r"<dt>How many</dt><dd>(.*?)</dd>", page(reported, who, "/themes"))
        expected = []
        for row in proposals.to_dict("records"):
            people = told.figure("suggestions", "proposal", row["proposal_id"])
            excerpts = f"{len(row['excerpts'])} excerpts"
            if every_count:
                expected.append(f"{excerpts}, {row['participants']} people")
            elif people.value is None:
                text = "number of people not shown" if not people.tells else f"{people.text} people"
                expected.append(text)
            else:
                expected.append(f"{excerpts}, {people.text} people")
        assert lines == expected
        assert len(lines) == 2
        groups = re.findall(r"<dt>Groups</dt><dd>(.*?)</dd>", page(reported, who, "/themes"))
        enough = [key for key, last in told.counts.items()
                  if key[1:3] == ("group in", "many") and last.text == "5 or more"]  # fmt: skip
        assert groups == (["staff"] * 2 if every_count else [key[3] for key in enough])


def test_agreement_is_for_researchers(
    reported: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coding.review.views.agreement.FEWEST_BLIND", 1)
    assert "Trust" in rows(page(reported, "CD", "/agreement"))
    assert "Agreement" not in page(reported, "AB", "/today")


def test_the_table_that_heard_agree_writes_has_no_row_of_such_a_code(
    reported: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    agree(reported.folder)
    printed = capsys.readouterr().out
    share, machine = shares(reported)
    told = last_reports(reported)
    measured, confused = agreement_to_hand_on(share, machine, lambda code, n: told.tells([code], n))
    listed = set(measured["code_id"]) - {""}
    assert f"It lists {len(listed)} of 5 codes" in printed
    found = (machine.there == 1).any(axis=2).sum(axis=0)
    seldom = {code for code, n in zip(machine.codes, found, strict=True) if 0 < n < 5}
    assert seldom and not listed & seldom
    over_all = measured[measured["code_id"] == ""]["note"]
    assert over_all.str.contains("codes that may be handed on").all()
    assert {*confused["code_id"], *confused["other_code_id"]} <= listed
    left = f"over the {len(listed)} of 5 codes"
    assert left in (reported.outputs / "for-the-team/internal-agreement.csv").read_text("utf-8-sig")


def test_a_raised_threshold_hides_what_was_handed_out(reported: Evaluation) -> None:
    told = last_reports(reported)
    with reported.store.reading() as connection:
        counts = published_counts(connection)
    shown = next(key for key, last in counts.items() if last.value and 5 <= last.value < 10)
    assert told.figure(*shown).value is not None
    raised = type(told)(told.counts, 10)
    assert raised.figure(*shown).text == NOT_SHOWN


EVERYBODY = frozenset(map(str, range(20)))


@pytest.mark.parametrize(
    ("value", "text", "from_"), [(7, "7", 5), (None, "fewer than 5", 5), (None, "most", 20),
                                 (None, NOT_SHOWN, 20), (0, "0", 5)],
)  # fmt: skip
def test_from_how_many_excerpts_on_their_number_tells_nothing_of_people(
    value: int | None, text: str, from_: int
) -> None:
    """They are of so many people at the most: beside "most of 20" nineteen would tell."""
    counts = {
        ("people",): PublishedCount(20, "20", EVERYBODY),
        ("codings", "code", "voice"): PublishedCount(value, text, frozenset()),
    }
    told = LastReports(counts, 5)
    assert told.said_from("voice") == from_
    assert [told.tells(["voice"], n) for n in (0, 1, from_ - 1, from_)] == [
        False,
        True,
        True,
        False,
    ]
    assert told.said_from("new") == 5
