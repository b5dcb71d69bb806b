"""Every sentence of a report or the working page that states a number, recounted by SQL written here, decision by decision.

The invented evaluation after no decision, one, two, eight, two hundred, and with everything looked
at. What is listed is taken out of the page; a digit that is left over is a sentence that nobody has
recounted.
"""

import csv
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from day_counts import COUNTED, one
from report_pages import Text

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.estimates.draws import FEWEST_DRAWS
from coding.evaluation.output_files import REPORT, REVIEWED
from coding.outputs import write_outputs

AT = "2026-01-05T10:00:00+00:00"
EVERYTHING = 10**6
LEVELS = {"none": 0, "one": 1, "two": 2, "eight": 8, "200": 200, "all": EVERYTHING}
VERDICTS = ("accept", "reject", "accept", "not sure", "accept")


def decisions(evaluation: Evaluation) -> Iterator[Decision]:
    """What two people say of each suggestion, one of them differing, some of it taken back or settled."""
    suggested = evaluation.suggestions().sort_values(["code_id", "excerpt_id"])
    for place, row in enumerate(suggested.itertuples()):
        way = ("positive", "negative")[place % 3 == 2]
        made: list[tuple[str, str, str, dict[str, Any]]]
        made = [(f"a{place}", VERDICTS[place % 5], "RW", {})]
        made += [(f"b{place}", "reject", "AB", {})] if place % 4 == 3 else []
        made += [(f"c{place}", "undo", "RW", {"undoes": f"a{place}"})] if place % 7 == 5 else []
        made += [(f"d{place}", "accept", "KH", {"source": "settled"})] if place % 11 == 3 else []
        for key, verdict, who, more in made:
            yield Decision(
                key=key, excerpt_id=str(row.excerpt_id), code_id=str(row.code_id),
                verdict=verdict, direction=way if verdict == "accept" else "",  # type: ignore[arg-type]
                reviewer=who, at=AT, codebook_version="1.0",
                codebook_hash=evaluation.codebook.hash, **more,
            )  # fmt: skip


