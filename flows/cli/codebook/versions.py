"""`heard codebook sign`, `publish` and `versions`: what they do and say."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from codebooks.change.versions import FOLDER, SignOff, file_name, in_words
from codebooks.roles import ROLES
from coding.evaluation.evaluation import Evaluation
from coding.revisions import versions
from coding.revisions.versions import Version, person
from coding.themes.drafts import finish
from corpora.errors import InputError, Locked
from corpora.files import lock, shown
from flows.arguments import DONE, Commands, add_folder


def add_to(commands: Commands) -> None:
    """Add what this file holds under `codebook`."""
    _add_sign(commands)
    _add_publish(commands)
    _add_versions(commands)


def _add_sign(commands: Commands) -> None:
    sign = commands.add_parser("sign", help="say that you agree to a version, or do not")
    sign.add_argument("version", metavar="VERSION", help="a version, or 'draft'")
    add_folder(sign)
    _by(sign)
    sign.add_argument("--dissent", action="store_true", help="you do not agree")
    sign.add_argument("--reason", default="", metavar="TEXT", help="why not")
    sign.set_defaults(command=_sign)


def _add_publish(commands: Commands) -> None:
    freeze = commands.add_parser("publish", help="freeze a version; it never changes again")
    freeze.add_argument("version", metavar="VERSION")
    add_folder(freeze)
    _by(freeze)
    freeze.set_defaults(command=_publish)


def _by(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", required=True, metavar="NAME", help="initials or a chosen name")
    parser.add_argument("--role", required=True, metavar="ROLE", help=", ".join(ROLES))


def _add_versions(commands: Commands) -> None:
    kept = commands.add_parser("versions", help="what was published, who agreed, who is missing")
    add_folder(kept)
    kept.set_defaults(command=_versions)


def _sign(given: argparse.Namespace) -> int:
    reason = given.reason if given.dissent else None
    sign_version(given.folder, given.version, given.by, given.role, dissent=reason)
    return DONE


def _publish(given: argparse.Namespace) -> int:
    publish_version(given.folder, given.version, given.by, given.role)
    return DONE


def _versions(given: argparse.Namespace) -> int:
    list_versions(given.folder)
    return DONE


def sign_version(folder: Path, version: str, by: str, role: str, *, dissent: str | None) -> None:
    """Keep that somebody agrees to a version, or why not; `dissent` is None where they agree."""
    who = person(by, role)
    if dissent is not None and not dissent.strip():
        raise InputError(
            "no reason is given", where="--dissent", remedy='Say why: --dissent --reason "..."'
        )
    evaluation = Evaluation.open(folder)
    word = versions.sign(evaluation, version, who, _now(), dissent=dissent or "")
    print(f"Kept: {_said(word)}")
    for each in versions.overview(evaluation):
        if each.version == word.version:
            print(_needs(each))


def publish_version(folder: Path, version: str, by: str, role: str) -> None:
    """Freeze the codebook under its version. Raises CodebookError where that must not be."""
    who = person(by, role)
    evaluation = Evaluation.open(folder)
    try:
        with lock(evaluation.hidden):
            for line in finish(evaluation):
                print(line)
            made = versions.freeze_version(evaluation, version, who, _now())
    except Locked as held:
        remedy = (
            "Nothing was published by you. When it has ended, see if somebody else has published: "
            "heard codebook versions; then publish again if need be."
        )
        raise Locked(held.what, where=held.where, remedy=remedy) from None
    print(
        f"Published: version {shown(made.version)} ({made.hash[:12]}), by {who.name} ({who.role})."
    )
    print(f"For git:   {FOLDER}/{file_name(made.version)}; neither it nor the version can change.")
    print("Next:      before the next change, give the codebook a new version at its top.")


def list_versions(folder: Path) -> None:
    """Print every version with who published it, who agrees, who dissents and why."""
    for each in versions.overview(Evaluation.open(folder)):
        print(_headline(each))
        for word in each.said:
            print(f"  {_said(word)}")
        if each.published is None:
            print(f"  {_needs(each)}")


def _headline(each: Version) -> str:
    if kept := each.published:
        by = f"{shown(kept.published_by)} ({kept.role})"
        return f"{shown(each.version)}: published on {kept.at[:10]} by {by}; {kept.hash[:12]}"
    return f"{shown(each.version)}: a draft, not published"


def _said(word: SignOff) -> str:
    who = f"{shown(word.name)} ({word.role})"
    if word.verdict == "agree":
        return f"{who} agrees to {shown(word.version)}, {word.at[:10]}"
    return f"{who} does not agree to {shown(word.version)}, {word.at[:10]}: {shown(word.reason)}"


def _needs(each: Version) -> str:
    if each.published:
        return "It is published."
    if each.missing:
        return f"Before it is published somebody has to agree as {in_words(each.missing)}."
    return (
        f"It can be published: heard codebook publish {shown(each.version)} --by NAME --role ROLE"
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
