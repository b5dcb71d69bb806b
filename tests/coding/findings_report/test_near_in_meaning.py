"""Beside each finding stands what is nearest in meaning, for people to judge, and never more than may be."""

from dataclasses import replace
from datetime import date

import pytest
from invented_report import LISTENED, WRITTEN, people, report_material
from letters import Letters
from scripted import Scripted, prepared

from coding import Evaluation
from coding.decisions.record import Remark, append_all
from coding.document.blocks import Block, Fold, Quotation, Section, WholeDocument
from coding.document.plain import words_text
from coding.embedding.vectors import VectorCache
from coding.evidence.near import NOT_PREPARED, NearInMeaning, near_in_meaning
from coding.findings_report import gathering
from coding.findings_report.parts.claims import NEAR
from coding.findings_report.report import findings_report
from coding.findings_report.shared.material import ReportMaterial
from coding.published.quote_checks import QuoteCheck, keep_checks
from coding.withdrawal.carry_out import withdraw
from coding.withdrawal.sureness import person_with_id

TODAY, AT = date(2026, 3, 9), "2026-03-09T10:00:00+00:00"


def section(document: WholeDocument, finding: str) -> tuple[Block, ...]:
    (found,) = (
        block
        for part in document.parts
        for block in part.blocks
        if isinstance(block, Section) and block.id == f"finding-{finding}"
    )
    return found.blocks


def near_quotes(document: WholeDocument, finding: str) -> list[Quotation]:
    """The quotes under "Near in meaning" of a finding."""
    folds = [b for b in section(document, finding) if isinstance(b, Fold) and b.summary == NEAR]
    return [each for fold in folds for each in fold.blocks if isinstance(each, Quotation)]


def sentence(document: WholeDocument, finding: str) -> str:
    """What is said of nearness where nothing is quoted for it."""
    texts = (words_text(getattr(block, "words", ())) for block in section(document, finding))
    return next((text for text in texts if text.startswith(NEAR)), "")


def with_near(material: ReportMaterial) -> ReportMaterial:
    """The material in which all words are as near as can be."""
    texts = [excerpt.text for excerpt in material.excerpts]
    cache = prepared(None, texts, Scripted())
    cache.embed(texts)
    near = near_in_meaning(material.written.findings, material.excerpts, cache)
    return replace(material, near=near)


def test_what_is_near_is_quoted_once_and_nothing_is_claimed_of_it() -> None:
    material = with_near(report_material(people(24)))
    document = findings_report(material)
    quotes = near_quotes(document, LISTENED.id)
    assert len(quotes) == 3
    ids = [
        each.excerpt_id for each in section(document, LISTENED.id) if isinstance(each, Quotation)
    ]
    assert ids and set(ids).isdisjoint(each.excerpt_id for each in quotes)
    (fold,) = (b for b in section(document, LISTENED.id) if isinstance(b, Fold))
    said = words_text(fold.blocks[0].words)  # type: ignore[union-attr]
    assert "does not know whether they speak against it" in said
    assert not any(character.isdigit() for character in said)
    may = {excerpt.excerpt_id for excerpt in material.excerpts if excerpt.may_quote}
    assert {each.excerpt_id for each in quotes} <= may


@pytest.mark.parametrize(
    ("finished", "said"),
    [
        (
            True,
            f"{NEAR}: no other words that may be quoted, in 48 excerpts read to the end, of 48.",
        ),
        (
            False,
            f"{NEAR}: no other words that may be quoted, in 48 excerpts, none of them read to the end.",
        ),
    ],
)
def test_where_nothing_is_near_it_says_in_how_many_excerpts(finished: bool, said: str) -> None:
    document = findings_report(report_material(people(24), finished=finished))
    assert near_quotes(document, LISTENED.id) == []
    assert sentence(document, LISTENED.id) == said


