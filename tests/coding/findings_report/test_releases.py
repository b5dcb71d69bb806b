"""A report is released once, by a mix of roles, with quotes that people let stand; and recalled."""

import json
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import reported
from deid_evaluation import looked_through
from left_evaluation import leave
from openpyxl import load_workbook
from sqlalchemy import select

from coding import Evaluation
from coding.deidentification.sign_off import sign_off
from coding.evaluation import release_tables
from coding.evaluation.output_files import (
    FINDINGS_DRAFT,
    FINDINGS_DRAFT_PDF,
    OWN_QUOTES,
    QUOTES_TO_TICK,
    RELEASE_PACK,
    RELEASE_TRACE,
    RELEASED,
    RELEASED_PDF,
    output_for,
)
from coding.evidence_pack.of_release import release_to_pack
from coding.findings_report import formats
from coding.findings_report.gathering import report_material
from coding.findings_report.release.freezing import (
    all_obstacles,
    as_released,
    release_report,
    report_state,
    sign_report,
)
from coding.findings_report.release.obstacles import stops
from coding.findings_report.release.own_words import sheet_to_check
from coding.findings_report.release.printed import printed_report
from coding.findings_report.release.quotes_sheet import (
    ID,
    PAGE,
    VERDICT,
    read_quotes,
    unticked,
    words_hash,
    write_quotes,
)
from coding.intake.cutting import read_and_cut
from coding.published.quote_checks import QuoteCheck, checks_of, keep_checks
from coding.published.releases import Release, released
from coding.revisions.versions import Signatory
from corpora.errors import InputError
from corpora.files import content_hash
from flows.cli.main import main

TODAY, AT = date(2026, 3, 9), "2026-03-09T10:00:00+00:00"
RW, DC = Signatory("RW", "researcher"), Signatory("DC", "lived experience")


def tick_all(evaluation: Evaluation) -> None:
    printed = printed_report(report_material(evaluation, TODAY))
    keep_checks(
        evaluation,
        [
            QuoteCheck(id, words_hash(quote), "may stand", own=False, by="RW", at=AT)
            for id, quote in printed.quotes().items()
        ],
    )


def sign_all(evaluation: Evaluation) -> None:
    material = report_material(evaluation, TODAY)
    state = report_state(material, printed_report(material))
    for who in (RW, DC):
        sign_report(evaluation, state, who, AT)


def release(evaluation: Evaluation, name: str) -> Release:
    tick_all(evaluation)
    sign_all(evaluation)
    return release_report(evaluation, report_material(evaluation, TODAY), name, RW, AT)


def wheres(evaluation: Evaluation) -> list[str]:
    """Where something stops a release."""
    material = report_material(evaluation, TODAY)
    obstacles = all_obstacles(evaluation, material, printed_report(material))
    return [each.where for each in obstacles if not each.hint]


def test_a_sentence_that_breaks_the_rules_of_easy_read_stands_against_a_release(
    made: Evaluation,
) -> None:
    tick_all(made)
    path = made.folder / "findings" / "findings.yaml"
    lines = path.read_text().splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.strip().startswith("easy:"))
    lines[at] = "  easy: It was decided; nobody was asked (twice).\n"
    path.write_text("".join(lines))
    material = report_material(made, TODAY)
    obstacles = all_obstacles(made, material, printed_report(material))
    broken = [each for each in obstacles if "It was decided" in str(each)]
    assert [each.what.partition(":")[0] for each in broken] == [
        "One idea a sentence",
        "Say who does it",
    ]
    assert not any(each.hint for each in broken)
    assert {each.where for each in broken} == {"findings.yaml line 1"}
    sign_all(made)
    with pytest.raises(InputError, match=r"One idea a sentence(.|\n)*Say who does it"):
        release_report(made, material, "one", RW, AT)


def test_a_finding_without_easy_words_stands_against_a_release(made: Evaluation) -> None:
    path = made.folder / "findings" / "findings.yaml"
    kept = [x for x in path.read_text().splitlines(True) if not x.startswith("  easy: The service")]
    path.write_text("".join(kept))
    tick_all(made)
    sign_all(made)
    assert wheres(made) == ["findings.yaml line 10"]


