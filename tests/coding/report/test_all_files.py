"""All files and pages of a run beside each other, and those of two runs: none gives a hidden count away.

Nothing is taken from the program but what it wrote. The reader of `solver_attack` finds the counts in
the files as anybody would, knows how they hang together, and looks for the least and the most of each.
"""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import blind_story
import pytest
import read_files
import story
from solver_attack import Reader
from starlette.testclient import TestClient
from two_reports import columns_of, counts_of, wholes_of

from codebooks.load import loads
from coding import Evaluation
from coding.evaluation import tables
from coding.evaluation.output_files import AGREEMENT, REVIEWED, THEMES_TABLE
from coding.evaluation.published_counts import PublishedCount, published_counts
from coding.findings.disclosure.last_reports import last_reports
from coding.findings.disclosure.small_numbers import MOST, NOT_SHOWN, Figure, Key, Whole, width
from coding.findings.figures import Counting
from coding.findings.material import read_attendance
from coding.findings.publication import frames_to_publish, publications_of
from coding.intake.cutting import read_and_cut
from coding.outputs import write_outputs
from coding.report.codebook_diff import DiffHeading, render_diff
from coding.report.proposed_themes import write_themes
from coding.review.access.team_address import TeamAddress
from coding.review.team_serving import team_app
from coding.reviewers import reviewers
from coding.revisions.effects import effects_on
from coding.revisions.fates import Step
from coding.suggestions.suggest import suggest
from coding.themes.take_up import proposed
from coding.withdrawal.carry_out import withdraw
from flows.cli.agree import agree

LEAST = 5
ORIGIN = "https://heard.team.example"
ADDRESS = TeamAddress("127.0.0.1", 8443, ORIGIN, ("heard.team.example",), True)
ONE, TWO = (loads(content.encode(), where="story") for content in (story.ONE, story.TWO))
FIRST_DAY, SECOND_DAY = date(2026, 3, 2), date(2026, 9, 2)


@dataclass(frozen=True)
class Files:
    """What a run handed out: each file's counts of people, and in how many excerpts a code is."""

    reads: dict[str, read_files.Read]
    excerpts: dict[Key, list[int]]
    true: dict[Key, int]
    wholes: list[Whole]
    kept: dict[Key, PublishedCount]

    @cached_property
    def page(self) -> dict[Key, Figure]:
        """All of them as one; a count that stands nowhere is not shown."""
        together: dict[Key, Figure] = {}
        for read in self.reads.values():
            together |= read
        return {key: together.get(key, Figure(None, NOT_SHOWN)) for key in self.true}

    @property
    def printed(self) -> set[Key]:
        return set[Key]().union(*self.reads.values()) & self.true.keys()


def heard_page(evaluation: Evaluation) -> str:
    client = TestClient(team_app(evaluation, ADDRESS), base_url=ORIGIN)
    client.headers.update({"Sec-Fetch-Site": "same-origin", "Origin": "null"})
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    token = reviewers.renew(evaluation.store, "AB")
    client.post(f"/enter/{token}", headers=form, follow_redirects=False)
    return client.get("/heard").text


def run(evaluation: Evaluation, day: date) -> Files:
    """Write all that there is to write, and read it."""
    excerpts, cache = evaluation.excerpts(), story.cache_of(evaluation)
    book = evaluation.codebook
    publications = publications_of(evaluation, excerpts, "words", day)
    attendance = read_attendance(frames_to_publish(evaluation, excerpts))
    counted = [
        Counting(p.internal.excerpts, p.internal.proposals, book, p.about, attendance)
        for p in publications
    ]
    write_outputs(evaluation, excerpts, model="words", prepared=day)
    write_themes(evaluation, proposed(evaluation, cache, day))
    agree(evaluation.folder)
    effects = effects_on(evaluation, Step(ONE, TWO), cache.in_memory())
    changes = render_diff(
        DiffHeading("Story", "1.0", "1.1", day),
        effects.step,
        effects,
        last_reports(evaluation),
    )

    def content(output: object) -> bytes:
        return output.path(evaluation.outputs).read_bytes()  # type: ignore[attr-defined, no-any-return]

    reads = {
        REVIEWED.name: read_files.of_report(content(REVIEWED).decode(), "codings", book),
        THEMES_TABLE.name: read_files.of_themes(content(THEMES_TABLE)),
        "/heard": read_files.of_heard_page(heard_page(evaluation)),
    }
    ids = {code.name: code.id for code in book.codes}
    told: dict[Key, list[int]] = {}
    for code, number in read_files.found_in(content(AGREEMENT)).items():
        for basis in ("suggestions", "codings"):
            told.setdefault((basis, "code", code), []).append(number)
    for name, (before, _) in read_files.before_and_after(changes).items():
        if name in ids:
            told.setdefault(("suggestions", "code", ids[name]), []).append(before)
    with evaluation.store.reading() as connection:
        kept = published_counts(connection)
    return Files(reads, told, counts_of(counted), wholes_of(counted), kept)


def reads(reader: Reader, name: str, files: Files, page: dict[Key, Figure]) -> None:
    """Take in a run: what is printed, how it hangs together, and excerpts as the most there can be."""
    reader.reads(name, page, files.wholes, LEAST, columns_of(page))
    for key, numbers in files.excerpts.items():
        for number in numbers:
            if 0 < files.true[key] <= number:
                reader.knows_at_most((name, key), number)


