"""`heard report sign`, `release` and `releases`: agree to the report, freeze it, list what is out."""

import argparse
from pathlib import Path

from codebooks.roles import ROLES
from coding.evaluation.evaluation import Evaluation
from coding.findings_report.gathering import report_material
from coding.findings_report.release.freezing import (
    as_released,
    release_report,
    report_state,
    sign_report,
)
from coding.findings_report.release.printed import printed_report
from coding.published.releases import Release, released
from coding.revisions.versions import person
from corpora.errors import InputError
from corpora.files import lock, shown
from flows.arguments import DONE, Commands, add_folder, add_pdf, counted, now
from flows.cli.report.day import day_of_report


def add_to(ways: Commands) -> None:
    """Add what this file holds under `report`."""
    sign = ways.add_parser("sign", help="say that you agree to the report as it is, or do not")
    add_folder(sign)
    _by(sign)
    sign.add_argument("--dissent", action="store_true", help="you do not agree")
    sign.add_argument("--reason", default="", metavar="TEXT", help="why not")
    sign.set_defaults(command=_sign)
    freeze = ways.add_parser("release", help="freeze the report; it never changes again")
    freeze.add_argument("name", metavar="NAME", help="such as 2026-spring")
    add_folder(freeze)
    _by(freeze)
    add_pdf(freeze)
    freeze.set_defaults(command=_release)
    kept = ways.add_parser("releases", help="what was released, and what is to be recalled")
    add_folder(kept)
    kept.set_defaults(command=_releases)


def _by(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", required=True, metavar="NAME", help="initials or a chosen name")
    parser.add_argument("--role", required=True, metavar="ROLE", help=", ".join(ROLES))


def _sign(given: argparse.Namespace) -> int:
    sign_as(given.folder, given.by, given.role, dissent=given.reason if given.dissent else None)
    return DONE


def _release(given: argparse.Namespace) -> int:
    release_as(given.folder, given.name, given.by, given.role, pdf=given.pdf)
    return DONE


def _releases(given: argparse.Namespace) -> int:
    list_releases(given.folder)
    return DONE


def sign_as(folder: Path, by: str, role: str, *, dissent: str | None) -> None:
    """Keep that somebody agrees to the report as it stands, or why not."""
    who = person(by, role)
    if dissent is not None and not dissent.strip():
        remedy = 'Say why: --dissent --reason "..."'
        raise InputError("no reason is given", where="--dissent", remedy=remedy)
    evaluation = Evaluation.open(folder)
    material = report_material(evaluation, day_of_report(evaluation))
    state = report_state(material, printed_report(material))
    said = sign_report(evaluation, state, who, now(), dissent=dissent or "")
    verb = "agrees to" if said.verdict == "agree" else "does not agree to"
    print(f"Kept:        {shown(who.name)} ({who.role}) {verb} the report as it stands now")
    print(f"Next:        heard report check {shown(str(folder))} says what is still missing")


def release_as(folder: Path, name: str, by: str, role: str, *, pdf: bool = False) -> None:
    """Freeze the report under a name. Raises InputError where something stands against it.

    Raises EnvironmentFault where it is to be a `pdf` as well and none can be made here.
    """
    who = person(by, role)
    evaluation = Evaluation.open(folder)
    with lock(evaluation.hidden):
        material = report_material(evaluation, day_of_report(evaluation))
        release = release_report(evaluation, material, name, who, now(), pdf=pdf)
    print(f"Released:    {release.name}, by {shown(who.name)} ({who.role})")
    for place in release.files:
        print(f"             {shown(str(evaluation.outputs / place))}")
    print("Next:        note who gets a copy: somebody may withdraw, and copies have to come back")


def list_releases(folder: Path) -> None:
    """Print every release: when, by whom, and whether it is to be recalled."""
    evaluation = Evaluation.look(folder)
    every = released(evaluation)
    if not every:
        print("Nothing was released yet: heard report check says what is missing.")
    for each in every:
        print(*_lines(evaluation, each), sep="\n")


def _lines(evaluation: Evaluation, release: Release) -> list[str]:
    head = f"{release.name}: released on {release.at[:10]} by {shown(release.by)} ({release.role})"
    figures, quotes = len(release.figures), len(release.excerpts)
    lines = [head, f"  {counted(figures, 'figure')}, {counted(quotes, 'quote')}, "
             f"codebook {shown(release.codebook_version)}"]  # fmt: skip
    if release.recall:
        lines.append(
            f"  TO BE RECALLED since {release.recall}: somebody in it has withdrawn. Ask back or have "
            "destroyed every copy, take it off the web, release the report again under another name."
        )
    elif not as_released(evaluation, release):
        lines.append(
            "  Its files in outputs are not there, or are not what was released: take them from a copy "
            "or a backup, or do not hand them out."
        )
    return lines
