"""Passwords of files: asked for without being shown, or read from a file, never in a command."""

import argparse
import getpass
import sys
from pathlib import Path

from corpora.errors import InputError
from corpora.files import read_limited
from flows.arguments import given_file

_MOST_BYTES = 4_096


def add_password_file(parser: argparse.ArgumentParser) -> None:
    """Add the file in which a password may stand."""
    parser.add_argument(
        "--password-file", type=Path, metavar="FILE", help="the password is this file's first line"
    )


def password_from(path: Path) -> str:
    """The first line of a file. Raises InputError where it cannot be read."""
    with given_file():
        content = read_limited(path, limit=_MOST_BYTES)
    try:
        return content.decode("utf-8").splitlines()[0]
    except (UnicodeDecodeError, IndexError):
        raise InputError("there is no password in this file", where=path.name) from None


def asked_password(*, new: bool) -> str:
    """What somebody types; a new one is typed twice. Raises InputError where nobody can type."""
    if not sys.stdin.isatty():
        raise InputError("nobody can type a password here", remedy="Give --password-file FILE.")
    password = getpass.getpass("Password of the backup: ")
    if new and getpass.getpass("Once more: ") != password:
        raise InputError("the two are not the same", remedy="Nothing was written. Start again.")
    return password
