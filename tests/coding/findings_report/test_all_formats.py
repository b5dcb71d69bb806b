"""All files of a findings report beside each other, and those of two: none gives a hidden count away.

Nothing is taken from the program but what it wrote: the reader of `solver_attack` takes every figure out
of the page, the workbook, easy read and the tables, knows how they hang together, and looks for the
least and the most of each.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import findings_files
import invented_report
import pytest
import story
from findings_files import Texts
from read_files import figure_of
from solver_attack import Reader
from two_reports import columns_of, counts_of, nowhere, plain, wholes_of

from coding import Evaluation
from coding.decisions.record import Remark, append_all
from coding.easy_read.easy_read import easy_read
from coding.easy_read.page import easy_read_page
from coding.evaluation.published_counts import PublishedCount, published_counts
from coding.evidence_pack.identity import without_identity
from coding.evidence_pack.pack import evidence_pack
from coding.findings import figures
from coding.findings.disclosure.small_numbers import (
    MOST,
    NOT_SHOWN,
    Figure,
    Key,
    Tally,
    Whole,
    label_of,
    width,
)
from coding.findings.publication import note_published
from coding.findings_report.formats import formats
from coding.findings_report.gathering import report_material
from coding.findings_report.release.trace import counting_of
from coding.findings_report.report import findings_report
from coding.findings_report.shared.material import key_text
from coding.intake.cutting import read_and_cut
from coding.suggestions.suggest import suggest
from coding.withdrawal.carry_out import withdraw

LEAST = 5
FIRST_DAY, SECOND_DAY = date(2026, 3, 2), date(2026, 9, 2)
FINDINGS = """\
- id: F1
  says: People were listened to.
  easy: People were listened to.
  aspect: process
  codes: [listened]
  direction: positive
  written_by: [{name: RW, role: researcher}]
- id: F2
  says: Carers and staff trust each other more.
  aspect: impact
  codes: [trust, confidence]
  direction: positive
  groups: [unpaid carers, staff]
  written_by: [{name: RW, role: researcher}]
"""


@dataclass(frozen=True)
class HandedOut:
    """A report as it was handed out: its files, and what only the program knows of its counts."""

    page: str
    easy: str
    files: Mapping[str, bytes]
    pack: bytes
    true: dict[Key, int]
    wholes: list[Whole]
    kept: dict[Key, PublishedCount]

    @property
    def texts(self) -> list[Texts]:
        """The figures of each file that has their keys."""
        workbook = findings_files.of_workbook(self.files[".xlsx"])
        return [findings_files.of_page(self.page), findings_files.of_page(self.easy), workbook]

    @property
    def printed(self) -> dict[Key, Figure]:
        """Every count of people, as it is printed where it says most."""
        named = {key_text(key if _of_all(key) else key[1:]): key for key in self.true}
        printed: dict[Key, Figure] = {}
        for texts in self.texts:
            for name, words in texts.items():
                for figure in map(figure_of, words) if name in named else ():
                    key = named[name]
                    printed[key] = max(printed.get(key, figure), figure, key=_says)
        return printed


def _of_all(key: Key) -> bool:
    return key[0] != "codings"


def _says(figure: Figure) -> tuple[bool, bool]:
    return figure.value is not None, figure.tells


def hand_out(evaluation: Evaluation, day: date) -> HandedOut:
    """What `heard report` and `heard report pack` write on this day."""
    material = report_material(evaluation, day)
    document = findings_report(material)
    files = formats(material, document, evaluation.hidden)
    clean = without_identity(evaluation)
    counting = counting_of(evaluation, material)
    note_published(evaluation, material.publication.choice.new, ["findings"], day)
    with evaluation.store.reading() as connection:
        kept = published_counts(connection)
    return HandedOut(
        page=files[".html"].decode(),
        easy=easy_read_page(easy_read(material)),
        files=files,
        pack=evidence_pack(material, document, clean=clean, cleared=set(), licence=""),
        true=counts_of([counting]),
        wholes=wholes_of([counting]),
        kept=kept,
    )


@pytest.fixture(scope="module")
def folder(told_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story, decided about and read to the end, with two findings."""
    made = tmp_path_factory.mktemp("formats") / "e"
    shutil.copytree(told_story, made)
    evaluation = Evaluation.open(made)
    story.decide(evaluation)
    ids = evaluation.excerpts()["excerpt_id"]
    at = "2026-01-05T10:00:00+00:00"
    append_all(
        evaluation.store,
        [Remark(f"read-{id}", id, "finished", "", "RW", at, "1.0") for id in ids],
    )
    (made / "findings").mkdir(exist_ok=True)
    (made / "findings" / "findings.yaml").write_text(FINDINGS)
    evaluation.store.close()
    return made


