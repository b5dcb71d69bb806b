"""`heard backup`: the whole evaluation in one file, sealed with a password where one is wanted."""

import argparse
from pathlib import Path

from coding.backups.archive import back_up
from coding.evaluation.evaluation import Evaluation
from corpora.errors import InputError
from corpora.files import lock, shown
from flows.arguments import DONE, counted, now
from flows.terminal.passwords import add_password_file, asked_password, password_from


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="the file to write; there is none yet"
    )
    parser.add_argument(
        "--password", action="store_true", help="ask for a password to seal it with"
    )
    add_password_file(parser)
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    if given.file.exists():
        raise InputError(
            "there is a file of this name already",
            where=shown(str(given.file)),
            remedy="Nothing was changed. Give another name, with the day in it for instance.",
        )
    if not given.file.absolute().parent.is_dir():
        raise InputError(
            "there is no such folder to write to", where=shown(str(given.file.absolute().parent))
        )
    password = password_from(given.password_file) if given.password_file else ""
    if given.password and not password:
        password = asked_password(new=True)
    write_backup(given.folder, given.file.absolute(), password)
    return DONE


def write_backup(folder: Path, file: Path, password: str) -> None:
    """Write the file and say what is in it."""
    evaluation = Evaluation.open(folder)
    with lock(evaluation.hidden):
        made = back_up(evaluation, file, now(), password=password)
    held = f"{counted(made.files, 'file')}, {counted(made.rows, 'row')} of the database"
    print(f"Written:     {shown(str(file))} ({held})")
    if password:
        print(
            "Sealed:      nobody can read it without the password, not even you: keep both, apart"
        )
    else:
        print("Not sealed:  it holds real names and what people said; --password seals it")
    for name in made.left_out:
        print(f"Left out:    {shown(name)}, which only points elsewhere")
    print(f"To restore:  heard restore {shown(str(file))} FOLDER")
