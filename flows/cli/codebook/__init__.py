"""`heard codebook …`: one command a thing that people do with a codebook."""

import argparse

from flows.cli.codebook import check, effects, exchange, frameworks, printed, versions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the commands under `codebook`."""
    under = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for room in (check, effects, frameworks, printed, versions, exchange):
        room.add_to(under)
