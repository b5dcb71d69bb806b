"""Proposals as people meet them: structure inside codes, what may be told, taken up and dropped."""

import csv
import os
import signal
import subprocess
import sys
from html import escape
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import story
from fake_words import Words
from invented import evaluation as invented
from invented import excerpt, frames, published
from paths import SUPPORT

from codebooks.load import loads
from coding import Evaluation
from coding.evaluation.output_files import THEMES_PAGE, THEMES_TABLE
from coding.findings.material import ProposedCode
from coding.findings.proposals import short_quote
from coding.report.proposed_themes import HEADINGS, themes_csv, themes_html, write_themes
from coding.themes.disclosed import NEAR, theme_findings
from coding.themes.inside_codes import groups_of
from coding.themes.take_up import drop, proposed, take_up, with_draft
from coding.themes.uncovered import group
from coding.themes.verdicts import Taken, kept_verdicts
from corpora.errors import CodebookError, InputError
from flows.cli.main import main

PUBLICATION = published(invented())
PARKING = PUBLICATION.internal.proposals[0]
TODAY = PUBLICATION.about.prepared


def inner(**given: object) -> ProposedCode:
    parts = {"proposal_id": "i1", "nearest_code": "voice", "nearest_similarity": None}
    told = {name: getattr(PARKING, name) for name in PARKING.__dataclass_fields__}
    return ProposedCode(**{**told, **parts, **given})


def part(*said: tuple[str, int]) -> pd.DataFrame:
    """Texts that share a subject, said so often, each by another person."""
    rows = [
        (f"{text} number {n} of that week", f"p{n}", "staff", "wave 1")
        for text, times in said
        for n in range(times)
    ]
    return pd.DataFrame(rows, columns=["text", "participant", "group", "wave"])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), []),
        ((("the bus never came to our village", 2),), []),
        ((("the bus never came to our village", 9), ("papers printed too small", 8)), [9, 8]),
    ],
)
def test_the_excerpts_of_one_code_fall_into_groups(
    said: tuple[tuple[str, int], ...], expected: list[int]
) -> None:
    frame = part(*said)
    vectors = [each.vector for each in Words().embed(list(frame["text"]))]
    found = groups_of(frame, np.array(vectors, dtype=np.float32).reshape(-1, Words.dimensions))
    assert [len(each.rows) for each in found.proposals] == expected


def test_a_proposal_is_told_with_the_code_it_may_sharpen_and_what_was_done() -> None:
    done = Taken("k", "n1", PARKING.excerpts, "take up", "Parking", "parking", "AB", "2026")
    (found,) = theme_findings(PUBLICATION, {}, {"n1": done}).proposals
    assert PARKING.nearest_similarity is not None and PARKING.nearest_similarity >= NEAR
    assert (found.inside, found.near, found.relation, found.decision, found.excerpts) == (
        "",
        "place",
        "a sharper “Place and travel”?",
        "taken up by AB as “Parking”",
        PARKING.excerpts,
    )


def test_inside_a_code_no_exact_number_of_people_is_told() -> None:
    few = inner(proposal_id="i2", excerpts=PARKING.excerpts[:2])
    found = theme_findings(PUBLICATION, {"voice": (inner(), few)}, {}).proposals[1:]
    assert [(f.inside, f.relation, f.told.people.value, f.told.people.text) for f in found] == [
        ("voice", "a part of “Voice”", None, "5 or more"),
        ("voice", "a part of “Voice”", None, "fewer than 5"),
    ]
    assert [f.groups for f in found][1] == ()


@pytest.mark.parametrize(
    ("staff", "counted", "named"), [(5, 5, False), (6, 6, False), (7, 5, True), (7, 7, True)]
)
def test_a_group_of_whom_all_would_have_to_be_in_it_is_not_named(
    staff: int, counted: int, named: bool
) -> None:
    """“At least five of five staff” tells of each of them."""
    rows = [
        excerpt("words", participant=f"s{n}", group="staff", source=f"s{n}") for n in range(staff)
    ]
    rows += [excerpt("words", participant=f"c{n}", source=f"c{n}") for n in range(9)]
    ids = tuple(row["excerpt_id"] for row in rows[:counted])
    found = theme_findings(
        published(frames(rows)), {"voice": (inner(excerpts=ids, quotes=()),)}, {}
    ).proposals
    assert found[0].groups == (("staff",) if named else ())


