"""The invented evaluation with a decision about every excerpt."""

from pathlib import Path

from coding import Evaluation
from coding.decisions.record import Decision, append_all
from coding.evaluation.new import demo_evaluation
from coding.intake.cutting import read_and_cut


def judged_demo(folder: Path) -> Path:
    """`folder`, with the evaluation made in it and closed."""
    demo_evaluation(folder)
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    append_all(
        evaluation.store,
        [
            Decision(id, id, "voice", "accept", "positive", "R1", "2026", "1.0")
            for id in evaluation.excerpts()["excerpt_id"]
        ],
    )
    evaluation.store.close()
    return folder
