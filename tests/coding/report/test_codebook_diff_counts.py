"""The page of a changed codebook tells no more of few people than the reports do."""

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import story

from codebooks.load import loads
from coding import Evaluation
from coding.evaluation.published_counts import PublishedCount
from coding.findings.disclosure.last_reports import LastReports
from coding.report import codebook_diff
from coding.revisions import in_words
from coding.revisions.effects import Effects, effects_on
from coding.revisions.fates import Step

ONE, TWO = (loads(content.encode(), where="story") for content in (story.ONE, story.TWO))


@pytest.fixture(scope="module")
def effects(told_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Effects:
    folder = tmp_path_factory.mktemp("changed") / "e"
    shutil.copytree(told_story, folder)
    evaluation = Evaluation.open(folder)
    story.decide(evaluation)
    return effects_on(evaluation, Step(ONE, TWO), story.cache_of(evaluation).in_memory())


def test_of_codes_whose_excerpts_tell_how_many_people_the_page_gives_no_number(
    effects: Effects,
) -> None:
    """One excerpt is of one person: "Before 2" beside "fewer than 5 people" says how many."""
    page = codebook_diff.DiffHeading("Harbour House", "version 1.0", "the draft", date(2026, 3, 2))
    hidden = PublishedCount(None, "not shown", frozenset())
    codes = ("trust", "information")
    everybody = PublishedCount(900, "900", frozenset(map(str, range(900))))
    told = LastReports(
        {("people",): everybody, **{("suggestions", "code", code): hidden for code in codes}}, 5
    )
    html = codebook_diff.render_diff(page, effects.step, effects, told)
    table = re.findall(r'<tr><th scope="row"><bdi>(.*?)</bdi></th>(.*?)</tr>', html)
    cells = {name: re.findall(r"<td[^>]*>(.*?)</td>", row) for name, row in table}
    few = {name for name, row in cells.items() if row == ["not shown"]}
    by_name = {in_words.name_of(effects.step, each.new): each for each in effects.codes}
    assert few == {
        name
        for name, each in by_name.items()
        if each.differs and (each.new[0] in codes or 0 < each.before < 5 or 0 < each.after < 5)
    }
    assert few and few != set(cells)
    for name in set(cells) - few:
        assert cells[name][:2] == [str(by_name[name].before), str(by_name[name].after)]
    told_of = unescape(re.sub(r"<[^>]+>", "", html))
    became = "'Confidence' and 'Trust' became 'Confidence and trust'"
    assert f"{became}. How many excerpts they have is not said." in told_of
    assert re.search(r"A few about\s+Information", told_of)
    assert re.search(r"Need another look\s*Some of them", told_of)
