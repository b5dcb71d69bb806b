"""`heard agree`: how far reviewers agree, printed and written as tables."""

from pathlib import Path

from coding.agreement.agreement import agreement, confusion
from coding.agreement.in_words import as_csv, lines
from coding.agreement.shares import shares
from coding.evaluation.evaluation import Evaluation
from corpora.files import shown, write_atomic

TABLE, MISTAKEN = "agreement.csv", "codes-mistaken.csv"


def agree(folder: Path) -> None:
    """Print the agreement of an evaluation's reviewers, and write it into its outputs."""
    evaluation = Evaluation.open(folder)
    share, machine = shares(evaluation)
    measured, confused = agreement(share, machine), confusion(share)
    names = {code.id: code.name for code in evaluation.codebook.codes}
    for line in lines(measured, confused, share, names):
        print(shown(line))
    for name, frame in ((TABLE, measured), (MISTAKEN, confused)):
        write_atomic(evaluation.outputs / name, as_csv(frame, names))
    print(f"\nEvery figure, also per code: {shown(str(evaluation.outputs / TABLE))}")
