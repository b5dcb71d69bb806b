"""Part 7: each finding with what it rests on, what speaks against it, and who is silent."""

from collections.abc import Iterator
from typing import Literal

from codebooks.codebook import Contributor
from coding.document.blocks import Block, Fold, Number, Section, Strong, TextBlock, Words
from coding.evidence.evidence import FindingEvidence, evidence_of
from coding.findings.counted import WAYS
from coding.findings.disclosure.small_numbers import Key
from coding.findings.further import OPPOSITE, finding_key, of_its_groups
from coding.findings_report.shared.material import ReportMaterial, list_of, small_print, text_block
from coding.findings_report.shared.quotations import by_ids, near_quotations, quotations
from coding.report.words import series
from coding.written.values import WrittenAction, WrittenFinding

QUOTES_FOR, QUOTES_AGAINST = 2, 1
NEAR = "Near in meaning, for you to judge"


def claims_part(material: ReportMaterial) -> tuple[Block, ...]:
    """A section a finding, in the order in which the team wrote them."""
    if not material.written.findings:
        return (
            text_block(
                "Nobody has written a finding yet. The parts before this one are what people coded, "
                "counted; what it means is for people to say."
            ),
        )
    return (
        *_bounds_note(material),
        *(_section(material, finding) for finding in material.written.findings),
    )


def _bounds_note(material: ReportMaterial) -> Iterator[Block]:
    """Why figures are bounds, once for all findings."""
    if not material.all_read and not material.small:
        yield small_print(
            "“At least” stands where not everything that people said was read to the end for it, "
            "“at most” where enough was read by chance to say."
        )


def figure_of(material: ReportMaterial, finding: WrittenFinding) -> Words:
    """Who says so, and of how many who could have."""
    whose = f", of {series(finding.groups)}" if finding.groups else ""
    return (f"Said so{whose}: ", material.people(*keys_of_side(finding, "for")), ".")


def against_of(material: ReportMaterial, finding: WrittenFinding) -> Words:
    """Who says otherwise; nothing where the finding has no direction to speak against."""
    if finding.direction not in OPPOSITE:
        return ()
    return ("Said otherwise: ", material.people(*keys_of_side(finding, "against")), ".")


def keys_of_side(finding: WrittenFinding, side: Literal["for", "against"]) -> tuple[Key, Key]:
    """The count of one side, and that of everybody whom the finding is about."""
    return finding_key(finding, side), ("finding of", finding.id)


def _section(material: ReportMaterial, finding: WrittenFinding) -> Section:
    rests = evidence_of(material.excerpts, finding, material.further.finished)
    weighed = (*_for(material, finding), *_against(material, finding, rests))
    return Section(
        f"finding-{finding.id}",
        finding.claim,
        (
            small_print(*_authors(finding)),
            *_figures(material, finding),
            *weighed,
            *_near(material, finding, rests, _ids(weighed)),
            *_silent(material, finding),
            *_apart(rests),
            *_dissent(finding),
            *_actions(material.written.actions_of(finding.id)),
        ),
    )


def _authors(finding: WrittenFinding) -> Words:
    written, agreed = _people(finding.written_by), _people(finding.agreed_by)
    if not (written or agreed or finding.agreed_before):
        return ("Who wrote this finding is not recorded.",)
    parts = [f"Written by {written}." if written else "Who wrote it is not recorded."]
    parts.append(f"Agreed by {agreed}." if agreed else "Nobody else has agreed to it yet.")
    if finding.agreed_before:
        parts.append(f"Agreed to an earlier wording: {_people(finding.agreed_before)}.")
    return (" ".join(parts),)


def _people(those: tuple[Contributor, ...]) -> str:
    return series([f"{each.name} ({each.role})" for each in those])


def _figures(material: ReportMaterial, finding: WrittenFinding) -> Iterator[Block]:
    if material.small:
        return
    if not finding.codes:
        yield text_block("It names no code, so that nothing could be counted for it.")
        return
    names = series([f"“{material.codes[c].name}”" for c in finding.codes])
    way = f", {finding.direction}" if finding.direction else ""
    yield TextBlock((*figure_of(material, finding), f" Counted: {names}{way}."))


