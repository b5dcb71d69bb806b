"""`heard reviewers …`: who reviews, and how they get in."""

import argparse
import getpass
import sys
from pathlib import Path

from codebooks.roles import ROLES
from coding.evaluation.evaluation import Evaluation
from coding.reviewers.assignments import reviewers_progress
from coding.reviewers.reviewers import add, everybody, remove, renew
from corpora.errors import InputError
from corpora.files import shown
from flows.arguments import DONE, add_folder, now


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the commands under `reviewers`."""
    under = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add = under.add_parser("add", help="add a reviewer, with a personal link or a password")
    _folder_and_name(add)
    add.add_argument("--role", required=True, help=", ".join(ROLES))
    add.add_argument("--password", action="store_true", help="ask for a password; no link")
    add.set_defaults(command=_add)
    renew = under.add_parser("renew", help="make a new link or password; the old one ends")
    _folder_and_name(renew)
    renew.add_argument("--password", action="store_true", help="ask for a password; no link")
    renew.set_defaults(command=_renew)
    remove = under.add_parser("remove", help="let a reviewer in no longer; what they said stays")
    _folder_and_name(remove)
    remove.set_defaults(command=_remove)
    listed = under.add_parser("list", help="list reviewers, and how far they are")
    add_folder(listed)
    listed.set_defaults(command=_list)


def _folder_and_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("name", metavar="NAME", help="initials or a chosen name")


def _add(given: argparse.Namespace) -> int:
    add_reviewer(given.folder, given.name, given.role, ask_password=given.password)
    return DONE


def _renew(given: argparse.Namespace) -> int:
    renew_reviewer(given.folder, given.name, ask_password=given.password)
    return DONE


def _remove(given: argparse.Namespace) -> int:
    remove_reviewer(given.folder, given.name)
    return DONE


def _list(given: argparse.Namespace) -> int:
    list_reviewers(given.folder)
    return DONE


def add_reviewer(folder: Path, name: str, role: str, *, ask_password: bool) -> None:
    """Add a reviewer, and print their personal link, which is shown this once."""
    evaluation = Evaluation.open(folder)
    password = _password() if ask_password else ""
    token = add(evaluation.store, name, role, now(), password=password)
    print(f"Added: {shown(name)} ({role.strip().lower()}).")
    _say_link(evaluation, token)


def renew_reviewer(folder: Path, name: str, *, ask_password: bool) -> None:
    """Give a reviewer a new link or password, and print the link."""
    evaluation = Evaluation.open(folder)
    password = _password() if ask_password else ""
    token = renew(evaluation.store, name, password=password)
    print(f"Renewed: {shown(name)}. What let them in before does so no longer.")
    _say_link(evaluation, token)


def remove_reviewer(folder: Path, name: str) -> None:
    """Let a reviewer in no longer."""
    remove(Evaluation.open(folder).store, name)
    print(f"Removed: {shown(name)}. They are logged out; what they said stays.")


def list_reviewers(folder: Path) -> None:
    """Print who reviews, in what role, and how far they are with what they were given."""
    evaluation = Evaluation.open(folder)
    listed = everybody(evaluation.store)
    if not listed:
        called = f"heard reviewers add {shown(str(folder))} RW --role researcher"
        print(f"There are no reviewers yet. Add one, here called RW: {called}")
        return
    far = {each.reviewer: each for each in reviewers_progress(evaluation)}
    width = max(len(shown(each.name)) for each in listed)
    for each in listed:
        how = "link" if each.by_link else "password" if each.by_password else "none"
        entry = how if each.active else "removed"
        told = far.get(each.name)
        work = (
            f"{told.finished} of {told.given} finished ({told.blind} blind)"
            if told
            else "nothing handed out"
        )
        print(f"{shown(each.name):<{width}}  {each.role:<16}  {entry:<8}  {work}")


def _say_link(evaluation: Evaluation, token: str) -> None:
    if not token:
        print("They log in with their name and the password.")
        return
    address = evaluation.settings.team.address.rstrip("/")
    print("Their personal link, shown this once (whoever has it can log in as them):")
    print(f"  {address}/enter/{token}")
    if not address:
        print(
            "Before it belongs the address of the pages, with https. Write it into evaluation.toml,"
        )
        print("under [team], and the next link is printed whole.")


def _password() -> str:
    """A password typed twice at the terminal, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Again: "):
        raise InputError("the two passwords differ", remedy="Nothing was changed. Try again.")
    return first
