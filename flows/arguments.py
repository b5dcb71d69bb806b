"""Arguments that many commands share."""

import argparse
from pathlib import Path


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Add the evaluation's folder, the one at hand where none is given."""
    parser.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="FOLDER")
