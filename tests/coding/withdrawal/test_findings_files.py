"""What the team has written in the folder `findings`, once somebody has left. All of it is invented."""

from datetime import date
from pathlib import Path

import pytest
from leaving_evaluation import vectors

from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.intake.cutting import read_and_cut
from coding.withdrawal.carry_out import withdraw
from coding.withdrawal.plan import plan_withdrawal
from coding.withdrawal.sureness import person_with_id
from coding.written.folder import FOLDER, written_in

PEOPLE = """id,name,aliases,group,role,wave,consent_analysis,consent_quote
P1,Zephyrine Quillfeather,ZQ,unpaid carers,,,yes,yes
P2,Ned Barrow,NB,unpaid carers,,,yes,yes
"""
HERS = "Gorse and thrift, that is what I said, and it was brackish in there."
HIS = "They listened to me about the letters and they wrote it down on the same day."
FINDINGS = """\
# Agreed with Ned Barrow, not with ZQ.
- id: F1
  says: >-
    It was the room: "that is what I said, and it was brackish",
    as one of us put it.
  aspect: process
  quotes:
  - {hers}  # ZQ on the room
  - {his}
  counter: [ {hers} ]
  written_by:
    - {{name: ZQ, role: unpaid carer}}   # she began it
    - {{name: NB, role: unpaid carer}}
  dissent:
    - name: Zephyrine Quillfeather
      role: unpaid carer
      text: I would put it in other words altogether.
    - name: NB
      role: unpaid carer
      text: Zephyrine is right.
"""


@pytest.fixture
def evaluation(tmp_path: Path) -> Evaluation:
    new_evaluation(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE)
    for name, words in (("Zephyrine Quillfeather", HERS), ("Ned Barrow", HIS)):
        talk = f"Facilitator: How was the first meeting?\n\n{name}: {words}\n"
        (tmp_path / "transcripts" / f"{name.split()[0].lower()}.txt").write_text(talk)
    opened = Evaluation.open(tmp_path)
    read_and_cut(opened)
    return opened


def id_of(evaluation: Evaluation, words: str) -> str:
    excerpts = evaluation.excerpts()
    return str(excerpts[excerpts["text"].str.contains(words)]["excerpt_id"].iloc[0])


def test_her_names_words_dissent_and_excerpts_go_and_the_file_still_reads(
    evaluation: Evaluation,
) -> None:
    hers, his = id_of(evaluation, "brackish"), id_of(evaluation, "letters")
    path = evaluation.folder / FOLDER / "findings.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(FINDINGS.format(hers=hers, his=his))
    person = person_with_id(evaluation, "P1")
    planned = plan_withdrawal(evaluation, person).elsewhere.papers
    assert [(p.path, p.how, p.rows) for p in planned if "findings.yaml" in p.path] == [
        ("findings/findings.yaml", "cut", 2)
    ]
    withdraw(evaluation, person, lambda: vectors(evaluation), date(2026, 6, 1))
    (finding,) = written_in(Evaluation.open(evaluation.folder)).findings
    assert finding.claim == 'It was the room: "[withdrawn]", as one of us put it.'
    assert (finding.quotes, finding.counter) == ((his,), ())
    assert [author.name for author in finding.written_by] == ["[withdrawn]", "NB"]
    assert [(one.name, one.text) for one in finding.dissent] == [
        ("[withdrawn]", "[withdrawn]"),
        ("NB", "[withdrawn] is right."),
    ]
    after = path.read_text()
    assert after.startswith("# Agreed with Ned Barrow, not with [withdrawn].\n- id: F1\n")
    assert "# she began it" in after


def test_a_file_that_is_no_yaml_is_looked_through_line_by_line(evaluation: Evaluation) -> None:
    path = evaluation.folder / FOLDER / "actions.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text("- id: A1\n  you_said: [Zephyrine Quillfeather asked\n")
    withdraw(
        evaluation, person_with_id(evaluation, "P1"), lambda: vectors(evaluation), date(2026, 6, 1)
    )
    assert "Zephyrine" not in path.read_text()
