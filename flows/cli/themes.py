"""`heard themes`: proposals for new codes written out, taken up and dropped."""

import argparse
from datetime import UTC, datetime

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import THEMES_PAGE, THEMES_TABLE, put_in_folders
from coding.report.proposed_themes import write_themes
from coding.suggestions.suggest import open_cache
from coding.themes.drafts import finish
from coding.themes.take_up import Proposed, drop, proposed, take_up
from corpora.errors import InputError
from corpora.files import lock, shown
from flows.arguments import DONE, add_folder, counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_folder(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--take-up", default="", metavar="ID", help="as a draft code")
    which.add_argument("--drop", default="", metavar="ID", help="not worth a code")
    parser.add_argument("--name", default="", help="what the draft code is called")
    parser.add_argument("--theme", default="", metavar="ID", help="where it goes in the codebook")
    parser.add_argument("--by", default="", metavar="NAME", help="who takes it up or drops it")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    evaluation, now = Evaluation.open(given.folder), datetime.now(UTC)
    with lock(evaluation.hidden):
        for line in [*finish(evaluation), *put_in_folders(evaluation.outputs)]:
            print(line)
        cache = open_cache(evaluation, keep=False)
        found = proposed(evaluation, cache, now.date())
        if given.take_up or given.drop:
            _decide(evaluation, found, given, now.isoformat(timespec="seconds"))
            found = proposed(evaluation, cache, now.date())
        write_themes(evaluation, found)
    inside = sum(bool(each.inside) for each in found.findings)
    new = counted(len(found.findings) - inside, "proposal")
    print(f"{new} for new codes, {inside} inside broad codes.")
    page = shown(str(THEMES_PAGE.path(evaluation.outputs)))
    print(f"Look at:     {page} and {THEMES_TABLE.file_name}")
    return DONE


def _decide(evaluation: Evaluation, found: Proposed, given: argparse.Namespace, at: str) -> None:
    by = given.by.strip()
    if not by:
        raise InputError("it is not said who decides", remedy="Give a name with --by.")
    if given.drop:
        drop(evaluation, found, given.drop, by, at)
        print(f"Dropped by {shown(by)}. That is kept, and it can be taken up later.")
        return
    taken = take_up(evaluation, found, given.take_up, given.name, by, at, given.theme)
    print(f"Taken up by {shown(taken.reviewer)}. The draft code '{taken.code_id}' is in ", end="")
    print(f"{shown(evaluation.settings.codebook)}; its definition is yours to write.")