def test_only_words_of_people_who_agreed_are_on_the_page_and_in_the_table() -> None:
    found = theme_findings(PUBLICATION, {"voice": (inner(),)}, {}).proposals
    page, table = themes_html(PUBLICATION, found), themes_csv(found).decode("utf-8-sig")
    silent = [
        e.text
        for e in PUBLICATION.internal.excerpts
        if e.excerpt_id in PARKING.excerpts and not e.may_quote
    ]
    allowed = {e.text for e in PUBLICATION.internal.excerpts if e.may_quote}
    assert silent
    assert [
        text for text in silent if text not in allowed and (text in page or text in table)
    ] == []
    rows = list(csv.reader(StringIO(table)))
    assert (tuple(rows[0]), [row[:2] for row in rows[1:]]) == (
        HEADINGS,
        [["n1", ""], ["i1", "voice"]],
    )
    assert "<script" not in page and "default-src &#39;none&#39;" in page


def grouped(folder: Path) -> Evaluation:
    evaluation = story.told(folder)
    group(evaluation, evaluation.excerpts(), story.cache_of(evaluation))
    return evaluation


def test_taken_up_and_dropped_are_kept_and_found_again(tmp_path: Path) -> None:
    evaluation = grouped(tmp_path)
    cache = story.cache_of(evaluation)
    found = proposed(evaluation, cache, TODAY)
    one, other = (each.told.proposal_id for each in found.findings[:2])
    content = evaluation.codebook_bytes
    taken = take_up(evaluation, found, one, " A quiet  place ", "AB", "2026", "outcomes")
    written = (tmp_path / "codebook.yaml").read_bytes()
    drop(evaluation, found, other, "CD", "2026")
    again = proposed(evaluation, cache, TODAY)
    assert [again.one(one).decision, again.one(other).decision] == [
        "taken up by AB as “A quiet place”",
        "dropped by CD",
    ]
    assert written == with_draft(content, taken, again.one(one), "outcomes")
    book = loads(written, where="draft")
    assert [code.id for code in book.themes[1].codes] == [
        "confidence",
        "trust",
        "travel",
        "a-quiet-place",
    ]
    assert book.code("a-quiet-place").status == "draft"
    write_themes(evaluation, again)
    assert THEMES_TABLE.path(tmp_path / "outputs").read_bytes() == themes_csv(again.findings)
    with pytest.raises(CodebookError):
        with_draft(content, taken, again.one(one), "nowhere")
    with pytest.raises(InputError, match="no proposal"):
        again.one("nothing")
    with pytest.raises(InputError, match="needs a name"):
        take_up(evaluation, again, one, " ", "AB", "2026")


def commanded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Evaluation, str]:
    """An evaluation on which `heard themes` works, and the id of its first proposal."""
    evaluation = grouped(folder)
    monkeypatch.setattr("flows.cli.themes.open_cache", lambda e, keep: story.cache_of(e))
    return evaluation, str(evaluation.proposals()["proposal_id"][0])


def decided(evaluation: Evaluation) -> list[tuple[str, str]]:
    with evaluation.store.reading() as connection:
        return [(taken.verdict, taken.code_id) for taken in kept_verdicts(connection)]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--name", " "), "needs a name"),
        (("--name", "Tea", "--take-up", "nosuch"), "no proposal with this id"),
        (("--name", "Tea", "--theme", "nosuch"), "no such theme"),
        (("--name", "Tea\x07"), "control character U+0007"),
        (("--name", "Confidence"), "the code name 'Confidence' stands twice"),
    ],
)
def test_a_take_up_that_is_refused_keeps_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    why: str,
) -> None:
    evaluation, first = commanded(tmp_path, monkeypatch)
    before = sorted(tmp_path.iterdir())
    assert main(["themes", str(tmp_path), "--take-up", first, "--by", "RW", *options]) == 2
    assert why in capsys.readouterr().err
    assert (tmp_path / "codebook.yaml").read_text() == story.ONE
    assert (decided(evaluation), sorted(tmp_path.iterdir())) == ([], before)


