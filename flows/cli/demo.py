"""`heard demo`: the invented evaluation, made and run."""

import argparse
from pathlib import Path

from coding.evaluation.new import demo_evaluation
from coding.written.new_files import write_invented_files
from corpora.files import shown
from flows.arguments import DONE
from flows.cli.run import run_once


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("folder", type=Path, nargs="?", default=Path("demo"), metavar="FOLDER")
    parser.add_argument("--no-run", action="store_true", help="only write the folder")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    demo_evaluation(given.folder)
    write_invented_files(given.folder)
    print(f"The invented evaluation is in {shown(str(given.folder))}. Nobody said these words.")
    return DONE if given.no_run else run_once(given.folder)
