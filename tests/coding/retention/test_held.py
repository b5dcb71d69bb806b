"""Everything that is held of one person, and nothing that is somebody else's to give."""

import stat
from datetime import date
from pathlib import Path

import pytest
from hub import hub, suggest

from coding.decisions.record import Decision, Remark, append_all
from coding.retention.held import everything_held
from coding.withdrawal.sureness import person_with_id
from flows.cli.main import main

HELD = """# What is held about P1

Evaluation: Our evaluation. Made on 2026-03-02.
Kept no date is set; put one under [retention] in evaluation.toml.
[carer 1] stands for you, here and in everything that is handed out.
Names of other people are replaced, because they are not yours to be given.

## In people.csv

- id: P1
- name: Ned Barrow
- also called: nothing
- group: unpaid carers
- role: participant
- wave: nothing
- consent to analysis: yes
- consent to be quoted: yes

## In the file interview.txt (interview)

- You said: They listened to me about the letters, and [staff member 1] backed me up on the letters too.
- You said: After that I went home and told my wife that they had written it all down for once.
- You said: NA

Where others speak of you, or a list names you:

- [staff member 1]: Ask [carer 1] about it.
"""


@pytest.fixture
def text(tmp_path: Path) -> str:
    from hub import INTERVIEW

    evaluation = hub(tmp_path / "hub", f"{INTERVIEW}\nAda Quill: Ask Ned Barrow about it.\n")
    id = str(evaluation.excerpts()["excerpt_id"][0])
    suggest(evaluation, (id, "voice", "positive", 0.8), (id, "trust", "", 0.6))
    append_all(
        evaluation.store,
        [
            Decision(
                "a", id, "voice", "accept", "positive", "R1", "2026-01-01T10:00", "1.0", "Strong"
            ),
            Remark("b", id, "memo", "Ask Ada Quill", "R1", "2026-01-02T10:00", "1.0"),
        ],
    )
    return everything_held(evaluation, person_with_id(evaluation, "P1"), date(2026, 3, 2))


def test_their_row_their_words_and_where_others_name_them(text: str) -> None:
    assert text[: text.index("\n## How your words were coded")] == HELD


def test_how_their_words_were_coded_without_who_reviewed(text: str) -> None:
    coded = text[text.index("## How your words") : text.index("## Where else")]
    lines = [line.strip() for line in coded.splitlines() if line.startswith("  -")]
    assert lines == [
        "- the program suggests Able to speak freely, positive (0.80)",
        "- the program suggests Trust, direction not sure (0.60)",
        "- a reviewer, 2026-01-01: Able to speak freely, accept positive; note: Strong",
        "- a reviewer, 2026-01-02: memo: Ask [staff member 1]",
    ]


def test_files_of_findings_that_cite_them_are_named(tmp_path: Path, text: str) -> None:
    assert "- Files of findings that name you, quote you or cite you: none\n" in text
    evaluation = hub(tmp_path / "another")
    folder = evaluation.folder / "findings"
    folder.mkdir()
    id = evaluation.excerpts()["excerpt_id"][0]
    (folder / "findings.yaml").write_text(
        f"- {{id: F1, says: A., aspect: process, quotes: [{id}]}}\n"
    )
    (folder / "aims.yaml").write_text("scope: One library.\n")
    held = everything_held(evaluation, person_with_id(evaluation, "P1"), date(2026, 3, 2))
    assert "name you, quote you or cite you: findings/findings.yaml\n" in held


def test_no_word_and_no_name_of_anybody_else(text: str) -> None:
    for word in ("Ada", "Quill", "Zeb", "Moss", "R1", "on the board", "must stay with those"):
        assert word not in text


def test_the_command_writes_a_file_that_is_its_owners_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "hub", tmp_path / "p3.md"
    hub(folder).store.close()
    out.write_text("another")
    assert main(["person", "P3", str(folder), "--out", str(out)]) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert "These words of mine must stay" in out.read_text(), "also without consent to analysis"
    assert "Nothing of yours was coded." in out.read_text()
    assert (tmp_path / "p3 (kept 1).md").read_text() == "another"
    assert main(["person", "P9", str(folder), "--out", str(out)]) == 2
    assert "nobody has the id P9" in capsys.readouterr().err