def copied(folder: Path, tmp_path: Path) -> Evaluation:
    shutil.copytree(folder, tmp_path / "e")
    return Evaluation.open(tmp_path / "e")


@pytest.fixture(scope="module")
def first(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> HandedOut:
    return hand_out(copied(folder, tmp_path_factory.mktemp("first")), FIRST_DAY)


def reads(reader: Reader, name: str, report: HandedOut, page: Mapping[Key, Figure]) -> None:
    everything = dict.fromkeys(report.true, Figure(None, NOT_SHOWN)) | dict(page)
    reader.reads(name, everything, report.wholes, LEAST, columns_of(everything))


def worked_out(report: HandedOut) -> list[Key]:
    """The hidden counts that whoever has all files works out, or nearly."""
    reader = Reader()
    page = report.printed
    reads(reader, "report", report, page)
    out = []
    for key, figure in page.items():
        if figure.value is None:
            low, high = reader.works_out("report", key)
            own = figure.text == MOST or (0 < report.true[key] < LEAST and not plain(key))
            if high - low + 1 < (width(LEAST) if own else 2):
                out.append(key)
    return out


def test_no_file_prints_a_figure_otherwise_than_another(first: HandedOut) -> None:
    by_name: dict[str, set[int]] = {}
    for texts in first.texts:
        for name, words in texts.items():
            values = {figure_of(text).value for text in words}
            by_name.setdefault(name, set()).update(v for v in values if v is not None)
    assert {name: values for name, values in by_name.items() if len(values) > 1} == {}


def test_what_is_printed_is_so_and_what_only_joins_the_numbers_is_nowhere(
    first: HandedOut,
) -> None:
    page = first.printed
    assert [k for k, figure in page.items() if figure.value not in (None, first.true[k])] == []
    assert [key for key in page if nowhere(key)] == []
    hidden = [key for key, figure in page.items() if figure.value is None]
    assert {"pair", "finding group"} & {part for key in hidden for part in key[:2]}
    assert len(hidden) > 20 and len(page) > len(hidden) + 20


def test_nowhere_is_a_number_of_all_of_a_group_or_wave_or_of_a_few(first: HandedOut) -> None:
    """ "5 of 5" tells of each of them: "most" stands there, in every file."""
    columns, page = columns_of(first.true), first.printed
    parts = {key: columns[key] for key in page if key in columns}
    numbers = {key: page[key].value or 0 for key in parts}
    told = [key for key, n in numbers.items() if label_of(n, first.true[parts[key]], LEAST)]
    assert told == [] and any(numbers.values())


@pytest.mark.parametrize("way", ["negative", "mixed"])
def test_all_of_those_heard_are_most_of_them_in_every_file(way: str, tmp_path: Path) -> None:
    material = invented_report.report_material(invented_report.people(24, ways=[way]))
    files = formats(material, findings_report(material), tmp_path)
    page = files[".html"].decode()
    key = f"theme stance/felt-heard/{way}"
    for texts in (findings_files.of_page(page), findings_files.of_workbook(files[".xlsx"])):
        assert {figure_of(text).text for text in texts[key]} == {MOST}
    cells = [cell for table in findings_files.tables_of_word(files[".docx"]) for cell in table]
    easy = easy_read_page(easy_read(material))
    said = [*cells, findings_files.visible_text(page), findings_files.visible_text(easy)]
    assert [text for text in said if "24 of 24" in text] == []


def test_all_files_of_a_findings_report_give_no_hidden_count_away(first: HandedOut) -> None:
    assert worked_out(first) == []


def test_the_reader_works_counts_out_where_only_few_and_all_are_hidden(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the numbers that are left out for the sake of others."""

    def labels_alone(tally: Tally, threshold: int) -> dict[Key, Figure]:
        everyone = {key: tally.counts[column] for key, column in tally.columns.items()}
        labels = {
            key: label_of(count, everyone.get(key, 0), threshold)
            for key, count in tally.counts.items()
            if key not in tally.unprinted
        }
        return {
            key: Figure(None, label[1])
            if label
            else Figure(tally.counts[key], f"{tally.counts[key]}")
            for key, label in labels.items()
        }

    monkeypatch.setattr(figures, "protect", labels_alone)
    assert worked_out(hand_out(copied(folder, tmp_path), FIRST_DAY)) != []


def test_word_and_the_pack_hold_the_cells_of_the_page(first: HandedOut) -> None:
    """Of a table without keys each number stands in the page's table too."""
    seen = findings_files.numbers_of(findings_files.visible_text(first.page))
    word = findings_files.tables_of_word(first.files[".docx"])
    pack = findings_files.tables_of_pack(first.pack)
    cells = [cell for table in word for cell in table]
    cells += [cell for rows in pack.values() for row in rows for cell in row]
    assert len(word) > 5 and len(pack) > 5
    assert [cell for cell in cells if findings_files.numbers_of(cell) - seen] == []


def test_pictures_and_what_is_said_of_them_hold_no_number_that_the_page_does_not_print(
    first: HandedOut,
) -> None:
    texts = findings_files.of_page(first.page)
    seen = {
        n for words in texts.values() for text in words for n in findings_files.numbers_of(text)
    }
    bounds = {last.text for key, last in first.kept.items() if key[1:2] == ("code at most",)}
    people = [drawn for drawn, _ in findings_files.pictures_of(first.page) if " of 2" in drawn]
    assert people
    for drawn in people:
        assert findings_files.numbers_of(drawn) - seen - bounds <= {"5"}


def both(before: HandedOut, after: HandedOut) -> list[tuple[str, Key]]:
    """What follows from two reports: hidden counts, and how few joined or left a count between them.

    What stands as it was printed before is of the first; of the second it is not known, but for that
    fewer people than the threshold have changed.
    """
    anew = {key for key, last in after.kept.items() if last.at == SECOND_DAY.isoformat()}
    pages = {"first": before.printed, "second": after.printed}
    reader = Reader()
    reads(reader, "first", before, pages["first"])
    reads(reader, "second", after, {k: f for k, f in pages["second"].items() if k in anew})
    for key in set(pages["first"]) & set(pages["second"]) - anew:
        if pages["first"][key] == pages["second"][key]:
            reader.knows_near(("first", key), ("second", key), LEAST - 1)
    out: list[tuple[str, Key]] = []
    for name, report in (("first", before), ("second", after)):
        for key, figure in pages[name].items():
            stands = name == "second" and key not in anew and figure.value != report.true[key]
            if figure.value is None or stands:
                low, high = reader.works_out(name, key)
                out += [(name, key)] if low == high else []
    for key in set(pages["first"]) & set(pages["second"]):
        then, now = pages["first"][key].value, pages["second"][key].value
        if then is not None and now is not None and 0 < abs(now - then) < LEAST:
            out.append(("difference", key))
    return out


def test_the_reports_before_and_after_somebody_left_give_nothing_away(
    folder: Path, first: HandedOut, tmp_path: Path
) -> None:
    evaluation = copied(folder, tmp_path)
    before = hand_out(evaluation, FIRST_DAY)
    person = next(p for p in evaluation.people if p.id in before.kept["people",].people)
    withdraw(evaluation, person, lambda: story.cache_of(evaluation), date(2026, 9, 1))
    again = Evaluation.open(evaluation.folder)
    read_and_cut(again)
    suggest(again, again.excerpts(), story.cache_of(again))
    after = hand_out(again, SECOND_DAY)
    assert after.true["people",] == before.true["people",] - 1
    assert after.printed["people",] == before.printed["people",]
    assert both(before, after) == []


@pytest.mark.parametrize("number", [1, 2])
def test_the_reports_before_and_after_people_joined_give_nothing_away(
    folder: Path, first: HandedOut, tmp_path: Path, number: int
) -> None:
    persons = sorted(first.kept["people",].people)[:number]
    shutil.copytree(folder, tmp_path / "e")
    before = hand_out(story.with_consent(tmp_path / "e", persons, "no"), FIRST_DAY)
    after = hand_out(story.with_consent(tmp_path / "e", persons, "yes"), SECOND_DAY)
    assert after.true["people",] == before.true["people",] + number
    assert after.printed["people",] == before.printed["people",]
    assert both(before, after) == []


def test_the_reader_sees_who_joined_where_every_report_counts_anew(
    folder: Path, first: HandedOut, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "standing_counts", lambda *_: {})
    person = min(first.kept["people",].people)
    shutil.copytree(folder, tmp_path / "e")
    before = hand_out(story.with_consent(tmp_path / "e", [person], "no"), FIRST_DAY)
    after = hand_out(story.with_consent(tmp_path / "e", [person], "yes"), SECOND_DAY)
    assert ("difference", ("people",)) in both(before, after)
