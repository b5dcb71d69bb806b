"""Files that lie side by side, and those of the run before: none tells of one person beside another."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
import story
from invented import CODEBOOK, about, evaluation
from report_pages import Text
from sqlalchemy import select

from coding import Evaluation
from coding.estimates.first_hand import ReadOfCode
from coding.evaluation import tables
from coding.evaluation.output_files import REVIEWED
from coding.evaluation.published_counts import PublishedCount, published_counts
from coding.findings.disclosure.small_numbers import Key
from coding.findings.material import Frames, ProposedCode
from coding.findings.publication import Publication, PublicationMaterial, publish_together
from coding.intake.cutting import read_and_cut
from coding.outputs import write_outputs
from coding.report.proposed_themes import HEADINGS, themes_csv
from coding.report.report import render_report
from coding.suggestions.suggest import suggest
from coding.themes.disclosed import theme_findings
from coding.withdrawal.carry_out import withdraw

Published = Mapping[Key, PublishedCount]


def by_people(material: Frames) -> Frames:
    """What people found: two thirds of what is suggested."""
    kept = [number % 3 > 0 for number in range(len(material.suggestions))]
    return replace(
        material, suggestions=material.suggestions[kept], proposals=material.proposals[:0]
    )


def without(material: Frames, person: str) -> Frames:
    rows = material.excerpts[material.excerpts["participant"] != person]
    held = material.suggestions["excerpt_id"].isin(rows["excerpt_id"])
    return replace(material, excerpts=rows, suggestions=material.suggestions[held])


def both(material: Frames, found: Frames, before: Published) -> list[Publication]:
    """The two reports of a run. All people but two may have each code."""
    everybody = len(set(material.excerpts["participant"]) - {""})
    read = {code.id: ReadOfCode(everybody - 4, everybody - 2) for code in CODEBOOK.codes}
    reviewed = about(basis="codings", read=read)
    pair = [
        PublicationMaterial(material, CODEBOOK, about()),
        PublicationMaterial(found, CODEBOOK, reviewed),
    ]
    return publish_together(pair, before)


def forgotten(last: PublishedCount, person: str) -> PublishedCount:
    """The same count when somebody who may have been counted has left."""
    unnamed = last.unnamed + (person in last.people)
    return replace(last, people=last.people - {person}, unnamed=unnamed)


def as_kept(publication: Publication, person: str) -> dict[Key, PublishedCount]:
    """The counts that were handed out, when somebody who was counted has been forgotten."""
    return {
        key: replace(forgotten(each, person), at="2026-01-12")
        for key, each in publication.choice.new.items()
    }


QUOTES = re.compile(
    r"<figure>.*?</figure>|<p>(There are|None of these) [^<]*quoted\.</p>|<p class=\"standing\">.*?</p>"
    r"|<p>Some numbers stand as they were.*?</p>",
    re.DOTALL,
)


def told(pair: Sequence[Publication]) -> tuple[object, str]:
    """Every count of suggestions; and all that the report says but for words of people, and that some
    numbers stand.
    """
    suggested, found = pair
    shown = suggested.choice.figures[0].shown
    return shown, Text(QUOTES.sub("", render_report(found))).text


EVERYBODY = sorted(set(evaluation().excerpts["participant"]) - {""})


@pytest.mark.parametrize("person", EVERYBODY)
def test_after_a_withdrawal_both_reports_say_what_they_said_but_for_words(person: str) -> None:
    """What was read is counted anew: how many files and excerpts tells nothing of what was said."""
    material = evaluation()
    found = by_people(material)
    first = both(material, found, {})
    kept = as_kept(first[0], person)
    second = both(without(material, person), without(found, person), kept)
    as_read = [
        replace(now, findings=replace(now.findings, reading=then.findings.reading))
        for then, now in zip(first, second, strict=True)
    ]
    assert told(as_read) == told(first)


def test_the_report_says_in_one_sentence_that_numbers_stand() -> None:
    material = evaluation()
    first = both(material, by_people(material), {})
    gone = without(material, EVERYBODY[0])
    second = both(gone, by_people(gone), as_kept(first[0], EVERYBODY[0]))
    sentence = (
        "Some numbers are those of an earlier report, the oldest of 12 January 2026: where fewer than 5 "
        "people have joined, left or been coded otherwise since then, no new number is given, because "
        "the difference would tell of them."
    )
    texts = [Text(render_report(each)).text for each in (first[1], second[1])]
    assert [sentence in text for text in texts] == [False, True]


def part_of(material: Frames, number: int) -> ProposedCode:
    """A group inside the code "voice", of the first words of so many people."""
    rows = material.excerpts.drop_duplicates("participant")
    ids = tuple(rows[rows["participant"] != ""]["excerpt_id"][:number])
    return ProposedCode(f"i{number}", "words", ("words",), ids, ids[:1], "voice", None, None)


def table_of(
    publication: Publication, inside: Sequence[ProposedCode], before: Published
) -> tuple[list[tuple[str, ...]], Published]:
    """What themes.csv says of people, and what is to be kept of it."""
    placed = theme_findings(publication, {"voice": inside}, {}, before)
    rows = list(csv.reader(StringIO(themes_csv(placed.proposals).decode("utf-8-sig"))))
    at = [HEADINGS.index(name) for name in ("people", "groups", "waves")]
    return [tuple(row[place] for place in at) for row in rows[1:]], placed.new


@pytest.mark.parametrize("person", EVERYBODY)
def test_after_a_withdrawal_the_proposals_say_what_they_said(person: str) -> None:
    """Those inside codes have other ids then, and may lack the one who made them enough."""
    material = evaluation()
    inside = [part_of(material, number) for number in (5, 9)]
    first = both(material, by_people(material), {})
    before, new = table_of(first[0], inside, {})
    gone = without(material, person)
    left = set(gone.excerpts["excerpt_id"])
    fewer = [
        replace(
            each,
            proposal_id=f"{each.proposal_id}-later",
            excerpts=tuple(id for id in each.excerpts if id in left),
        )
        for each in inside
    ]
    kept = as_kept(replace(first[0], choice=replace(first[0].choice, new=new)), person)
    second = both(gone, by_people(gone), as_kept(first[0], person))
    assert table_of(second[0], fewer, {**as_kept(first[0], person), **kept})[0] == before


# --- a whole run ----------------------------------------------------------------------------------


def written(made: Evaluation) -> list[list[list[str]]]:
    """What a run hands out, as tables of people; the first says how much was read."""
    write_outputs(made, made.excerpts(), model="words", prepared=date(2026, 3, 2))
    return Text(REVIEWED.path(made.outputs).read_text("utf-8")).tables[1:]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """The invented evaluation, coded and reviewed."""
    evaluation = story.told(tmp_path_factory.mktemp("made") / "evaluation")
    story.decide(evaluation)
    return evaluation


def test_a_run_after_a_withdrawal_hands_out_the_same_counts_and_forgets_who_left(
    made: Evaluation,
) -> None:
    first = written(made)
    with made.store.reading() as connection:
        before = published_counts(connection)
    person = next(p for p in made.people if p.id in before["people",].people)
    withdraw(made, person, lambda: story.cache_of(made), date(2026, 3, 3))
    again = Evaluation.open(made.folder)
    read_and_cut(again)
    suggest(again, again.excerpts(), story.cache_of(again))
    assert written(again) == first
    with again.store.reading() as connection:
        after = published_counts(connection)
        known = set(connection.execute(select(tables.counted_people.c.participant)).scalars())
    assert person.id not in known
    # The program suggests anew, so that some counts of suggestions may have changed enough.
    anew = {key for key, last in after.items() if last != forgotten(before[key], person.id)}
    few = [key for key in anew if before[key].changed(after[key].people) < 5]
    assert (few, ("people",) in anew) == ([], False)
