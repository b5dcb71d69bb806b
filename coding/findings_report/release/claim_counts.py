"""What a printed figure leaves open, as the least and the most that it may stand for."""

from coding.findings.disclosure.small_numbers import FEWER, MOST, Key, least_shown, width
from coding.findings.further import OPPOSITE, finding_key
from coding.findings_report.release.number_words import Counts
from coding.findings_report.shared.material import SMALL_STUDY, ReportMaterial
from coding.written.values import WrittenFinding


def claim_counts(material: ReportMaterial, finding: WrittenFinding) -> Counts:
    """The figures of a finding as they are printed; in a small study none is."""
    if material.small:
        return Counts((0, SMALL_STUDY), (0, SMALL_STUDY), (1, SMALL_STUDY))
    of: Key = ("finding of", finding.id)
    whole = ends_of(material, of, len({e.participant for e in material.excerpts}))
    most = whole[1]
    against = ends_of(material, finding_key(finding, "against"), most, of)
    return Counts(
        ends_of(material, finding_key(finding, "for"), most, of),
        against if finding.direction in OPPOSITE else (0, most),
        whole,
    )


def ends_of(
    material: ReportMaterial, key: Key, everyone: int, of: Key | None = None
) -> tuple[int, int]:
    """The least and the most that a figure may stand for; `everyone` is the most there can be."""
    figure = material.figure(key)
    if figure.value is not None:
        if material.exact(key):
            return figure.value, figure.value
        highest = material.highest(key, of) if of else None
        return figure.value, everyone if highest is None else highest
    least = least_shown(material.publication.about.threshold)
    if figure.text.startswith(FEWER):
        return 1, least - 1
    if figure.text == MOST:
        return max(everyone // 2, everyone - width(least)) + 1, everyone
    return 0, everyone
