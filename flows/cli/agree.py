"""`heard agree`: how far reviewers agree, printed and written as tables."""

import argparse
from pathlib import Path

from coding.agreement.agreement import agreement, agreement_to_hand_on, confusion
from coding.agreement.in_words import agreement_csv, agreement_lines
from coding.agreement.shares import shares
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import AGREEMENT, MISTAKEN
from coding.findings.disclosure.last_reports import last_reports
from corpora.files import shown
from flows.arguments import DONE, add_folder, counted


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
    told = last_reports(evaluation)
    public = agreement_to_hand_on(share, machine, lambda code, n: told.tells([code], n))
    for output, frame in zip((AGREEMENT, MISTAKEN), public, strict=True):
        output.write(evaluation.outputs, agreement_csv(frame, names))
    print(f"\nAlso per code, as a table: {shown(str(AGREEMENT.path(evaluation.outputs)))}")
    listed = public[0][public[0]["code_id"] != ""]["code_id"].nunique()
    if listed < len(names):
        print(
            f"It lists {listed} of {counted(len(names), 'code')}: the others have so few excerpts that "
            "they would tell how many people said it."
        )