def test_quotes_nobody_looked_at_and_missing_roles_stand_against_a_release(
    made: Evaluation,
) -> None:
    assert wheres(made) == ["quotes", "sign-offs"]
    tick_all(made)
    assert wheres(made) == ["sign-offs"]
    material = report_material(made, TODAY)
    state = report_state(material, printed_report(material))
    sign_report(made, state, RW, AT)
    sign_report(made, state, Signatory("XY", "researcher"), AT)
    assert wheres(made) == ["sign-offs"]
    sign_report(made, state, DC, AT)
    assert wheres(made) == []
    sign_report(made, state, DC, AT, dissent="It is too long.")
    assert wheres(made) == ["sign-offs"]


def test_a_quote_that_only_easy_read_prints_has_to_be_let_stand_too(made: Evaluation) -> None:
    printed = printed_report(report_material(made, TODAY))
    (some, *_) = printed.easy.quotations()
    alone = replace(printed, document=replace(printed.document, parts=()))
    assert some.excerpt_id in alone.quotes()
    assert some.excerpt_id in unticked(alone, checks_of(made))
    tick_all(made)
    assert unticked(alone, checks_of(made)) == ()


def test_what_changes_after_signing_has_to_be_signed_again(made: Evaluation) -> None:
    tick_all(made)
    sign_all(made)
    path = made.folder / "findings" / "findings.yaml"
    path.write_text(path.read_text().replace("The service did", "It did"))
    assert wheres(made) == ["sign-offs"]


def test_the_day_plays_no_part_in_what_is_signed(made: Evaluation) -> None:
    days = [report_material(made, day) for day in (TODAY, date(2026, 5, 1))]
    assert len({report_state(each, printed_report(each)) for each in days}) == 1


def test_nothing_is_released_while_something_stands_against_it(made: Evaluation) -> None:
    with pytest.raises(InputError, match="nobody has agreed") as caught:
        release_report(made, report_material(made, TODAY), "one", RW, AT)
    assert "nobody has let stand" in str(caught.value)
    assert released(made) == []
    assert not (made.outputs / "to-share" / "releases").exists()


def test_a_release_is_written_remembered_and_never_given_twice(made: Evaluation) -> None:
    first = release(made, "2026-spring")
    (kept,) = released(made)
    assert (kept.name, kept.by, kept.role, kept.recall) == ("2026-spring", "RW", "researcher", "")
    assert kept.people == first.people
    assert len(kept.people) == 40
    page = output_for(RELEASED[0], "2026-spring").path(made.outputs).read_text()
    assert "Release “2026-spring”" in page
    assert as_released(made, kept)
    for output in RELEASED:
        place = output_for(output, "2026-spring")
        content = place.path(made.outputs).read_bytes()
        assert kept.files[place.place] == content_hash(content), place
    easy = output_for(RELEASED[3], "2026-spring").path(made.outputs).read_text()
    assert "Easy read" in easy and "draft" not in easy.casefold()
    for name in ("2026-spring", "2026-SPRING", "../up", ""):
        with pytest.raises(InputError):
            release(made, name)
    output_for(RELEASED[0], "2026-spring").path(made.outputs).write_text("another")
    assert not as_released(made, kept)


