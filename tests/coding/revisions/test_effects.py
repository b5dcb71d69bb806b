"""The story of two versions: every number shown is the one that the database holds."""

import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from shutil import copytree

import pandas as pd
import pytest
import story
from fake_words import Words
from folders import whole

from codebooks.codebook import Codebook
from codebooks.load import loads
from coding import Evaluation
from coding.decisions.record import Decision, Remark, append, append_all
from coding.embedding.vectors import VectorCache
from coding.evaluation import tables
from coding.findings.disclosure.last_reports import NOTHING
from coding.report import codebook_diff
from coding.revisions import effects as codebook_effects
from coding.revisions.another_look import needs_another_look
from coding.revisions.carrying import carry
from coding.revisions.choice import chosen_codebook, newest
from coding.revisions.effects import CodedWith, CodeEffect, Effects, effects_on, nearest_parts
from coding.revisions.fates import Step
from coding.revisions.in_words import NOT_QUOTED, consequences, difference
from coding.revisions.waves import by_wave
from coding.suggestions import suggest
from corpora.errors import CodebookError
from flows.cli.codebook import effects as refining

ONE, TWO = (loads(content.encode(), where="story") for content in (story.ONE, story.TWO))
AT = "2026-03-02T10:00:00+00:00"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story up to the change: version 1.0, suggestions, decisions of two reviewers."""
    folder = tmp_path_factory.mktemp("story") / "evaluation"
    evaluation = story.told(folder)
    story.decide(evaluation)
    evaluation.store.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return copytree(made, tmp_path / "evaluation")


@pytest.fixture(scope="module")
def effects(made: Path) -> Effects:
    evaluation = Evaluation.look(made)
    cache = story.cache_of(evaluation).in_memory()
    return effects_on(evaluation, Step(evaluation.codebook, TWO), cache)


def rows(folder: Path, query: str, *given: str) -> list[tuple[str, ...]]:
    """What the database itself says."""
    with sqlite3.connect(folder / ".heard" / "heard.db") as database:
        return list(database.execute(query, given))


def suggested(folder: Path) -> set[tuple[str, str]]:
    return {(e, c) for e, c in rows(folder, "SELECT excerpt_id, code_id FROM suggestions")}


def publish(folder: Path, *contents: str) -> Evaluation:
    """The evaluation with these codebooks published, one a day."""
    evaluation = Evaluation.open(folder)
    for day, content in enumerate(contents, 1):
        book = loads(content.encode(), where="story")
        with evaluation.store.writing() as connection:
            connection.execute(
                tables.codebook_versions.insert().values(
                    version=book.version, hash=book.hash, file_hash="", content=content,
                    published_by="RW", role="researcher", at=f"2026-02-0{day}T10:00:00+00:00",
                    changes="[]",
                )
            )  # fmt: skip
    return evaluation


def published_and_run(folder: Path) -> Path:
    """The folder after 1.1 was published, decisions carried over, and a run."""
    carry(publish(folder, story.ONE, story.TWO), ONE, TWO, at=AT)
    story.coded_with(folder, story.TWO)
    return folder


def test_excerpts_that_gain_and_lose_a_code_are_those_of_the_database(
    folder: Path, effects: Effects
) -> None:
    before, after = suggested(folder), suggested(published_and_run(folder))
    ids = "attention influence information belief travel listened confidence trust".split()
    assert [each.new for each in effects.codes] == [(id,) for id in ids]
    for each in effects.codes:
        had = {excerpt for excerpt, code in before if code in each.old}
        have = {excerpt for excerpt, code in after if code in each.new}
        assert (each.before, each.after) == (len(had), len(have))
        assert (set(each.gained), set(each.lost)) == (have - had, had - have)
    assert sum(len(each.lost) for each in effects.codes) > 50
    assert effects.before.suggested == frozenset(before)
    assert effects.after.suggested == frozenset(after)


def test_excerpts_that_point_another_way_are_those_of_the_database(
    folder: Path, effects: Effects
) -> None:
    ways = "SELECT excerpt_id, code_id, direction FROM suggestions"
    before = {(e, c): way for e, c, way in rows(folder, ways)}
    after = {(e, c): way for e, c, way in rows(published_and_run(folder), ways)}
    for each in effects.codes:
        pairs = {pair for pair in before.keys() & after.keys() if (pair[1],) == each.new}
        assert set(each.turned) == {pair[0] for pair in pairs if before[pair] != after[pair]}


def test_an_acceptance_of_a_split_code_can_be_carried_to_the_likeliest_part(
    folder: Path, effects: Effects
) -> None:
    evaluation = publish(folder, story.ONE, story.TWO)
    added = carry(evaluation, ONE, TWO, at=AT, nearest=nearest_parts(effects))
    accepted = rows(folder, "SELECT excerpt_id FROM decisions WHERE code_id = 'listened' AND verdict = 'accept'")  # fmt: skip
    assert added == len(effects.carried) + len(accepted) > len(effects.carried)
    new = rows(folder, "SELECT excerpt_id, code_id FROM decisions WHERE verdict = 'accept' AND code_id IN ('attention', 'influence')")  # fmt: skip
    for excerpt, part in new:
        other = {"attention": "influence", "influence": "attention"}[part]
        scores = effects.after.scores
        assert scores[excerpt, part] >= scores[excerpt, other]
    assert sorted(excerpt for excerpt, _ in new) == sorted(excerpt for (excerpt,) in accepted)


def test_codes_that_take_each_others_place_are_counted_as_one(
    folder: Path, effects: Effects
) -> None:
    before, after = suggested(folder), suggested(published_and_run(folder))
    places = [(("listened",), ("attention", "influence")), (("confidence", "trust"), ("belief",))]
    assert [(each.old, each.new) for each in effects.together] == places
    for each in effects.together:
        had = {excerpt for excerpt, code in before if code in each.old}
        have = {excerpt for excerpt, code in after if code in each.new}
        assert (each.before, each.after) == (len(had), len(have))
        assert (set(each.gained), set(each.lost)) == (have - had, had - have)


def test_decisions_that_stand_are_carried_or_need_another_look_are_counted_by_hand(
    folder: Path, effects: Effects
) -> None:
    said = rows(folder, "SELECT excerpt_id, code_id, reviewer, verdict FROM decisions")
    count = Counter((code, verdict) for _, code, _, verdict in said)
    merged: dict[tuple[str, str], list[str]] = {}
    for excerpt, code, reviewer, verdict in said:
        if code in ("confidence", "trust"):
            merged.setdefault((excerpt, reviewer), []).append(verdict)
    clear = [v for v in merged.values() if "accept" in v or "not sure" in v or len(v) == 2]
    carried_on = sum(map(len, clear))
    asked = sum(map(len, merged.values())) - carried_on
    listened = count["listened", "accept"] + count["listened", "not sure"]
    information = sum(n for (code, _), n in count.items() if code == "information")
    assert effects.counts == {
        "stands": sum(n for (code, _), n in count.items() if code == "travel"),
        "carried": carried_on + count["listened", "reject"],
        "look again": asked + listened + information,
        "no longer asked": 0,
    }
    assert len(effects.carried) == len(clear) + 2 * count["listened", "reject"]
    assert sum(effects.counts.values()) == len(said) == len(effects.fates)
    assert min(asked, listened, information, carried_on) > 0


def test_carrying_over_adds_rows_and_no_decision_disappears(folder: Path, effects: Effects) -> None:
    every = "SELECT * FROM decisions ORDER BY number"
    before = rows(folder, every)
    evaluation = publish(folder, story.ONE, story.TWO)
    added = [carry(evaluation, ONE, TWO, at=AT) for _ in range(2)]
    after = rows(folder, every)
    assert added == [len(effects.carried), 0]
    assert after[: len(before)] == before
    assert rows(folder, "SELECT DISTINCT source FROM decisions WHERE key LIKE 'carried-%'") == [("carried",)]  # fmt: skip
    assert len(after) == len(before) + len(effects.carried)


def test_what_needs_another_look_after_publishing_is_what_was_announced(
    folder: Path, effects: Effects
) -> None:
    evaluation = publish(folder, story.ONE, story.TWO)
    carry(evaluation, ONE, TWO, at=AT)
    looks = needs_another_look(evaluation)
    announced = {fate.decision.key for fate in effects.fates if fate.kind == "look again"}
    assert set(looks["decision"]) == announced
    assert set(looks["code_id"]) <= {code.id for code in TWO.codes}
    split = looks[looks["change"] == "split"]
    assert (split.groupby("decision").size() == 2).all()


def test_a_decision_made_while_the_next_version_was_published_keeps_its_own(folder: Path) -> None:
    """F18: the page was open on 1.0 when 1.1 came out."""
    evaluation = publish(folder, story.ONE, story.TWO)
    before = set(needs_another_look(evaluation)["decision"])
    ((excerpt,),) = rows(folder, "SELECT id FROM excerpts ORDER BY id LIMIT 1")
    late = Decision(
        "late", excerpt, "information", "accept", "", "CD", AT, "1.0",
        codebook_hash=ONE.hash,
    )  # fmt: skip
    append_all(evaluation.store, [late])
    assert set(needs_another_look(evaluation)["decision"]) - before == {"late"}
    assert rows(folder, "SELECT codebook_version FROM decisions WHERE key = 'late'") == [("1.0",)]


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Words:
    """The model that knows words and no meaning, wherever a command opens the cache."""
    model = Words()

    def opened(evaluation: Evaluation, *, keep: bool = True) -> VectorCache:
        assert not keep
        return VectorCache(evaluation.hidden / "vectors", model).in_memory()

    monkeypatch.setattr(refining, "open_cache", opened)
    return model


def test_trying_a_draft_shows_what_it_does_and_changes_no_byte(
    folder: Path, words: Words, tmp_path: Path, capsys: pytest.CaptureFixture[str], effects: Effects
) -> None:
    draft, page = tmp_path / "draft.yaml", tmp_path / "page.html"
    draft.write_text(story.TWO)
    before = whole(folder)
    refining.try_draft(str(draft), folder, page)
    assert whole(folder) == before
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "From the codebook of the last run to draft.yaml:"
    assert printed[1:-2] == [*difference(effects.step), *consequences(effects)]
    assert printed[-1].startswith("Nothing was changed")
    assert "(for the team:" in printed[-2] and page.stat().st_mode & 0o777 == 0o600
    assert words.asked and set(words.asked).isdisjoint(effects.frame["text"])


def test_which_codebook_is_meant(folder: Path) -> None:
    evaluation = publish(folder, story.ONE, story.TWO)
    assert chosen_codebook("1.1", evaluation) == ("version 1.1", TWO)
    assert chosen_codebook("draft", evaluation) == (
        "the draft in codebook.yaml",
        evaluation.codebook,
    )
    assert newest(evaluation) == ("version 1.1", TWO)
    with pytest.raises(CodebookError) as refused:
        chosen_codebook("1.2", evaluation)
    assert str(refused.value) == (
        "1.2: there is no such codebook. Give a published version (1.0, 1.1), 'draft', or a file."
    )


def nobody(effects: Effects) -> tuple[set[str], CodeEffect]:
    """Excerpts of people who did not agree to be quoted, and an effect that touches some."""
    frame = effects.frame
    private = set(frame.loc[~frame["may_quote"].astype(bool), "excerpt_id"])
    return private, effects.together[0]


def test_a_page_for_others_quotes_only_those_who_agreed(made: Path, effects: Effects) -> None:
    private, each = nobody(effects)
    assert private & set(each.lost)
    page = codebook_diff.DiffHeading("Harbour House", "version 1.0", "the draft", date(2026, 3, 2))
    html = codebook_diff.render_diff(page, effects.step, effects, NOTHING)
    words = effects.frame.set_index("excerpt_id")["text"]
    assert not [id for id in private if len(words[id]) > 30 and words[id] in unescape(html)]
    allowed = effects.quoted(each, each.lost, public=True)
    assert len(allowed) == 3 and all(quote.excerpt_id in html for quote in allowed)
    people = [person.name for person in Evaluation.look(made).people]
    assert not [name for name in people if name in html]
    assert any(NOT_QUOTED in line for line in consequences(effects))


def test_what_a_reviewer_marked_as_not_to_be_quoted_is_not(folder: Path, effects: Effects) -> None:
    evaluation = Evaluation.open(folder)
    each = effects.together[0]
    first = effects.quoted(each, each.lost, public=True)[0]
    remark = Remark("k", first.excerpt_id, "not to be quoted", "", "RW", AT, "1.0")
    append(evaluation.store, remark)
    again = effects_on(evaluation, effects.step, story.cache_of(evaluation))
    assert first.excerpt_id not in [
        q.excerpt_id for q in again.quoted(each, each.lost, public=True)
    ]


def test_nothing_that_people_wrote_acts_on_the_page() -> None:
    hostile = "<script>window.pwned=1</script>\u202e{{7*7}}\" onmouseover='x"
    code = replace(ONE.codes[0], name=hostile, definition=hostile, include=(hostile,))
    book = Codebook(hostile, hostile, (replace(ONE.themes[0], codes=(code,)),))
    page = codebook_diff.DiffHeading(hostile, hostile, hostile, date(2026, 3, 2))
    html = codebook_diff.render_diff(page, Step(ONE, book), None, NOTHING)
    assert "<script" not in html and "\u202e" not in html and "&lt;script&gt;" in html
    assert "default-src 'none'" in unescape(html) and "script-src" not in html


def test_the_same_change_gives_the_same_page(effects: Effects) -> None:
    page = codebook_diff.DiffHeading("Harbour House", "version 1.0", "the draft", date(2026, 3, 2))
    first = codebook_diff.render_diff(page, effects.step, effects, NOTHING)
    assert first == codebook_diff.render_diff(page, effects.step, effects, NOTHING)


def test_nothing_to_code_and_nobody_who_decided(made: Path) -> None:
    empty = pd.DataFrame(columns=["excerpt_id", "text", "participant", "source", "may_quote"])
    found = codebook_effects.effects(
        Step(ONE, TWO), empty, CodedWith({}, {}), CodedWith({}, {}), []
    )
    assert not found.moved and sum(found.counts.values()) == 0
    assert "  Codes that keep the same excerpts: 8" in list(consequences(found))


def test_the_copy_that_is_looked_at_is_the_store_and_leaves_it_alone(folder: Path) -> None:
    looking = Evaluation.look(folder)
    before = whole(folder)
    append(looking.store, Remark("k", "e", "memo", "seen", "RW", AT, "1.0"))
    assert len(looking.remarks()) == 21 and whole(folder) == before
    assert len(Evaluation.open(folder).remarks()) == 20
    assert suggest.suggest(looking, looking.excerpts(), story.cache_of(looking)) is False


def waves_of(folder: Path) -> str:
    evaluation = Evaluation.open(folder)
    return by_wave(evaluation, evaluation.excerpts())


def test_the_report_says_with_which_version_each_wave_was_decided(folder: Path) -> None:
    assert waves_of(folder).startswith("Wave 1: decisions with version 1.0 (")
    evaluation = publish(folder, story.ONE, story.TWO)
    carry(evaluation, ONE, TWO, at=AT)
    (folder / "codebook.yaml").write_text(story.TWO)
    joined = "SELECT e.id, t.wave FROM excerpts e JOIN transcripts t ON t.id = e.transcript_id"
    of_excerpt = {row[0]: row[1] for row in rows(folder, joined)}
    said = rows(folder, "SELECT excerpt_id, codebook_version FROM decisions")
    counted = Counter((of_excerpt[excerpt], version) for excerpt, version in said)
    looks = needs_another_look(evaluation).drop_duplicates("decision")
    open_looks = Counter(looks["excerpt_id"].map(of_excerpt))
    told = "'Attention', 'Confidence and trust', 'Influence' and 'Information'"
    assert waves_of(folder) == " ".join(
        f"{wave.capitalize()}: decisions with version 1.0 ({counted[wave, '1.0']}) and version 1.1 "
        f"({counted[wave, '1.1']}). {open_looks[wave]} of them need another look, because the code "
        f"has changed since: {told}. Read no trend into these before that."
        for wave in ("wave 1", "wave 2")
    )
