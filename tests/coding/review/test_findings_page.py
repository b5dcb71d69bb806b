"""The page Findings without scripts: writing, choosing quotes, agreeing, and two people at once."""

import html
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from findings_team import AT, SAID, Member, listened, quotable

from codebooks.codebook import Contributor
from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.written.folder import written_in
from coding.written.sheet import one_by_one
from coding.written.sheet.one_by_one import agree_with, state_of
from coding.written.values import Dissent, WrittenFinding
from corpora.errors import EnvironmentFault

HOSTILE = "</textarea><script>window.pwned=1</script> \"' {{7*7}} {% raw %} - #x: [&amp;"
HEAD = "# Our own remark.\n- id: F9\n  says: Fares were late.   # ours\n  aspect: process\n  codes: [information]\n"


@pytest.fixture
def evaluation(told_story: Path, tmp_path: Path) -> Evaluation:
    shutil.copytree(told_story, tmp_path / "e")
    return listened(tmp_path / "e")


def kept(evaluation: Evaluation, id: str = "F1") -> WrittenFinding:
    return written_in(evaluation).finding(id)


def file(evaluation: Evaluation) -> Path:
    return evaluation.folder / "findings" / "findings.yaml"


def columns(page: str) -> list[list[str]]:
    """The ids of the excerpts in each of the two columns."""
    return [
        [
            id.removesuffix("-against")
            for id in re.findall(r'<li class="[^"]*" id="q-([^"]+)"', column)
        ]
        for column in re.findall(
            r'<section aria-labelledby="(?:for|against)".*?</section>', page, re.S
        )
    ]


def test_a_finding_is_written_with_name_and_role(evaluation: Evaluation) -> None:
    status, page = Member(evaluation, "DC").write(
        says=" People were\n listened to. ", easy="They heard us.", direction="positive", groups=[]
    )
    assert (status, "Saved in findings/findings.yaml." in page) == (200, True)
    assert kept(evaluation) == WrittenFinding(
        "F1", SAID, "They heard us.", "process", ("listened",), "positive",
        written_by=(Contributor("DC", "lived experience"),),
    )  # fmt: skip


def test_the_same_form_sent_twice_writes_one_finding(evaluation: Evaluation) -> None:
    member = Member(evaluation, "DC")
    member.write()
    member.write()
    assert [finding.id for finding in written_in(evaluation).findings] == ["F1"]


def test_what_speaks_for_it_and_against_it_stands_side_by_side(evaluation: Evaluation) -> None:
    one, two, three = quotable(evaluation)[:3]
    member = Member(evaluation, "RW")
    member.write(direction="positive")
    page = member.read()
    assert [sorted(column) for column in columns(page)] == [sorted([one, two]), [three]]
    frame = evaluation.excerpts()
    transcripts = dict(zip(frame["excerpt_id"], frame["transcript_id"], strict=True))
    for id in (one, two, three):
        assert f'href="/read/{transcripts[id]}#e-{id}"' in page
        assert f'id="e-{id}"' in member.read(f"/read/{transcripts[id]}")


def test_a_new_decision_is_new_evidence(evaluation: Evaluation) -> None:
    member, more = Member(evaluation, "RW"), quotable(evaluation)[3]
    member.write(direction="positive")
    assert more not in columns(member.read())[1]
    append_all(
        evaluation.store,
        [Decision("new", more, "listened", "accept", "negative", "DC", AT, "1.0")],
    )
    assert more in columns(member.read())[1]


def test_a_quote_is_chosen_and_left_out_with_one_press(evaluation: Evaluation) -> None:
    one, _, three = quotable(evaluation)[:3]
    member = Member(evaluation, "DC")
    member.write(direction="positive")
    member.post("/findings/choose", of="F1", excerpt=one, side="quotes")
    member.post("/findings/choose", of="F1", excerpt=three, side="counter", column="-against")
    assert (kept(evaluation).quotes, kept(evaluation).counter) == ((one,), (three,))
    assert columns(member.read())[0][0] == one
    member.post("/findings/choose", of="F1", excerpt=one, side="")
    assert (kept(evaluation).quotes, kept(evaluation).counter) == ((), (three,))


def test_strong_quotes_come_first_and_what_should_not_be_quoted_cannot_be(
    evaluation: Evaluation,
) -> None:
    one, two = quotable(evaluation)[:2]
    append_all(
        evaluation.store,
        [
            Remark("s", two, "strong quote", "", "RW", AT, "1.0"),
            Remark("n", one, "not to be quoted", "", "RW", AT, "1.0"),
        ],
    )
    member = Member(evaluation, "RW")
    member.write(direction="positive")
    assert columns(member.read())[0] == [two, one]
    status, page = member.post("/findings/choose", of="F1", excerpt=one, side="quotes")
    assert (status, "may not be quoted" in page, kept(evaluation).quotes) == (409, True, ())


