"""Everything that stands against releasing a findings report, all at once.

What stops it has to be put right or decided by a person; a hint may be left as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from codebooks.yaml.nodes import brief
from coding.deidentification.sign_off import deidentification_state, not_looked_through
from coding.evaluation.evaluation import Evaluation
from coding.evidence.evidence import FindingEvidence, evidence_of
from coding.findings.further import OPPOSITE, speaks_against, speaks_for
from coding.findings.material import CodedExcerpt
from coding.findings_report.parts.in_short import MOST_FINDINGS
from coding.findings_report.release.claim_counts import claim_counts
from coding.findings_report.release.number_words import says_how_many, unbacked
from coding.findings_report.release.whereabouts import Whereabouts, whereabouts_of
from coding.findings_report.shared.material import ReportMaterial
from coding.written.values import WrittenFinding

FILE = "findings.yaml"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What is not right: where it stands, what it is, what to do; a `hint` stops nothing."""

    where: str
    what: str
    remedy: str
    hint: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.remedy}"


def obstacles_of(evaluation: Evaluation, material: ReportMaterial) -> tuple[Obstacle, ...]:
    """What stands against a release of this report, in the order in which the team wrote."""
    places = whereabouts_of(evaluation)
    return (
        *_first_page(material),
        *(
            obstacle
            for finding in material.written.findings
            for obstacle in finding_obstacles(material, finding, places)
        ),
        *_names_hidden(evaluation),
    )


def finding_obstacles(
    material: ReportMaterial, finding: WrittenFinding, places: Whereabouts
) -> Iterator[Obstacle]:
    """What stands against one finding."""
    rests = evidence_of(material.excerpts, finding, material.further.finished)
    yield from _numbers(material, finding)
    yield from _counter_evidence(finding, rests)
    yield from _aspect(material, finding)
    yield from _quotes(material, finding, places)
    for who in finding.agreed_before:
        yield Obstacle(
            f"{_at(finding)}, agreed_by",
            f"{brief(who.name)} ({who.role}) agreed to an earlier wording, which does not count",
            "Ask them again. They agree on the page Findings, or the note under to is taken out for them.",
            hint=True,
        )
    if not finding.written_by:
        yield Obstacle(
            _at(finding),
            "it is not recorded who wrote this finding",
            "Name them under written_by, each with a role.",
        )


def _at(finding: WrittenFinding) -> str:
    return f"{FILE} line {finding.line}, {finding.id}"


def _first_page(material: ReportMaterial) -> Iterator[Obstacle]:
    many = len(material.written.findings)
    if many > MOST_FINDINGS:
        yield Obstacle(
            FILE,
            f"there are {many} findings, and the first page shows {MOST_FINDINGS}",
            "Put the ones that matter most first, or join some.",
            hint=True,
        )
    if not many:
        yield Obstacle(FILE, "nobody has written a finding", "Write at least one.")


def _numbers(material: ReportMaterial, finding: WrittenFinding) -> Iterator[Obstacle]:
    groups = material.publication.about.groups
    for name, sentence in (("says", finding.claim), ("easy", finding.easy)):
        where = f"{_at(finding)}, {name}"
        if not finding.codes:
            for words in says_how_many(sentence, groups):
                yield Obstacle(
                    where,
                    f"{brief(words)} says how many, and no code is named for which people are counted",
                    "Name its codes, or say it without the number.",
                    hint=bool(finding.measures),
                )
            continue
        for each in unbacked(sentence, claim_counts(material, finding), groups):
            if each.backing == "contradicted":
                what = f"{brief(each.words)} is not what its figures say"
            else:
                what = f"{brief(each.words)} says more than the figures that are printed"
            yield Obstacle(
                where,
                what,
                "Say it as the figure under the finding in the draft does, or without a number.",
            )


