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
FILES = [
    Mistake(
        "run hub",
        2,
        (
            "people.csv: 3 things are wrong",
            "row 2 (P1): 'group' is 'stafff'; allowed: people who use services",
            "did you mean 'staff'?",
            "row 3 (P2): 'consent_quote' is 'yess'; allowed: yes, no, ask; did you mean 'yes'?",
            "row 4 (P1): the id stands already in row 2",
        ),
        {
            "hub/people.csv": f"{HEADINGS}P1,Lisa Quillon,,stafff,,,yes,yes\n"
            "P2,Jon Brackwater,,staff,,,yes,yess\nP1,A,,staff,,,,\n"
        },
    ),
    Mistake(
        "run hub",
        2,
        ("column 8: unknown column 'consent_qoute'; perhaps 'consent_quote' is meant",),
        {"hub/people.csv": HEADINGS.replace("quote", "qoute")},
    ),
    Mistake(
        "run hub",
        2,
        (
            "people.csv: row 2 (P1): 'name' is empty",
            "codebook.yaml line 1, column 1",
            "has no version and no themes",
        ),
        {"hub/people.csv": f"{HEADINGS}P1,,,staff,,,yes,yes\n", "hub/codebook.yaml": "title: T\n"},
    ),
    Mistake(
        "status hub",
        2,
        (
            "evaluation.toml: 2 things are wrong",
            "line 1: 'titel' is not a setting. Did you mean 'title'?",
            "line 3: 'disclosure.fewest_people' is 0; it must be greater than or equal to 1",
        ),
        {"hub/evaluation.toml": 'titel = "T"\n[disclosure]\nfewest_people = 0\n'},
    ),
    Mistake(
        "run hub",
        2,
        ("evaluation.toml line 1: this is not valid TOML", "Text goes in double quotation marks"),
        {"hub/evaluation.toml": "title = Our Hub\n"},
    ),
    Mistake(
        "codebook check hub",
        2,
        (
            "codebook.yaml: 2 things are wrong",
            "line 5, column 30 (voice): aspect",
            "must be one of: process, impact, context; here is 'proces'",
            "'statis' is not a field of a code",
            "Did you mean 'status'?",
        ),
        {
            "hub/codebook.yaml": "title: T\nversion: 1\nthemes:\n- {id: t, name: T, codes: [\n"
            "{id: voice, name: V, aspect: proces, statis: draft}]}\n"
        },
    ),
]
NAMED_WRONGLY = [
    Mistake("sheet in nowhere.xlsx hub", 2, ("nowhere.xlsx: the file cannot be opened", "folder")),
    Mistake("sheet in hub/people.csv hub", 2, ("people.csv: this is no sheet", "heard sheet out")),
    Mistake("new hub", 3, ("hub: there is an evaluation here already", "Give another folder")),
    Mistake("restore nowhere.heard other", 2, ("nowhere.heard: the file cannot be opened",)),
    Mistake(
        "restore hub/people.csv other",
        2,
        ("hub/people.csv: this is no backup of an evaluation", "heard backup"),
    ),
    Mistake("purge hub --yes", 2, ("--by: it is not said who has it done", "--by RW")),
    Mistake("deidentify hub --sign-off", 2, ("--by: it is not said who decides", "--by RW")),
    Mistake(
        "assign hub --to XY", 2, ("XY: there is no reviewer of this name", "heard reviewers add")
    ),
    Mistake("reviewers remove hub XY", 2, ("XY: there is no reviewer of this name", "nobody yet")),
    Mistake(
        "codebook diff 1.0 draft hub",
        2,
        ("1.0: there is no such codebook", "(none yet), 'draft', or a file"),
    ),
    Mistake("codebook print hub", 2, ("--to is missing", "heard codebook print --help")),
    Mistake("codebook export codes.docx hub", 2, ("codes.docx: ", ".qdc, .txt, .csv, .xlsx")),
    Mistake("read nowhere.txt", 1, ("nowhere.txt: the file is not there", "folder")),
    Mistake(
        "read recording.mp3",
        1,
        ("recording.mp3: files ending in .mp3 cannot be read", "Transcribe the recording first"),
        {"recording.mp3": "noise"},
    ),
    Mistake("quotes to-check Lisa hub", 2, ("Lisa is P1", "heard quotes to-check P1")),
    Mistake(
        "codebook sign draft hub --by RW --role resercher",
        2,
        ("resercher: this is not a role", "Did you mean 'researcher'?", "unpaid carer"),
    ),
    Mistake(
        "trace people hub --release spring",
        2,
        ("spring: no report of this name was released", "heard report releases"),
    ),
    Mistake("review hub --port 70000", 3, ("--port 70000", "Give another, or leave it out")),
    Mistake("status hub --jsn", 2, ("'--jsn' is no option here", "'--json'")),
    Mistake("backup hub", 2, ("FILE is missing", "heard backup --help")),
    Mistake("person P1 hub", 2, ("--out is missing", "heard person --help")),
    Mistake("codebook check hib", 2, ("hib: there is no such folder", "Did you mean hub?")),
]
NOTHING_TO_READ = [
    Mistake("run hub", 2, ("hub/transcripts: there is nothing to read", ".docx", "heard run")),
    Mistake("run", 2, ("(above this folder)", "nothing to read"), at="hub/transcripts"),
]


@pytest.mark.parametrize("mistake", [*COMMAND_LINES, *FILES, *NAMED_WRONGLY], ids=str)
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


def test_they_are_forty_and_no_two_are_the_same() -> None:
    listed = [*COMMAND_LINES, *FILES, *NAMED_WRONGLY, *NOTHING_TO_READ]
    told_apart = {(each.typed, tuple(each.files.items()), each.at) for each in listed}
    assert len(told_apart) == len(listed) >= 40


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
