"""Parts 11 and 12: what went in beside what came out, and what was learned on the way."""

from collections.abc import Iterator
from decimal import Decimal

from coding.document.blocks import Block, DataTable, Words
from coding.findings.further import finding_key
from coding.findings_report.shared.material import ReportMaterial, small_print, text_block
from coding.written.values import Resource
from corpora.dates import written_date

_HOURS = ("hour", "hours", "h")


def put_in_part(material: ReportMaterial) -> tuple[Block, ...]:
    """Hours paid and unpaid by group, money, and what came out of it; never as one ratio."""
    resources = material.written.resources
    if not resources:
        return (
            text_block(
                "What went in is not written: there is no resources.csv in the folder findings."
            ),
        )
    hours = [each for each in resources if each.unit.lower() in _HOURS]
    other = [each for each in resources if each not in hours]
    return (*_hours(hours), *_other(other), *_came_out(material))


def _hours(hours: list[Resource]) -> Iterator[Block]:
    groups = list(dict.fromkeys(each.group for each in hours))
    if not groups:
        return
    rows = tuple(
        (
            (group or "of no group",),
            (_sum(hours, group, True),),
            (_sum(hours, group, False),),
            (_sum(hours, group, None),),
        )
        for group in groups
    )
    yield DataTable(
        "hours",
        "Hours that people put in",
        ("Group", "Paid", "Unpaid", "Not said which"),
        rows,
        ("Unpaid hours were worked as well; they are not counted as nothing.",),
    )


def _sum(hours: list[Resource], group: str, paid: bool | None) -> str:
    held = [each.amount for each in hours if each.group == group and each.paid is paid]
    return f"{sum(held, Decimal(0)).normalize():,f}" if held else "–"


def _other(other: list[Resource]) -> Iterator[Block]:
    rows = tuple(
        (
            (each.what,),
            (each.period,),
            (each.group or "–",),
            (f"{each.amount.normalize():,f} {each.unit}",),
        )
        for each in other
    )
    if rows:
        yield DataTable(
            "money", "Money, meetings and things", ("What", "Period", "Group", "How much"), rows
        )


def _came_out(material: ReportMaterial) -> Iterator[Block]:
    rows: list[tuple[Words, ...]] = []
    for finding in material.written.findings:
        if finding.aspect == "impact" and not material.small:
            key, of = finding_key(finding, "for"), ("finding of", finding.id)
            rows.append(((finding.claim,), (material.cell(key, of),)))
    if rows:
        yield DataTable(
            "came-out",
            "What came out, beside it",
            ("What", "People who speak for it"),
            tuple(rows),
            (
                "What went in and what came out are not divided by one another. Part 10 says what was done.",
            ),
        )
    else:
        yield small_print(
            "No finding about a difference stands beside it. Part 10 says what was done."
        )


def learned_part(material: ReportMaterial) -> tuple[Block, ...]:
    """What was noticed on the way and what was changed for it."""
    rows = tuple(
        ((written_date(each.date),), (each.noticed,), (each.changed or "nothing yet",))
        for each in sorted(material.written.learning, key=lambda each: each.date)
    )
    if not rows:
        return (text_block("Nothing is written: there is no learning.csv in the folder findings."),)
    return (DataTable("learned", "Learned on the way", ("Day", "Noticed", "Changed"), rows),)
