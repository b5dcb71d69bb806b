"""After a full day of 2,000 decisions, every page, frame and file counts as the table of decisions does.

The counting here is SQL written for this test: it shares nothing with how the program counts.
"""

import csv
import html
import re
import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import day as days
import openpyxl
import pandas as pd
import pytest
import story
from day import Day
from day_counts import CODES, COUNTED, HELD, names, numbers, one, rows

from coding import Evaluation
from coding.agreement.overall import FEWEST_BLIND
from coding.decisions.record import Remark, append
from coding.evaluation.output_files import AGREEMENT, CODED_WORKBOOK, REVIEWED
from coding.intake.sources import plan
from coding.outputs import is_unchanged
from coding.review.lists.progress import team_progress
from flows.cli.agree import agree


@pytest.fixture(scope="module")
def day(told_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    folder = tmp_path_factory.mktemp("day") / "e"
    shutil.copytree(told_story, folder)
    with pytest.MonkeyPatch.context() as patched:
        # The model knows words and no meaning, here as in a run: learning takes a moment.
        patched.setattr("coding.suggestions.suggest.open_cache", story.cache_of)
        whole = days.whole(Evaluation.open(folder))
        learned = whole.app.state.desk.relearning.thread
        learned.join()
        assert whole.app.state.desk.relearning.able
        yield whole


@pytest.fixture(scope="module")
def counted(day: Day) -> Iterator[sqlite3.Connection]:
    """The database, with what decisions come to in tables of this connection."""
    connection = sqlite3.connect(day.evaluation.hidden / "heard.db")
    connection.executescript(COUNTED)
    yield connection
    connection.close()


def test_the_day_was_a_full_one(day: Day, counted: sqlite3.Connection) -> None:
    assert one(counted, "SELECT count(*) FROM decisions") >= days.EVENING
    assert set(numbers(counted, "SELECT source, 1 FROM decisions")) == {
        "page", "sheet", "bulk", "settled", "carried",
    }  # fmt: skip
    by = numbers(counted, "SELECT reviewer, count(*) FROM decisions GROUP BY reviewer")
    assert set(by) == set(days.PEOPLE) and min(by.values()) > 100
    versions = numbers(counted, "SELECT codebook_version, count(*) FROM decisions GROUP BY 1")
    assert set(versions) == set(HELD) and min(versions.values()) > 500
    assert one(counted, "SELECT count(*) FROM decisions WHERE blind") > 100
    assert one(counted, "SELECT count(*) FROM decisions WHERE undoes <> ''") > 50
    assert day.app.state.desk.relearning.at > days.NOON


def test_nothing_is_decided_about_a_code_after_it_is_gone(counted: sqlite3.Connection) -> None:
    gone = set(HELD["1.0"]) - set(HELD["1.1"])
    late = numbers(
        counted, "SELECT code_id, count(*) FROM decisions WHERE codebook_version = '1.1' GROUP BY 1"
    )
    assert gone & set(late) == set()


def test_frames(day: Day, counted: sqlite3.Connection) -> None:
    evaluation = day.now
    assert len(evaluation.decisions()) == one(counted, "SELECT count(*) FROM decisions")
    stands = counted.execute(
        "SELECT excerpt_id, code_id, verdict, direction, reviewers FROM stands ORDER BY 1, 2"
    ).fetchall()
    frame = evaluation.standing().drop(columns="settled")
    assert list(frame.itertuples(index=False, name=None)) == stands
    last = """SELECT h.code_id || ' ' || h.direction || ' ' || h.reviewer, count(*) FROM held h
        WHERE h.verdict = 'accept' AND h.number IN
          (SELECT max(number) FROM held GROUP BY excerpt_id, code_id, reviewer) GROUP BY 1"""
    told = evaluation.codings()[["code_id", "direction", "reviewer"]].agg(" ".join, axis=1)
    assert dict(Counter(told)) == numbers(counted, last)


def test_codes(day: Day, counted: sqlite3.Connection) -> None:
    page, _ = day.people["GH"].read("/codes")
    shown = rows(page)
    verdicts = """SELECT code_id || ' ' || verdict, count(*) FROM stands GROUP BY 1 UNION
        SELECT code_id || ' open', count(*) FROM waiting GROUP BY 1 UNION
        SELECT code_id || ' accept ' || direction, count(*) FROM stands WHERE verdict = 'accept' GROUP BY 1"""
    by = numbers(counted, verdicts)
    columns = ("open", "accept", "accept positive", "accept negative", "reject", "not sure", "disagreed")  # fmt: skip
    for code, name in names(day).items():
        assert shown[name][:7] == [str(by.get(f"{code} {column}", 0)) for column in columns], code


def found(day: Day, query: str) -> int:
    page, _ = day.people["GH"].read(f"/codes/list?{query}")
    told = re.search(r"<b>([\d,]+) excerpts?</b>", page)
    assert told
    return int(told[1].replace(",", ""))


@pytest.mark.parametrize("code", CODES)
def test_lists_of_codes(day: Day, counted: sqlite3.Connection, code: str) -> None:
    every = """(SELECT excerpt_id, verdict, direction FROM stands WHERE code_id = ?1 UNION ALL
        SELECT excerpt_id, 'open', direction FROM waiting WHERE code_id = ?1)"""
    for status in ("open", "accept", "reject", "not sure", "disagreed"):
        many = one(counted, f"SELECT count(*) FROM {every} WHERE verdict = ?2", code, status)
        assert found(day, f"code={code}&status={status}") == many, status
    for way in ("positive", "negative", "mixed", "neutral"):
        many = one(counted, f"SELECT count(*) FROM {every} WHERE direction = ?2", code, way)
        assert found(day, f"code={code}&direction={way}") == many, way
    for who in days.PEOPLE:
        said = "SELECT count(*) FROM own WHERE code_id = ? AND reviewer = ?"
        assert found(day, f"code={code}&reviewer={who}") == one(counted, said, code, who), who


@pytest.mark.parametrize("code", CODES)
def test_sides(day: Day, counted: sqlite3.Connection, code: str) -> None:
    page, _ = day.people["GH"].read(f"/codes/sides?code={code}")
    shown = dict(re.findall(r"<h2 id=\"side-\w+\">(\w+): ([\d,]+)</h2>", page))
    query = """SELECT direction, count(*) FROM (
        SELECT direction FROM stands WHERE code_id = ?1 AND verdict = 'accept' UNION ALL
        SELECT direction FROM waiting WHERE code_id = ?1) GROUP BY 1"""
    by = numbers(counted, query, code)
    assert shown == {way.capitalize(): str(by.get(way, 0)) for way in ("positive", "negative")}


def test_read(day: Day, counted: sqlite3.Connection) -> None:
    who, shown = day.people["GH"], Counter[str]()
    for transcript in day.evaluation.transcripts()["transcript_id"]:
        page, _ = who.read(f"/read/{transcript}")
        for beside in re.findall(r'<ul class="standings">.*?</ul>', page, re.S):
            shown.update(re.findall(r'<li class="([a-z-]+)">', beside))
    by = numbers(
        counted,
        f"SELECT replace(verdict, ' ', '-'), count(*) FROM stands WHERE code_id IN {CODES} GROUP BY 1"
        " UNION SELECT 'open', count(*) FROM waiting",
    )
    assert dict(shown) == by


def test_progress(day: Day, counted: sqlite3.Connection) -> None:
    """Counted as the page counts; the page itself says one sentence until it can say more."""
    page, _ = day.people["GH"].read("/progress")
    known = day.app.state.desk.work.now()
    far = team_progress(known, day.now.codebook)
    by = numbers(
        counted, "SELECT code_id, count(*) FROM stands WHERE verdict = 'accept' GROUP BY code_id"
    )
    assert {each.code.id: each.found for each in far.codes} == {
        code: by.get(code, 0) for code in CODES
    }
    query = "SELECT DISTINCT excerpt_id FROM remarked WHERE kind = 'finished'"
    ids = [id for (id,) in counted.execute(query)]
    assert far.finished == sum(bool(known.upcoming.say_enough[known.shelf.row[id]]) for id in ids)
    assert ("<table" in page) == far.telling


# --- what was said blind --------------------------------------------------------------------------


def judged(counted: sqlite3.Connection) -> dict[tuple[str, str, str], tuple[int, str]]:
    """By excerpt, code and reviewer of the blind share: if the code is there, and which way."""
    finished = counted.execute(
        "SELECT excerpt_id, reviewer, codebook_version FROM shared"
    ).fetchall()
    there = {(e, c, who): (0, "") for e, who, v in finished for c in HELD[v] if c in CODES}
    known = {(e, who) for e, who, _ in finished}
    query = "SELECT excerpt_id, code_id, reviewer, verdict, direction FROM said_blind"
    for e, c, who, verdict, direction in counted.execute(query):
        if (e, who) in known and c in CODES:
            there[e, c, who] = (int(verdict == "accept"), direction)
            if verdict == "not sure":
                del there[e, c, who]
    return there


def compared(
    counted: sqlite3.Connection, people: tuple[str, ...], code: str
) -> tuple[int, int, int, int]:
    """How many excerpts two or more of them judged; the code there by all, some and none of them."""
    by: dict[str, list[int]] = defaultdict(list)
    for (e, c, who), (there, _) in judged(counted).items():
        if c == code and who in people:
            by[e].append(there)
    kinds = [
        "none" if not any(said) else "all" if all(said) else "some"
        for said in by.values()
        if len(said) > 1
    ]
    return len(kinds), kinds.count("all"), kinds.count("some"), kinds.count("none")


def differing(counted: sqlite3.Connection) -> set[tuple[str, str]]:
    """The excerpts and codes about which two who coded blind differ."""
    by: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for (e, c, _), said in judged(counted).items():
        by[e, c].append(said)
    return {
        pair
        for pair, said in by.items()
        if len({there for there, _ in said}) > 1 or len({way for _, way in said if way}) > 1
    }


def test_disagreements(day: Day, counted: sqlite3.Connection) -> None:
    page, _ = day.people["GH"].read("/disagreements")
    shown = [int(each) for each in re.findall(r"(?:To settle|Settled): (\d+)", page)]
    differ = differing(counted)
    ruled = set(counted.execute("SELECT excerpt_id, code_id FROM ruled").fetchall())
    assert len(differ & ruled) > 3
    assert shown == [len(differ - ruled), len(differ & ruled)]


@pytest.fixture(scope="module")
def agreed(day: Day) -> tuple[pd.DataFrame, str, list[dict[str, str]]]:
    """The frame; what `heard agree` prints, and the table that it writes."""
    printed = StringIO()
    with redirect_stdout(printed):
        agree(day.evaluation.folder)
    with AGREEMENT.path(day.evaluation.outputs).open(encoding="utf-8-sig") as file:
        return day.now.agreement(), printed.getvalue(), list(csv.DictReader(file))


@pytest.mark.parametrize("people", [days.BLIND, days.BLIND[:2]], ids=", ".join)
def test_agreement(
    day: Day,
    counted: sqlite3.Connection,
    agreed: tuple[pd.DataFrame, str, list[dict[str, str]]],
    people: tuple[str, ...],
) -> None:
    frame, printed, written = agreed
    who = ", ".join(people)
    by_hand = {code: compared(counted, people, code) for code in CODES}
    assert sum(by_all for _, by_all, _, _ in by_hand.values()) > 5
    columns = ["excerpts", "by_all", "by_some", "by_none"]
    asked = {"on": "presence", "reviewers": who, "measure": "share agreed"}
    told = frame[(frame[list(asked)] == list(asked.values())).all(axis=1)].set_index("code_id")
    assert {code: tuple(told.loc[code, columns]) for code in CODES} == by_hand
    rows_of = [row for row in written if asked.items() <= row.items()]
    as_text = {row["code_id"]: tuple(int(row[column]) for column in columns) for row in rows_of}
    # The table leaves out codes whose excerpts would tell how many people stand behind them.
    assert as_text.keys() <= {"", *CODES}
    assert {code: as_text[code] for code in CODES if code in as_text} == {
        code: counts for code, counts in by_hand.items() if code in as_text
    }
    page, _ = day.people["CD"].read(f"/agreement?of={who}")
    # The page has no such table where no company has so many excerpts in common.
    table = page.partition('id="codes"')[2].partition("</table>")[0]
    by_code = rows(table) if table else {}
    for code, name in names(day).items():
        excerpts, by_all, by_some, by_none = map(str, by_hand[code])
        if by_all != "0" or by_some != "0":
            # The page shows no figure of fewer.
            if int(excerpts) >= FEWEST_BLIND:
                assert by_code[name][:4] == [excerpts, by_all, by_some, by_none]
            assert (
                re.search(rf"{name} +{excerpts} +{by_all} +{by_some} +{by_none} ", printed)
                or people[2:] == ()
            )


# --- who was heard, and what is written -----------------------------------------------------------


def test_who_was_heard(day: Day, counted: sqlite3.Connection) -> None:
    page, _ = day.people["CD"].read("/heard")
    shown = rows(page.split("</table>")[0])
    with (day.evaluation.folder / "people.csv").open(encoding="utf-8") as file:
        people = {row["id"]: row for row in csv.DictReader(file)}
    query = """SELECT s.participant, count(*) FROM turns t JOIN speakers s
        ON s.transcript_id = t.transcript_id AND s.label = t.speaker
        WHERE s.role = 'participant' GROUP BY 1"""
    turns = Counter[str]()
    for participant, many in numbers(counted, query).items():
        if people.get(participant, {}).get("consent_analysis", "yes") == "yes":
            turns[people.get(participant, {}).get("group", "")] += many
    assert len(turns) > 3
    for group, many in turns.items():
        assert shown[group or "group not known"][1] == f"{many:,}", group


def test_workbook(day: Day, counted: sqlite3.Connection) -> None:
    book = openpyxl.load_workbook(CODED_WORKBOOK.path(day.evaluation.outputs), read_only=True)
    headings, *told = book["Coded excerpts"].iter_rows(values_only=True)
    place = list(headings).index("code_id")
    suggested = numbers(counted, "SELECT code_id, count(*) FROM suggestions GROUP BY code_id")
    assert dict(Counter(str(row[place]) for row in told if row[place])) == suggested
    assert suggested


def test_reviewed_report(day: Day, counted: sqlite3.Connection) -> None:
    text = REVIEWED.path(day.evaluation.outputs).read_text("utf-8")
    plain = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    touched = """SELECT count(*) FROM (SELECT excerpt_id FROM own UNION
        SELECT excerpt_id FROM remarked WHERE kind = 'finished')"""
    finished = "SELECT count(DISTINCT excerpt_id) FROM remarked WHERE kind = 'finished'"
    differ = f"""SELECT count(*) FROM stands WHERE (verdict = 'disagreed'
        OR verdict = 'accept' AND direction = 'disagreed') AND code_id IN {CODES}"""
    assert (
        f"looked at {one(counted, touched)} excerpts, {one(counted, finished)} of them to the end. "
        f"Still to be settled: {one(counted, differ)} disagreements."
    ) in plain
    # Who is counted: people who spoke in their own words.
    query = """SELECT count(DISTINCT participant) FROM stands JOIN excerpts ON excerpt_id = id
        WHERE code_id = ? AND verdict = 'accept' AND direction {} AND NOT second_hand
        AND participant <> ''"""
    shown = 0
    for code, name in names(day).items():
        article = re.search(rf"<h4><bdi>{re.escape(name)}</bdi></h4>.*?</article>", text, re.S)
        assert article
        counts = [
            " ".join(each.split())
            for each in re.findall(r'<p class="count">(.*?)</p>', article[0], re.S)
        ]
        asked = [
            ("<> 'disagreed'", counts[0]),
            ("= 'positive'", counts[1]),
            ("= 'negative'", counts[2]),
        ]
        for way, told in asked:
            number = re.match(r"(?:At least )?(\d+)(?:, at most \d+)? of [\d–]+ people", told)
            if number:
                shown += 1
                assert int(number[1]) == one(counted, query.format(way), code), (code, way)
    assert shown > 5


def test_a_quote_that_somebody_keeps_back_is_gone_with_the_next_run(day: Day) -> None:
    """It is a remark and no decision: a run must not take the evaluation for unchanged."""
    evaluation = day.now
    assert is_unchanged(evaluation, plan(evaluation))
    id = str(evaluation.excerpts()["excerpt_id"].iloc[0])
    back = Remark("keep-back", id, "not to be quoted", "", "AB", days.AT["1.1"], "1.1")
    append(evaluation.store, back)
    assert not is_unchanged(evaluation, plan(evaluation))