def test_where_nothing_was_looked_for_it_does_not_say_that_nothing_is_there() -> None:
    material = replace(report_material(people(24)), near=NearInMeaning(why_not=NOT_PREPARED))
    assert sentence(findings_report(material), LISTENED.id) == f"{NEAR}. {NOT_PREPARED}"


# --- an evaluation ----------------------------------------------------------------------------------


@pytest.fixture
def looking(made: Evaluation, monkeypatch: pytest.MonkeyPatch) -> Evaluation:
    """The evaluation after a run with a model to which all words are alike."""
    VectorCache(made.hidden / "vectors", Scripted(), shipped=None).embed(
        list(made.excerpts()["text"])
    )
    monkeypatch.setattr(
        gathering,
        "open_packaged",
        lambda e: VectorCache(e.hidden / "vectors", Scripted(), shipped=None),
    )
    return made


def shown(evaluation: Evaluation) -> dict[str, list[str]]:
    """The ids that stand near to each finding."""
    document = findings_report(gathering.report_material(evaluation, TODAY))
    return {id: [q.excerpt_id for q in near_quotes(document, id)] for id in ("F1", "F2")}


def test_without_a_run_the_report_is_written_and_says_so(made: Evaluation) -> None:
    document = findings_report(gathering.report_material(made, TODAY))
    assert sentence(document, "F1") == f"{NEAR}. {NOT_PREPARED}"


def test_near_to_a_finding_stands_what_its_codes_do_not_bring(looking: Evaluation) -> None:
    codings = looking.decisions().groupby("excerpt_id")[["code_id", "direction"]]
    near = shown(looking)
    assert [len(ids) for ids in near.values()] == [3, 3]
    for finding, code in (("F1", "voice"), ("F2", "change-reported")):
        for id in near[finding]:
            given = [tuple(row) for row in codings.get_group(id).to_numpy()]
            assert (code, "positive") not in given


@pytest.mark.parametrize("how", ["reviewer", "speaker"])
def test_what_should_not_be_quoted_is_not_near_to_anything(looking: Evaluation, how: str) -> None:
    for _ in range(3):
        first = shown(looking)["F1"][0]
        if how == "reviewer":
            remark = Remark(f"no-{first}", first, "not to be quoted", "", "R1", AT, "1.0")
            append_all(looking.store, [remark])
        else:
            keep_checks(looking, [QuoteCheck(first, "", "leave out", own=True, by="", at=AT)])
        assert first not in {id for ids in shown(looking).values() for id in ids}


def test_who_withdraws_is_not_near_to_anything(looking: Evaluation) -> None:
    frame = looking.excerpts().set_index("excerpt_id")
    person = str(frame.loc[shown(looking)["F1"][0], "participant"])
    hers = set(frame.index[frame["participant"] == person])
    words = set(frame.loc[sorted(hers), "text"])
    cache = VectorCache(looking.hidden / "vectors", Letters())
    withdraw(looking, person_with_id(looking, person), lambda: cache, date(2026, 6, 1))
    looking.store.close()
    after = Evaluation.open(looking.folder)
    document = findings_report(gathering.report_material(after, TODAY))
    quotes = [q for id in ("F1", "F2") for q in near_quotes(document, id)]
    assert len(quotes) == 6
    assert hers.isdisjoint(q.excerpt_id for q in quotes)
    assert words.isdisjoint(q.before + q.phrase + q.after for q in quotes)
    after.store.close()


def test_the_same_evaluation_shows_the_same(looking: Evaluation) -> None:
    assert shown(looking) == shown(looking)


def test_the_written_findings_are_those_looked_for(looking: Evaluation) -> None:
    path = looking.folder / "findings" / "findings.yaml"
    path.write_text(
        path.read_text().replace("People could", "They could").replace("- id: F2", "- id: F3")
    )
    material = gathering.report_material(looking, TODAY)
    assert set(material.near.by_finding) == {"F1", "F3"}
    assert WRITTEN.findings[0].id not in material.near.by_finding
