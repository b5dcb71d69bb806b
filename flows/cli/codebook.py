"""`heard codebook …`: one command a thing that people do with a codebook."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from codebooks.roles import ROLES
from flows.cli.arguments import add_folder
from flows.cli.exchange_commands import add_exchange

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DONE = 0


def add_codebook(commands: "Commands") -> None:
    """Add `codebook` and the commands under it."""
    book = commands.add_parser("codebook", help="change the codebook without losing your footing")
    under = book.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add in (
        _add_check,
        _add_diff,
        _add_try,
        _add_suggest,
        _add_frameworks,
        _add_print,
        _add_sign,
        _add_publish,
        _add_versions,
    ):
        add(under)
    add_exchange(under)


def _add_check(commands: "Commands") -> None:
    check = commands.add_parser("check", help="say what is wrong or thin, and what to do")
    check.add_argument(
        "target", type=Path, nargs="?", default=Path(), metavar="FOLDER or FILE",
        help="an evaluation, or a codebook's file",
    )  # fmt: skip
    check.set_defaults(command=_check)


def _add_diff(commands: "Commands") -> None:
    diff = commands.add_parser(
        "diff", help="show what differs between two versions, and what it does"
    )
    diff.add_argument("before", metavar="A", help="a published version, 'draft', or a file")
    diff.add_argument("after", metavar="B", help="likewise")
    add_folder(diff)
    diff.add_argument("--html", type=Path, metavar="FILE", help="also write it side by side")
    diff.set_defaults(command=_diff)


def _add_try(commands: "Commands") -> None:
    draft = commands.add_parser("try", help="show what a draft would do; changes nothing")
    draft.add_argument("draft", metavar="DRAFT", help="a file, or 'draft' for codebook.yaml")
    add_folder(draft)
    draft.add_argument("--html", type=Path, metavar="FILE", help="also write it side by side")
    draft.set_defaults(command=_try)


def _add_suggest(commands: "Commands") -> None:
    refine = commands.add_parser("suggest", help="what people's decisions say about the codebook")
    add_folder(refine)
    refine.set_defaults(command=_suggest)


def _add_frameworks(commands: "Commands") -> None:
    known = commands.add_parser("frameworks", help="list what codes can be mapped to")
    known.set_defaults(command=_frameworks)


def _add_print(commands: "Commands") -> None:
    printed = commands.add_parser("print", help="write the codebook to bring to a meeting")
    printed.add_argument(
        "target", type=Path, nargs="?", default=Path(), metavar="FOLDER or FILE",
        help="an evaluation, or a codebook's file",
    )  # fmt: skip
    printed.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help="a page (.html) or Word file (.docx)"
    )
    printed.add_argument(
        "--large-print", action="store_true", help="in letters of 18 points and more"
    )
    printed.add_argument("--easy-read", action="store_true", help="larger, and one sentence a line")
    printed.set_defaults(command=_print)


def _add_sign(commands: "Commands") -> None:
    sign = commands.add_parser("sign", help="say that you agree to a version, or do not")
    sign.add_argument("version", metavar="VERSION", help="a version, or 'draft'")
    add_folder(sign)
    _by(sign)
    sign.add_argument("--dissent", action="store_true", help="you do not agree")
    sign.add_argument("--reason", default="", metavar="TEXT", help="why not")
    sign.set_defaults(command=_sign)


def _add_publish(commands: "Commands") -> None:
    freeze = commands.add_parser("publish", help="freeze a version; it never changes again")
    freeze.add_argument("version", metavar="VERSION")
    add_folder(freeze)
    _by(freeze)
    freeze.set_defaults(command=_publish)


def _by(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", required=True, metavar="NAME", help="initials or a chosen name")
    parser.add_argument("--role", required=True, metavar="ROLE", help=", ".join(ROLES))


def _add_versions(commands: "Commands") -> None:
    kept = commands.add_parser("versions", help="what was published, who agreed, who is missing")
    add_folder(kept)
    kept.set_defaults(command=_versions)


def _check(given: argparse.Namespace) -> int:
    from flows.cli.codebook_check import check_codebook

    return check_codebook(given.target)


def _diff(given: argparse.Namespace) -> int:
    from flows.cli.codebook_effects import show_difference

    show_difference(given.before, given.after, given.folder, given.html)
    return DONE


def _try(given: argparse.Namespace) -> int:
    from flows.cli.codebook_effects import try_draft

    try_draft(given.draft, given.folder, given.html)
    return DONE


def _suggest(given: argparse.Namespace) -> int:
    from flows.cli.codebook_effects import suggest_changes

    suggest_changes(given.folder)
    return DONE


def _frameworks(_given: argparse.Namespace) -> int:
    from codebooks.frameworks import frameworks

    for framework in frameworks().values():
        print(f"{framework.id}: {framework.name} ({framework.publisher})")
        for id, name in framework.items.items():
            print(f"    {id:<34} {name}")
    return DONE


def _print(given: argparse.Namespace) -> int:
    from flows.cli.codebook_print import print_codebook

    print_codebook(given.target, given.to, large_print=given.large_print, easy_read=given.easy_read)
    return DONE


def _sign(given: argparse.Namespace) -> int:
    from flows.cli.codebook_versions import sign_version

    reason = given.reason if given.dissent else None
    sign_version(given.folder, given.version, given.by, given.role, dissent=reason)
    return DONE


def _publish(given: argparse.Namespace) -> int:
    from flows.cli.codebook_versions import publish_version

    publish_version(given.folder, given.version, given.by, given.role)
    return DONE


def _versions(given: argparse.Namespace) -> int:
    from flows.cli.codebook_versions import list_versions

    list_versions(given.folder)
    return DONE
