"""Codebooks as tables, a code a row: the columns are found by their headings, or said.

    our field      also known as
    theme          category, group, main theme
    name           code, sub-category, label
    definition     description, meaning, sub-category description

Lists stand in one cell, a phrase a line or in quotation marks; `positive:` and the like say which
way the examples after them go. `frameworks` holds lines such as `scie: equality`, `sources` the id
of a source, a colon and the citation.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import get_args

from codebooks.codebook import (
    DIRECTIONS,
    Aspect,
    Code,
    Codebook,
    Direction,
    Example,
    Principle,
    Theme,
)
from codebooks.coding_hash import coding_hash
from codebooks.exchange.tree import UNGROUPED, Once, clean, colour_of, guid_of, name_line, slug
from codebooks.frameworks import frameworks
from codebooks.yaml.fields import MAX_LINE
from corpora.errors import CodebookError, FileRefused
from corpora.spreadsheets.cells import FORMULA, csv_of, cut_to_cell, field_text, fits
from corpora.spreadsheets.first_sheet import first_sheet
from corpora.text import decode

FIELDS = (
    "theme", "id", "name", "definition", "says_positive", "says_negative", "include", "exclude",
    "examples", "counter-examples", "cues", "aspect", "principle", "frameworks", "status",
    "sources", "notes", "replaces", "colour", "guid",
)  # fmt: skip
ALSO = {
    "theme": ("category", "group", "main theme", "domain"),
    "name": ("code", "sub-category", "subcategory", "label", "code name"),
    "definition": ("description", "meaning", "sub-category description", "code description"),
    "include": ("inclusion", "inclusion criteria", "when to use"),
    "says_positive": ("says positive",),
    "says_negative": ("says negative",),
    "exclude": ("exclusion", "exclusion criteria", "when not to use"),
    "examples": ("example", "example quotes"),
    "counter-examples": ("counter_examples", "counter examples"),
    "colour": ("color",),
}
WAY = re.compile(rf"(?i)\b({'|'.join(DIRECTIONS)})(?:\s*/\s*\w+)?\s*:")
BETWEEN = re.compile(r"[’'”\"]\s*[,;]\s*[‘'“\"’]|\n")
SOURCE_ID = re.compile(r"[\w.-]+")
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
PRINCIPLES: tuple[Principle, ...] = get_args(Principle)
Rows = Sequence[Sequence[str]]


def read_codebook_table(
    content: bytes, where: str, columns: Mapping[str, str], sheet: str = ""
) -> tuple[Codebook, dict[str, int]]:
    """The codebook that a .csv or .xlsx holds, and what is left out of it.

    `columns` are headings by our fields.

    Raises CodebookError where no column holds names, or a heading is not there.
    """
    try:
        if content.startswith(b"PK"):
            rows: Rows = first_sheet(content, where, sheet)[0]
        else:
            text = decode(content, where)
            delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
            lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
            rows = [[field_text(field) for field in row] for row in lines]
    except FileRefused as refused:
        raise CodebookError(refused.what, where=where, remedy=refused.remedy) from None
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise CodebookError("there are no rows", where=where, remedy="Name the sheet: --sheet NAME")
    places = _places([" ".join(cell.split()) for cell in rows[0]], columns, where)
    return _codebook([_told(row, places) for row in rows[1:]], where)


def _places(headings: Sequence[str], columns: Mapping[str, str], where: str) -> dict[str, int]:
    """In which column each of our fields stands."""
    known = {heading.casefold(): place for place, heading in enumerate(headings) if heading}
    found: dict[str, int] = {}
    for field in FIELDS:
        wanted = (columns[field],) if field in columns else (field, *ALSO.get(field, ()))
        place = next((known[each.casefold()] for each in wanted if each.casefold() in known), None)
        if place is not None:
            found[field] = place
        elif field in columns:
            raise _no_column(f"there is no column {columns[field]!r}", headings, where)
    if "name" not in found:
        raise _no_column("no column holds the names of codes", headings, where)
    return found


def _no_column(what: str, headings: Sequence[str], where: str) -> CodebookError:
    there = ", ".join(heading[:40] for heading in headings if heading)
    say = '--columns "name=…, definition=…", or another sheet: --sheet NAME'
    remedy = f"Columns: {there[:400]}. Say which: {say}"
    return CodebookError(what, where=where, remedy=remedy)


def _told(row: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    cells = {field: row[place] if place < len(row) else "" for field, place in places.items()}
    return {field: clean(cell) for field, cell in cells.items()}


def _codebook(rows: Sequence[Mapping[str, str]], where: str) -> tuple[Codebook, dict[str, int]]:
    once, themes = Once(), dict[str, list[Code]]()
    above = ""
    for row in rows:
        if row.get("name"):
            above = row.get("theme") or above
            themes.setdefault(name_line(above) if above else UNGROUPED, []).append(
                _code(row, once, above)
            )
    if not themes:
        raise CodebookError(
            "there are no codes", where=where, remedy="A code a row, below headings."
        )
    made = tuple(
        Theme(once("theme id", slug(name)), name, "", tuple(codes))
        for name, codes in themes.items()
    )
    hash = coding_hash(code for theme in made for code in theme.codes)
    sources: dict[str, str] = {}
    for row in rows:
        sources |= {id: said for id, said in _sources(row).items() if id not in sources}
    book = Codebook(PurePath(where).stem, "0.1", made, sources=tuple(sources.items()), hash=hash)
    return book, {
        "principles that are none of SCIE's": sum(
            bool(row.get("principle")) and _principle(row) is None for row in rows
        ),
        "items that are of no framework here": sum(len(_frameworks(row)[1]) for row in rows),
    }


def _code(row: Mapping[str, str], once: Once, theme: str) -> Code:
    has = row.get
    aspect: Aspect = next((word for word in ASPECTS if word == has("aspect")), "process")
    status = next((word for word in ("agreed", "retired") if word == has("status")), "draft")
    name = once("code name", name_line(row["name"]), theme)
    return Code(
        id=once("code id", slug(has("id") or name)),
        name=name,
        definition=has("definition", ""),
        says_positive=_one_line(has("says_positive", "")),
        says_negative=_one_line(has("says_negative", "")),
        include=_phrases(has("include", "")),
        exclude=_phrases(has("exclude", "")),
        examples=_examples(has("examples", "")),
        counter_examples=_examples(has("counter-examples", "")),
        aspect=aspect,
        status=status,  # type: ignore[arg-type]
        cues=_phrases(has("cues", "")),
        notes=has("notes", ""),
        principle=_principle(row),
        frameworks=_frameworks(row)[0],
        sources=tuple(_sources(row)),
        replaces=_phrases(has("replaces", "")),
        colour=colour_of(has("colour", "")),
        guid=guid_of(has("guid", "")),
    )


def _one_line(cell: str) -> str:
    """A cell as a short text, "" where it is too long to be one."""
    line = " ".join(cell.split())
    return line if len(line) <= MAX_LINE else ""


def _principle(row: Mapping[str, str]) -> Principle | None:
    return next((word for word in PRINCIPLES if word == row.get("principle", "").lower()), None)


def _frameworks(row: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """The pairs of framework and item in a row, and what is no such pair."""
    known, unknown = dict[tuple[str, str], None](), list[str]()
    for said in row.get("frameworks", "").splitlines():
        id, _, item = (part.strip() for part in said.partition(":"))
        if id in frameworks() and item in frameworks()[id].items:
            known[id, item] = None
        elif said.strip():
            unknown.append(said)
    return tuple(known), unknown


def _sources(row: Mapping[str, str]) -> dict[str, str]:
    """The citations in a row by their ids; one without an id is given one made from it."""
    found: dict[str, str] = {}
    for said in row.get("sources", "").splitlines():
        id, colon, citation = (part.strip() for part in said.partition(": "))
        if said.strip():
            found |= (
                {id: citation}
                if colon and SOURCE_ID.fullmatch(id)
                else {slug(said): name_line(said)}
            )
    return found


def _phrases(cell: str) -> tuple[str, ...]:
    """The phrases of a cell, without bullets and the quotation marks around them."""
    parts = (" ".join(part.split()).strip("‘’'“”\" ") for part in BETWEEN.split(cell))
    return tuple(dict.fromkeys(part for part in (p.removeprefix("- ") for p in parts) if part))


def _examples(cell: str) -> tuple[Example, ...]:
    """The examples of a cell: all with a direction, or none where some have none."""
    before, *told = WAY.split(cell)
    pairs: list[tuple[Direction | None, str]] = [(None, each) for each in _phrases(before)]
    for way, text in zip(told[::2], told[1::2], strict=True):
        direction = next(word for word in DIRECTIONS if word == way.lower())
        pairs += [(direction, each) for each in _phrases(text.strip(" ,;\n"))]
    if any(way is None for way, _ in pairs):
        return tuple(Example(text) for text in dict.fromkeys(text for _, text in pairs))
    ordered = sorted(dict.fromkeys(pairs), key=lambda pair: DIRECTIONS.index(pair[0] or "mixed"))
    return tuple(Example(text, way) for way, text in ordered)


def rows_of(codebook: Codebook) -> Iterator[list[str]]:
    """The headings and a row a code, as both kinds of table hold them."""
    yield list(FIELDS)
    cited = dict(codebook.sources)
    for theme in codebook.themes:
        for code in theme.codes:
            yield [
                theme.name, code.id, code.name, code.definition, code.says_positive,
                code.says_negative, "\n".join(code.include),
                "\n".join(code.exclude), _listed(code.examples), _listed(code.counter_examples),
                "\n".join(code.cues), code.aspect, code.principle or "",
                "\n".join(f"{id}: {item}" for id, item in code.frameworks), code.status,
                "\n".join(f"{id}: {cited[id]}" for id in code.sources), code.notes,
                "\n".join(code.replaces), code.colour, code.guid,
            ]  # fmt: skip


def _listed(examples: Sequence[Example]) -> str:
    return "\n".join(f"{e.direction}: {e.text}" if e.direction else e.text for e in examples)


def too_long(codebook: Codebook) -> list[str]:
    """What a cell of a workbook does not hold all of: ids of codes with the field."""
    headings, *rows = rows_of(codebook)
    at = headings.index("id")
    return [
        f"{row[at]}, {field}"
        for row in rows
        for field, cell in zip(headings, row, strict=True)
        if not fits(cell)
    ]


def write_csv(codebook: Codebook) -> bytes:
    """The codebook as CSV in UTF-8; cells that a spreadsheet would run have an apostrophe before."""
    return csv_of(rows_of(codebook))


def write_xlsx(codebook: Codebook) -> bytes:
    """The codebook as a workbook in which every cell is text.

    A text that no cell holds is cut and says so: `too_long` names it.
    """
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Codebook")
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        # Keeps a cell that somebody edits from becoming a formula.
        armed = book.add_format({"text_wrap": True, "quote_prefix": True})
        sheet.freeze_panes(1, 3)
        sheet.set_column(0, 2, 20)
        sheet.set_column(3, 7, 50)
        for number, row in enumerate(rows_of(codebook)):
            for column, cell in enumerate(row):
                style = armed if FORMULA.match(cell) else wrapped
                sheet.write_string(number, column, cut_to_cell(cell), style if number else bold)
    return out.getvalue()
