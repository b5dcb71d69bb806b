"""What the method says of agreement and of the last release, recounted by SQL written here."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
import reported

from coding import Evaluation
from coding.agreement.overall import FEWEST_BLIND
from coding.decisions.record import Decision, Remark, append_all
from coding.findings.counted import PEOPLE
from coding.findings_report.gathering import report_material
from coding.findings_report.report import findings_report
from coding.findings_report.shared.material import MethodFacts, ReportMaterial, key_text
from coding.findings_report.since_release import since_last_release
from coding.published.releases import Release, keep_release, released

TODAY = date(2026, 3, 9)
BLIND = "2026-03-03T10:00:00+00:00"
RELEASED = "2026-03-04T10:00:00+00:00"
LATER = "2026-03-05T10:00:00+00:00"


def rows(evaluation: Evaluation, query: str, *given: object) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(evaluation.hidden / "heard.db")) as connection:
        return connection.execute(query, given).fetchall()


def method(evaluation: Evaluation) -> MethodFacts:
    return report_material(evaluation, TODAY).method


# --- agreement --------------------------------------------------------------------------------------


def judge_blind(evaluation: Evaluation, number: int) -> None:
    """Two people judge so many excerpts blind and finish them; they differ about every fifth."""
    frame = evaluation.excerpts().sort_values("excerpt_id").head(number)
    said: list[Decision | Remark] = []
    for place, id in enumerate(frame["excerpt_id"]):
        for who in ("B1", "B2"):
            there = place % 3 == 0 if who == "B1" or place % 5 else place % 3 != 0
            verdict = "accept" if there else "reject"
            way = "positive" if there else ""
            key = f"{who}-{id}"
            said.append(Decision(key, id, "voice", verdict, way, who, BLIND, "1.0", blind=True))  # type: ignore[arg-type]
            said.append(Remark(f"{key}-done", id, "finished", "", who, BLIND, "1.0"))
    append_all(evaluation.store, said)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "is not told: no excerpt was judged blind by two, and 30 are needed."),
        (1, "is not told: only 1 excerpt was judged blind by two,"),
        (FEWEST_BLIND - 1, "is not told: only 29 excerpts were judged blind by two,"),
    ],
)
def test_of_few_excerpts_no_agreement_is_told(made: Evaluation, number: int, said: str) -> None:
    judge_blind(made, number)
    assert said in method(made).agreement


def test_agreement_is_what_the_judgements_in_the_database_come_to(made: Evaluation) -> None:
    judge_blind(made, 45)
    pairs = rows(
        made,
        """SELECT a.verdict = 'accept', b.verdict = 'accept' FROM decisions a
        JOIN decisions b ON b.excerpt_id = a.excerpt_id AND b.code_id = a.code_id
        WHERE a.reviewer = 'B1' AND b.reviewer = 'B2' AND a.blind AND b.blind AND a.code_id = 'voice'""",
    )
    ratings = [value for pair in pairs for value in pair]
    yes, of = sum(ratings), len(ratings)
    observed = sum(a != b for a, b in pairs) / len(pairs)
    expected = 2 * yes * (of - yes) / (of * (of - 1))
    alpha = 1 - observed / expected
    said = method(made).agreement
    shown = re.search(
        r"their agreement is (\S+), with a 95 % interval from (\S+) to (\S+) \(", said
    )
    assert shown and shown[1] == f"{alpha:.2f}"
    assert float(shown[2]) < alpha < float(shown[3])
    assert f"2 reviewers judged {len(pairs)} excerpts blind" in said
    assert said in " ".join(_texts(report_material(made, TODAY)))


def test_a_code_that_would_tell_of_few_people_plays_no_part(made: Evaluation) -> None:
    """Nobody but one found it, in one excerpt; without it, the figure is over the codes that are left."""
    judge_blind(made, 45)
    before = method(made).agreement
    id = made.excerpts().sort_values("excerpt_id")["excerpt_id"].iloc[0]
    one = Decision("one", id, "trust", "accept", "positive", "B1", BLIND, "1.0", blind=True)
    append_all(made.store, [one])
    after = method(made).agreement
    codes = len(made.codebook.codes)
    assert f"over all {codes} codes" in before
    assert f"over the {codes - 1} of {codes} codes that may be told of" in after
    assert re.findall(r"0\.\d\d", before) == re.findall(r"0\.\d\d", after)


def _texts(material: ReportMaterial) -> list[str]:
    """Every sentence of the last part."""
    part = findings_report(material).parts[-1]
    return [
        "".join(str(word) for word in block.words)
        for block in part.all_blocks()
        if hasattr(block, "words")
    ]


# --- since the last release -------------------------------------------------------------------------


def release(evaluation: Evaluation, *, without: int = 0, **given: object) -> Release:
    """A release of the report as it stands, which did not count so many of the people."""
    material = report_material(evaluation, TODAY)
    heard = sorted({e.participant for e in material.excerpts if e.counts_a_person})
    figures = {(n.key, n.text) for n in findings_report(material).numbers()}
    kept = Release(
        "one", RELEASED, "RW", "researcher", "state", evaluation.codebook.version, {},
        tuple(sorted(figures)), (), frozenset(heard[without:]),
    )  # fmt: skip
    kept = replace(kept, **given)  # type: ignore[arg-type]
    with evaluation.store.writing() as connection:
        keep_release(connection, kept)
    return kept


def test_where_nothing_was_released_nothing_is_told_of_it(made: Evaluation) -> None:
    assert method(made).since == ""


@pytest.mark.parametrize("number", [0, 1, 8])
def test_decisions_since_are_those_in_the_database(made: Evaluation, number: int) -> None:
    release(made)
    ids = sorted(made.excerpts()["excerpt_id"])[:number]
    append_all(
        made.store,
        [Decision(f"l-{id}", id, "trust", "reject", "", "R2", LATER, "1.0") for id in ids],
    )
    [(count,)] = rows(made, "SELECT count(*) FROM decisions WHERE at > ?", RELEASED)
    assert count == number
    many = {0: "no decisions were", 1: "1 decision was"}.get(number, f"{number} decisions were")
    since = method(made).since
    assert since.startswith(f"Since the release “one” of 4 March 2026: {many} made by reviewers.")
    assert "No finding with figures was added or taken out, and none has other figures." in since
    assert f"The codebook is the same, version {made.codebook.version}." in since


def test_another_version_of_the_codebook_is_told(made: Evaluation) -> None:
    release(made, codebook_version="0.9")
    version = made.codebook.version
    assert f"The codebook is version {version}, and was version 0.9." in method(made).since


def test_findings_added_taken_out_and_with_other_figures_are_named(made: Evaluation) -> None:
    first = release(made)
    figures = [
        (key, "at least 90 people" if key == "finding/F2/for" else text)
        for key, text in first.figures
    ]
    release(made, name="two", figures=tuple(figures))
    path = made.folder / "findings" / "findings.yaml"
    path.write_text(path.read_text().replace("id: F1", "id: F9"))
    assert "Findings added: F9; taken out: F1; with other figures: F2." in method(made).since


@pytest.mark.parametrize("without", [0, 1, 4])
def test_of_few_people_who_joined_or_left_nothing_is_told(made: Evaluation, without: int) -> None:
    release(made, without=without)
    since = method(made).since
    assert since.endswith("Whether people joined or left is not told where they are fewer than 5.")
    release(made, name="same", without=0)
    assert since.partition(": ")[2] == method(made).since.partition(": ")[2]


def test_of_more_people_only_what_both_reports_print_is_told(made: Evaluation) -> None:
    release(made, without=6, figures=((key_text(PEOPLE), "34 people"), (key_text(PEOPLE), "34")))
    [(heard,)] = rows(
        made,
        """SELECT count(DISTINCT participant) FROM excerpts
        WHERE consent AND NOT second_hand AND participant <> ''""",
    )
    assert heard == reported.PEOPLE
    last = f"At least 5 people joined or left: 34 were heard then, {heard} by now."
    assert method(made).since.endswith(last)


def test_the_last_release_is_the_one_compared_with(made: Evaluation) -> None:
    release(made)
    release(made, name="two", at=LATER)
    assert [each.name for each in released(made)] == ["one", "two"]
    assert "release “two” of 5 March 2026" in since_last_release(made, report_material(made, TODAY))
