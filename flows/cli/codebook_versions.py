"""`heard codebook sign`, `publish` and `versions`: what they do and say."""

from datetime import UTC, datetime
from pathlib import Path

from codebooks.change.versions import FOLDER, SignOff, file_name, in_words
from coding.evaluation.evaluation import Evaluation
from coding.revisions import versions
from coding.revisions.versions import Version, person
from corpora.errors import InputError, Locked
from corpora.files import lock, shown


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
            made = versions.publish(evaluation, version, who, _now())
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