def test_people_agree_and_see_it_otherwise_in_their_own_names(evaluation: Evaluation) -> None:
    Member(evaluation, "DC").write()
    staff, researcher = Member(evaluation, "ST"), Member(evaluation, "RW")
    researcher.say("agree")
    staff.say("dissent", text="We did answer: by letter.")
    finding = kept(evaluation)
    assert finding.agreed_by == (Contributor("RW", "researcher"),)
    assert finding.dissent == (Dissent("ST", "staff", "We did answer: by letter."),)
    researcher.say("take back")
    staff.say("agree")
    finding = kept(evaluation)
    assert (finding.agreed_by, finding.dissent) == ((Contributor("ST", "staff"),), ())


def test_a_dissent_without_words_is_not_kept(evaluation: Evaluation) -> None:
    member = Member(evaluation, "DC")
    member.write()
    status, page = member.say("dissent", text="  ")
    assert (status, kept(evaluation).dissent) == (409, ())
    assert 'aria-describedby="text-wrong"' in page


def test_who_edits_what_somebody_else_has_changed_is_shown_both(evaluation: Evaluation) -> None:
    one, two = Member(evaluation, "DC"), Member(evaluation, "RW")
    one.write()
    opened = two.state("/findings/write?of=F1")
    one.write(says="People were heard at first.", **{"made-from": opened})
    status, page = two.write(says="People were heard in the end.", **{"made-from": opened})
    assert (status, kept(evaluation).claim) == (409, "People were heard at first.")
    assert "People were heard at first." in page
    assert ">People were heard in the end.</textarea>" in page
    again = re.findall(r'name="made-from" value="(\w+)"', page)[0]
    two.write(says="People were heard in the end.", **{"made-from": again})
    assert kept(evaluation).claim == "People were heard in the end."
    assert [who.name for who in kept(evaluation).written_by] == ["DC", "RW"]


def test_agreement_meanwhile_is_no_conflict_and_stays(evaluation: Evaluation) -> None:
    one, two = Member(evaluation, "DC"), Member(evaluation, "ST")
    one.write()
    opened = one.state("/findings/write?of=F1")
    two.say("agree")
    one.write(easy="They heard us.", **{"made-from": opened})
    assert kept(evaluation).agreed_by == (Contributor("ST", "staff"),)
    assert kept(evaluation).easy == "They heard us."


def test_who_agreed_to_an_earlier_wording_is_shown_so_until_they_agree_again(
    evaluation: Evaluation,
) -> None:
    one, two = Member(evaluation, "DC"), Member(evaluation, "ST")
    one.write()
    two.say("agree")
    one.write(says="They were not heard.", **{"made-from": one.state("/findings/write?of=F1")})
    assert (kept(evaluation).agreed_by, kept(evaluation).agreed_before) == (
        (),
        (Contributor("ST", "staff"),),
    )
    page = two.read()
    assert "Agreed to an earlier wording:" in page
    assert ">I agree</button>" in page
    two.say("agree")
    assert kept(evaluation).agreed_by == (Contributor("ST", "staff"),)
    assert "earlier wording" not in two.read()


def test_nobody_agrees_to_other_words_than_they_saw(evaluation: Evaluation) -> None:
    one, two = Member(evaluation, "DC"), Member(evaluation, "ST")
    one.write()
    seen = two.state()
    one.write(says="Nobody was heard.", **{"made-from": one.state("/findings/write?of=F1")})
    status, page = two.say("agree", **{"made-from": seen})
    assert (status, kept(evaluation).agreed_by) == (409, ())
    assert "Somebody has changed this finding since" in page


