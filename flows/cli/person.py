"""`heard person`: everything that is held of one person, in one file for them."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.intake.cutting import read_and_cut
from coding.retention.held import everything_held
from coding.withdrawal.sureness import person_with_id
from corpora.files import keep_aside, lock, shown, write_atomic
from flows.arguments import DONE, add_folder, refuse_swapped


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("person", metavar="ID", help="their id in people.csv")
    add_folder(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="ends in .md")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    refuse_swapped(given.person, given.folder)
    write_held(given.folder, given.person, given.out)
    return DONE


def write_held(folder: Path, person_id: str, out: Path) -> None:
    """Write everything held of a person to `out`, mode 0600; another file there is kept beside.

    Raises InputError where nobody has the id.
    """
    evaluation = Evaluation.open(folder)
    person = person_with_id(evaluation, person_id, "person", f"--out {shown(str(out))}")
    with lock(evaluation.hidden):
        # What was put into the folder since the last run may be of them as well.
        read_and_cut(evaluation)
        content = everything_held(evaluation, person, datetime.now(UTC).date()).encode()
    if out.exists() and out.read_bytes() != content:
        print(f"The file that was there is now {shown(str(keep_aside(out)))}.")
    write_atomic(out, content, mode=0o600)
    print(f"Written:     {shown(str(out))}: everything held of {shown(person.id)}")
    print("Read it before you hand it over: a name that nobody listed may stand in it.")
