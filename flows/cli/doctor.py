"""`heard doctor`: is this machine fit for work, and an evaluation sound? A line a matter."""

import argparse
from pathlib import Path

from coding.whereabouts.folders import FILE
from flows.arguments import DONE, add_folder
from flows.machine import Check, evaluation_checks, machine_checks

WRONG = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_folder(parser)
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    return examine(given.folder)


def examine(folder: Path) -> int:
    """Print what there is to say of this machine and of the evaluation in `folder`, if any is there.

    Gives 1 where something is wrong, else 0. Raises SettingsError for a folder without one.
    """
    checks: list[Check] = []
    has_evaluation = folder != Path() or (folder / FILE).is_file()
    # First: a folder that was misspelt is told at once.
    of_evaluation = list(evaluation_checks(folder)) if has_evaluation else []
    for check in machine_checks(folder):
        print(check, flush=True)
        checks.append(check)
    for check in of_evaluation:
        print(check)
    if not has_evaluation:
        print("No evaluation lies here; to look at one as well: heard doctor my-evaluation")
    wrong = sum(check.state == "wrong" for check in (*checks, *of_evaluation))
    look = sum(check.state == "look" for check in (*checks, *of_evaluation))
    print(_sum(wrong, look))
    return WRONG if wrong else DONE


def _sum(wrong: int, look: int) -> str:
    if wrong:
        return f"{'1 thing is' if wrong == 1 else f'{wrong} things are'} wrong: do what stands there first."
    if look:
        return f"You can work; {'1 thing is' if look == 1 else f'{look} things are'} worth a look."
    return "All is well."