def test_the_command_adds_the_draft_and_says_who_must_decide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluation, first = commanded(tmp_path, monkeypatch)
    asked = ["themes", str(tmp_path), "--take-up", first, "--name", "Tea"]
    assert main(asked) == 2
    assert "--by" in capsys.readouterr().err
    before = evaluation.codebook_bytes
    assert main([*asked, "--by", "AB", "--theme", "heard"]) == 0
    after = Evaluation.open(tmp_path)
    assert "Taken up by AB" in capsys.readouterr().out
    assert after.codebook_bytes != before and after.codebook.code("tea").name == "Tea"
    assert "taken up by AB" in THEMES_PAGE.path(tmp_path / "outputs").read_text()


KILLED = """
import os, signal, sys
import story
import coding.themes.drafts
import flows.cli.themes
from flows.cli import main

flows.cli.themes.open_cache = lambda evaluation, keep: story.cache_of(evaluation)
coding.themes.drafts.put_in_place = lambda new, path: os.kill(os.getpid(), signal.SIGKILL)
main(sys.argv[1:])
"""


def test_a_take_up_that_is_killed_is_finished_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluation, first = commanded(tmp_path, monkeypatch)
    asked = ["themes", str(tmp_path), "--take-up", first, "--name", "Tea", "--by", "AB"]
    paths = os.pathsep.join([str(SUPPORT), *sys.path])
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, *asked], env={**os.environ, "PYTHONPATH": paths}
    )
    book = tmp_path / "codebook.yaml"
    assert (killed.returncode, book.read_text()) == (-signal.SIGKILL, story.ONE)
    assert decided(evaluation) == [("take up", "tea")]
    assert main(asked) == 0
    assert "Finished:    the draft code 'tea', taken up by AB," in capsys.readouterr().out
    written = book.read_bytes()
    assert loads(written, where="draft").code("tea").name == "Tea"
    assert main(asked) == 0
    assert "Finished" not in capsys.readouterr().out
    assert (book.read_bytes(), decided(evaluation)) == (written, [("take up", "tea")])


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        ([], ""),
        (["Yes, quite."], ""),
        (["We never had a quiet place."], "We never had a quiet place."),
        (["Yes.", "It was\n so loud in there."], "It was so loud in there."),
        # A short text further out goes before a sentence of one in the middle.
        (["No. " + "word " * 20 + "end.", "We sat in the dark."], "We sat in the dark."),
        (["Well. We sat in the dark. " + "Word " * 20], "We sat in the dark."),
        (["word " * 40], ""),
    ],
)
def test_the_title_is_the_most_central_short_quote(texts: list[str], title: str) -> None:
    assert short_quote(texts) == title


def test_a_proposal_is_titled_by_words_that_may_be_quoted_with_its_words_beneath() -> None:
    found = theme_findings(PUBLICATION, {"voice": (inner(),)}, {}).proposals
    may = {" ".join(e.text.split()) for e in PUBLICATION.internal.excerpts if e.may_quote}
    titled = [each.told for each in found if each.told.title]
    assert titled
    page = themes_html(PUBLICATION, found)
    for told in titled:
        assert any(told.title in text for text in may)
        heading = page.split(f"“<bdi>{escape(told.title)}</bdi>”")
        assert len(heading) >= 2
        assert f"<bdi>{', '.join(told.words)}</bdi>" in heading[1]


def test_without_a_quote_that_may_stand_the_words_are_the_title() -> None:
    text = "These are words of their own."
    rows = [excerpt(text, participant=f"c{n}", source=f"c{n}", may_quote=n == 8) for n in range(9)]
    ids = tuple(row["excerpt_id"] for row in rows)
    titles = [
        theme_findings(
            published(frames(rows)), {"voice": (inner(excerpts=ids, quotes=central),)}, {}
        )
        .proposals[0]
        .told.title
        for central in (ids[:1], ids[8:])
    ]
    assert titles == ["", text]