def test_a_pdf_belongs_to_the_draft_and_the_release_that_ask_for_it(
    made: Evaluation, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether it is tagged is asked in the tests of documents: here something else draws it."""
    monkeypatch.setattr(formats, "document_pdf", lambda *_, **__: b"%PDF-1.7")
    folder, draft = str(made.folder), FINDINGS_DRAFT_PDF.path(made.outputs)
    assert main(["report", "--pdf", folder]) == 0
    assert str(draft) in capsys.readouterr().out
    assert draft.read_bytes() == b"%PDF-1.7"
    assert main(["report", folder]) == 0
    assert not draft.exists(), "it says what the others do not say any longer"
    tick_all(made)
    sign_all(made)
    kept = release_report(made, report_material(made, TODAY), "one", RW, AT, pdf=True)
    pdf = output_for(RELEASED_PDF, "one")
    assert kept.files[pdf.place] == content_hash(b"%PDF-1.7")
    pdf.path(made.outputs).unlink()
    assert not as_released(made, kept)


def test_the_pack_of_a_release_has_the_quotes_that_people_let_stand_in_it(
    made: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the draft's pack, those that their speakers agreed to: here none."""
    first = release(made, "one")
    (some, *_) = first.excerpts
    keep_checks(made, [QuoteCheck(some, "other words", "may stand", own=False, by="RW", at=AT)])
    whole = release_to_pack(made, "one")
    assert whole.cleared == set(first.excerpts) - {some}
    folder = str(made.folder)
    assert main(["report", "pack", folder, "--release", "one"]) == 0
    with zipfile.ZipFile(output_for(RELEASE_PACK, "one").path(made.outputs)) as pack:
        quotes = pack.read("tables/written-quotes.csv").decode().splitlines()
        assert "Release “one”" in pack.read("README.md").decode()
    printed = {quote.excerpt_id for quote in whole.printed.document.quotations()}
    assert len(quotes) - 1 == len(printed & whole.cleared) > 0
    assert main(["report", "pack", folder]) == 0
    assert "without quotes" in capsys.readouterr().out


def test_a_release_that_the_report_is_no_longer_cannot_be_packed(
    made: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    release(made, "one")
    path = made.folder / "findings" / "findings.yaml"
    path.write_text(path.read_text().replace("The service did", "It did"))
    folder = str(made.folder)
    for name, why in (("one", "is another now"), ("two", "no report of this name")):
        assert main(["report", "pack", folder, "--release", name]) == 2
        assert why in capsys.readouterr().err
    assert not output_for(RELEASE_PACK, "one").path(made.outputs).exists()


def test_where_no_pdf_can_be_made_nothing_is_written_and_it_says_how_to_install_it(
    made: Evaluation, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    tick_all(made)
    sign_all(made)
    made.store.close()
    folder = str(made.folder)
    by = ["--by", "RW", "--role", "researcher"]
    for command in (
        ["report", folder, "--pdf"],
        ["report", "release", "one", folder, *by, "--pdf"],
    ):
        assert main(command) == 3
        assert "pip install 'felt-heard[pdf]'" in capsys.readouterr().err
    assert not FINDINGS_DRAFT.path(made.outputs).exists()
    assert not (made.outputs / "to-share" / "releases").exists()
    assert released(made) == []


def test_the_trace_of_a_release_answers_later(
    made: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    release(made, "one")
    made.store.close()
    folder = str(made.folder)
    assert main(["trace", "finding/F1/for", folder, "--release", "one"]) == 0
    assert "Counts people: 24" in capsys.readouterr().out
    assert main(["trace", "finding/F1/for", folder, "--release", "two"]) == 2


def test_the_sheet_of_quotes_comes_back_as_it_was_filled_in(
    made: Evaluation, tmp_path: Path
) -> None:
    material = report_material(made, TODAY)
    printed = printed_report(material)
    many = write_quotes(made, material, printed, TODAY)
    assert many == len(printed.quotes())
    book = load_workbook(QUOTES_TO_TICK.path(made.outputs))
    page = book[PAGE]
    headings = [cell.value for cell in page[1]]
    verdict, id = headings.index(VERDICT) + 1, headings.index(ID) + 1
    for row in range(2, many + 2):
        page.cell(row, verdict, "leave out" if row == 2 else "may stand")
    left_out = str(page.cell(2, id).value).partition(".")[0]
    book.save(tmp_path / "back.xlsx")
    assert read_quotes(made, tmp_path / "back.xlsx", "DC", AT) == many
    assert read_quotes(made, tmp_path / "back.xlsx", "DC", AT) == 0
    assert checks_of(made).refused == {left_out}
    again = printed_report(report_material(made, TODAY))
    assert left_out not in again.quotes()
    page.cell(3, verdict, "perhaps")
    page.cell(4, id, "0123456789abcdef.0123456789abcdef")
    book.save(tmp_path / "wrong.xlsx")
    with pytest.raises(InputError, match=r"row 3(.|\n)*row 4"):
        read_quotes(made, tmp_path / "wrong.xlsx", "DC", AT)


def test_a_speaker_who_says_no_is_never_quoted_again(made: Evaluation) -> None:
    tick_all(made)
    id = next(iter(printed_report(report_material(made, TODAY)).quotes()))
    keep_checks(made, [QuoteCheck(id, "", "leave out", own=True, by="", at=AT)])
    tick_all(made)
    keep_checks(made, [QuoteCheck(id, "", "may stand", own=False, by="RW", at=AT)])
    assert id not in printed_report(report_material(made, TODAY)).quotes()


def test_after_a_withdrawal_the_release_is_recalled_and_the_next_one_tells_nothing(
    made: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    """Quotes are gone; every number of people is worded as it was, so the difference tells nothing."""
    first = release(made, "one")
    output_for(RELEASE_PACK, "one").write(made.outputs, b"of them")
    frame = made.excerpts()
    quoted = frame[frame["excerpt_id"].isin(first.excerpts)]
    person = str(quoted["participant"].iloc[0])
    hers = set(frame[frame["participant"] == person]["excerpt_id"])
    number = int(person[1:])
    words = [reported.name_of(number), reported.THINGS[number % len(reported.THINGS)]]
    other = next(p for p in sorted(quoted["participant"]) if p != person)
    for who in (person, other):
        output_for(OWN_QUOTES, who).write(made.outputs, sheet_to_check("The lodge", []))
    after = leave(made, person)
    assert not output_for(OWN_QUOTES, person).path(after.outputs).exists()
    assert output_for(OWN_QUOTES, other).path(after.outputs).exists()
    (kept,) = released(after)
    assert kept.recall == "2026-06-01"
    assert hers.isdisjoint(kept.excerpts)
    assert person not in kept.people
    assert main(["report", "pack", str(after.folder), "--release", "one"]) == 2
    assert "to be recalled since 2026-06-01" in capsys.readouterr().err
    for output in (*RELEASED, RELEASE_TRACE, RELEASE_PACK):
        assert not output_for(output, "one").path(after.outputs).exists()
    looked_through(after)
    sign_off(after, "DC", AT, after.settings.actions)  # what stands for whom is another list now
    second = release(after, "two")
    texts = [dict(each.figures) for each in (first, second)]
    people = [
        {key: text for key, text in each.items() if not key.startswith(("read/", "excerpts/"))}
        for each in texts
    ]
    assert people[0] == people[1]
    assert hers.isdisjoint(second.excerpts)
    trace = json.loads(output_for(RELEASE_TRACE, "two").path(after.outputs).read_text())
    assert hers.isdisjoint(trace["excerpts"])
    with after.store.reading() as connection:
        rows = connection.execute(select(release_tables.quote_checks.c.excerpt_id)).scalars()
        assert hers.isdisjoint(rows)
    after.store.close()
    for path in (after.outputs).rglob("*.html"):
        assert not any(word in path.read_text() for word in words[:1]), path
    assert main(["report", "releases", str(after.folder)]) == 0
    told = capsys.readouterr().out
    assert "TO BE RECALLED since 2026-06-01" in told
    assert told.count("TO BE RECALLED") == 1


def test_a_release_without_the_one_who_leaves_stays(made: Evaluation) -> None:
    """Somebody who was heard only afterwards is in no release."""
    first = release(made, "one")
    pack = output_for(RELEASE_PACK, "one")
    pack.write(made.outputs, b"not of them")
    with (made.folder / "people.csv").open("a") as file:
        file.write("P99,Zoltan Vexley,,staff,,,yes,yes\n")
    place = made.folder / "transcripts" / "wave-2" / "interview-99.txt"
    place.write_text(reported._interview(1, 2).replace(reported.name_of(1), "Zoltan Vexley"))
    made.store.close()
    opened = Evaluation.open(made.folder)
    read_and_cut(opened)
    after = leave(opened, "P99")
    (kept,) = released(after)
    assert (kept.recall, kept.excerpts) == ("", first.excerpts)
    assert as_released(after, kept)
    assert pack.path(after.outputs).read_bytes() == b"not of them"
    after.store.close()


def test_nothing_stands_against_a_whole_report(made: Evaluation) -> None:
    tick_all(made)
    sign_all(made)
    material = report_material(made, TODAY)
    assert not stops(all_obstacles(made, material, printed_report(material)))
