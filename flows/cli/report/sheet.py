"""`heard report sheet`: what a team writes for its findings report, as one workbook out and back."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import FINDINGS_WORKBOOK, put_in_folders
from coding.written.folder import FOLDER
from coding.written.sheet.agreements import note_agreements
from coding.written.sheet.exchange import save_workbook, workbook_of
from corpora.files import keep_aside, lock, shown, write_atomic
from flows.arguments import DONE, add_folder, given_file


def add_to(ways: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the two directions."""
    sheet = ways.add_parser("sheet", help="the files of findings as one workbook")
    to_and_fro = sheet.add_subparsers(title="directions", required=True, metavar="WHICH")
    out = to_and_fro.add_parser("out", help="write the workbook")
    add_folder(out)
    out.add_argument("--to", type=Path, metavar="FILE", help="where to write it")
    out.set_defaults(command=_out)
    back = to_and_fro.add_parser("in", help="read the filled-in workbook back")
    back.add_argument("folder", type=Path, metavar="FOLDER")
    back.add_argument("file", type=Path, metavar="FILE")
    back.set_defaults(command=_in)


def _out(given: argparse.Namespace) -> int:
    findings_sheet_out(given.folder, given.to)
    return DONE


def _in(given: argparse.Namespace) -> int:
    findings_sheet_in(given.folder, given.file)
    return DONE


def findings_sheet_out(folder: Path, to: Path | None = None) -> None:
    """Write what the team has written as a workbook, and say where it lies."""
    evaluation = Evaluation.open(folder)
    with lock(evaluation.hidden):
        for line in put_in_folders(evaluation.outputs):
            print(line)
        note_agreements(evaluation)
        path = to or FINDINGS_WORKBOOK.path(evaluation.outputs)
        content = workbook_of(evaluation, datetime.now(UTC).date())
        if path.is_file() and path.read_bytes() != content:
            print(f"Kept beside it: {shown(keep_aside(path).name)}, which was there already")
        write_atomic(path, content, mode=FINDINGS_WORKBOOK.mode)
    print(f"Written:     {shown(str(path))} (names of your team may be in it)")
    print(f"Next:        fill it in, then: heard report sheet in {shown(str(folder))} FILE")


def findings_sheet_in(folder: Path, path: Path) -> None:
    """Write the files of findings from a filled-in workbook, and say which."""
    evaluation = Evaluation.open(folder)
    with lock(evaluation.hidden), given_file():
        saved = save_workbook(evaluation, path)
    for file in saved:
        kept = f"; the one before is kept as {shown(file.kept)}" if file.kept else ""
        print(f"Written:     {FOLDER}/{file.name}{kept}")
    if not saved:
        print("Unchanged:   every file says what the workbook says")
