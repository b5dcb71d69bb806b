"""QualCoder's plain text: a code a line, `category>>category>>code`, a tab, and what it means."""

from collections.abc import Sequence
from dataclasses import replace

from codebooks.exchange.tree import Branch, name_line

WITHIN = ">>"


def read_plain(text: str) -> list[Branch]:
    """The codes of a list in plain text; categories are codes that are not used for coding."""
    top: list[Branch] = []
    for each in text.splitlines():
        said, _, memo = each.partition("\t")
        way = [name.strip() for name in said.split(WITHIN) if name.strip()]
        if way:
            top = _with(top, way, memo.strip())
    return top


def _with(branches: Sequence[Branch], way: Sequence[str], memo: str) -> list[Branch]:
    """The branches with one more code at the end of its way."""
    first, *rest = way
    if not rest:
        return [*branches, Branch(first, memo)]
    for at, each in enumerate(branches):
        if each.name == first and not each.codable:
            new = replace(each, inside=tuple(_with(each.inside, rest, memo)))
            return [*branches[:at], new, *branches[at + 1 :]]
    return [*branches, Branch(first, codable=False, inside=tuple(_with([], rest, memo)))]


def write_plain(branches: Sequence[Branch], above: str = "") -> str:
    """The same list. What a code says is put on one line, as the format wants it."""
    lines = []
    for each in branches:
        name = above + name_line(each.name).replace(WITHIN, "> >")
        if each.codable:
            lines.append(f"{name}\t{' '.join(each.description.split())}".rstrip() + "\n")
        lines.append(write_plain(each.inside, f"{name}{WITHIN}"))
    return "".join(lines)
