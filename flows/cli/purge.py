"""`heard purge`: words and names leave an evaluation whose time is over; decisions and counts stay."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.purge import PurgePlan, plan_purge, purge
from coding.retention.period import period_in_words
from coding.themes.drafts import finish
from corpora.errors import InputError
from corpora.files import lock, shown
from flows.arguments import DONE, add_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_folder(parser)
    parser.add_argument("--yes", action="store_true", help="do it; without, only say what would go")
    parser.add_argument("--by", default="", metavar="NAME", help="who has it done")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    purge_folder(given.folder, given.by.strip(), yes=given.yes)
    return DONE


def purge_folder(folder: Path, by: str, *, yes: bool) -> None:
    """Say what would go, or, with `yes`, take it away. Raises InputError where nobody is named."""
    if yes and not by:
        raise InputError(
            "it is not said who has it done", where="--by", remedy="Give a name: --by RW"
        )
    evaluation, today = Evaluation.open(folder), datetime.now(UTC).date()
    with lock(evaluation.hidden):
        if not yes:
            print("Nothing is changed. What would go, for good:")
            _say(plan_purge(evaluation))
            print(f"Kept:        {period_in_words(evaluation, today)}")
            print(f"To do it:    heard purge {shown(str(folder))} --yes --by NAME")
            return
        for line in finish(evaluation):
            print(line)
        done = purge(evaluation, by, today)
    print("The words are gone:")
    _say(done)
    print("Copies that were handed out, mailed or backed up are beyond this program: destroy them.")


def _say(plan: PurgePlan) -> None:
    print(f"  Transcripts and other files of their folder: {plan.sources:,}")
    print(f"  Outputs: {plan.outputs:,}; other files with words or vectors: {plan.hidden:,}")
    print(f"  People in people.csv: {plan.people:,}; excerpts: {plan.excerpts:,}")
    print(f"  What stays: {plan.decisions:,} decisions by pseudonym without notes, the report of")
    print("  what people found without a quote, the codebook and its versions, the settings")
    if plan.quoting:
        print(f"  Codes that quote transcripts (for you to change): {', '.join(plan.quoting)}")
    if plan.others:
        names = ", ".join(shown(name) for name in plan.others)
        print(f"  Files of yours that are not touched (look at them yourself): {names}")
