"""`heard agree`: how far reviewers agree, printed and written as tables."""

import argparse
from pathlib import Path

from coding.agreement.agreement import agreement, confusion
from coding.agreement.in_words import agreement_csv, agreement_lines
from coding.agreement.shares import shares
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import AGREEMENT, MISTAKEN
from corpora.files import shown
from flows.arguments import DONE, add_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_folder(parser)
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    agree(given.folder)
    return DONE


def agree(folder: Path) -> None:
    """Print the agreement of an evaluation's reviewers, and write it into its outputs."""
    evaluation = Evaluation.open(folder)
    share, machine = shares(evaluation)
    measured, confused = agreement(share, machine), confusion(share)
    names = {code.id: code.name for code in evaluation.codebook.codes}
    for line in agreement_lines(measured, confused, share, names):
        print(shown(line))
    for output, frame in ((AGREEMENT, measured), (MISTAKEN, confused)):
        output.write(evaluation.outputs, agreement_csv(frame, names))
    print(f"\nEvery figure, also per code: {shown(str(AGREEMENT.path(evaluation.outputs)))}")
