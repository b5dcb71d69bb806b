"""`heard assign`: excerpts handed out to reviewers."""

import argparse
from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.reviewers.assignments import HandedOut, assign
from coding.reviewers.drawing import Wanted
from corpora.files import shown
from flows.arguments import DONE, add_folder, now
from flows.cli.reviewers import list_reviewers


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_folder(parser)
    parser.add_argument(
        "--to", action="append", default=[], metavar="NAME", help="a reviewer; once for each"
    )
    parser.add_argument(
        "--transcript", action="append", default=[], metavar="FILE", help="only of this transcript"
    )
    parser.add_argument(
        "--group", action="append", default=[], metavar="GROUP", help="only of this group"
    )
    parser.add_argument(
        "--share", type=float, default=100, metavar="PERCENT", help="a random share of these"
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="another number draws another share (default: 1)"
    )
    parser.add_argument(
        "--blind",
        action="store_true",
        help="the same excerpts to each, without suggestions or the others' codings",
    )
    parser.add_argument(
        "--training", default="", metavar="EXPERT", help="what this reviewer has finished, to try"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be handed out")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    wanted = Wanted(
        reviewers=tuple(given.to),
        transcripts=tuple(given.transcript),
        groups=tuple(given.group),
        share=given.share / 100,
        seed=given.seed,
        blind=given.blind,
        training=given.training,
    )
    hand_out(given.folder, wanted, keep=not given.dry_run)
    return DONE


def hand_out(folder: Path, wanted: Wanted, *, keep: bool) -> None:
    """Hand excerpts out and say what came of it; without reviewers, say how far everybody is."""
    if not wanted.reviewers:
        list_reviewers(folder)
        return
    handed = assign(Evaluation.open(folder), wanted, now(), keep=keep)
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


def _ending(handed: HandedOut, wanted: Wanted, keep: bool) -> str:
    if not keep:
        return "Nothing was handed out: this was a dry run."
    if not handed.new:
        return "Nothing new was handed out: they have these already, or there are none."
    if wanted.blind or wanted.training:
        return "They see neither suggestions nor each other's codings until they have finished."
    return "Handed out."
