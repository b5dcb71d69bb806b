"""`heard status`: what is here, how far it is, what waits for whom, the next step."""

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime

from coding.evaluation.evaluation import Evaluation
from coding.retention.status import evaluation_status, next_step, status_lines
from corpora.files import shown
from flows.arguments import DONE, add_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_folder(parser)
    parser.add_argument("--json", action="store_true", help="for another program to read")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    evaluation, today = Evaluation.look(given.folder), datetime.now(UTC).date()
    now = evaluation_status(evaluation, today)
    if given.json:
        told = {**asdict(now), "next": next_step(now, shown(str(evaluation.folder)))}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return DONE
    for line in status_lines(evaluation, now, today):
        print(line)
    return DONE
