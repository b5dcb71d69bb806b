"""`heard cards`: printed, printed again, read back; and what becomes of cards when somebody leaves."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from card_story import LATER, card_evaluation, drawn

from coding import Evaluation
from coding.cards.packs import cards_of, next_number
from coding.cards.piles import Laid
from coding.cards.sheet import CARDS_PAGE
from coding.cards.sorting import Sorted, keep_sorted, placements
from coding.deidentification.sign_off import deidentification_state, summary
from coding.retention.held import everything_held
from coding.retention.words_in_tables import take_words_out
from coding.withdrawal.carried import forget
from flows.cli.main import main


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    return card_evaluation(tmp_path)


def run(evaluation: Evaluation, *more: str) -> int:
    return main(["cards", str(evaluation.folder), *more])


def test_three_files_are_written_for_the_team_alone(
    evaluation: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(evaluation, "--theme", "felt-heard", "--count", "6") == 0
    said = capsys.readouterr().out
    assert "Cards:       1 to 6, Felt heard, drawn (pack 1)" in said
    assert "Drawn:       3 likely, 3 by chance, of 12 excerpts" in said
    assert "Left out:    12 excerpts without consent to be quoted" in said
    assert f"Names:       {summary(deidentification_state(evaluation))}" in said
    team = evaluation.outputs / "for-the-team"
    for suffix in ("html", "docx", "xlsx"):
        path = team / f"internal-cards-1.{suffix}"
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_same_command_prints_the_same_bytes_again_and_new_draws_others(
    evaluation: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    team = evaluation.outputs / "for-the-team"
    run(evaluation, "--theme", "felt-heard", "--count", "4")
    first = {path.name: path.read_bytes() for path in team.glob("internal-cards-*")}
    run(evaluation, "--theme", "felt-heard", "--count", "4")
    assert {path.name: path.read_bytes() for path in team.glob("internal-cards-*")} == first
    run(evaluation, "--theme", "felt-heard", "--count", "4", "--new")
    assert "Cards:       5 to 8" in capsys.readouterr().out
    assert (team / "internal-cards-2.html").is_file()


def test_a_sheet_is_read_back_by_the_command(
    evaluation: Evaluation, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run(evaluation, "--theme", "felt-heard", "--count", "4")
    path = evaluation.outputs / "for-the-team" / "internal-cards-1.xlsx"
    read = openpyxl.load_workbook(path)
    read[CARDS_PAGE]["B2"], read[CARDS_PAGE]["B3"] = "A", "X"
    filled = tmp_path / "filled.xlsx"
    read.save(filled)
    back = ["cards", "in", str(filled), str(evaluation.folder)]
    capsys.readouterr()
    assert main(back) == 2
    assert "the group needs a name" in capsys.readouterr().err
    assert main([*back, "--group", "Tuesday group"]) == 0
    said = capsys.readouterr().out
    assert "From:        Tuesday group, cards 1 to 4" in said
    assert "Sorted:      2 cards" in said
    assert "card 2 should not be here" in said
    assert main([*back, "--group", "Tuesday group"]) == 0
    assert "New:         nothing; it was read before" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "--theme: it is not said which theme. One of: felt-heard, valued, "),
        (("--theme", "x"), "--theme x: the codebook has no theme with this id"),
        (("--pack", "3"), "--pack 3: there are no such cards. None were printed yet"),
        (("second",), "second: this is one folder too many."),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    evaluation: Evaluation, more: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(evaluation, *more) == 2
    assert said in capsys.readouterr().err


def test_in_needs_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cards", "in"]) == 2
    assert "heard cards in FILE FOLDER" in capsys.readouterr().err


def test_who_leaves_takes_their_cards_along_and_no_number_comes_back(
    evaluation: Evaluation,
) -> None:
    pack = drawn(evaluation, 6).pack
    keep_sorted(evaluation, pack, Sorted("Tuesday group", {1: Laid(("A",))}, {}), LATER)
    ned = next(person for person in evaluation.people if person.id == "P1")
    held = everything_held(evaluation, ned, date(2026, 5, 6))
    assert "- Printed cards with words of yours: 1, 2, 3, 4, 5, 6" in held
    with evaluation.store.writing() as connection:
        forget(connection, "P1")
    with evaluation.store.reading() as connection:
        assert cards_of(connection, 1) == []
        assert placements(connection, "Tuesday group") == {}
        assert next_number(connection) == 7
    late = keep_sorted(evaluation, pack, Sorted("Tuesday group", {2: Laid(("A",))}, {}), LATER)
    assert (late.kept, late.gone) == (0, (2,))


def test_a_purge_leaves_no_words_and_no_names_of_piles(evaluation: Evaluation) -> None:
    pack = drawn(evaluation, 2).pack
    laid = {1: Laid(("1",), ("By letter",))}
    keep_sorted(evaluation, pack, Sorted("Tuesday group", laid, {}), LATER)
    with evaluation.store.writing() as connection:
        take_words_out(connection)
    with evaluation.store.reading() as connection:
        assert {card.words for card in cards_of(connection, 1)} == {""}
        assert placements(connection, "Tuesday group") == {}
