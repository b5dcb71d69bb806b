"""`heard deidentify`: what could tell who somebody is, for a person to decide about."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from coding.deidentification.key import KEY, write_key
from coding.deidentification.search import search
from coding.deidentification.sheet import read_candidates, write_sheet
from coding.deidentification.sign_off import deidentification_state, names_in_reports, sign_off
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import NAMES_TO_HIDE, put_in_folders
from coding.intake.cutting import read_and_cut
from coding.reviewers.reviewers import active_reviewer
from corpora.errors import InputError
from corpora.files import lock, shown
from flows import progress
from flows.arguments import DONE, add_folder, given_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_folder(parser)
    parser.add_argument(
        "--decisions", type=Path, metavar="FILE", help="read a filled-in sheet back"
    )
    parser.add_argument("--sign-off", action="store_true", help="say that it is good enough")
    parser.add_argument(
        "--not-decided",
        type=int,
        default=0,
        metavar="NUMBER",
        help="sign off although so many possible names are not decided; every report says so",
    )
    parser.add_argument("--by", default="", metavar="NAME", help="who decides or signs off")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    deidentify(
        given.folder,
        decisions=given.decisions,
        signed=given.sign_off,
        not_decided=given.not_decided,
        by=given.by,
    )
    return DONE


def deidentify(
    folder: Path, *, decisions: Path | None, signed: bool, by: str, not_decided: int = 0
) -> None:
    """Look for personal data, read decisions back or keep a sign-off, and say how it stands.

    A sign-off that is refused leaves the sheet of what is to be decided.
    """
    if (decisions or signed) and not by.strip():
        raise InputError(
            "it is not said who decides",
            where="--by",
            remedy="Give the initials or the name of the person: --by RW",
        )
    evaluation = Evaluation.open(folder)
    evaluation.check()
    actions = evaluation.settings.actions
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with lock(evaluation.hidden):
        for line in put_in_folders(evaluation.outputs):
            print(line)
        if decisions:
            with given_file():
                kept = read_candidates(evaluation, decisions, by, now, actions)
            print(f"Decisions kept: {kept}")
        else:
            _look(evaluation)
        waiting = write_sheet(evaluation, datetime.now(UTC).date(), actions)
        write_key(evaluation, actions)
        if signed:
            who = active_reviewer(evaluation.store, by)
            role = who.role if who else ""
            sign_off(evaluation, by, now, actions, role=role, not_decided=not_decided)
    told = deidentification_state(evaluation, actions)
    print(f"Replaced:    {told.replaced} names and numbers besides those in people.csv")
    print(f"Decided:     {told.accepted} to hide, {told.rejected} to leave, {told.undecided} open")
    print(f"Signed off:  {names_in_reports(told, evaluation.settings.team.see_real_names)}")
    print(f"Proposals:   {waiting} in {shown(str(NAMES_TO_HIDE.path(evaluation.outputs)))}")
    print(f"The key:     {shown(str(evaluation.hidden / KEY))} (who is who; for its owner only)")
    print(f"Next:        decide in the sheet, read it back, then heard run {shown(str(folder))}")


def _look(evaluation: Evaluation) -> None:
    read_and_cut(evaluation)
    reporter = progress.for_stream()
    with reporter.stage("Looking for names") as advance:
        search(evaluation, evaluation.settings.actions, progress=advance)
