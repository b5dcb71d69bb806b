"""What changed since the last release, from what is stored of it, and of people no small number.

Of a release its printed figures are kept, not what findings said: a finding that is worded anew is
not told of. When a transcript was read is not stored, and so neither are new transcripts.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Literal

import pandas as pd

from coding.evaluation.evaluation import Evaluation
from coding.findings.counted import PEOPLE
from coding.findings.disclosure.small_numbers import least_shown
from coding.findings.material import Frames, read_attendance
from coding.findings_report.parts.claims import keys_of_side
from coding.findings_report.shared.material import ReportMaterial, key_text
from coding.published.releases import Release, released
from coding.report.words import count_of, series
from coding.written.values import WrittenFinding
from corpora.dates import written_date

_OF_FINDINGS = ("finding/", "finding of groups/")
SIDES: tuple[Literal["for", "against"], ...] = ("for", "against")
Printed = Mapping[str, AbstractSet[str]]
"""How each figure is worded in a release, by its key."""


def since_last_release(evaluation: Evaluation, material: ReportMaterial) -> str:
    """What changed, in a few sentences; "" where nothing was released."""
    releases = released(evaluation)
    if not releases:
        return ""
    last = releases[-1]
    before: dict[str, set[str]] = {}
    for key, text in last.figures:
        before.setdefault(key, set()).add(text)
    told = (
        _decisions(evaluation.decisions(), last),
        _codebook(material.publication.codebook.version, last),
        *_findings(material, before),
        _people(evaluation, material, last, before),
    )
    return f"Since the release “{last.name}” of {written_date(last.at[:10])}: {' '.join(told)}"


def _decisions(decided: pd.DataFrame, last: Release) -> str:
    later = int((decided["at"] > last.at).sum())
    return f"{count_of(later, 'decision')} {'was' if later == 1 else 'were'} made by reviewers."


def _codebook(version: str, last: Release) -> str:
    if version == last.codebook_version:
        return f"The codebook is the same, version {version}."
    return f"The codebook is version {version}, and was version {last.codebook_version}."


def _findings(material: ReportMaterial, before: Printed) -> Iterator[str]:
    """Which were added and taken out, of those that have figures, and whose printed figures differ."""
    then = dict.fromkeys(key.split("/")[1] for key in before if key.startswith(_OF_FINDINGS))
    if material.small or not then:
        return
    now = {_id(finding): finding for finding in material.written.findings if finding.codes}
    kinds = (
        ("added", [id for id in now if id not in then]),
        ("taken out", [id for id in then if id not in now]),
        ("with other figures", [id for id in now if _differs(material, now[id], before)]),
    )
    told = [f"{what}: {series(ids)}" for what, ids in kinds if ids]
    if told:
        yield f"Findings {'; '.join(told)}."
    else:
        yield "No finding with figures was added or taken out, and none has other figures."


def _id(finding: WrittenFinding) -> str:
    """Its id as it stands in keys."""
    return key_text((finding.id,))


def _differs(material: ReportMaterial, finding: WrittenFinding, before: Printed) -> bool:
    """Whether a figure of the release is printed otherwise now."""
    numbers = (material.people(*keys_of_side(finding, side)) for side in SIDES)
    return any(number.text not in before.get(number.key, {number.text}) for number in numbers)


def _people(
    evaluation: Evaluation, material: ReportMaterial, last: Release, before: Printed
) -> str:
    """That enough people changed, with the numbers that both print; of fewer nothing at all.

    Of somebody who withdrew it is not stored in which release they were counted.
    """
    least = least_shown(material.publication.about.threshold)
    changed = len(_counted(evaluation, material) ^ last.people)
    if changed < least:
        return f"Whether people joined or left is not told where they are fewer than {least}."
    then = {text.removesuffix(" people") for text in before.get(key_text(PEOPLE), ())}
    now = material.figure(PEOPLE)
    heard = (
        f": {then.pop()} were heard then, {now.text} by now" if len(then) == 1 and now.tells else ""
    )
    return f"At least {least} people joined or left{heard}."


def _counted(evaluation: Evaluation, material: ReportMaterial) -> frozenset[str]:
    """Everybody whom the report counts: those heard, and those in the room."""
    none = pd.DataFrame()
    room = read_attendance(Frames(none, none, none, none, evaluation.attendance()))
    heard = {e.participant for e in material.excerpts if e.counts_a_person}
    return frozenset(heard | {each.participant for each in room if each.present})
