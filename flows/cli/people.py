"""`heard people`: who speaks in the transcripts and is not in people.csv yet."""

import argparse
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.intake.cutting import read_and_cut
from coding.intake.unlisted import SHEET, as_csv, unlisted
from corpora.files import lock, shown, write_atomic
from flows.arguments import DONE, add_folder

MOST_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_folder(parser)
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    propose_people(given.folder)
    return DONE


def propose_people(folder: Path) -> int:
    """Print the speakers who are not listed and write them as rows to copy; gives how many."""
    evaluation = Evaluation.open(folder)
    with lock(evaluation.hidden):
        read_and_cut(evaluation)
    found = unlisted(evaluation)
    if found.empty:
        print("Every speaker in the transcripts is in people.csv.")
        return 0
    print(f"{len(found)} speakers are not in people.csv:")
    for row in found.head(MOST_SHOWN).to_dict("records"):
        print(
            f"  {shown(str(row['label']))}: {row['role']} ({row['reason']}); {row['turns']} turns, "
            f"{row['words']:,} words in {row['transcripts']} transcripts"
        )
    if len(found) > MOST_SHOWN:
        print(f"  and {len(found) - MOST_SHOWN} more")
    path = evaluation.outputs / SHEET
    write_atomic(path, as_csv(found))
    print(f"As rows for people.csv: {shown(str(path))}")
    print("Give each an id, check the role, fill in group and consent, and copy them over.")
    return len(found)
