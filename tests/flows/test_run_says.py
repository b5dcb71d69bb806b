"""What a run says at its end: names that wait, what is more or fewer and why, the next step.

All of the text is invented for these tests.
"""

from pathlib import Path

import pytest
from run_files import FIRST

from coding import Evaluation
from coding.deidentification import search as searching
from coding.deidentification.sign_off import deidentification_state
from coding.evaluation.output_files import REPORT
from flows.cli.main import main

pytestmark = [pytest.mark.flow, pytest.mark.model]


def test_a_run_looks_for_names_and_says_how_many_wait(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Maureen Tate of people.csv is hidden without being asked; Zoe Bell of Leeds is nowhere listed."""
    evaluation = Evaluation.open(copied)
    before = deidentification_state(evaluation, evaluation.settings.actions)
    assert before.unsearched == 0
    said_so = "Interviewer: And then?\n\nMaureen Tate: I went to Leeds, with Zoe Bell.\n"
    (copied / "transcripts" / "new.txt").write_text(said_so)
    assert main(["run", str(copied)]) == 1
    waiting = before.undecided + 2
    command = f"heard deidentify {copied}"
    assert f"Names:       {waiting} possible names wait for you: {command}" in (
        capsys.readouterr().out.splitlines()
    )


def test_a_run_with_too_much_to_read_says_that_nobody_has_looked_for_names(
    copied: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_MOST_FOR_A_RUN", 0)
    (copied / "transcripts" / "new.txt").write_text("Ann: I went to Leeds with Zoe Bell.\n")
    main(["run", str(copied)])
    said = capsys.readouterr().out
    assert "Names:       Nobody has looked for names in 1 transcript yet." in said
    assert f"heard deidentify {copied}" in said
    assert "possible names" not in said


def test_the_next_step_is_the_last_line_and_the_working_page_opens_on_request(
    ran: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def noted(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", noted)
    assert main(["run", str(ran)]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"Next:        people review what the program suggests: heard review {ran}"
    assert opened == []
    assert main(["run", str(ran), "--open"]) == 1
    assert opened == [REPORT.path(ran.resolve() / "outputs").as_uri()]
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    assert main(["run", str(ran), "--open"]) == 1
    assert "no browser could be opened here" in capsys.readouterr().err


def test_a_run_says_what_is_more_or_fewer_and_why(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = len(Evaluation.open(copied).suggestions())
    (copied / "transcripts" / "new.txt").write_text(FIRST.replace("bus", "tram"))
    assert main(["run", str(copied)]) == 1
    after = len(Evaluation.open(copied).suggestions())
    assert after > before
    (said,) = [each for each in capsys.readouterr().out.splitlines() if each[:8] == "Changed:"]
    assert said == (
        f"Changed:     {after - before} suggestions more ({after - before} in files that came in): "
        "1 file was added or read anew"
    )
