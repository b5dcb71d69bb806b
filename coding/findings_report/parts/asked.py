"""Parts 2 and 3: what was asked, and who was heard."""

from collections.abc import Iterator
from datetime import date

from coding.document.blocks import Block, DataTable, ListBlock, Number, Strong, Words
from coding.findings.counted import PEOPLE
from coding.findings.disclosure.small_numbers import Key
from coding.findings_report.shared.material import (
    ReportMaterial,
    key_text,
    list_of,
    small_print,
    text_block,
)
from coding.report.words import series
from coding.written.values import Aim, Aims
from corpora.dates import written_date

_NOT_STATED = "not stated"


def asked_part(material: ReportMaterial) -> tuple[Block, ...]:
    """Scope, aims, agreed principles and wished outcomes, each with what was heard about it."""
    aims = material.written.aims
    if aims is None:
        return (
            text_block(
                "What was asked is not written down: there is no aims.yaml in the folder findings."
            ),
        )
    return (*_scope(aims), *_aims(material, aims), *_principles(aims), *_outcomes(material, aims))


def _scope(aims: Aims) -> Iterator[Block]:
    if aims.scope:
        yield text_block(aims.scope)
    if aims.began or aims.ended:
        began = (
            f"It began on {written_date(aims.began)}"
            if aims.began
            else "When it began is not written"
        )
        ended = (
            f" and ended on {written_date(aims.ended)}." if aims.ended else "; no end is written."
        )
        yield text_block(began + ended)


def _aims(material: ReportMaterial, aims: Aims) -> Iterator[Block]:
    rows = tuple(
        ((aim.text,), _heard_about(material, aim), (", ".join(aim.measures) or "–",))
        for aim in aims.aims
    )
    if rows:
        yield DataTable(
            "aims",
            "What was to be found out or brought about",
            ("Aim", "Heard about it", "Measured by"),
            rows,
        )


def nothing_heard(material: ReportMaterial) -> tuple[Aim, ...]:
    """The aims that name where to look, and about which nobody was coded with anything."""
    aims = material.written.aims.aims if material.written.aims else ()
    return tuple(aim for aim in aims if (keys := _keys(aim)) and all(map(material.silent, keys)))


def _keys(aim: Aim) -> list[Key]:
    return [*(("theme", each) for each in aim.themes), *(("code", each) for each in aim.codes)]


def _heard_about(material: ReportMaterial, aim: Aim) -> Words:
    keys = _keys(aim)
    if not keys:
        return ("It names no theme or code to look for.",)
    if all(map(material.silent, keys)):
        return (Strong("Nothing was heard about it."),)
    if material.small:
        return ("Something was heard about it.",)
    return _series_of(material, keys)


def _name(material: ReportMaterial, key: Key) -> str:
    if key[0] == "code":
        code = material.codes.get(key[1])
        return code.name if code else key[1]
    themes = material.publication.codebook.themes
    return next((theme.name for theme in themes if theme.id == key[1]), key[1])


def _principles(aims: Aims) -> Iterator[Block]:
    items = [
        (Strong(each.principle.capitalize()), f": {each.text}{_agreed(each.agreed)}")
        for each in aims.principles
    ]
    if items:
        yield text_block(Strong("Principles that were agreed"))
        yield from list_of(items)


def _agreed(day: date | None) -> str:
    return f" (agreed on {written_date(day)})" if day else ""


def _outcomes(material: ReportMaterial, aims: Aims) -> Iterator[Block]:
    rows = []
    for each in aims.outcomes:
        keys: list[Key] = [("code", code) for code in each.codes]
        heard: Words = ("–",)
        if keys and all(map(material.silent, keys)):
            heard = ("Nothing was heard about it.",)
        elif keys and not material.small:
            heard = _series_of(material, keys)
        rows.append(((each.text,), (series(each.asked_by) or _NOT_STATED,), heard))
    if rows:
        yield DataTable(
            "outcomes",
            "What people wished would come of it",
            ("Outcome", "Asked for by", "Heard about it"),
            tuple(rows),
        )


