"""Part 4: whether the process worked, each code both ways in its own words."""

from collections.abc import Iterator, Sequence

from codebooks.codebook import Code, Theme
from coding.document.blocks import Block, DataTable, Fold, Section, Strong, Words
from coding.findings_report.shared.material import ReportMaterial, says, small_print, text_block
from coding.findings_report.shared.pictures import dots_of
from coding.findings_report.shared.quotations import quotations

BURIED = ("tokenism",)
"""Codes that are spoken of first and by themselves wherever somebody was coded with them."""

COLUMNS = ("What people said", "It went well", "Some of both", "It did not")


def process_part(material: ReportMaterial) -> tuple[Block, ...]:
    """Every theme with codes of the process; for-show first where anybody speaks of it."""
    themes = material.publication.codebook.themes
    return (
        small_print(
            "Each row counts people, not excerpts. Somebody who says both stands in both columns; "
            "the columns are never averaged."
        ),
        *_for_show(material),
        *(block for theme in themes for block in theme_block(material, theme, "process")),
    )


def _for_show(material: ReportMaterial) -> Iterator[Block]:
    for code in (material.codes[id] for id in BURIED if id in material.codes):
        quotes = quotations(material, [code.id], ["negative", "mixed"], 1)
        key = ("code direction", code.id, "negative")
        if material.small:
            yield from quotes
        elif not material.silent(key):
            yield text_block(Strong(f"{says(code, 'negative')}: "), material.people(key), ".")
            yield from quotes
        else:
            yield text_block(f"{says(code, 'negative')}: ", material.people(key), ".")


def theme_block(material: ReportMaterial, theme: Theme, aspect: str) -> Iterator[Block]:
    """A theme's codes of this aspect: picture or table, and quotes each way behind it."""
    codes = [c for c in theme.codes if c.aspect == aspect and c.id in material.codes]
    if not codes:
        return
    ids = [code.id for code in codes]
    good = quotations(material, ids, ["positive"], 2)
    bad = quotations(material, ids, ["negative", "mixed"], 2)
    blocks: list[Block] = []
    if not material.small:
        blocks += code_blocks(material, f"{aspect}-{theme.id}", theme.name, codes)
    if good or bad:
        blocks.append(Fold(f"In people's words: {theme.name}", (*bad, *good)))
    elif material.small:
        blocks.append(small_print("Nothing of it may be quoted."))
    yield Section(f"{aspect}-{theme.id}", theme.name, tuple(blocks))


def code_blocks(
    material: ReportMaterial, id: str, caption: str, codes: Sequence[Code]
) -> Iterator[Block]:
    """The codes that anybody was coded with, drawn and as a table, then those that nobody was."""
    spoken = [code for code in codes if not material.silent(("code", code.id))]
    if spoken:
        rows = tuple(_row(material, code) for code in spoken)
        table = DataTable(f"table-{id}", f"{caption}, in people", COLUMNS, rows)
        yield dots_of(material, f"picture-{id}", caption, spoken, table)
    if silent := [code.name for code in codes if code not in spoken]:
        yield small_print(f"Of this nobody was coded: {', '.join(silent)}.")


def _row(material: ReportMaterial, code: Code) -> tuple[Words, ...]:
    both = " / ".join(dict.fromkeys((says(code, "positive"), says(code, "negative"))))
    ways = ("positive", "mixed", "negative")
    return ((both,), *((material.cell(("code direction", code.id, way)),) for way in ways))
