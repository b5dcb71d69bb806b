"""`heard restore`: an evaluation out of its backup, or a lost database out of a copy of decisions."""

import argparse
from pathlib import Path

from coding.backups.restoring import backup_kind, restore, restore_decisions
from corpora.files import lock, make_folder, shown
from flows.arguments import DONE, counted
from flows.terminal.passwords import add_password_file, asked_password, password_from


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="what heard backup wrote, or a copy"
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="empty, or not there yet")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--sqlite", action="store_true", help="the database in the folder itself")
    where.add_argument(
        "--database",
        type=Path,
        metavar="FILE",
        help="the database in PostgreSQL, at the address in this file's first line",
    )
    add_password_file(parser)
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    kind = backup_kind(given.file)
    if kind == "decisions":
        put_decisions_back(given.file, given.folder)
        return DONE
    password = ""
    if kind == "sealed":
        path = given.password_file
        password = password_from(path) if path else asked_password(new=False)
    database = "" if given.sqlite else password_from(given.database) if given.database else None
    put_back(given.file, given.folder.absolute(), password, database)
    return DONE


def put_back(file: Path, folder: Path, password: str, database: str | None) -> None:
    """Restore a whole evaluation and say what stands there again."""
    restored = restore(file, folder, password=password, database=database)
    rows = counted(restored.rows, "row")
    print(f"Restored:    {shown(str(folder))} ({counted(restored.files, 'file')}, each checked)")
    print(f"Database:    {rows}, {restored.database or 'in the folder'}")
    print(f"As it was:   {restored.made[:16].replace('T', ' ')} UTC, felt-heard {restored.program}")
    print("Look:        whoever has withdrawn since then stands in it again: heard withdraw")
    print(f"Next:        heard run {shown(str(folder))}")


def put_decisions_back(file: Path, folder: Path) -> None:
    """Put a copy in the place of a lost or damaged database and say what it holds."""
    hidden = folder / ".heard"
    make_folder(hidden, private=True)
    with lock(hidden):
        decisions = restore_decisions(file, folder)
    print(f"Restored:    {counted(decisions, 'decision')}, with all that people said and signed")
    print("Not in it:   transcripts, excerpts and suggestions, which the next run makes again")
    print(f"Next:        heard run {shown(str(folder))}")