def _series_of(material: ReportMaterial, keys: list[Key]) -> Words:
    words: list[str | Number | Strong] = []
    for key in keys:
        words += [f"{'; ' if words else ''}{_name(material, key)}: ", material.people(key)]
    return tuple(words)


# --- who was heard --------------------------------------------------------------------------------


def heard_part(material: ReportMaterial) -> tuple[Block, ...]:
    """People by group and wave, who was in the room, share of words, and groups that are silent."""
    findings = material.publication.findings
    return (
        text_block(
            "Heard in their own words: ",
            material.heard(),
            ". What notes say of others counts nobody: ",
            Number("excerpts/second-hand", f"{findings.reading.second_hand:,}"),
            " excerpts are second-hand and stand apart.",
        ),
        _by_group(material),
        *_room(material),
        *_silent_groups(material),
        *_left_out(material),
    )


def _by_group(material: ReportMaterial) -> DataTable:
    waves = [wave for wave in material.shown.waves if wave]
    shares = _shares(material)
    columns = ("Group", "People", *waves, "Share of words")
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            (group or _NOT_STATED,),
            (material.count(("group", group)),),
            *((material.count(("group wave", group, wave)),) for wave in waves),
            (shares.get(group, "–"),),
        )
        for group in material.shown.groups
    )
    total: tuple[Words, ...] = (
        ("All",),
        (material.count(PEOPLE),),
        *((material.count(("wave", wave)),) for wave in waves),
        ("",),
    )
    return DataTable(
        "heard",
        "Who was heard, in people",
        columns,
        (*rows, total),
        (
            "Somebody who was heard in two waves is one person. The share of words is that of all "
            "first-hand words; it stands where the number of people does.",
        ),
    )


def _shares(material: ReportMaterial) -> dict[str, str]:
    """The share of words of groups whose people are printed, where none of the others is alone."""
    words = material.words_by_group
    total = sum(words.values())
    hidden = [g for g in words if material.figure(("group", g)).value is None]
    if not total or len(hidden) == 1:
        return {}
    return {g: f"{100 * w / total:.0f} %" for g, w in words.items() if g not in hidden}


def _room(material: ReportMaterial) -> Iterator[Block]:
    room = material.publication.findings.room
    rows = tuple(
        (
            (each.group or _NOT_STATED,),
            (_number("there", each.group, each.there.text),),
            (_number("recorded", each.group, each.recorded.text),),
        )
        for each in room.groups
    )
    if room.meetings and rows:
        yield DataTable(
            "room",
            "Who was in the room, by the notes of meetings",
            ("Group", "Were there", "Something they said is recorded"),
            rows,
        )


def _number(kind: str, group: str, text: str) -> Number:
    return Number(key_text((kind, group)), text)


def silent_groups(material: ReportMaterial) -> tuple[str, ...]:
    """The groups of the settings of which nobody was heard."""
    return tuple(g for g in material.shown.groups if g and material.silent(("group", g)))


def _silent_groups(material: ReportMaterial) -> Iterator[Block]:
    if silent := silent_groups(material):
        yield text_block(Strong("Not heard: "), f"nobody of {series(silent)}.")


def _left_out(material: ReportMaterial) -> Iterator[Block]:
    findings = material.publication.findings
    items: list[Words] = []
    if findings.left_out_people.value != 0:
        items.append(
            (
                Number("left out", findings.left_out_people.text),
                " people did not agree to have their words analysed; nothing of theirs is here.",
            )
        )
    if findings.reading.not_read:
        items.append(
            (
                Number("files/not read", f"{len(findings.reading.not_read):,}"),
                " files could not be read, so that who speaks in them is missing.",
            )
        )
    if items:
        yield ListBlock(tuple(items))
    elif not findings.reading.files_read:
        yield small_print("No file was read.")
