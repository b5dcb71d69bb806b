"""Mistakes and odd commands: what is said names the value, the place and the next step.

Nothing that a participant said, and no name of one that was not typed, is in any of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coding.evaluation.new import new_evaluation
from flows.cli.main import main

HEADINGS = "id,name,aliases,group,role,wave,consent_analysis,consent_quote\n"
PEOPLE = f"{HEADINGS}P1,Lisa Quillon,,staff,,,yes,yes\nP2,Jon Brackwater,,staff,,,yes,yes\n"
TALK = "Interviewer: How was it?\nLisa Quillon: Zephyrine marmalade was promised to us all.\n"
SECRET = ("Quillon", "Brackwater", "Zephyrine", "marmalade")
"""Of the people and their words, what no message may hold."""


@dataclass(frozen=True)
class Mistake:
    """What somebody types in the folder above the evaluation `hub`, and what they are answered."""

    typed: str
    code: int
    says: tuple[str, ...]
    files: Mapping[str, str] = field(default_factory=dict)
    at: str = ""

    def __str__(self) -> str:
        return f"heard {self.typed} {' '.join(self.files)}".strip()


COMMAND_LINES = [
    Mistake("rnu hub", 2, ("'rnu' is no command", "Did you mean 'run'?", "heard --help")),
    Mistake("Status hub", 2, ("'Status' is no command", "Did you mean 'status'?")),
    Mistake("frobnicate", 2, ("'frobnicate' is no command", "Allowed: new, demo, run")),
    Mistake("--verison", 2, ("'--verison' is no option here", "Did you mean '--version'?")),
    Mistake("codebook chek hub", 2, ("'chek'", "'check'", "heard codebook --help")),
    Mistake("report relase hub", 2, ("'relase'", "'release'", "heard report --help")),
    Mistake("sheet inn hub", 2, ("'inn'", "'in'", "heard sheet --help")),
    Mistake("codebook", 2, ("COMMAND is missing: one of check, diff", "heard codebook --help")),
    Mistake("withdraw", 2, ("ID is missing", "heard withdraw --help")),
    Mistake("withdraw P1 hub --dryrun", 2, ("'--dryrun' is no option here", "'--dry-run'")),
    Mistake("run hub again", 2, ("'again' is one word too many", "heard run --help")),
    Mistake(
        "sheet out hub --reviewer RW --excerpts ten",
        2,
        ("--excerpts: must be a whole number, not 'ten'", "heard sheet out --help"),
    ),
    Mistake(
        "sheet out hub --excerpts 0 --reviewer RW", 2, ("--excerpts: must be 1 or more", "Leave")
    ),
    Mistake(
        "reviewers add hub RW --role reseacher",
        2,
        ("reseacher: there is no such role", "'researcher'?", "facilitator"),
    ),
    Mistake("run hib", 2, ("hib: there is no such folder", "Did you mean hub?")),
    Mistake("run", 2, ("there is no evaluation.toml here", "Did you mean hub?")),
    Mistake("run hub/people.csv", 2, ("hub/people.csv: this is a file", "hub?")),
    Mistake("run elsewhere/nowhere", 2, ("no such folder", "heard new my-evaluation")),
    Mistake("withdraw Lisa hub", 2, ("'Lisa'", "Lisa is P1", "people.csv", "heard withdraw P1")),
    Mistake("person Lisa hub --out lisa.md", 2, ("Lisa is P1", "heard person P1", "--out lisa.md")),
    Mistake("withdraw P11 hub", 2, ("nobody has the id P11", "The nearest: P1")),
    Mistake("withdraw hub P1", 2, ("hub: this is a folder", "P1 hub")),
]
NOTHING_TO_READ = [
    Mistake("run hub", 2, ("hub/transcripts: there is nothing to read", ".docx", "heard run")),
    Mistake("run", 2, ("(above this folder)", "nothing to read"), at="hub/transcripts"),
]


@pytest.mark.parametrize("mistake", COMMAND_LINES, ids=str)
def test_a_mistake_is_answered_with_what_is_meant(
    mistake: Mistake,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hub = made(tmp_path)
    (hub / "transcripts" / "lisa.txt").write_text(TALK)
    assert answer(mistake, tmp_path, monkeypatch, capsys) == ""


@pytest.mark.parametrize("mistake", NOTHING_TO_READ, ids=str)
def test_a_run_of_nothing_writes_no_report(
    mistake: Mistake,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hub = made(tmp_path)
    assert answer(mistake, tmp_path, monkeypatch, capsys) == ""
    assert not (hub / "outputs").exists()


def made(folder: Path) -> Path:
    """The evaluation `hub` with two people in it."""
    hub = folder / "hub"
    new_evaluation(hub)
    (hub / "people.csv").write_text(PEOPLE)
    return hub


def answer(
    mistake: Mistake,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> str:
    """What of the answer is not as it should be: all that was printed, or "" where it is."""
    for name, content in mistake.files.items():
        (folder / name).write_text(content)
    monkeypatch.chdir(folder / mistake.at)
    capsys.readouterr()
    try:
        code = main(mistake.typed.split())
    except SystemExit as left:
        code = int(str(left.code))
    printed = "".join(capsys.readouterr())
    assert [word for word in SECRET if word in printed and word not in mistake.typed] == []
    wanting = [part for part in mistake.says if part not in printed]
    return "" if code == mistake.code and not wanting else f"{code} without {wanting}: {printed}"
