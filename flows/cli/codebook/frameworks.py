"""`heard codebook frameworks`: what codes can be mapped to."""

import argparse

from codebooks.frameworks import frameworks
from flows.arguments import DONE, Commands


def add_to(commands: Commands) -> None:
    """Add `frameworks`."""
    known = commands.add_parser("frameworks", help="list what codes can be mapped to")
    known.set_defaults(command=_frameworks)


def _frameworks(_given: argparse.Namespace) -> int:
    for framework in frameworks().values():
        print(f"{framework.id}: {framework.name} ({framework.publisher})")
        for id, name in framework.items.items():
            print(f"    {id:<34} {name}")
    return DONE
