"""`heard quotes`: participants read the quotes of theirs, and say which may stand in the report."""

import argparse
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import OWN_QUOTES, make_folders, output_for
from coding.findings_report.gathering import report_material
from coding.findings_report.release.own_words import quotes_of, read_checked, sheet_to_check
from coding.findings_report.release.printed import printed_report
from coding.withdrawal.sureness import person_with_id
from corpora.errors import InputError
from corpora.files import lock, shown
from flows.arguments import DONE, add_folder, counted, given_file, now
from flows.cli.report.day import day_of_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the two directions."""
    ways = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    out = ways.add_parser("to-check", help="write a sheet for one participant")
    out.add_argument("person", metavar="ID", help="their id in people.csv")
    add_folder(out)
    out.set_defaults(command=_to_check)
    back = ways.add_parser("checked", help="read a filled-in sheet back")
    back.add_argument("folder", type=Path, metavar="FOLDER")
    back.add_argument("file", type=Path, metavar="FILE")
    back.set_defaults(command=_checked)


def _to_check(given: argparse.Namespace) -> int:
    to_check(given.folder, given.person)
    return DONE


def _checked(given: argparse.Namespace) -> int:
    quotes_checked(given.folder, given.file)
    return DONE


def to_check(folder: Path, person: str) -> None:
    """Write the quotes of one person that the report prints as it stands now.

    Raises InputError where nobody has the id, or the report quotes nothing of theirs.
    """
    evaluation = Evaluation.open(folder)
    person = person_with_id(evaluation, person, "quotes to-check").id
    material = report_material(evaluation, day_of_report(evaluation))
    quotes = quotes_of(evaluation, person, printed_report(material).quotations())
    if not quotes:
        raise InputError(
            "the report as it stands quotes nothing of theirs",
            where=shown(person),
            remedy="There is nothing to check.",
        )
    make_folders(evaluation.outputs)
    sheet = output_for(OWN_QUOTES, person)
    sheet.write(evaluation.outputs, sheet_to_check(evaluation.settings.title, quotes))
    print(
        f"Written:     {counted(len(quotes), 'quote')}: {shown(str(sheet.path(evaluation.outputs)))}"
    )
    print("             For this person alone: it holds their words. Give it to nobody else.")
    print(f"Next:        heard quotes checked {shown(str(folder))} FILE")


def quotes_checked(folder: Path, path: Path) -> None:
    """Keep what a participant answered. Raises InputError where an answer is neither yes nor no."""
    evaluation = Evaluation.open(folder)
    with lock(evaluation.hidden), given_file():
        yes, no = read_checked(evaluation, path, now())
    print(f"Kept:        {yes} may stand, {no} may not and will not be quoted again")
    if no:
        print("             Releases that quote these already do so on paper: tell who asked you.")
