"""`heard new`: an empty evaluation folder."""

import argparse
from pathlib import Path

from coding.evaluation.new import new_evaluation
from coding.written.new_files import write_new_files
from corpora.files import shown
from flows.arguments import DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--title", default="Our evaluation", help="what sheets and reports call it")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    new_evaluation(given.folder, title=given.title)
    write_new_files(given.folder)
    print(f"Made {shown(str(given.folder))}. What to do next:")
    print("1. Put transcripts into its folder 'transcripts'.")
    print("2. Write who took part into people.csv, and look through evaluation.toml.")
    print(f"3. heard run {shown(str(given.folder))}")
    return DONE
