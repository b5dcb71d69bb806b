"""Part 6: measures beside themes, period by period; nothing is correlated, no gap is bridged."""

from collections.abc import Iterator
from decimal import Decimal

from coding.document.blocks import Block, DataTable, Fold, Strong, Words
from coding.findings.disclosure.small_numbers import least_shown
from coding.findings_report.shared.material import ReportMaterial, list_of, small_print, text_block
from coding.findings_report.shared.pictures import measures_picture
from coding.report.words import series
from coding.written.values import Measure
from corpora.dates import written_date

COLUMNS = ("Period", "Value", "People or answers behind it", "Goal", "Source and note")
NOT_AVAILABLE = "not available"


def measures_part(material: ReportMaterial) -> tuple[Block, ...]:
    """A section a measure: its periods, the themes beside it, and what findings make of it."""
    names = list(dict.fromkeys(row.measure for row in material.written.measures))
    if not names:
        return (
            text_block("No measures are given: there is no measures.csv in the folder findings."),
        )
    picture = measures_picture(material, names)
    return (
        small_print(
            "Measures and themes stand beside each other. Whether they agree is for people to say; "
            "the program compares nothing."
        ),
        *((picture,) if picture else ()),
        *list_of(_in_words(material, name) for name in names),
        *(_figures(material, name, at) for at, name in enumerate(names, start=1)),
    )


def _in_words(material: ReportMaterial, name: str) -> Words:
    """What kind of measure it is, which way is better, and which findings refer to it."""
    first = material.written.periods_of(name)[0]
    using = [finding for finding in material.written.findings if name in finding.measures]
    claims = series([f"“{finding.claim.rstrip('.')}”" for finding in using])
    beside = f"People set it beside: {claims}." if using else "No finding refers to it."
    return (Strong(f"{name}: "), f"{_kind(first)}. {_better(first)} {beside}")


def _figures(material: ReportMaterial, name: str, at: int) -> Fold:
    rows = material.written.periods_of(name)
    least = least_shown(material.publication.about.threshold)
    table = DataTable(
        f"measure-{at}",
        f"{name}, by period",
        COLUMNS,
        tuple(_row(row, least) for row in rows),
        _notes(rows, least),
    )
    return Fold(
        f"{name}: figures by period, and the themes beside it",
        (table, *_beside(material, rows)),
    )


def _kind(row: Measure) -> str:
    return row.kind.capitalize() + (f", {row.category}" if row.category else "")


def _better(row: Measure) -> str:
    if row.better is None:
        return "Neither more nor less of it is better."
    return "More is better." if row.better == "up" else "Less is better."


def printed_value(row: Measure, least: int) -> str:
    """The value with its unit, unless too few people are behind it."""
    if row.value is None:
        return NOT_AVAILABLE
    if row.n is not None and 0 < row.n < least:
        return "not shown"
    return f"{_number(row.value)} {row.unit}".strip()


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _row(row: Measure, least: int) -> tuple[Words, ...]:
    behind = (
        "not written"
        if row.n is None
        else f"fewer than {least}"
        if 0 < row.n < least
        else f"{row.n:,}"
    )
    days = f"{written_date(row.period_start)} to {written_date(row.period_end)}"
    goal = f"{_number(row.goal)} {row.unit}".strip() if row.goal is not None else "–"
    told = "; ".join(filter(None, (row.source, row.note))) or "–"
    return ((days,), (printed_value(row, least),), (behind,), (goal,), (told,))


def _notes(rows: tuple[Measure, ...], least: int) -> tuple[str, ...]:
    hidden = any(row.n is not None and 0 < row.n < least for row in rows)
    gaps = any(row.value is None for row in rows)
    return tuple(
        text
        for there, text in (
            (hidden, f"A value with fewer than {least} people behind it is not shown."),
            (gaps, "A period without a value is left open, not filled in."),
        )
        if there
    )


def _beside(material: ReportMaterial, rows: tuple[Measure, ...]) -> Iterator[Block]:
    themes = list(dict.fromkeys(theme for row in rows for theme in row.themes))
    by_id = {theme.id: theme for theme in material.publication.codebook.themes}
    shown = [by_id[id] for id in themes if id in by_id]
    if not shown or material.small:
        return
    waves = [wave for wave in material.shown.waves if wave]
    keys = [("theme wave", theme.id, wave) for theme in shown for wave in waves]
    if not waves or any(key not in material.shown.shown for key in keys):
        names = series([theme.name for theme in shown])
        yield small_print(f"Beside it stands the theme {names}; see the parts before this one.")
        return
    yield DataTable(
        f"beside-{'-'.join(theme.id for theme in shown)}",
        "The themes beside it, in people who speak of them",
        ("Theme", *waves),
        tuple(
            (
                (theme.name,),
                *(
                    (material.cell(("theme wave", theme.id, wave), ("wave", wave)),)
                    for wave in waves
                ),
            )
            for theme in shown
        ),
    )