def test_what_else_stands_in_the_file_stays_and_the_one_before_is_kept(
    evaluation: Evaluation,
) -> None:
    file(evaluation).parent.mkdir(exist_ok=True)
    file(evaluation).write_text(HEAD, "utf-8")
    Member(evaluation, "DC").write()
    assert file(evaluation).read_text("utf-8").startswith(HEAD)
    assert file(evaluation).with_name("findings (kept 1).yaml").read_text("utf-8") == HEAD


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"says": " "}, "says"),
        ({"says": "x" * 2_001}, "says"),
        ({"id": "F 1!"}, "id"),
        ({"id": "f9"}, "id"),
        ({"aspect": ""}, "aspect"),
        ({"aspect": HOSTILE}, "aspect"),
        ({"direction": "upwards"}, "direction"),
        ({"codes": "nowhere"}, "codes"),
        ({"groups": HOSTILE}, "groups"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_field_and_nothing_is_lost(
    evaluation: Evaluation, fields: dict[str, str], at: str
) -> None:
    file(evaluation).parent.mkdir(exist_ok=True)
    file(evaluation).write_text(HEAD, "utf-8")
    status, page = Member(evaluation, "DC").write(**{"easy": "Typed already.", **fields})
    assert (status, file(evaluation).read_text("utf-8")) == (409, HEAD)
    assert f'id="{at}-wrong"' in page and f'href="#{at}"' in page
    assert ">Typed already.</textarea>" in page


def test_hostile_words_are_kept_and_shown_as_they_are(evaluation: Evaluation) -> None:
    member = Member(evaluation, "DC")
    member.write(says=HOSTILE, easy=HOSTILE)
    member.say("dissent", text=HOSTILE)
    finding = kept(evaluation)
    assert {finding.claim, finding.easy, finding.dissent[0].text} == {HOSTILE}
    for path in ("/findings", "/findings/about?of=F1", "/findings/write?of=F1"):
        page = member.read(path)
        assert "<script>window" not in page and HOSTILE in html.unescape(page)


def test_who_may_not_see_small_counts_reads_no_count_of_people(evaluation: Evaluation) -> None:
    Member(evaluation, "RW").write(direction="positive")
    exact = re.compile(r"\d+ of \d+ people")
    for path in ("/findings", "/findings/about?of=F1"):
        assert exact.search(Member(evaluation, "RW").read(path))
        for name in ("DC", "ST", "OT"):
            page = Member(evaluation, name).read(path)
            assert not exact.search(page) and "not shown: small numbers are hidden" in page


@pytest.mark.parametrize("name", ["ST", "OT"])
def test_who_may_not_write_reads_without_buttons(evaluation: Evaluation, name: str) -> None:
    Member(evaluation, "RW").write(direction="positive")
    member = Member(evaluation, name)
    page = member.read()
    assert columns(page)[0] and "/findings/choose" not in page and "/findings/write" not in page
    assert ("/findings/say" in page) == (name == "ST")
    before = file(evaluation).read_bytes()
    assert member.write(id="F2")[0] == 403
    assert member.post("/findings/choose", of="F1", excerpt=quotable(evaluation)[0])[0] == 403
    assert file(evaluation).read_bytes() == before


def test_a_file_with_mistakes_is_left_alone_and_they_are_told(evaluation: Evaluation) -> None:
    broken = HEAD + "- id: F1\n  says: x\n  aspect: sideways\n"
    file(evaluation).parent.mkdir(exist_ok=True)
    file(evaluation).write_text(broken, "utf-8")
    member = Member(evaluation, "DC")
    for path in ("/findings", "/findings/about?of=F1", "/findings/write"):
        assert "findings.yaml line 8" in html.unescape(member.read(path))
    assert member.write(id="F2")[0] == 409
    assert file(evaluation).read_text("utf-8") == broken


def test_an_unknown_finding_is_not_there(evaluation: Evaluation) -> None:
    member = Member(evaluation, "DC")
    assert "There is no such finding." in member.read("/findings/about?of=F7")
    assert member.post("/findings/say", of="F7", word="agree")[0] == 409
    assert not file(evaluation).exists() or b"F7" not in file(evaluation).read_bytes()


def test_all_who_agree_at_the_same_time_are_kept(evaluation: Evaluation) -> None:
    Member(evaluation, "RW").write()
    (finding,) = written_in(evaluation).findings
    names = [f"P{n}" for n in range(12)]
    with ThreadPoolExecutor(6) as threads:
        for done in [
            threads.submit(
                agree_with, evaluation, "F1", Contributor(name, "staff"), state_of(finding)
            )
            for name in names
        ]:
            done.result()
    assert sorted(who.name for who in kept(evaluation).agreed_by) == sorted(names)


def test_what_cannot_be_written_is_not_called_saved_and_comes_back(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("the disk is full", where="findings.yaml")

    member = Member(evaluation, "DC")
    member.write()
    before = file(evaluation).read_bytes()
    monkeypatch.setattr(one_by_one, "write_atomic", full)
    status, page = member.write(id="F2", says="Typed already.")
    assert (status, "Saved" in page, "the disk is full" in page) == (409, False, True)
    assert ">Typed already.</textarea>" in page
    status, page = member.say("dissent", text="Not so.")
    assert (status, "the disk is full" in page, ">Not so.</textarea>" in page) == (409, True, True)
    assert file(evaluation).read_bytes() == before


def test_what_somebody_codes_blind_is_not_shown_before_they_have_finished(
    evaluation: Evaluation,
) -> None:
    one = quotable(evaluation)[0]
    member = Member(evaluation, "DC")
    member.write(direction="positive")
    with evaluation.store.writing() as connection:
        row = {"reviewer": "DC", "excerpt_id": one, "blind": True, "reason": "agreement", "at": AT}
        insert(connection, tables.assignments, [row])
    Member(evaluation, "RW").post("/findings/choose", of="F1", excerpt=one, side="quotes")
    page = member.read()
    assert one not in columns(page)[0] and "1 more is among what you code blind yourself" in page
    assert kept(evaluation).quotes == (one,)
