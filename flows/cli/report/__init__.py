"""`heard report …`: the findings report, and what belongs to it."""

import argparse

from flows.cli.report import check, draft, sheet


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the commands under `report`; `heard report FOLDER` is `heard report draft FOLDER`."""
    ways = parser.add_subparsers(title="commands", required=True, metavar="FOLDER | COMMAND")
    for room in (draft, check, sheet):
        room.add_to(ways)
