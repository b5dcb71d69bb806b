"""`heard serve`: runs on a schedule, without a Prefect server of yours."""

import argparse
from pathlib import Path

from flows.arguments import DONE
from flows.schedule import serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "folders",
        type=Path,
        nargs="*",
        default=[Path()],
        metavar="FOLDER",
        help="one or several, which run side by side",
    )
    parser.add_argument(
        "--cron", default="0 6 * * 1", help='when, as a cron line (default: "0 6 * * 1", Mondays)'
    )
    parser.add_argument(
        "--timezone",
        default="",
        metavar="ZONE",
        help="as in Europe/London (default: this machine's)",
    )
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    serve(given.folders, given.cron, given.timezone)
    return DONE
