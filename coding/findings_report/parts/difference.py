"""Part 5: what difference it made. Harm first; change as a ladder; never that one thing caused another."""

from collections.abc import Iterator
from datetime import date

from coding.document.blocks import Block, DataTable, Fold, Number, Section, Strong, Words
from coding.findings.disclosure.small_numbers import Key
from coding.findings_report.parts.over_waves import waves_in_pairs
from coding.findings_report.parts.process import code_blocks
from coding.findings_report.shared.material import ReportMaterial, says, small_print, text_block
from coding.findings_report.shared.quotations import quotations
from coding.written.values import Aims

HARM = ("wellbeing",)
STAFF = ("staff-satisfaction", "staff-practice")
UNDERSTANDING = (
    ("Staff about people", "staff-learn"),
    ("People about the service", "people-learn"),
)
LADDER = (
    ("Promised", "change-promised"),
    ("Made", "change-reported"),
    ("Put down to the co-production", "change-attributed"),
)
NO_CHANGE = "no-change"
_OWN_PLACE = {*HARM, *STAFF, *(c for _, c in UNDERSTANDING), *(c for _, c in LADDER), NO_CHANGE}
EARLY_DAYS = 183
"""Within so many days of the end of a co-production, it is too early to tell what lasts."""


def difference_part(material: ReportMaterial) -> tuple[Block, ...]:
    """Harm, staff, understanding both ways, other outcomes, and the ladder of change."""
    return (
        small_print(
            "This is what people said came of it. That the co-production was the cause does not "
            "follow from it."
        ),
        *_too_early(material),
        *_harm(material),
        *_staff(material),
        *_understanding(material),
        *_others(material),
        *_ladder(material),
    )


def _too_early(material: ReportMaterial) -> Iterator[Block]:
    aims = material.written.aims
    if aims is not None and too_early(aims, material.today):
        yield text_block(
            Strong("Too early to tell. "),
            "Less than six months have passed since the co-production ended; changes may show later.",
        )


def too_early(aims: Aims, today: date) -> bool:
    """Whether the co-production ended less than six months ago, or has not ended."""
    return aims.ended is not None and (today - aims.ended).days < EARLY_DAYS


def _harm(material: ReportMaterial) -> Iterator[Block]:
    for code in (material.codes[id] for id in HARM if id in material.codes):
        negative: Key = ("code direction", code.id, "negative")
        blocks: list[Block] = []
        if not material.small:
            blocks.append(
                text_block(
                    f"{says(code, 'negative')}: ",
                    material.people(negative),
                    f". {says(code, 'positive')}: ",
                    material.people(("code direction", code.id, "positive")),
                    ".",
                )
            )
        blocks += quotations(material, [code.id], ["negative", "mixed"], 2)
        blocks += quotations(material, [code.id], ["positive"], 1)
        if blocks:
            yield Section("harm", "Harm, and wellbeing", tuple(blocks))


def _staff(material: ReportMaterial) -> Iterator[Block]:
    codes = [material.codes[id] for id in STAFF if id in material.codes]
    blocks: list[Block] = []
    for code in codes:
        if not material.small:
            ways = [(way, ("code direction", code.id, way)) for way in ("negative", "positive")]
            words: list[str | Number | Strong] = []
            for way, key in ways:
                words += [f"{' ' if words else ''}{says(code, way)}: ", material.people(key), "."]
            blocks.append(text_block(*words))
        blocks += quotations(material, [code.id], ["negative", "mixed"], 1)
        blocks += quotations(material, [code.id], ["positive"], 1)
    if codes:
        yield Section(
            "staff",
            "Staff",
            tuple(blocks) or (small_print("Nobody was coded with what it did for staff."),),
        )


def _understanding(material: ReportMaterial) -> Iterator[Block]:
    sides = [(name, material.codes[id]) for name, id in UNDERSTANDING if id in material.codes]
    if len(sides) < 2 or material.small:
        return
    cells: list[Words] = [
        ("Nothing was heard.",)
        if material.silent(("code", code.id))
        else (
            f"{says(code, 'positive')}: ",
            material.people(("code direction", code.id, "positive")),
            f". {says(code, 'negative')}: ",
            material.people(("code direction", code.id, "negative")),
            ".",
        )
        for _, code in sides
    ]
    yield Section(
        "understanding",
        "Who came to understand whom",
        (
            DataTable(
                "understanding-table",
                "Understanding in both directions",
                ("", *(name for name, _ in sides)),
                ((("What people said",), *cells),),
            ),
        ),
    )


def _others(material: ReportMaterial) -> Iterator[Block]:
    if material.small:
        return
    for theme in material.publication.codebook.themes:
        codes = [
            c
            for c in theme.codes
            if c.aspect == "impact" and c.id in material.codes and c.id not in _OWN_PLACE
        ]
        if codes:
            blocks = tuple(code_blocks(material, f"impact-{theme.id}", theme.name, codes))
            yield Fold(f"{theme.name}: everything else that people said came of it", blocks)


def _ladder(material: ReportMaterial) -> Iterator[Block]:
    rungs = [(name, material.codes[id]) for name, id in LADDER if id in material.codes]
    if not rungs or material.small:
        return
    rows: list[tuple[Words, ...]] = [
        (
            (name,),
            (says(code, "positive"),),
            (material.cell(("code direction", code.id, "positive")),),
            (material.cell(("code direction", code.id, "negative")),),
        )
        for name, code in rungs
    ]
    blocks: list[Block] = [
        DataTable(
            "ladder-table",
            "Changes of the service, from promised to noticed, in people",
            ("Step", "What people said", "Said so", "Said it was not so"),
            tuple(rows),
        )
    ]
    blocks += _noticed(material)
    if code := material.codes.get(NO_CHANGE):
        blocks.append(
            text_block(
                Strong("No change. "),
                f"{says(code, 'negative')}: ",
                material.people(("code direction", code.id, "negative")),
                ".",
            )
        )
        blocks += quotations(material, [code.id], ["negative", "mixed"], 1)
    yield Section("ladder", "Did the service change?", tuple(blocks))


def _noticed(material: ReportMaterial) -> Iterator[Block]:
    """Whether those who were heard twice speak of a change only in the later wave."""
    code = "change-reported"
    for earlier, later in waves_in_pairs(material):
        key: Key = ("pair", "code", code, "positive", earlier, later, "only later")
        of: Key = ("paired", earlier, later)
        # Where few were heard twice, or it is hidden how many, nothing of them is printed.
        if material.figure(key).tells and material.figure(of).value is not None:
            yield text_block(
                f"Of those heard both in {earlier} and in {later}, a change was first spoken of in "
                f"{later} by: ",
                material.people(key, of),
                ".",
            )