def _for(material: ReportMaterial, finding: WrittenFinding) -> Iterator[Block]:
    ways = WAYS if finding.direction is None else (finding.direction,)
    quotes = quotations(
        material,
        finding.codes,
        ways,
        QUOTES_FOR,
        first=finding.quotes,
        among=lambda excerpt: of_its_groups(finding, excerpt.group),
    )
    chosen = by_ids(material, [id for id in finding.quotes if id not in _ids(quotes)])
    yield from (*quotes, *chosen)
    if not quotes and not chosen:
        yield small_print("No words that say so may be quoted.")


def _ids(quotes: tuple[Block, ...]) -> set[str]:
    return {getattr(each, "excerpt_id", "") for each in quotes}


def _against(
    material: ReportMaterial, finding: WrittenFinding, rests: FindingEvidence
) -> Iterator[Block]:
    """Never left out: what speaks against it, or how much was read in vain."""
    opposite = OPPOSITE.get(finding.direction, ())
    chosen = by_ids(material, finding.counter)
    found = chosen or quotations(
        material,
        finding.codes,
        opposite,
        QUOTES_AGAINST,
        among=lambda excerpt: of_its_groups(finding, excerpt.group),
    )
    if rests.against and not material.small:
        yield TextBlock(against_of(material, finding))
    elif rests.against:
        yield TextBlock((Strong("Somebody said otherwise."),))
    else:
        yield TextBlock((Strong("Nobody said otherwise"), " in ", *_where_read(rests), "."))
    yield from found
    if rests.against and not found:
        yield small_print("No words that say otherwise may be quoted.")


def _where_read(rests: FindingEvidence) -> Words:
    """In how many excerpts nothing was found."""
    among = Number(f"excerpts/{rests.finding}", f"{rests.excerpts:,}")
    if not rests.read:
        return (among, " excerpts, none of them read to the end")
    return (
        Number(f"read/{rests.finding}", f"{rests.read:,}"),
        " excerpts read to the end, of ",
        among,
    )


def _near(
    material: ReportMaterial, finding: WrittenFinding, rests: FindingEvidence, shown: set[str]
) -> Iterator[Block]:
    """What is nearest in meaning beside, whatever it says; why there is none."""
    near = near_quotations(material, finding.id, shown)
    if near:
        words = small_print(
            "Of all words that people coded and that do not count for it, these are nearest to the claim in "
            "meaning. The program does not know whether they speak against it."
        )
        yield Fold(NEAR, (words, *near))
    elif material.near.why_not:
        yield small_print(Strong(f"{NEAR}."), f" {material.near.why_not}")
    else:
        yield small_print(
            Strong(NEAR), ": no other words that may be quoted, in ", *_where_read(rests), "."
        )


def _silent(material: ReportMaterial, finding: WrittenFinding) -> Iterator[Block]:
    """Groups of which nobody is coded with it."""
    groups = [group for group in material.shown.groups if of_its_groups(finding, group)]
    silent = [g for g in groups if g and material.silent(("finding group", finding.id, g))]
    if silent and not material.small:
        yield TextBlock((Strong("Silent"), f": nobody among {series(silent)} is coded with it."))


def _apart(rests: FindingEvidence) -> Iterator[Block]:
    """Second-hand words and documents, which count nobody."""
    if rests.second_hand:
        number = Number(f"second-hand/{rests.finding}", f"{rests.second_hand:,}")
        excerpts = " excerpt" if rests.second_hand == 1 else " excerpts"
        yield small_print(
            "Apart, and counting nobody: ", number, f"{excerpts} of notes and documents."
        )


def _dissent(finding: WrittenFinding) -> Iterator[Block]:
    for each in finding.dissent:
        yield TextBlock(
            (Strong("Not everybody agrees."), f" {each.name} ({each.role}): {each.text}")
        )


def _actions(actions: tuple[WrittenAction, ...]) -> Iterator[Block]:
    if actions:
        yield from list_of(
            (Strong(each.response.capitalize()), f": {each.you_said}") for each in actions
        )
    else:
        yield small_print("No action has been named for it.")
