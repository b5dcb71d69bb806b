"""`heard demo`: the invented evaluation, made, reviewed by invented people, run and reported."""

import argparse
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import demo_evaluation
from coding.evaluation.output_files import FINDINGS_DRAFT
from coding.example.reviewed import is_reviewed, put_in_review
from corpora.files import shown
from flows.arguments import DONE
from flows.cli.report.draft import write_draft
from flows.cli.run import run_once


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("folder", type=Path, nargs="?", default=Path("demo"), metavar="FOLDER")
    parser.add_argument("--no-run", action="store_true", help="only write the folder")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    demo_evaluation(given.folder)
    print(f"The invented evaluation is in {shown(str(given.folder))}. Nobody said these words.")
    if given.no_run:
        return DONE
    if put_in_review(given.folder):
        print(
            "Four invented people have reviewed it, and wrote findings. They are not real either."
        )
    came = run_once(given.folder)
    if _lacks_draft(given.folder):
        write_draft(given.folder)
    return came


def _lacks_draft(folder: Path) -> bool:
    """Whether the report of the invented review is still to be written."""
    evaluation = Evaluation.open(folder)
    try:
        return is_reviewed(evaluation) and not FINDINGS_DRAFT.path(evaluation.outputs).is_file()
    finally:
        evaluation.store.close()
