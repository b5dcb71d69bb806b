"""Every count of people that stands in the files and on the pages of a run, as a reader finds it there."""

import csv
import re
from collections.abc import Mapping, Sequence
from io import StringIO

from day_counts import cells

from codebooks.codebook import Codebook
from coding.findings.counted import WAYS
from coding.findings.disclosure.small_numbers import MOST, NOT_SHOWN, Figure, Key

Read = dict[Key, Figure]
NAMELESS = {"group not stated": "", "wave not known": "", "group not known": ""}


def figure_of(text: str) -> Figure:
    """What a cell or a line says of how many people."""
    said = text.strip().casefold().removeprefix("at least ")
    if said.startswith("no one"):
        return Figure(0, "0")
    if number := re.match(r"[\d,]+(?![\d,–])(?!–| or more)", said):
        return Figure(int(number[0].replace(",", "")), number[0])
    if few := re.match(r"fewer than \d+", said):
        return Figure(None, few[0])
    return Figure(None, MOST if said.startswith("most") else NOT_SHOWN)


def table(page: str, name: str) -> list[list[str]]:
    """The rows of the table whose caption has this id, or that is labelled by it."""
    found = re.search(
        rf'<caption id="{name}">.*?</table>|<table aria-labelledby="{name}">.*?</table>',
        page,
        re.DOTALL,
    )
    rows = re.findall(r"<tr.*?</tr>", found[0], re.DOTALL) if found else []
    return [[NAMELESS.get(cell, cell) for cell in cells(row)] for row in rows]


def of_report(page: str, basis: str, codebook: Codebook) -> Read:
    """Who was heard, in the room, under themes and codes, in one of the two reports."""
    read: Read = {}
    (_, _, *waves), *groups, everyone = table(page, "heard-caption")
    for group, people, *by_wave in groups:
        read["group", group] = figure_of(people)
        read |= {
            ("group wave", group, w): figure_of(c) for w, c in zip(waves, by_wave, strict=True)
        }
    read["people",] = figure_of(everyone[1])
    read |= {("wave", w): figure_of(c) for w, c in zip(waves, everyone[2:], strict=True)}
    for group, there, recorded in table(page, "room-caption")[1:]:
        read["there", group], read["recorded", group] = figure_of(there), figure_of(recorded)
    ids = {theme.name: theme.id for theme in codebook.themes}
    for name, by, offset in (("themes-caption", "group", 2), ("waves-caption", "wave", 1)):
        heading, *rows = table(page, name) or [[]]
        for theme, *figures in rows:
            if by == "group":
                read[basis, "theme", ids[theme]] = figure_of(figures[0])
            for column, cell in zip(heading[offset:], figures[offset - 1 :], strict=True):
                if column != "Excerpts counted apart":
                    read[basis, f"theme {by}", ids[theme], column] = figure_of(cell)
    return read | _of_codes(page, basis, codebook)


def _of_codes(page: str, basis: str, codebook: Codebook) -> Read:
    """A code without an article has nobody, and so has a direction that is not there."""
    articles = dict(
        re.findall(r"<h4><bdi>(.*?)</bdi></h4>(.*?)</article>", page, re.DOTALL)
    )  # fmt: skip
    read: Read = {}
    for code in codebook.codes:
        article = articles.get(code.name, "")
        ways = re.split(r'<div class="way (\w*)">', article)
        by_way = dict(zip(ways[1::2], ways[2::2], strict=True))
        read[basis, "code", code.id] = _counted(ways[0])
        for way in WAYS:
            read[basis, "code direction", code.id, way] = _counted(by_way.get(way, ""))
    return read


def _counted(part: str) -> Figure:
    line = re.search(r'<p class="count">(.*?)</p>', part, re.DOTALL)
    return figure_of(line[1]) if line else Figure(0, "0")


def of_themes(content: bytes) -> Read:
    """How many people are in each proposal, in the table that is shared."""
    rows = csv.DictReader(StringIO(content.decode("utf-8-sig")))
    return {
        ("suggestions", "proposal", row["id"]): figure_of(row["people"])
        for row in rows
        if not row["inside code"]
    }


def of_heard_page(page: str) -> Read:
    """The page Who was heard, for those who may not see small counts."""
    read: Read = {}
    for group, heard, _, there, recorded in table(page, "altogether")[1:]:
        read["group", group] = figure_of(heard)
        read["there", group], read["recorded", group] = figure_of(there), figure_of(recorded)
    return read


def found_in(content: bytes) -> dict[str, int]:
    """In how many excerpts the table of agreement says that somebody found a code, by its id."""
    found: dict[str, int] = {}
    for row in csv.DictReader(StringIO(content.decode("utf-8-sig"))):
        if row["on"] == "presence" and row["code_id"]:
            excerpts = int(row["by_all"]) + int(row["by_some"])
            found[row["code_id"]] = max(excerpts, found.get(row["code_id"], 0))
    return found


def before_and_after(page: str) -> dict[str, tuple[int, int]]:
    """How many excerpts the page of a changed codebook gives of a code, by its name."""
    rows = re.findall(r'<tr><th scope="row"><bdi>(.*?)</bdi></th>(.*?)</tr>', page)
    numbers = {name: re.findall(r'<td class="n">([\d,]+)</td>', row) for name, row in rows}
    return {name: (int(n[0]), int(n[1])) for name, n in numbers.items() if n}


def differing(reads: Sequence[Mapping[Key, Figure]]) -> list[Key]:
    """The counts that two files print differently."""
    first: Read = {}
    out = []
    for read in reads:
        for key, figure in read.items():
            if first.setdefault(key, figure) != figure:
                out.append(key)
    return out
