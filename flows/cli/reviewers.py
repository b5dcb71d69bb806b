"""`heard reviewers …` and `heard assign`: what they do and say."""

import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.reviewers.assignments import Handed, assign, progress
from coding.reviewers.drawing import Wanted
from coding.reviewers.reviewers import add, everybody, remove, renew
from corpora.errors import InputError
from corpora.files import shown


def add_reviewer(folder: Path, name: str, role: str, *, ask_password: bool) -> None:
    """Add a reviewer, and print their personal link, which is shown this once."""
    evaluation = Evaluation.open(folder)
    password = _password() if ask_password else ""
    token = add(evaluation.store, name, role, _now(), password=password)
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
        print("There are no reviewers yet. Add one: heard reviewers add FOLDER NAME --role ROLE")
        return
    far = {each.reviewer: each for each in progress(evaluation)}
    width = max(len(shown(each.name)) for each in listed)
    for each in listed:
        how = "link" if each.by_link else "password"
        entry = how if each.active else "removed"
        told = far.get(each.name)
        work = (
            f"{told.finished} of {told.given} finished ({told.blind} blind)"
            if told
            else "nothing handed out"
        )
        print(f"{shown(each.name):<{width}}  {each.role:<16}  {entry:<8}  {work}")


def hand_out(folder: Path, wanted: Wanted, *, keep: bool) -> None:
    """Hand excerpts out and say what came of it; without reviewers, say how far everybody is."""
    if not wanted.reviewers:
        list_reviewers(folder)
        return
    handed = assign(Evaluation.open(folder), wanted, _now(), keep=keep)
    print(f"Chosen: {handed.chosen:,} of {handed.among:,} excerpts{_how(wanted)}.")
    for name in wanted.reviewers:
        new = sum(each.reviewer == name for each in handed.new)
        print(f"{shown(name)}: {new:,} new")
    print(_ending(handed, wanted, keep))


def _how(wanted: Wanted) -> str:
    if wanted.training:
        return f" that {shown(wanted.training)} has finished, for practice"
    blind = " that none of them has looked at" if wanted.blind else ""
    return f"{blind}, drawn at random with seed {wanted.seed}" if wanted.share < 1 else blind


def _ending(handed: Handed, wanted: Wanted, keep: bool) -> str:
    if not keep:
        return "Nothing was handed out: this was a dry run."
    if not handed.new:
        return "Nothing new was handed out: they have these already, or there are none."
    if wanted.blind or wanted.training:
        return "They see neither suggestions nor each other's codings until they have finished."
    return "Handed out."


def _say_link(evaluation: Evaluation, token: str) -> None:
    if not token:
        print("They log in with their name and the password.")
        return
    address = evaluation.settings.team.address.rstrip("/")
    print("Their personal link, shown this once (whoever has it can log in as them):")
    print(f"  {address or 'https://ADDRESS'}/enter/{token}")
    if not address:
        print("ADDRESS is where the pages are served; set it under [team] in evaluation.toml.")


def _password() -> str:
    """A password typed twice at the terminal, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Again: "):
        raise InputError("the two passwords differ", remedy="Nothing was changed. Try again.")
    return first


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
