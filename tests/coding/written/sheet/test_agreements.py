"""Somebody agrees to words, codes and a direction: once one of them changes, it counts no longer."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from codebooks.codebook import Contributor
from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.written.folder import written_in
from coding.written.sheet.agreements import note_agreements
from coding.written.sheet.exchange import save_workbook, workbook_of
from coding.written.sheet.one_by_one import (
    agree_with,
    edit_finding,
    state_of,
    take_word_back,
    text_of_finding,
)
from coding.written.values import WrittenFinding
from corpora.errors import WrittenError

KT, FE = Contributor("KT", "unpaid carer"), Contributor("FE", "staff")
BY_HAND = """\
# Ours.
- id: F1
  says: People could speak.   # so they say
  aspect: process
  codes: [voice]
  direction: positive
  agreed_by:
    - {name: KT, role: unpaid carer}   # asked on the phone
    - name: FE
      role: staff
- id: F2
  says: Nobody has agreed to this.
  aspect: impact
"""


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    new_evaluation(tmp_path / "hub", title="The hub")
    (tmp_path / "hub" / "findings").mkdir()
    (tmp_path / "hub" / "findings" / "findings.yaml").write_text(BY_HAND)
    return Evaluation.open(tmp_path / "hub")


def path(evaluation: Evaluation) -> Path:
    return evaluation.folder / "findings" / "findings.yaml"


def finding(evaluation: Evaluation) -> WrittenFinding:
    return written_in(evaluation).finding("F1")


def agreed(evaluation: Evaluation) -> tuple[tuple[Contributor, ...], tuple[Contributor, ...]]:
    """Who agrees to it as it stands, and who agreed to an earlier wording."""
    return finding(evaluation).agreed_by, finding(evaluation).agreed_before


def change_by_hand(evaluation: Evaluation, before: str, after: str) -> None:
    path(evaluation).write_text(path(evaluation).read_text().replace(before, after))


def test_a_note_is_put_behind_the_names_and_nothing_else_changes(evaluation: Evaluation) -> None:
    wording = finding(evaluation).wording
    assert note_agreements(evaluation) == 2
    assert path(evaluation).read_text() == BY_HAND.replace(
        "role: unpaid carer}", f'role: unpaid carer, to: "{wording}"}}'
    ).replace("      role: staff\n", f'      role: staff\n      to: "{wording}"\n')
    assert agreed(evaluation) == ((KT, FE), ())
    assert note_agreements(evaluation) == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [("could speak.", "could not speak."), ("[voice]", "[voice, respect]"), ("positive", "mixed")],
)
def test_what_is_changed_by_hand_is_agreed_to_by_nobody(
    evaluation: Evaluation, before: str, after: str
) -> None:
    note_agreements(evaluation)
    change_by_hand(evaluation, before, after)
    assert agreed(evaluation) == ((), (KT, FE))
    change_by_hand(evaluation, after, before)
    assert agreed(evaluation) == ((KT, FE), ())


def test_easy_words_and_layout_are_not_what_was_agreed_to(evaluation: Evaluation) -> None:
    note_agreements(evaluation)
    change_by_hand(evaluation, "People could speak.", "'People  could speak.'")
    change_by_hand(evaluation, "  codes: [voice]", "  easy: They spoke.\n  codes: [Voice]")
    assert agreed(evaluation) == ((KT, FE), ())


def test_on_the_page_words_change_and_people_agree_again(evaluation: Evaluation) -> None:
    """Though nobody had noted anything: the page notes it before it changes the words."""
    first = finding(evaluation)
    changed = replace(text_of_finding(first), claim="People could not speak.")
    edit_finding(evaluation, changed, Contributor("RW", "researcher"), state_of(first))
    assert agreed(evaluation) == ((), (KT, FE))
    agree_with(evaluation, "F1", FE, state_of(finding(evaluation)))
    assert agreed(evaluation) == ((FE,), (KT,))
    take_word_back(evaluation, "F1", KT)
    assert agreed(evaluation) == ((FE,), ())


def workbook(evaluation: Evaluation, to: Path, **cells: str) -> Path:
    """The workbook as it is handed out, with other texts in the first row of the findings."""
    book = load_workbook(BytesIO(workbook_of(evaluation, date(2026, 3, 2))))
    page = book["findings"]
    headings = [cell.value for cell in page[1]]
    for name, text in cells.items():
        page.cell(2, headings.index(name) + 1, text)
    book.save(to)
    return to


@pytest.mark.parametrize("noted", [True, False])
def test_in_the_workbook_words_change_and_the_names_keep_what_they_agreed_to(
    evaluation: Evaluation, tmp_path: Path, noted: bool
) -> None:
    if noted:
        note_agreements(evaluation)
    filled = workbook(evaluation, tmp_path / "f.xlsx", says="People could not speak.")
    save_workbook(evaluation, filled)
    assert agreed(evaluation) == ((), (KT, FE))


def test_in_the_workbook_who_stands_there_without_the_note_agrees_to_its_words(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    note_agreements(evaluation)
    to = finding(evaluation).wording
    names = f"KT (unpaid carer); FE (staff, to {to}); OV (researcher)"
    filled = workbook(evaluation, tmp_path / "f.xlsx", says="They did not.", agreed_by=names)
    save_workbook(evaluation, filled)
    assert agreed(evaluation) == ((KT, Contributor("OV", "researcher")), (FE,))


def test_a_workbook_that_nobody_has_filled_in_changes_nothing(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    for _ in range(2):
        assert save_workbook(evaluation, workbook(evaluation, tmp_path / "f.xlsx")) == []
        note_agreements(evaluation)


def test_what_is_no_note_is_told(evaluation: Evaluation) -> None:
    change_by_hand(evaluation, "role: unpaid carer}", "role: unpaid carer, to: all of it}")
    with pytest.raises(WrittenError, match=r"line 8: 'all of it' is no note of the program"):
        written_in(evaluation)
