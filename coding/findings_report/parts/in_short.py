"""Part 1: what a reader takes away in half a minute, and what is not known."""

from collections.abc import Iterator

from coding.document.blocks import (
    Block,
    ListBlock,
    Number,
    Quotation,
    Section,
    Strong,
    TextBlock,
    Words,
)
from coding.findings.disclosure.small_numbers import Key, least_shown
from coding.findings_report.parts.asked import nothing_heard, silent_groups
from coding.findings_report.parts.claims import against_of, figure_of
from coding.findings_report.parts.follow_up import action_status
from coding.findings_report.parts.over_waves import (
    FEWER,
    MORE,
    change_in_words,
    paired_codes,
    row_name,
    waves_in_pairs,
)
from coding.findings_report.shared.material import ReportMaterial, list_of, text_block
from coding.findings_report.shared.pictures import themes_picture
from coding.findings_report.shared.quotations import quotations
from coding.report.words import count_of, series

MOST_FINDINGS = 5
CORE_THEMES = ("felt-heard", "valued", "accessibility")


def in_short_part(material: ReportMaterial) -> tuple[Block, ...]:
    """Findings, the picture of themes, what changed, a voice each way, who is missing, what is next."""
    return (
        *_findings(material),
        *(() if material.small else (themes_picture(material),)),
        *_changed(material),
        *_voices(material),
        *_not_heard(material),
        *_next(material),
        *_not_known(material),
    )


def _findings(material: ReportMaterial) -> Iterator[Block]:
    heard = TextBlock(("Heard in their own words: ", material.heard(), "."), "lead")
    yield heard
    if material.small:
        yield text_block(
            "So few people were heard that no code is counted: a number would tell of somebody. This "
            "report is of what people said and of the steps taken."
        )
    findings = material.written.findings[:MOST_FINDINGS]
    if not findings:
        yield text_block(
            Strong("Nobody has written a finding yet. "), "What follows is counted, not concluded."
        )
        return
    items: list[Words] = []
    for finding in findings:
        words: list[str | Number | Strong] = [Strong(f"{finding.claim} ")]
        if not material.small and finding.codes:
            otherwise = against_of(material, finding)
            words += [*figure_of(material, finding), *((" ", *otherwise) if otherwise else ())]
        if finding.dissent:
            words.append(" Not everybody agrees.")
        items.append(tuple(words))
    yield ListBlock(tuple(items), ranked=True)
    if more := len(material.written.findings) - len(findings):
        yield text_block(f"{count_of(more, 'more finding').capitalize()} in part 7.")


def _changed(material: ReportMaterial) -> Iterator[Block]:
    """The last two waves, for the themes, as far as a direction can be shown."""
    pairs = waves_in_pairs(material)
    if not pairs or material.small:
        return
    earlier, later = pairs[-1]
    rows = {
        row: change_in_words(material, row, earlier, later)
        for row in paired_codes(material)
        if ("pair", *row, earlier, later, "both") in material.shown.shown
    }
    changes = [
        _change(material, row, change, earlier, later)
        for row, change in rows.items()
        if change in (MORE, FEWER)
    ]
    heading = f"What changed between {earlier} and {later}"
    both = material.count(("paired", earlier, later))
    heard = material.figure(("paired", earlier, later)).value
    if changes:
        blocks: tuple[Block, ...] = (
            text_block("Among the ", both, " people heard in both:"),
            *list_of(changes),
            text_block(
                "Of the rest no direction can be shown: too few of them changed, or how many did would "
                "tell of a few. Part 8 has the numbers."
            ),
        )
    else:
        why = (
            "Too few people were heard in both for anything to be compared."
            if heard is None or heard < least_shown(material.publication.about.threshold)
            else "Too few of the people heard in both said something else the second time, or how many "
            "did would tell of a few. Part 8 has the numbers."
        )
        blocks = (text_block(f"No change can be shown. {why}"),)
    yield Section("changed", heading, blocks)


def _change(
    material: ReportMaterial, row: Key, change: str, earlier: str, later: str
) -> tuple[str | Number | Strong, ...]:
    """More or fewer, and of how many people that is so."""
    only = {wave: ("pair", *row, earlier, later, f"only {wave}") for wave in ("earlier", "later")}
    return (
        Strong(f"{change.capitalize()}: "),
        f"{row_name(material, row)}. Said only in {earlier}: ",
        material.count(only["earlier"]),
        f"; only in {later}: ",
        material.count(only["later"]),
        ".",
    )


def _voices(material: ReportMaterial) -> Iterator[Block]:
    """One quote each way of the themes that the evaluation is about; nobody's words stand twice."""
    blocks: list[Block] = []
    printed: set[str] = set()
    for theme in material.publication.codebook.themes:
        if theme.id in CORE_THEMES:
            codes = [code.id for code in theme.codes]
            both: list[Quotation] = []
            for ways in (["positive"], ["negative", "mixed"]):
                both += quotations(material, codes, ways, 1, without=frozenset(printed))
                printed |= {each.excerpt_id for each in both}
            blocks += [text_block(Strong(theme.name)), *both] if both else []
    if blocks:
        yield Section("voices", "In people's own words", tuple(blocks))


def _not_heard(material: ReportMaterial) -> Iterator[Block]:
    items: list[Words] = [(f"Nobody of {group}.",) for group in silent_groups(material)]
    items += [(f"On this aim nothing was heard: {aim.text}",) for aim in nothing_heard(material)]
    if material.publication.findings.left_out_people.value != 0:
        items.append(("People who did not agree to have their words analysed.",))
    if items:
        yield Section("not-heard", "Who and what was not heard", (ListBlock(tuple(items)),))


def _next(material: ReportMaterial) -> Iterator[Block]:
    open_ = [a for a in material.written.actions if action_status(a) != "done"]
    if not material.written.actions:
        yield Section("next", "What happens next", (text_block("No action is written."),))
        return
    items: list[Words] = [(Strong(f"{action_status(a).capitalize()}: "), a.you_said) for a in open_]
    done = len(material.written.actions) - len(open_)
    blocks: list[Block] = [*list_of(items)]
    if done:
        blocks.append(
            text_block(
                f"{count_of(done, 'action').capitalize()} of {len(material.written.actions)} done."
            )
        )
    yield Section("next", "What happens next", tuple(blocks))


def _not_known(material: ReportMaterial) -> Iterator[Block]:
    about = material.publication.about
    excerpts = material.publication.findings.reading.excerpts
    items: list[Words] = []
    if about.finished < excerpts:
        items.append(
            (
                f"{about.finished:,} of {excerpts:,} excerpts have been read to the end. “At least” says "
                "that more people may have said it.",
            )
        )
    if about.unsettled:
        items.append(
            (f"People disagree on {count_of(about.unsettled, 'coding')}. It is not counted.",)
        )
    changed = [
        material.codes[c].name for c in sorted(material.further.changed) if c in material.codes
    ]
    if changed:
        items.append(
            (
                f"Between the waves {series(changed)} came new or changed its meaning; it is not compared.",
            )
        )
    if items:
        yield Section("not-known", "What is not known", (ListBlock(tuple(items)),))
