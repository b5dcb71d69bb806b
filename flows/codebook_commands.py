"""`heard codebook …`: one command a thing that people do with a codebook."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DONE = 0


def add_codebook(commands: "Commands") -> None:
    """Add `codebook` and the commands under it."""
    book = commands.add_parser("codebook", help="change the codebook without losing your footing")
    under = book.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add in (_add_diff, _add_try, _add_suggest, _add_frameworks):
        add(under)


def _add_diff(commands: "Commands") -> None:
    diff = commands.add_parser(
        "diff", help="show what differs between two versions, and what it does"
    )
    diff.add_argument("before", metavar="A", help="a published version, 'draft', or a file")
    diff.add_argument("after", metavar="B", help="likewise")
    diff.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="FOLDER")
    diff.add_argument("--html", type=Path, metavar="FILE", help="also write it side by side")
    diff.set_defaults(command=_diff)


def _add_try(commands: "Commands") -> None:
    draft = commands.add_parser("try", help="show what a draft would do; changes nothing")
    draft.add_argument("draft", metavar="DRAFT", help="a file, or 'draft' for codebook.yaml")
    draft.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="FOLDER")
    draft.add_argument("--html", type=Path, metavar="FILE", help="also write it side by side")
    draft.set_defaults(command=_try)


def _add_suggest(commands: "Commands") -> None:
    refine = commands.add_parser("suggest", help="what people's decisions say about the codebook")
    refine.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="FOLDER")
    refine.set_defaults(command=_suggest)


def _add_frameworks(commands: "Commands") -> None:
    known = commands.add_parser("frameworks", help="list what codes can be mapped to")
    known.set_defaults(command=_frameworks)


def _diff(given: argparse.Namespace) -> int:
    from flows.refining import show_difference

    show_difference(given.before, given.after, given.folder, given.html)
    return DONE


def _try(given: argparse.Namespace) -> int:
    from flows.refining import try_draft

    try_draft(given.draft, given.folder, given.html)
    return DONE


def _suggest(given: argparse.Namespace) -> int:
    from flows.refining import suggest_changes

    suggest_changes(given.folder)
    return DONE


def _frameworks(_given: argparse.Namespace) -> int:
    from codebooks.frameworks import frameworks

    for framework in frameworks().values():
        print(f"{framework.id}: {framework.name} ({framework.publisher})")
        for id, name in framework.items.items():
            print(f"    {id:<34} {name}")
    return DONE
