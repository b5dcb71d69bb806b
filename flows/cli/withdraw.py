"""`heard withdraw`: a participant leaves the evaluation, and everything of theirs with them."""

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.intake.cutting import read_and_cut
from coding.suggestions.suggest import open_cache
from coding.themes.drafts import finish
from coding.withdrawal.carry_out import withdraw
from coding.withdrawal.cuts import SourceCut
from coding.withdrawal.elsewhere import Elsewhere
from coding.withdrawal.papers import PaperCut
from coding.withdrawal.plan import Withdrawal, plan_withdrawal
from coding.withdrawal.sureness import check_cuts, check_withdrawal, person_with_id
from corpora.files import lock, shown
from flows.arguments import DONE, add_folder, counted, refuse_swapped

MOST_SHOWN = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("person", metavar="ID", help="their id in people.csv")
    add_folder(parser)
    parser.add_argument("--dry-run", action="store_true", help="only say what would go")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    refuse_swapped(given.person, given.folder)
    say_farewell(given.folder, given.person, dry_run=given.dry_run)
    return DONE


def say_farewell(folder: Path, person_id: str, *, dry_run: bool) -> None:
    """Take everything of the person out, or, for a dry run, say what would go.

    Raises InputError where nobody has the id, nothing of theirs is there, or a label may be theirs
    or somebody else's.
    """
    evaluation = Evaluation.open(folder)
    person = person_with_id(evaluation, person_id)
    with lock(evaluation.hidden):
        # What was put into the folder since the last run may be theirs as well.
        read_and_cut(evaluation)
        if dry_run:
            planned = plan_withdrawal(evaluation, person)
            check_withdrawal(evaluation, person, planned)
            print("Nothing is changed. What would go:")
            _tell(planned)
            check_cuts(person, planned)
            return
        # A draft that waits to be written may quote the person: in the codebook, that is told.
        for line in finish(evaluation):
            print(line)
        today = datetime.now(UTC).date()
        done = withdraw(evaluation, person, lambda: open_cache(evaluation), today)
    print(f"{done.person} has been taken out:")
    _tell(done)
    print("Copies that were handed out, mailed or backed up are beyond this program: recall them.")
    print(f"Next: heard run {shown(str(folder))}")


def _tell(found: Withdrawal) -> None:
    print(f"  Excerpts: {found.excerpts:,}; decisions about them: {found.decisions:,}")
    for cut in found.cuts:
        print(f"  {shown(cut.source)}: {_what(cut)}")
        if cut.in_nobodys:
            print(
                f"    Named in words of nobody, {counted(cut.in_nobodys, 'time')}: are these a report "
                "of theirs?"
            )
        _list("  In it, to be looked at by you", cut.uneditable)
    _list("Output files deleted (recall copies)", found.handed_out)
    _tell_elsewhere(found.elsewhere)
    _list("Files that cannot be read (see yourself whether they are in them)", found.unread)
    _list("Codes of the codebook that quote them (these are for you to deal with)", found.quoted)


def _tell_elsewhere(elsewhere: Elsewhere) -> None:
    """What becomes of all that is no source."""
    for what, number in elsewhere.written:
        print(f"  {number:,} {what}: theirs, or with their name or words in them")
    for paper in elsewhere.papers:
        if paper.how != "not looked into":
            print(f"  {shown(paper.path)}: {paper.how} ({_counts(paper)})")
    unseen = tuple(paper.path for paper in elsewhere.papers if paper.how == "not looked into")
    _list("Other files, which this program cannot look into (see yourself)", unseen)
    _list("Reviewers who may be them (if so, add the name to their aliases)", elsewhere.in_doubt)
    _list("Codebooks that name or quote them (published ones never change)", elsewhere.codebooks)
    _list("Released reports to be recalled", elsewhere.recalled)
    if elsewhere.recalled:
        print(
            "    Their files are taken out of outputs. Ask back or have destroyed every copy that was "
            "handed out, take them off the web, and release the report again under another name: "
            "its quotes will be without them, and its numbers as they were."
        )
    if elsewhere.cards:
        _list("Printed cards with words of theirs", (", ".join(elsewhere.cards),))
        print(
            "    Take these out of the box and destroy them; `heard cards --pack` prints the rest."
        )
    _list("Backups that hold everything (make a new one, delete these)", elsewhere.backups)


def _counts(paper: PaperCut) -> str:
    counts = ((paper.rows, "row"), (paper.quotes, "quote"), (paper.names, "name"))
    return _counted(counts) or "the name of the file"


def _counted(counts: Iterable[tuple[int, str]]) -> str:
    return ", ".join(f"{n:,} {noun}{'' if n == 1 else 's'}" for n, noun in counts if n)


def _what(cut: SourceCut) -> str:
    """What becomes of a source, and how much of it goes."""
    counts = ((cut.turns, "turn"), (cut.words, "word"), (cut.names, "name"))
    goes = _counted(counts)
    called = "" if cut.target in ("", cut.source) else f"; from now on {shown(cut.target)}"
    told = {
        "deleted": f"deleted, since nobody else is heard in it ({goes})",
        "in place": f"cut in place ({goes or 'only the name of the file'}){called}",
        "as text": f"a text takes its place, since its format cannot be edited ({goes}){called}",
        "not at all": f"cannot be cut: {cut.why} ({goes})",
    }
    return told[cut.how]


def _list(what: str, names: tuple[str, ...]) -> None:
    if names:
        more = f" and {len(names) - MOST_SHOWN} more" if len(names) > MOST_SHOWN else ""
        print(f"  {what}: {', '.join(shown(name) for name in names[:MOST_SHOWN])}{more}")