def _counter_evidence(finding: WrittenFinding, rests: FindingEvidence) -> Iterator[Obstacle]:
    """None in so many that were read is fine; none because nobody looked is not."""
    if rests.against or finding.counter:
        return
    if not finding.codes or finding.direction not in OPPOSITE:
        lacks = "a direction" if finding.codes else "a code"
        yield Obstacle(
            _at(finding),
            f"nothing speaks against it here, and without {lacks} the program cannot look for it",
            "Give it codes and the direction positive or negative, or put excerpts under counter.",
        )
    elif not rests.read:
        yield Obstacle(
            _at(finding),
            "nothing speaks against it, and no excerpt was read to the end that could",
            "Read some to the end in heard review and mark them as finished.",
        )


def _aspect(material: ReportMaterial, finding: WrittenFinding) -> Iterator[Obstacle]:
    codes = [material.codes[id] for id in finding.codes if id in material.codes]
    for code in codes:
        if code.aspect not in (finding.aspect, "context"):
            yield Obstacle(
                f"{_at(finding)}, aspect",
                f"the finding is about the {finding.aspect}, and its code {brief(code.name)} about the "
                f"{code.aspect}",
                "Whether the process worked and what it changed are two findings: make two of it, or "
                "correct the aspect or the codes.",
            )


def _quotes(
    material: ReportMaterial, finding: WrittenFinding, places: Whereabouts
) -> Iterator[Obstacle]:
    by_id = {excerpt.excerpt_id: excerpt for excerpt in material.excerpts}
    for field, ids in (("quotes", finding.quotes), ("counter", finding.counter)):
        for id in ids:
            where = f"{_at(finding)}, {field}"
            if id not in by_id:
                yield Obstacle(where, f"{id} {places.why_gone(id)}", places.remedy(id))
            elif not by_id[id].may_quote:
                yield Obstacle(where, f"{id} {places.why_not(id)}", "Choose another excerpt.")
            else:
                yield from _coded(finding, by_id[id], field, where)


def _coded(
    finding: WrittenFinding, excerpt: CodedExcerpt, field: str, where: str
) -> Iterator[Obstacle]:
    """Whether people accepted what the quote is to show."""
    if not excerpt.suggestions:
        yield Obstacle(
            where,
            f"nobody has accepted a code for {excerpt.excerpt_id}",
            "Decide about it in heard review, or choose another excerpt.",
        )
        return
    speaks = speaks_for if field == "quotes" else speaks_against
    directed = field == "quotes" or finding.direction in OPPOSITE
    if finding.codes and directed and not speaks(finding, excerpt):
        side = "for" if field == "quotes" else "against"
        yield Obstacle(
            where,
            f"what people accepted for {excerpt.excerpt_id} does not speak {side} the finding",
            "Choose another excerpt, or look at its codes and directions again in heard review.",
        )


def _names_hidden(evaluation: Evaluation) -> Iterator[Obstacle]:
    state = deidentification_state(evaluation, evaluation.settings.actions)
    where = "heard deidentify"
    if state.unsearched:
        yield Obstacle(where, not_looked_through(state.unsearched).rstrip("."), "Look: heard run.")
    if state.undecided:
        proposals = (
            "1 proposal is" if state.undecided == 1 else f"{state.undecided:,} proposals are"
        )
        yield Obstacle(
            where,
            f"{proposals} not decided: words that may be names or places",
            "Decide about each, on the page De-identification or with heard deidentify.",
        )
    if state.signed_off is None:
        yield Obstacle(
            where,
            "nobody has signed off the removal of names",
            "Somebody reads the proposals and signs off: heard deidentify --sign-off --by NAME.",
        )
    elif not state.signed_off.current:
        yield Obstacle(
            where,
            "what was found or decided about names has changed since it was signed off",
            "Somebody looks again and signs off: heard deidentify --sign-off --by NAME.",
        )


def stops(obstacles: Iterable[Obstacle]) -> bool:
    """Whether any of these stops a release."""
    return any(not each.hint for each in obstacles)