def decide(evaluation: Evaluation, number: int) -> None:
    """The first so many decisions, and a finished excerpt for every four; all of them in the end."""
    chosen = [each for _, each in zip(range(number), decisions(evaluation), strict=False)]
    ids = list(dict.fromkeys(each.excerpt_id for each in chosen))[: number // 4]
    if number == EVERYTHING:
        ids = sorted(evaluation.excerpts()["excerpt_id"])
    done = [Remark(f"done-{id}", id, "finished", "", "RW", AT, "1.0") for id in ids]
    append_all(evaluation.store, [*chosen, *done])


@dataclass(frozen=True)
class Told:
    """The reports of an evaluation, the same as they are read but for tables, and its database."""

    written: dict[str, str]
    pages: dict[str, str]
    counted: sqlite3.Connection
    level: str


NO_SENTENCES = re.compile(
    r"<table.*?</table>|<figure>.*?</figure>|<p class=\"count\">.*?</p>|<nav.*?</nav>|<title>.*?</title>",
    re.DOTALL,
)


@pytest.fixture(scope="module", params=LEVELS)
def told(
    request: pytest.FixtureRequest, told_story: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("decided") / "e"
    shutil.copytree(told_story, folder)
    evaluation = Evaluation.open(folder)
    decide(evaluation, LEVELS[request.param])
    write_outputs(evaluation, evaluation.excerpts(), model="words", prepared=date(2026, 3, 2))
    files = {
        name: output.path(evaluation.outputs)
        for name, output in (("suggested", REPORT), ("reviewed", REVIEWED))
    }
    written = {name: path.read_text("utf-8") for name, path in files.items() if path.is_file()}
    pages = {name: Text(NO_SENTENCES.sub(" ", page)).text for name, page in written.items()}
    with closing(sqlite3.connect(evaluation.hidden / "heard.db")) as connection:
        connection.executescript(COUNTED)
        yield Told(written, pages, connection, request.param)


def many(count: int, one: str) -> str:
    return f"1 {one}" if count == 1 else f"{count or 'no'} {one}s"


READ = "SELECT count(*) FROM files WHERE outcome = 'read'"
EXCERPTS = "SELECT count(*) FROM excerpts WHERE consent"
SECOND_HAND = f"{EXCERPTS} AND second_hand"
UNNAMED = f"{EXCERPTS} AND NOT second_hand AND participant = ''"
PEOPLE = """SELECT count(DISTINCT participant) FROM excerpts
    WHERE consent AND NOT second_hand AND participant <> ''"""
LISTS = "SELECT count(DISTINCT transcript_id) FROM attendance"
LIKELY = "SELECT count(*) FROM suggestions"
LIKELY_FOR = "SELECT count(DISTINCT excerpt_id) FROM suggestions"
NO_DIRECTION = "SELECT count(DISTINCT excerpt_id) FROM suggestions WHERE direction = ''"
PROPOSED = "SELECT count(*) FROM proposals"
LAST_WORDS = """SELECT count(*) FROM
    (SELECT DISTINCT excerpt_id, code_id, reviewer FROM held)"""
CHECKED = """SELECT count(*) FROM suggestions s WHERE
    EXISTS (SELECT 1 FROM held h WHERE h.excerpt_id = s.excerpt_id AND h.code_id = s.code_id)
    OR s.excerpt_id IN (SELECT excerpt_id FROM remarked WHERE kind = 'finished')"""
TOUCHED = """SELECT count(*) FROM (SELECT excerpt_id FROM held UNION
    SELECT excerpt_id FROM remarked WHERE kind = 'finished')"""
FINISHED = "SELECT count(DISTINCT excerpt_id) FROM remarked WHERE kind = 'finished'"
ACCEPTED = "verdict = 'accept' AND direction <> 'disagreed'"
CODED = f"SELECT count(DISTINCT excerpt_id) FROM stands WHERE {ACCEPTED}"
FOUND_CODES = f"SELECT count(DISTINCT code_id) FROM stands WHERE {ACCEPTED}"
FOUND_CRITICAL = f"{FOUND_CODES} AND direction IN ('negative', 'mixed')"
DISPUTED = """SELECT count(*) FROM stands WHERE verdict = 'disagreed'
    OR verdict = 'accept' AND direction = 'disagreed'"""
BY_WAVE = """SELECT count(*) FROM (SELECT DISTINCT h.excerpt_id, code_id, reviewer FROM held h
    JOIN excerpts e ON e.id = h.excerpt_id JOIN transcripts t ON t.id = e.transcript_id
    WHERE t.wave = ?)"""
IN_WAVE = """SELECT count(*) FROM excerpts e JOIN transcripts t ON t.id = e.transcript_id
    WHERE e.consent AND t.wave = ?"""
TOUCHED_IN = f"""{IN_WAVE} AND (e.id IN (SELECT excerpt_id FROM held)
    OR e.id IN (SELECT excerpt_id FROM remarked WHERE kind = 'finished'))"""
WAVES = ("wave 1", "wave 2")
CODES = 5
FEWEST, LIKELY_FROM, BY_CHANCE = 5, "0.20", 50

THEMES = {"Felt heard": ("listened", "information"),
          "What came of it": ("confidence", "trust", "travel")}  # fmt: skip
NAMES = {"Listened to": "listened", "Information": "information", "Confidence": "confidence",
         "Trust": "trust", "Getting there": "travel"}  # fmt: skip

Ask = Callable[..., int]


def counting(codes: Iterable[str], way: str = "") -> str:
    """The query for how many people have one of these codes by what people accepted."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"""SELECT count(DISTINCT participant) FROM stands JOIN excerpts ON excerpt_id = id
        WHERE code_id IN ({listed}) AND {ACCEPTED} AND NOT second_hand AND participant <> ''
        {f"AND direction = '{way}'" if way else ""}"""


def of_reading(ask: Ask) -> Iterator[str]:
    """What the report says of what was read, and who was heard."""
    excerpts, second_hand, unnamed = ask(EXCERPTS), ask(SECOND_HAND), ask(UNNAMED)
    yield f"{ask(READ)} files read"
    yield f"{ask(PEOPLE)} people heard"
    yield f"{ask(PEOPLE)} people spoke in their own words in what was read."
    yield f"{excerpts} excerpts were cut from these files."
    yield f"{second_hand} of them are second-hand: a note-taker reports what others said."
    yield f"Second-hand: {second_hand} excerpts from notes"
    yield f"Naming no speaker: {unnamed} excerpts."
    yield f"{ask(LISTS)} sets of meeting notes list who was there."


def by_wave(ask: Ask) -> Iterator[str]:
    """What stands in either."""
    for wave in WAVES:
        if count := ask(BY_WAVE, wave):
            yield f"{wave.capitalize()}: decisions with version 1.0 ({count})."


def of_suggestions(ask: Ask) -> Iterator[str]:
    """What stands on the working page."""
    made, likely, checked = ask(LAST_WORDS), ask(LIKELY), ask(CHECKED)
    excerpts, touched, finished = ask(EXCERPTS), ask(TOUCHED), ask(FINISHED)
    if made:
        where = "that is" if made == 1 else "those are"
        yield (
            f"These are machine suggestions. People have made {many(made, 'decision')} so far, and "
            f"{where} not counted here but in reviewed-report.html."
        )
        yield f"Decisions {made}, each reviewer’s last word on an excerpt and a code"
    else:
        yield "These are machine suggestions. No one has checked them yet."
        yield "Decisions None"
    if checked:
        yield f"Suggestions {checked} of {likely} checked"
    else:
        yield f"Suggestions None checked of {likely}"
    if touched:
        yield f"Excerpts {touched} of {excerpts} looked at, {finished or 'none'} of them to the end"
    else:
        yield "Excerpts None looked at"
    yield f"Disputed {ask(DISPUTED)} to settle" if ask(DISPUTED) else "Disputed None to settle"
    yield f"{excerpts} excerpts were cut from them."
    yield f"{ask(SECOND_HAND)} excerpts are second-hand, from notes on what others said."
    yield f"{ask(UNNAMED)} excerpts name no speaker."
    yield f"{likely} suggestions in {ask(LIKELY_FOR)} of {excerpts} excerpts: "
    if unsure := ask(NO_DIRECTION):
        yield f"In {many(unsure, 'excerpt')} of these the direction is not sure."
    yield f"For {excerpts - ask(LIKELY_FOR)} excerpts no code is likely"
    if groups := ask(PROPOSED):
        yield f"{many(groups, 'group')} of alike excerpts that the codebook does not cover"
    yield f"About {BY_CHANCE} of 100 excerpts that the queue brings are drawn by chance"
    yield from by_wave(ask)


def of_codings(ask: Ask) -> Iterator[str]:
    """What stands in the report."""
    yield from of_reading(ask)
    yield from by_wave(ask)
    excerpts, touched, finished = ask(EXCERPTS), ask(TOUCHED), ask(FINISHED)
    coded, disputed = ask(CODED), ask(DISPUTED)
    ended = f", {finished or 'none'} of them to the end"
    if finished == touched:
        ended = ", and to the end"
    waiting = f" Still to be settled: {many(disputed, 'disagreement')}." if disputed else ""
    yield (
        f"These are codings by people. They have looked at {many(touched, 'excerpt')}{ended}.{waiting}"
    )
    yield f"{touched} of {excerpts} excerpts looked at by people"
    yield f"{ask(FOUND_CODES)} of {CODES} codes coded for something"
    if touched < excerpts:
        yield f"Not yet checked {excerpts - touched} excerpts: nobody has looked at them."
        yield f"Nobody has looked at {excerpts - touched} excerpts, so nothing is known of them."
    else:
        yield "Not yet checked Nothing: people have looked at every excerpt."
    # Not how many: the rest are excerpts with a code, each of one person.
    if coded < touched:
        which = "Some of what people looked at has no code that" if coded else "No code"
        yield f"{which} is counted"
    yield "; ".join(
        f"{'Of' if wave == WAVES[0] else 'of'} {wave}, people have looked at "
        f"{ask(TOUCHED_IN, wave)} of {many(ask(IN_WAVE, wave), 'excerpt')}"
        for wave in WAVES
    )
    yield f"{ask(LAST_WORDS)}, each reviewer’s last word on an excerpt and a code. What they come to"
    people = [ask(counting(theme)) for theme in THEMES.values()]
    if 0 < max(people) < FEWEST:
        found = many(ask(FOUND_CODES), "code")
        yield f"Something was coded for {found}, and no number of people may be shown for a theme."
    if critical := ask(FOUND_CRITICAL):
        yield f"Something negative or mixed was coded for {many(critical, 'code')}."
    else:
        yield "Nothing negative or mixed was coded."


REPORTS = {"suggested": of_suggestions, "reviewed": of_codings}


def expected(told: Told, name: str) -> list[str]:
    def ask(query: str, *given: object) -> int:
        return one(told.counted, query, *given)

    unsearched = ask(
        "SELECT count(*) FROM transcripts WHERE id NOT IN "
        "(SELECT transcript_id FROM searched WHERE inputs NOT LIKE '%by form')"
    )
    names = f"Nobody has looked for names in {unsearched} transcripts yet."
    return [*REPORTS[name](ask), *([names] if unsearched else [])]


@pytest.mark.parametrize("name", REPORTS)
def test_each_sentence_states_what_the_database_counts(told: Told, name: str) -> None:
    if name not in told.pages:
        assert (name, told.level) == ("reviewed", "none")
        return
    page = told.pages[name]
    assert [sentence for sentence in expected(told, name) if sentence not in page] == []


# What stands in a report beside those sentences and has a digit in it, and is no count of decisions.
OTHER = (
    r"\d+ focus groups?, \d+ interviews?, \d+ sets of meeting notes\.",
    rf"a probability of at least {LIKELY_FROM}",
    r"version 1\.0 \([0-9a-f]{12}\)",
    r"Prepared on 2 March 2026|Prepared 2 March 2026",
    rf"(fewer than|least) {FEWEST}\b",
    r"felt-heard [\d.]+[a-z\d]*|Way of coding [\w .]+?Program|version 1\.0\b|wave [12]\b",
    rf"{CODES} codes Language model|{CODES} codes; model words; way of coding \d+;",
    r"(document properties|notes and styles)[^()]*(\(author, title\))?: 1 \(in \d+ files?\)",
    # What people are counted under, which the tests below recount.
    r"Most people are counted (?:so far )?under .*?\)\.",
    # What "at least" and "at most" mean, by an example.
    r"“At least 7, at most 12 of 20 people” means: .*? 95 of 100 such cases\.",
    rf"Of fewer than {FEWEST_DRAWS} excerpts drawn by chance",
    r"Heard [\w ,()]+?\.",
)  # fmt: skip


@pytest.mark.parametrize("name", REPORTS)
def test_no_other_sentence_states_a_number(told: Told, name: str) -> None:
    page = told.pages.get(name, "")
    for sentence in sorted(expected(told, name), key=len, reverse=True) if page else ():
        page = page.replace(sentence, " ")
    for pattern in OTHER:
        page = re.sub(pattern, " ", page)
    assert re.findall(r".{0,60}\d.{0,60}", page) == []


def test_what_is_read_of_each_kind_and_who_was_heard_is_what_the_database_counts(
    told: Told,
) -> None:
    kinds = dict(told.counted.execute("SELECT kind, count(*) FROM transcripts GROUP BY kind"))
    words = {"focus group": "focus groups", "interview": "interviews",
             "meeting notes": "sets of meeting notes"}  # fmt: skip
    line = ", ".join(f"{kinds[kind]} {word}" for kind, word in words.items()) + "."
    assert [line in page for page in told.pages.values()] == [True] * len(told.pages)


def test_how_many_of_a_group_were_heard_is_so(told: Told, told_story: Path) -> None:
    rows = csv.DictReader((told_story / "people.csv").read_text("utf-8").splitlines())
    group_of = {row["id"]: row["group"] for row in rows}
    query = PEOPLE.replace("count(DISTINCT participant)", "DISTINCT participant")
    true = Counter(group_of.get(person, "") for (person,) in told.counted.execute(query))
    if page := told.pages.get("reviewed"):
        heard = re.search(r"Heard (.*?)\.", page)
        shown = re.findall(r"\b(?<!than )(\d+) ([a-z ]+)", heard[1] if heard else "")
        assert shown and [(group, int(number)) for number, group in shown] == [
            (group, true[group]) for _, group in shown
        ]


def test_under_which_themes_most_people_are_counted_is_so(told: Told) -> None:
    said = re.search(
        r"Most people are counted (?:so far )?under (.*?)\)\.", told.pages.get("reviewed", "")
    )
    if said is None:
        return
    shown = re.findall(r"([A-Z][\w ]+) \((\d+|most) of", said[1])
    true = [one(told.counted, counting(THEMES[theme])) for theme, _ in shown]
    assert true == sorted(true, reverse=True) or "most" in dict(shown).values()
    numbers = [(int(number), count) for (_, number), count in zip(shown, true, strict=True)
               if number != "most"]  # fmt: skip
    assert [number for number, _ in numbers] == [count for _, count in numbers]


COUNT = r"\s*(?:At least )?(\d+)(?: of|, at most)"


def test_the_people_of_each_code_and_direction_are_those_in_the_database(
    told: Told,
) -> None:
    shown, wrong = 0, []
    for code, article in re.findall(
        r"<h4><bdi>(.*?)</bdi></h4>(.*?)</article>", told.written.get("reviewed", ""), re.DOTALL
    ):
        ways = ["", *re.findall(r'<div class="way (\w*)">', article)]
        for line in re.findall(r'<p class="count">(.*?)</p>', article, re.DOTALL)[:1]:
            if number := re.match(COUNT, line):
                shown += 1
                count = one(told.counted, counting([NAMES[code]]))
                wrong += [(code, "", number[1], count)] if int(number[1]) != count else []
        for way, part in zip(
            ways[1:], re.split(r'<div class="way \w*">', article)[1:], strict=True
        ):
            if number := re.search(rf'<p class="count">{COUNT}', part):
                shown += 1
                count = one(told.counted, counting([NAMES[code]], way))
                wrong += [(code, way, number[1], count)] if int(number[1]) != count else []
    assert wrong == []
    assert shown or told.level not in ("200", "all")
