"""`heard deidentify`: what could tell who somebody is, for a person to decide about."""

from datetime import UTC, datetime
from pathlib import Path

from coding.deidentification.candidates import KEY, sign_off, state, summary, write_key
from coding.deidentification.search import search
from coding.deidentification.sheet import SHEET, read_sheet, write_sheet
from coding.evaluation.evaluation import Evaluation
from coding.intake.cutting import read_and_cut
from corpora.errors import InputError
from corpora.files import lock, shown
from flows import progress
from flows.cli.arguments import given_file


def deidentify(folder: Path, *, decisions: Path | None, signed: bool, by: str) -> None:
    """Look for personal data, read decisions back or keep a sign-off, and say how it stands."""
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
        if decisions:
            with given_file():
                kept = read_sheet(evaluation, decisions, by, now, actions)
            print(f"Decisions kept: {kept}")
        else:
            _look(evaluation)
        if signed:
            sign_off(evaluation, by, now, actions)
        waiting = write_sheet(evaluation, datetime.now(UTC).date(), actions)
        write_key(evaluation, actions)
    told = state(evaluation, actions)
    print(f"Replaced:    {told.replaced} names and numbers besides those in people.csv")
    print(f"Decided:     {told.accepted} accepted, {told.rejected} rejected, {told.undecided} open")
    print(f"Signed off:  {summary(told)}")
    outputs, hidden = shown(str(evaluation.outputs)), shown(str(evaluation.hidden))
    print(f"Proposals:   {waiting} in {outputs}/{SHEET}")
    print(f"The key:     {hidden}/{KEY} (who is who; for its owner only)")
    print(f"Next:        decide in the sheet, read it back, then heard run {shown(str(folder))}")


def _look(evaluation: Evaluation) -> None:
    read_and_cut(evaluation)
    reporter = progress.for_stream()
    with reporter.stage("Looking for names") as advance:
        search(evaluation, evaluation.settings.actions, progress=advance)
