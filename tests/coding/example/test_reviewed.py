"""The invented evaluation as its invented reviewers leave it: whole, once, and never in another's."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from codebooks.change.diff import changes
from codebooks.codebook import DIRECTIONS
from codebooks.load import loads, shipped
from coding import Evaluation
from coding.agreement.judged_blind import blind_share
from coding.decisions.record import Decision, append
from coding.decisions.standing import last_remarks, standing
from coding.easy_read.easy_read import easy_read
from coding.easy_read.rules import easy_read_breaches, notes_to_the_team
from coding.estimates.draws import FEWEST_DRAWS
from coding.evaluation import frames
from coding.evaluation.new import demo_evaluation, new_evaluation
from coding.evaluation.tables import assignments
from coding.example.review_tables import (
    REVIEWERS,
    ROUNDS,
    ExcerptText,
    excerpt_texts,
    id_by_opening,
    interviews_read,
    invented_decisions,
)
from coding.example.reviewed import PUBLISHED, is_reviewed, put_in_review, report_day
from coding.example.second_codebook import CODE, second_codebook
from coding.example.written import write_findings
from coding.findings_report.gathering import report_material
from coding.findings_report.parts.asked import nothing_heard
from coding.findings_report.parts.follow_up import days_without_answer
from coding.findings_report.report import findings_report
from coding.revisions.another_look import needs_another_look
from coding.revisions.versions import overview
from coding.written.folder import written_in
from coding.written.sheet.exchange import save_workbook, workbook_of
from coding.written.values import Written


@pytest.fixture(scope="module")
def written(reviewed: Evaluation) -> Written:
    return written_in(reviewed)


# --- the tables that ship -------------------------------------------------------------------------


def test_each_row_finds_one_excerpt(reviewed: Evaluation) -> None:
    excerpts = excerpt_texts(reviewed.store)
    for row in invented_decisions():
        assert id_by_opening(excerpts, row.source, row.opens)


@pytest.mark.parametrize("texts", [(), ("Yes, we did.", "Yes, we were.")])
def test_no_excerpt_or_two_are_refused_without_the_words(texts: tuple[str, ...]) -> None:
    excerpts = [ExcerptText(str(at), "a.txt", text) for at, text in enumerate(texts)]
    with pytest.raises(LookupError, match=r"a\.txt: . excerpts") as refused:
        id_by_opening(excerpts, "a.txt", "Yes, we")
    assert "Yes" not in str(refused.value)


def test_an_excerpt_that_is_these_words_comes_before_those_that_open_with_them() -> None:
    excerpts = [ExcerptText("1", "a.txt", "Yes."), ExcerptText("2", "a.txt", "Yes. We did.")]
    assert id_by_opening(excerpts, "a.txt", "Yes.") == "1"


def test_the_rows_speak_of_codes_words_and_people_that_there_are(reviewed: Evaluation) -> None:
    codes = {code.id for code in reviewed.codebook.codes}
    names = {each.name for each in REVIEWERS}
    for row in invented_decisions():
        assert row.reviewer in names and row.round in ROUNDS
        assert row.code in codes if row.code else row.verdict == row.direction == ""
        assert row.direction in DIRECTIONS if row.verdict == "accept" else row.direction == ""
        assert row.quote in ("", "strong quote", "not to be quoted")
    assert {row.reviewer for row in interviews_read()} <= names


def test_a_round_decides_only_what_its_wave_has_said_apart_from_what_chance_draws() -> None:
    for row in invented_decisions():
        if row.drawn != "random":
            assert row.source.startswith(f"wave-{row.round}/")


# --- what is in the evaluation --------------------------------------------------------------------


def test_every_row_is_kept_under_the_codebook_of_its_round(reviewed: Evaluation) -> None:
    decided = reviewed.decisions()
    rows = [row for row in invented_decisions() if row.code]
    first, second = (each.version for each in overview(reviewed))
    assert Counter(decided["codebook_version"]) == {
        first: sum(row.round == 1 for row in rows),
        second: sum(row.round == 2 for row in rows),
    }
    assert set(decided["reviewer"]) == {each.name for each in REVIEWERS}


def test_all_that_a_review_may_hold_is_there(reviewed: Evaluation) -> None:
    decided, remarks = reviewed.decisions(), last_remarks(reviewed.remarks())
    stands = standing(decided)
    assert set(decided["verdict"]) == {"accept", "reject", "not sure"}
    assert (decided["source"] == "settled").any() and decided["blind"].any()
    assert (stands["direction"] == "disagreed").any()
    assert {"strong quote", "not to be quoted", "finished"} <= set(remarks["kind"])
    drawn = reviewed.remarks().query("drawn == 'random'")
    assert len(drawn) >= FEWEST_DRAWS
    assert drawn["chance"].is_monotonic_increasing and drawn["chance"].between(0, 1).all()


def test_an_interview_is_read_twice_without_seeing_the_other_reading(reviewed: Evaluation) -> None:
    codes = [code.id for code in reviewed.codebook.codes]
    with reviewed.store.reading() as connection:
        handed = frames.rows(connection, select(assignments), [c.name for c in assignments.c])
    share = blind_share(reviewed.decisions(), reviewed.remarks(), handed, codes)
    blind = [each for each in interviews_read() if each.blind]
    assert share.reviewers == tuple(sorted({each.reviewer for each in blind}))
    texts = [e for e in excerpt_texts(reviewed.store) if e.source == blind[0].source]
    assert set(share.excerpts) == {each.id for each in texts}


def test_the_second_codebook_changes_one_meaning_and_adds_one_code() -> None:
    new = loads(second_codebook("2025-04-28"), where="second")
    made = changes(loads(shipped(), where="first"), new)
    assert [(each.kind, each.after) for each in made] == [
        ("meaning", (CODE,)),
        ("added", ("faith-and-culture",)),
    ]


def test_both_versions_are_signed_by_those_who_have_to(reviewed: Evaluation) -> None:
    for each in overview(reviewed):
        assert each.published and each.missing == ()
        assert {said.name for said in each.said} == {reviewer.name for reviewer in REVIEWERS}


def test_only_the_code_with_another_meaning_waits_for_another_look(reviewed: Evaluation) -> None:
    assert set(needs_another_look(reviewed)["code_id"]) == {CODE}


# --- what the team wrote --------------------------------------------------------------------------


def test_the_team_wrote_something_into_every_file(written: Written) -> None:
    assert len(written.findings) == 5
    assert written.aims and written.aims.aims and written.aims.outcomes and written.aims.ended
    assert written.measures and written.steps and written.resources and written.learning
    assert {action.response for action in written.actions} == {
        "done",
        "under way",
        "planned",
        "not possible",
        "no answer",
    }
    assert {len(marker.judged) for marker in written.markers} == {2}
    assert {row.kind for row in written.measures} == {
        "satisfaction",
        "staff feedback",
        "complaints",
        "objective",
        "goal",
    }
    assert any(row.value is None for row in written.measures)


def test_findings_say_for_and_against_and_who_does_not_agree(written: Written) -> None:
    assert {finding.aspect for finding in written.findings} == {"process", "impact"}
    assert {"positive", "negative"} <= {finding.direction for finding in written.findings}
    assert any(finding.dissent for finding in written.findings)
    assert all(finding.quotes and finding.counter for finding in written.findings)


def test_the_quotes_of_a_finding_are_coded_as_it_says(
    reviewed: Evaluation, written: Written
) -> None:
    stands = standing(reviewed.decisions())
    accepted = stands[stands["verdict"] == "accept"]
    said = set(accepted[["excerpt_id", "code_id", "direction"]].itertuples(index=False, name=None))
    for finding in written.findings:
        for id in finding.quotes:
            assert any((id, code, finding.direction) in said for code in finding.codes)
        for id in finding.counter:
            assert any(
                (id, code, way) in said
                for code in finding.codes
                for way in DIRECTIONS
                if way != finding.direction
            )


def test_everything_in_easy_words_keeps_the_rules_of_easy_read(reviewed: Evaluation) -> None:
    paper = easy_read(report_material(reviewed, date(2026, 3, 2)))
    assert easy_read_breaches(paper) == ()
    assert notes_to_the_team(paper) == ()


def test_every_action_is_in_easy_words(written: Written) -> None:
    assert all(action.easy for action in written.actions)


def test_everything_that_the_team_wrote_says_that_it_is_invented(folder: Path) -> None:
    for path in (folder / "findings").iterdir():
        assert "Invented for felt-heard" in path.read_text()


def test_it_goes_out_as_a_workbook_and_comes_back_as_it_was(
    folder: Path, written: Written, tmp_path: Path
) -> None:
    copied = tmp_path / "demo"
    shutil.copytree(folder, copied)
    evaluation = Evaluation.open(copied)
    (tmp_path / "f.xlsx").write_bytes(workbook_of(evaluation, date(2026, 3, 2)))
    assert save_workbook(evaluation, tmp_path / "f.xlsx") == []
    assert written_in(evaluation) == written


def test_its_report_is_made_as_of_its_own_day_and_anybody_elses_as_of_today(
    reviewed: Evaluation, written: Written, tmp_path: Path
) -> None:
    """Otherwise what it promises would be years overdue, and more so every day."""
    today = date(2031, 1, 1)
    day = report_day(reviewed, today)
    said = [u.date for a in written.actions for u in a.updates]
    said += [j.date for m in written.markers for j in m.judged]
    said += [row.period_end for row in written.measures]
    assert max(said) <= day < max(a.due for a in written.actions if a.due)
    waiting = [d for a in written.actions if (d := days_without_answer(a, day)) is not None]
    assert waiting and max(waiting) < 500
    new_evaluation(tmp_path / "own")
    assert report_day(Evaluation.open(tmp_path / "own"), today) == today


def test_the_report_shows_every_part_with_numbers_and_quotes_for_and_against(
    reviewed: Evaluation, written: Written
) -> None:
    document = findings_report(report_material(reviewed, date(2026, 3, 2)))
    assert [part.number for part in document.parts] == list(range(1, 14))
    shown = {quotation.excerpt_id for quotation in document.quotations()}
    for finding in written.findings:
        assert shown >= {*finding.quotes, *finding.counter}
    figures = report_material(reviewed, date(2026, 3, 2)).shown.shown
    for finding in written.findings:
        for side in ("for", "against"):
            assert figures["finding", finding.id, side].value is not None
    assert nothing_heard(report_material(reviewed, date(2026, 3, 2)))


# --- once, and nowhere else -----------------------------------------------------------------------


def test_a_second_time_adds_nothing(folder: Path) -> None:
    before = Evaluation.open(folder)
    said = (len(before.decisions()), len(before.remarks()), before.codebook_bytes)
    before.store.close()
    put_in_review(folder)
    after = Evaluation.open(folder)
    assert (len(after.decisions()), len(after.remarks()), after.codebook_bytes) == said
    assert is_reviewed(after)


def test_another_evaluation_is_left_as_it_is(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "ours", title="Our evaluation")
    assert not put_in_review(tmp_path / "ours")
    evaluation = Evaluation.open(tmp_path / "ours")
    assert evaluation.decisions().empty and not is_reviewed(evaluation)


def test_a_demo_whose_codebook_was_changed_is_left_as_it_is(tmp_path: Path) -> None:
    demo_evaluation(tmp_path / "demo")
    codebook = tmp_path / "demo" / "codebook.yaml"
    codebook.write_bytes(codebook.read_bytes() + b"# ours\n")
    assert not put_in_review(tmp_path / "demo")


def test_a_demo_in_which_somebody_decided_is_left_as_it_is(tmp_path: Path) -> None:
    demo_evaluation(tmp_path / "demo")
    evaluation = Evaluation.open(tmp_path / "demo")
    append(
        evaluation.store, Decision("theirs", "e1", "voice", "accept", "positive", "RW", "2026", "1")
    )
    evaluation.store.close()
    assert not put_in_review(tmp_path / "demo")


def test_a_file_that_somebody_has_written_stays(folder: Path, tmp_path: Path) -> None:
    evaluation = Evaluation.open(folder)
    path = tmp_path / "findings" / "actions.yaml"
    path.parent.mkdir()
    path.write_text("# ours")
    write_findings(tmp_path, excerpt_texts(evaluation.store))
    assert path.read_text() == "# ours"
    assert (tmp_path / "findings" / "aims.yaml").is_file()


def test_a_version_is_published_before_it_is_decided_with(reviewed: Evaluation) -> None:
    published = [each.published.at for each in overview(reviewed) if each.published]
    assert published == list(PUBLISHED)
    decided = reviewed.decisions()
    for each in overview(reviewed):
        own = decided[decided["codebook_version"] == each.version]
        assert each.published and (own["at"] > each.published.at).all()
