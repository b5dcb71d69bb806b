"""`heard sheet`: a spreadsheet handed out to one reviewer, and read back."""

import argparse
import re
from datetime import UTC, datetime
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import put_in_folders, review_sheet
from coding.sheets.review_sheet import SheetChoice, keep_sheet, worked_out
from coding.sheets.review_sheet_back import ReadBack, read_sheet
from coding.sheets.review_sheet_pages import book
from corpora.errors import InputError
from corpora.files import keep_aside, lock, put_in_place, remove_file, shown, write_atomic
from corpora.spreadsheets.workbook import workbook
from flows.arguments import DONE, add_folder, counted, given_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    ways = parser.add_subparsers(title="ways", required=True, metavar="WAY")
    out = ways.add_parser("out", help="write a spreadsheet for one reviewer")
    add_folder(out)
    out.add_argument("--reviewer", required=True, metavar="NAME", help="who it is for")
    out.add_argument("--blind", action="store_true", help="without suggestions")
    out.add_argument("--codes", default="", metavar="IDS", help="only these, with commas between")
    which = out.add_mutually_exclusive_group()
    which.add_argument("--excerpts", type=int, metavar="N", help="so many, drawn at random")
    which.add_argument("--assigned", action="store_true", help="those assigned to the reviewer")
    out.add_argument("--to", type=Path, metavar="FILE", help="where to write it")
    out.set_defaults(command=_out)
    back = ways.add_parser("in", help="read a filled-in spreadsheet back")
    back.add_argument("file", type=Path, metavar="FILE")
    add_folder(back)
    back.add_argument(
        "--reviewer", default="", metavar="NAME", help="who filled in rows that name nobody"
    )
    back.set_defaults(command=_in)


def _out(given: argparse.Namespace) -> int:
    codes = tuple(code.strip() for code in given.codes.split(",") if code.strip())
    choice = SheetChoice(given.blind, codes, given.excerpts, given.assigned)
    sheet_out(given.folder, given.reviewer, choice, given.to)
    return DONE


def _in(given: argparse.Namespace) -> int:
    sheet_in(given.file, given.folder, given.reviewer)
    return DONE


def sheet_out(folder: Path, reviewer: str, choice: SheetChoice, to: Path | None) -> None:
    """Write a sheet for a reviewer and say where it lies and what is on it."""
    reviewer = reviewer.strip()
    if not reviewer or len(reviewer) > 80 or shown(reviewer) != reviewer:
        raise InputError(
            "this is no name", where="--reviewer", remedy="Give initials or a name: --reviewer RW"
        )
    if choice.number is not None and choice.number < 1:
        raise InputError("must be 1 or more", where="--excerpts", remedy="Leave it out for all.")
    evaluation = Evaluation.open(folder)
    now = datetime.now(UTC)
    with lock(evaluation.hidden):
        for line in put_in_folders(evaluation.outputs):
            print(line)
        handed, rows, chosen = worked_out(evaluation, reviewer, choice)
        made = book(evaluation.settings.title, handed, rows, evaluation.codebook, now.date())
        sheet = review_sheet(_told_apart(reviewer, handed.blind, handed.id))
        path = to or sheet.path(evaluation.outputs)
        content = workbook(made, scratch=sheet.path(evaluation.outputs).parent)
        if path.is_file() and path.read_bytes() != content:
            print(f"Kept beside it: {shown(keep_aside(path).name)}, which was there already")
        # A sheet that cannot be written was not handed out: then nothing is kept.
        # Written beside it first: those who review meanwhile wait for a renaming alone.
        new = path.with_name(f".{path.name}.new")
        write_atomic(new, content, mode=sheet.mode)
        try:
            with evaluation.store.writing() as connection:
                keep_sheet(connection, handed, now.isoformat(timespec="seconds"))
                put_in_place(new, path)
        finally:
            remove_file(new)
    how = "blind" if handed.blind else "with suggestions"
    print(
        f"For:         {reviewer}, {how}: "
        f"{counted(len(handed.excerpts), 'excerpt')} in {counted(len(rows), 'row')}"
    )
    for reason, number in chosen.left_out:
        print(f"Left out:    {counted(number, 'excerpt')}, {reason}")
    print(f"Written:     {shown(str(path))} (words of participants: for this reviewer only)")
    back = f"heard sheet in '{shown(str(path))}' {shown(str(folder))}"
    print(f"Next:        when it comes back, in its place: {back}")


def _told_apart(reviewer: str, blind: bool, sheet_id: str) -> str:
    word = re.sub(r"[^a-z0-9]+", "-", reviewer.casefold()).strip("-") or "reviewer"
    return f"{word}-{'blind-' if blind else ''}{sheet_id}"


def sheet_in(path: Path, folder: Path, reviewer: str) -> None:
    """Read a filled-in sheet back and say what came of it."""
    evaluation = Evaluation.open(folder)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with lock(evaluation.hidden), given_file():
        read = read_sheet(evaluation, path, now, reviewer.strip())
    if read.says_nothing:
        raise InputError(
            "no decision is filled in, so nothing was read from it",
            where=shown(path.name),
            remedy="Fill in the columns for you, save the file where it lies, then do it again. "
            "Where somebody saved it under another name, give that one.",
        )
    _say(evaluation, read)


def _say(evaluation: Evaluation, read: ReadBack) -> None:
    who = ", ".join(map(shown, read.reviewers)) or "nobody"
    print(f"From:        {who}{', blind' if read.blind else ''}")
    about = f"{counted(read.decisions, 'decision')} about {counted(read.excerpts, 'excerpt')}"
    print(f"Says:        {about}")
    print(f"Finished:    {counted(read.finished, 'excerpt')}")
    print(f"New:         {read.kept}" if read.kept else "New:         nothing; it was read before")
    names = {code.id: code.name for code in evaluation.codebook.codes}
    for code, number in read.look_again.items():
        print(
            f"Look again:  {names.get(code, code)}: {counted(number, 'decision')} made with codebook "
            f"version {shown(read.version)}; the code has another meaning now"
        )