def worked_out(reader: Reader, name: str, files: Files, hidden: list[Key]) -> list[Key]:
    out = []
    for key in hidden:
        low, high = reader.works_out(name, key)
        own = 0 < files.true[key] < LEAST or files.page[key].text == MOST
        if high - low + 1 < (width(LEAST) if own else 2):
            out.append(key)
    return out


def prepare(folder: Path) -> Evaluation:
    """The story after two people coded all of it blind, decided about it, with two proposals."""
    evaluation, _ = blind_story.told_in(Evaluation.open(folder))
    story.decide(evaluation)
    excerpts = evaluation.excerpts()
    own = excerpts[(excerpts["participant"] != "") & ~excerpts["second_hand"]]
    first = own.drop_duplicates("participant")["excerpt_id"].tolist()
    p = tables.proposals
    with evaluation.store.writing() as connection:
        connection.execute(p.delete())
        for number, (id, ids) in enumerate((("many", first[:9]), ("two", first[:2]))):
            connection.execute(
                p.insert().values(
                    id=id, number=number, name=id, words="", excerpts=json.dumps(ids),
                    quotes=json.dumps(ids[:1]), participants=len(ids), groups="", waves="",
                    nearest_code="", nearest_similarity=0.0, stability=0.9,
                )
            )  # fmt: skip
    return evaluation


@pytest.fixture(scope="module")
def folder(told_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("files") / "e"
    shutil.copytree(told_story, made)
    prepare(made)
    return made


@pytest.fixture(scope="module")
def first(folder: Path) -> Files:
    return run(Evaluation.open(folder), FIRST_DAY)


def test_no_file_prints_a_count_otherwise_than_another(first: Files) -> None:
    assert read_files.differing(list(first.reads.values())) == []
    assert all(first.reads.values())


def test_what_is_printed_is_so(first: Files) -> None:
    """Else the reader would be misled, and find nothing for that reason."""
    wrong = [
        key
        for key, figure in first.page.items()
        if figure.value not in (None, first.true[key])
        or (figure.text == f"fewer than {LEAST}" and not 0 < first.true[key] < LEAST)
    ]
    assert wrong == []
    assert len([key for key in first.printed if first.page[key].value]) > 20


def test_all_files_and_pages_of_a_run_give_no_hidden_count_away(first: Files) -> None:
    reader = Reader()
    reads(reader, "run", first, first.page)
    hidden = [key for key in first.printed if first.page[key].value is None]
    assert len(hidden) > 20 and any(first.excerpts.values())
    assert worked_out(reader, "run", first, hidden) == []


def test_the_reader_would_find_a_count_that_one_file_gave_away(first: Files) -> None:
    """As the page Who was heard did, which printed every group."""
    page = dict(first.page)
    open_ = {key for key in first.printed if key[0] == "group"}
    hidden = sorted(key for key in open_ if page[key].text == NOT_SHOWN)
    assert hidden
    page[hidden[0]] = Figure(first.true[hidden[0]], str(first.true[hidden[0]]))
    reader = Reader()
    reads(reader, "run", first, page)
    few = [key for key in open_ if page[key].text.startswith("fewer")]
    assert worked_out(reader, "run", first, few) == few


def both(first: Files, second: Files) -> list[tuple[str, Key]]:
    """The hidden counts that follow from the files of two runs.

    What stands as it was printed before is of the first run; of the second it is not known, but for
    that fewer people than the threshold have changed.
    """
    day = SECOND_DAY.isoformat()
    anew = {key for key, last in second.kept.items() if last.at == day}
    page = {k: f if k in anew else Figure(None, NOT_SHOWN) for k, f in second.page.items()}
    reader = Reader()
    reads(reader, "first", first, first.page)
    reads(reader, "second", second, page)
    for key in second.page:
        if key in first.page and key not in anew and first.page[key] == second.page[key]:
            reader.knows_near(("first", key), ("second", key), LEAST - 1)
    found: list[tuple[str, Key]] = []
    for name, files in (("first", first), ("second", second)):
        hidden = [
            key
            for key in files.printed
            if files.page[key].value is None
            or (name == "second" and key not in anew and files.page[key].value != files.true[key])
        ]
        found += [(name, key) for key in hidden if _is_one(reader, name, key)]
    return found


def _is_one(reader: Reader, name: str, key: Key) -> bool:
    low, high = reader.works_out(name, key)
    return low == high


def test_the_files_before_and_after_somebody_left_give_nothing_away(
    folder: Path, first: Files, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "e")
    evaluation = Evaluation.open(tmp_path / "e")
    person = next(p for p in evaluation.people if p.id in first.kept["people",].people)
    withdraw(evaluation, person, lambda: story.cache_of(evaluation), date(2026, 9, 1))
    again = Evaluation.open(evaluation.folder)
    read_and_cut(again)
    suggest(again, again.excerpts(), story.cache_of(again))
    second = run(again, SECOND_DAY)
    assert second.true["people",] == first.true["people",] - 1
    assert second.page["people",] == first.page["people",]
    assert both(first, second) == []


def test_the_files_before_and_after_somebody_joined_give_nothing_away(
    folder: Path, first: Files, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "e")
    with Evaluation.open(tmp_path / "e").store.writing() as connection:
        for table in (tables.published_counts, tables.counted_people):
            connection.execute(table.delete())
    person = min(first.kept["people",].people)
    before = run(story.with_consent(tmp_path / "e", [person], "no"), FIRST_DAY)
    after = run(story.with_consent(tmp_path / "e", [person], "yes"), SECOND_DAY)
    assert after.true["people",] == before.true["people",] + 1
    assert after.page["people",] == before.page["people",]
    assert both(before, after) == []
