"""Part 8: from wave to wave, with the same people only and never across two meanings of a code."""

from collections.abc import Iterator
from itertools import pairwise

from coding.document.blocks import Block, DataTable, Fold, Section, Words
from coding.evidence.paired import paired_difference
from coding.findings.disclosure.small_numbers import Key, least_shown
from coding.findings.further import CHANGES, rows_compared
from coding.findings_report.shared.material import ReportMaterial, says, small_print, text_block
from coding.report.words import count_of

COLUMNS = (
    "What people said",
    "In both",
    "Only earlier",
    "Only later",
    "In neither",
    "Not comparable",
    "So",
)
TOO_FEW = "too few to say"
NOT_SHOWN = "not shown"
NOTHING_TO_SAY = ((TOO_FEW,), (NOT_SHOWN,))
MORE, FEWER = "more people later", "fewer people later"


def over_waves_part(material: ReportMaterial) -> tuple[Block, ...]:
    """A section for each two waves that follow one another."""
    pairs = waves_in_pairs(material)
    if not pairs:
        return (text_block("There is one wave only, so that nothing can be compared."),)
    return (
        small_print(
            "Only people who were heard in both waves are compared. That somebody did not say a thing "
            "again does not mean that it is no longer so."
        ),
        *(_section(material, earlier, later) for earlier, later in pairs),
        *_not_compared(material),
    )


def waves_in_pairs(material: ReportMaterial) -> list[tuple[str, str]]:
    """Each wave with the one after it."""
    return list(pairwise(wave for wave in material.shown.waves if wave))


def _section(material: ReportMaterial, earlier: str, later: str) -> Section:
    both: Key = ("paired", earlier, later)
    id = f"waves-{waves_in_pairs(material).index((earlier, later)) + 1}"
    people = material.figure(both)
    lead = text_block(
        "Heard in both: ", material.count(both), " people." if people.value != 1 else " person."
    )
    rows = [row for key in paired_codes(material) if (row := _row(material, key, earlier, later))]
    if people.value == 0:
        lead = text_block("Nobody was heard in both, so that nothing can be compared.")
    elif people.value is None:
        lead = text_block(
            "How many people were heard in both is not shown, since it would tell of a few. "
            "Nothing is compared."
        )
    elif people.value < least_shown(material.publication.about.threshold):
        lead = text_block(
            "Heard in both: ",
            material.count(both),
            ". They are so few that nothing is compared: it would tell of each of them.",
        )
    elif rows and not material.small:
        return Section(id, f"{earlier} and {later}", (lead, *_tables(id, rows, earlier, later)))
    return Section(id, f"{earlier} and {later}", (lead,))


def _tables(id: str, rows: list[tuple[Words, ...]], earlier: str, later: str) -> Iterator[Block]:
    """What can be said of a change, and folded all of which nothing can be said."""
    title = f"The same people in {earlier} and in {later}"
    told = [row for row in rows if row[-1] not in NOTHING_TO_SAY]
    rest = [row for row in rows if row[-1] in NOTHING_TO_SAY]
    note = "Not comparable: an excerpt of one of the two interviews has not been read to the end."
    if told:
        yield DataTable(f"{id}-table", title, COLUMNS, tuple(told), (note,))
    if rest:
        few = f"With fewer than 6 people who changed, no direction can be shown: {TOO_FEW}."
        yield small_print(
            f"Of {count_of(len(rest), 'thing')} no direction can be said, because too few people "
            "changed, or because a number would tell of a few."
        )
        table = DataTable(f"{id}-rest", f"{title}: the others", COLUMNS, tuple(rest), (note, few))
        yield Fold("Those of which no direction can be said", (table,))


def paired_codes(material: ReportMaterial) -> list[Key]:
    """What is compared from wave to wave: themes and codes of interest, each way."""
    return [key for key, _ in rows_compared(material.publication.codebook, material.further)]


def row_name(material: ReportMaterial, row: Key) -> str:
    """What is compared in a row: a theme in a direction, or what somebody says with a code."""
    kind, id, way = row
    if kind == "code":
        return says(material.codes[id], way)
    theme = next(theme for theme in material.publication.codebook.themes if theme.id == id)
    return f"{theme.name}: {'something good' if way == 'positive' else 'something bad'}"


def _row(material: ReportMaterial, row: Key, earlier: str, later: str) -> tuple[Words, ...] | None:
    """The row, None where nobody says it in either wave, so far as that is printed."""
    keys: list[Key] = [("pair", *row, earlier, later, change) for change in CHANGES]
    if any(key not in material.shown.shown for key in keys):
        return None
    if all(material.silent(key) for key in keys[:3]):
        return None
    return (
        (row_name(material, row),),
        *((material.count(key),) for key in keys),
        (change_in_words(material, row, earlier, later),),
    )


def change_in_words(material: ReportMaterial, row: Key, earlier: str, later: str) -> str:
    """More, fewer, or nothing to be said: from printed numbers only."""
    both = material.figure(("paired", earlier, later)).value
    then = material.figure(("pair", *row, earlier, later, "only earlier")).value
    now = material.figure(("pair", *row, earlier, later, "only later")).value
    apart = material.figure(("pair", *row, earlier, later, "not comparable")).value
    if both is None or then is None or now is None or apart is None:
        return NOT_SHOWN
    found = paired_difference(both - apart, then, now) if both > apart else None
    if found is None:
        return TOO_FEW
    if found.shows_more:
        return MORE
    return FEWER if found.shows_less else "no clear change"


def _not_compared(material: ReportMaterial) -> Iterator[Block]:
    names = [code.name for id, code in material.codes.items() if id in material.further.changed]
    if names:
        yield text_block(
            "Not compared, because they came new or changed their meaning between the waves and not "
            f"all codings were looked at again: {', '.join(names)}; and with them their themes."
        )
