"""A take-up stopped at any point: finished or undone by the next command, and only once."""

from collections.abc import Callable
from pathlib import Path

import pytest
import story

from codebooks.codebook import Code, Example
from codebooks.editing.edit import add_code
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import new_evaluation
from coding.themes import drafts
from coding.themes.verdicts import Taken, kept_verdicts
from corpora.errors import CodebookError, EnvironmentFault, StoreFault
from flows.cli import main

TAKEN = Taken("a" * 64, "p", ("e1",), "take up", "Tea", "tea", "AB", "2026")
TEA = Code("tea", "Tea", "To be written.", examples=(Example("There was tea."),))
WITH_TEA = add_code(story.ONE.encode(), "heard", TEA).decode()
PASTED = WITH_TEA.replace("To be written.", "A warm drink.")
LINE = "Finished:    the draft code 'tea', taken up by AB, is in codebook.yaml now, in the theme "


class Killed(BaseException):
    """Stops the program as a kill does: nobody catches it."""


def killed(*_given: object) -> None:
    raise Killed


def refused(*_given: object) -> None:
    raise CodebookError("enough")


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    new_evaluation(tmp_path / "ours")
    book_of(tmp_path / "ours").write_text(story.ONE)
    return Evaluation.open(tmp_path / "ours")


def book_of(folder: Path) -> Path:
    return folder / "codebook.yaml"


def stopped(
    evaluation: Evaluation,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    fault: BaseException,
    *,
    after: bool = False,
) -> None:
    """A take-up that stops before or after one of its three steps."""
    done: Callable[..., object] = getattr(drafts, step)

    def stop(*given: object) -> None:
        if after:
            done(*given)
        raise fault

    monkeypatch.setattr(drafts, step, stop)
    with pytest.raises(type(fault)):
        drafts.keep_and_write(evaluation, TAKEN, WITH_TEA.encode())
    monkeypatch.setattr(drafts, step, done)


def state(evaluation: Evaluation) -> tuple[str, bool, list[str]]:
    """The codebook, whether the take-up was kept, and what else lies beside the codebook."""
    with evaluation.store.reading() as connection:
        is_kept = kept_verdicts(connection) == [TAKEN]
    beside = [path.name for path in evaluation.folder.glob(".codebook*")]
    return book_of(evaluation.folder).read_text(), is_kept, beside


@pytest.mark.parametrize("fault", [Killed(), EnvironmentFault("full"), StoreFault("full")])
@pytest.mark.parametrize(
    ("step", "after", "is_kept", "lines"),
    [
        ("write_atomic", False, False, []),
        ("write_atomic", True, False, []),
        ("keep_verdict", False, False, []),
        ("keep_verdict", True, True, [f"{LINE}'heard'."]),
        ("put_in_place", False, True, [f"{LINE}'heard'."]),
        ("put_in_place", True, True, []),
    ],
)
def test_what_was_kept_is_written_and_what_was_not_is_not(
    evaluation: Evaluation,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    after: bool,
    is_kept: bool,
    lines: list[str],
    fault: BaseException,
) -> None:
    stopped(evaluation, monkeypatch, step, fault, after=after)
    assert drafts.finish(evaluation) == lines
    once = state(evaluation)
    assert once == (WITH_TEA if is_kept else story.ONE, is_kept, [])
    assert (drafts.finish(evaluation), state(evaluation)) == ([], once)


@pytest.mark.parametrize("step", ["write_atomic", "put_in_place"])
def test_finishing_can_be_stopped_too(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    stopped(evaluation, monkeypatch, "put_in_place", Killed())
    with monkeypatch.context() as patched:
        patched.setattr(drafts, step, killed)
        with pytest.raises(Killed):
            drafts.finish(evaluation)
    assert drafts.finish(evaluation) == [f"{LINE}'heard'."]
    assert state(evaluation) == (WITH_TEA, True, [])


NOT_WRITTEN = (
    "Not written: the draft code 'tea', taken up by AB, cannot be added to codebook.yaml by the "
    "program. Its lines are on the page Themes of heard review, under Decided."
)


@pytest.mark.parametrize(
    ("edited", "expected", "line"),
    [
        (f"# Ours.\n{story.ONE}", f"# Ours.\n{WITH_TEA}", f"{LINE}'heard'."),
        (
            story.ONE.replace("- id: heard", "- id: first"),
            WITH_TEA.replace("- id: heard", "- id: first"),
            f"{LINE}'first'.",
        ),
        (PASTED, PASTED, ""),
        (story.ONE.replace("Trust", "Tea"), story.ONE.replace("Trust", "Tea"), NOT_WRITTEN),
    ],
    ids=["a comment", "another theme", "pasted by hand", "the name is taken"],
)
def test_what_people_wrote_in_between_stays(
    evaluation: Evaluation,
    monkeypatch: pytest.MonkeyPatch,
    edited: str,
    expected: str,
    line: str,
) -> None:
    stopped(evaluation, monkeypatch, "put_in_place", Killed())
    book_of(evaluation.folder).write_text(edited)
    assert drafts.finish(evaluation) == ([line] if line else [])
    assert state(evaluation) == (expected, True, [])


@pytest.mark.parametrize("finished", [False, True])
def test_a_draft_that_people_delete_does_not_come_back(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch, finished: bool
) -> None:
    stopped(evaluation, monkeypatch, "put_in_place", Killed(), after=not finished)
    if finished:
        drafts.finish(evaluation)
    assert state(evaluation) == (WITH_TEA, True, [])
    book_of(evaluation.folder).write_text(story.ONE)
    assert drafts.finish(evaluation) == []
    assert state(evaluation) == (story.ONE, True, [])


def test_a_codebook_that_cannot_be_read_is_finished_once_it_can(
    evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(evaluation, monkeypatch, "put_in_place", Killed())
    book = book_of(evaluation.folder)
    book.write_text("themes: [")
    with pytest.raises(CodebookError):
        drafts.finish(evaluation)
    book.unlink()
    assert drafts.finish(evaluation) == []
    book.write_text(story.ONE)
    drafts.finish(evaluation)
    assert state(evaluation) == (WITH_TEA, True, [])


def test_a_file_of_people_with_a_like_name_is_left_alone(evaluation: Evaluation) -> None:
    theirs = evaluation.folder / ".codebook.yaml.taken-up-notes"
    theirs.write_text("Ours.")
    assert drafts.finish(evaluation) == []
    assert theirs.read_text() == "Ours."


@pytest.mark.parametrize(
    "command",
    [
        ("run", "FOLDER"),
        ("codebook", "publish", "1.0", "FOLDER", "--by", "AB", "--role", "staff"),
        ("withdraw", "P1", "FOLDER"),
    ],
    ids=lambda command: command[0],
)
def test_the_next_command_finishes(
    evaluation: Evaluation,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
) -> None:
    # What comes after it in a run, Prefect too, is not of interest here.
    monkeypatch.setattr("flows.cli.run.verify", refused)
    people = "id,name,aliases,group,role,wave,consent_analysis,consent_quote\nP1,Ann,,,,,yes,yes\n"
    (evaluation.folder / "people.csv").write_text(people)
    stopped(evaluation, monkeypatch, "put_in_place", Killed())
    main([str(evaluation.folder) if word == "FOLDER" else word for word in command])
    assert f"{LINE}'heard'." in capsys.readouterr().out
    assert state(evaluation) == (WITH_TEA, True, [])
