"""`heard report quotes`: the quotes of the report as a sheet, for people to say which may stand."""

import argparse
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import QUOTES_TO_TICK, make_folders
from coding.findings_report.gathering import report_material
from coding.findings_report.release.printed import printed_report
from coding.findings_report.release.quotes_sheet import read_quotes, write_quotes
from corpora.errors import InputError
from corpora.files import keep_aside, lock, shown
from flows.arguments import DONE, Commands, add_folder, counted, given_file, now
from flows.cli.report.day import day_of_report


def add_to(ways: Commands) -> None:
    """Add the two directions."""
    quotes = ways.add_parser("quotes", help="look through the quotes: hand out, read back")
    to_and_fro = quotes.add_subparsers(title="directions", required=True, metavar="WHICH")
    out = to_and_fro.add_parser("out", help="write the sheet")
    add_folder(out)
    out.set_defaults(command=_out)
    back = to_and_fro.add_parser("in", help="read the filled-in sheet back")
    back.add_argument("folder", type=Path, metavar="FOLDER")
    back.add_argument("file", type=Path, metavar="FILE")
    back.add_argument("--by", required=True, metavar="NAME", help="who looked through them")
    back.set_defaults(command=_in)


def _out(given: argparse.Namespace) -> int:
    quotes_out(given.folder)
    return DONE


def _in(given: argparse.Namespace) -> int:
    quotes_in(given.folder, given.file, given.by)
    return DONE


def quotes_out(folder: Path) -> None:
    """Write the quotes that the report prints now, and say where they lie."""
    evaluation = Evaluation.open(folder)
    today = day_of_report(evaluation)
    with lock(evaluation.hidden):
        material = report_material(evaluation, today)
        make_folders(evaluation.outputs)
        path = QUOTES_TO_TICK.path(evaluation.outputs)
        if path.is_file():
            print(f"Kept beside it: {shown(keep_aside(path).name)}, which was there already")
        many = write_quotes(evaluation, material, printed_report(material), today)
    print(f"Written:     {counted(many, 'quote')}: {shown(str(path))}")
    print(
        f"Next:        read each, then: heard report quotes in {shown(str(folder))} FILE --by NAME"
    )


def quotes_in(folder: Path, path: Path, by: str) -> None:
    """Keep what a filled-in sheet says. Raises InputError with every row that cannot be read."""
    if not by.strip():
        raise InputError("nobody is named", where="--by", remedy="Give initials or a chosen name.")
    evaluation = Evaluation.open(folder)
    with lock(evaluation.hidden), given_file():
        new = read_quotes(evaluation, path, " ".join(by.split()), now())
    print(f"Kept:        {new} new of what it says")
    print(f"Next:        heard report check {shown(str(folder))}: others may stand in their places")
