"""`heard reviewers …` and `heard assign`: who reviews, and what each of them is given."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from codebooks.codebook import ROLES
from flows.cli.arguments import add_folder

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DONE = 0


def add_reviewers(commands: "Commands") -> None:
    """Add `reviewers` and the commands under it."""
    reviewers = commands.add_parser("reviewers", help="say who reviews, and let them in")
    under = reviewers.add_subparsers(title="commands", required=True, metavar="COMMAND")
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


def add_assign(commands: "Commands") -> None:
    """Add `assign`."""
    assign = commands.add_parser("assign", help="hand excerpts out to reviewers")
    add_folder(assign)
    assign.add_argument(
        "--to", action="append", default=[], metavar="NAME", help="a reviewer; once for each"
    )
    assign.add_argument(
        "--transcript", action="append", default=[], metavar="FILE", help="only of this transcript"
    )
    assign.add_argument(
        "--group", action="append", default=[], metavar="GROUP", help="only of this group"
    )
    assign.add_argument(
        "--share", type=float, default=100, metavar="PERCENT", help="a random share of these"
    )
    assign.add_argument(
        "--seed", type=int, default=1, help="another number draws another share (default: 1)"
    )
    assign.add_argument(
        "--blind",
        action="store_true",
        help="the same excerpts to each, without suggestions or the others' codings",
    )
    assign.add_argument(
        "--training", default="", metavar="EXPERT", help="what this reviewer has finished, to try"
    )
    assign.add_argument("--dry-run", action="store_true", help="only say what would be handed out")
    assign.set_defaults(command=_assign)


def add_team(review: argparse.ArgumentParser) -> None:
    """Add what `review` needs to serve a team."""
    team = review.add_argument_group("for a team, each with their own link or password")
    team.add_argument("--team", action="store_true", help="serve the reviewers of this evaluation")
    team.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="where to listen (default: %(default)s)",
    )
    team.add_argument("--certificate", type=Path, metavar="FILE", help="TLS: the certificate, PEM")
    team.add_argument("--key", type=Path, metavar="FILE", help="TLS: its key, PEM")
    team.add_argument(
        "--behind-proxy",
        default="",
        metavar="URL",
        help="the https address of a reverse proxy here",
    )


def review_with_team(given: argparse.Namespace) -> int:
    """Serve the team until stopped."""
    from flows.cli.review_team import review_team

    review_team(
        given.folder,
        host=given.host,
        port=given.port or 8443,
        certificate=given.certificate,
        key=given.key,
        behind_proxy=given.behind_proxy,
    )
    return DONE


def _add(given: argparse.Namespace) -> int:
    from flows.cli.reviewers import add_reviewer

    add_reviewer(given.folder, given.name, given.role, ask_password=given.password)
    return DONE


def _renew(given: argparse.Namespace) -> int:
    from flows.cli.reviewers import renew_reviewer

    renew_reviewer(given.folder, given.name, ask_password=given.password)
    return DONE


def _remove(given: argparse.Namespace) -> int:
    from flows.cli.reviewers import remove_reviewer

    remove_reviewer(given.folder, given.name)
    return DONE


def _list(given: argparse.Namespace) -> int:
    from flows.cli.reviewers import list_reviewers

    list_reviewers(given.folder)
    return DONE


def _assign(given: argparse.Namespace) -> int:
    from coding.reviewers.drawing import Wanted
    from flows.cli.reviewers import hand_out

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
