"""Releasing a report: agreed to by a mix of roles, written once, remembered, never changed."""

import json
import re
from collections.abc import Iterator, Sequence

from codebooks.change.versions import SignOff, Verdict, in_words, missing
from coding.easy_read.rules import easy_read_breaches
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import (
    RELEASE_TRACE,
    RELEASED,
    RELEASED_PDF,
    OutputFile,
    make_folders,
    output_for,
)
from coding.findings.figures import counted_of
from coding.findings.publication import note_published
from coding.findings_report.release.obstacles import Obstacle, obstacles_of, stops
from coding.findings_report.release.printed import PrintedReport, printed_report, report_files
from coding.findings_report.release.quotes_sheet import unticked
from coding.findings_report.release.trace import as_json, counting_of, tracer_of
from coding.findings_report.shared.material import ReportMaterial
from coding.published.quote_checks import checks_of
from coding.published.releases import (
    Release,
    ReportSignOff,
    keep_release,
    keep_report_sign_off,
    released,
    report_sign_offs_of,
)
from coding.revisions.versions import Signatory
from corpora.errors import InputError
from corpora.files import content_hash, shown

NAME = re.compile(r"[0-9A-Za-z]([0-9A-Za-z._-]{0,38}[0-9A-Za-z])?")


def report_state(material: ReportMaterial, printed: PrintedReport) -> str:
    """A hash of what people agree to: what the team wrote, every figure, every quote, the codebook.

    The day on which it is made plays no part.
    """
    state = [
        repr(material.written),
        [(number.key, number.text) for number in printed.numbers()],
        [repr(quote) for quote in printed.quotations()],
        material.publication.codebook.hash,
    ]
    return content_hash(json.dumps(state, ensure_ascii=False).encode())


def sign_report(
    evaluation: Evaluation, state: str, who: Signatory, at: str, *, dissent: str = ""
) -> ReportSignOff:
    """Keep that `who` agrees to the report in this state, or dissents for the reason given."""
    verdict: Verdict = "dissent" if dissent.strip() else "agree"
    said = ReportSignOff(state, who.name, who.role, verdict, " ".join(dissent.split()), at)
    keep_report_sign_off(evaluation, said)
    return said


def all_obstacles(
    evaluation: Evaluation, material: ReportMaterial, printed: PrintedReport
) -> tuple[Obstacle, ...]:
    """Everything that stands against releasing this report."""
    return (
        *obstacles_of(evaluation, material),
        *_easy_words(printed),
        *_quotes_to_tick(evaluation, printed),
        *_unsigned(evaluation, report_state(material, printed)),
    )


def _easy_words(printed: PrintedReport) -> Iterator[Obstacle]:
    """Sentences that break the rules of easy read, and findings for which there are none."""
    for breach in easy_read_breaches(printed.easy):
        rule = breach.rule.rstrip(".")
        said = f"In: “{breach.sentence}”" if breach.sentence else "See the draft in easy read."
        yield Obstacle(breach.where, rule, said)


def _quotes_to_tick(evaluation: Evaluation, printed: PrintedReport) -> Iterator[Obstacle]:
    open_ = len(unticked(printed, checks_of(evaluation)))
    if open_:
        quotes = "1 quote is" if open_ == 1 else f"{open_} quotes are"
        yield Obstacle(
            "quotes",
            f"{quotes} printed that nobody has let stand as they stand there",
            "Somebody reads them: heard report quotes out, then heard report quotes in.",
        )


def _unsigned(evaluation: Evaluation, state: str) -> Iterator[Obstacle]:
    words = report_sign_offs_of(evaluation, state)
    said = [SignOff("", w.state, w.name, w.role, w.verdict, w.reason, w.at) for w in words]
    if lacking := missing(said, evaluation.settings.publish.sign_offs):
        agreed = ", ".join(f"{e.name} ({e.role})" for e in said if e.verdict == "agree")
        yield Obstacle(
            "sign-offs",
            f"nobody has agreed to the report as it stands now as {in_words(lacking)}",
            f"Agreed so far: {agreed or 'nobody'}. Last of all, each signs: heard report sign --by NAME "
            "--role ROLE. What changes afterwards has to be signed again.",
        )


def refuse_name(evaluation: Evaluation, name: str) -> None:
    """Raises InputError for a name that no release can have, or that one has."""
    if not NAME.fullmatch(name):
        raise InputError(
            "this cannot be the name of a release",
            where=shown(name),
            remedy="Use letters, digits, full stops and hyphens, at most 40, such as 2026-spring.",
        )
    for release in released(evaluation):
        if release.name.casefold() == name.casefold():
            raise InputError(
                f"a report of this name was released by {release.by} on {release.at[:10]}",
                where=shown(name),
                remedy="A release never changes. Give another name.",
            )


def release_report(
    evaluation: Evaluation,
    material: ReportMaterial,
    name: str,
    who: Signatory,
    at: str,
    *,
    pdf: bool = False,
) -> Release:
    """Write the report under this name and remember it; the caller holds the evaluation's lock.

    Raises InputError, with nothing written, for a name that cannot be or was given before, and where
    anything stands against a release; EnvironmentFault where a PDF is asked for and cannot be made.
    """
    refuse_name(evaluation, name)
    printed = printed_report(material, release=name)
    obstacles = all_obstacles(evaluation, material, printed)
    if stops(obstacles):
        listed = "".join(f"\n  {each}" for each in obstacles if not each.hint)
        raise InputError(
            f"this stands against a release:{listed}\nNothing was released",
            where=shown(name),
            remedy="Put it right, then release again.",
        )
    outputs = (*RELEASED, *([RELEASED_PDF] if pdf else []))
    contents = _contents(evaluation, material, printed, name, outputs)
    release = Release(
        name=name,
        at=at,
        by=who.name,
        role=who.role,
        state=report_state(material, printed),
        codebook_version=material.publication.codebook.version,
        files={place: content_hash(content) for place, content in contents.items()},
        figures=tuple(dict.fromkeys((n.key, n.text) for n in printed.numbers())),
        excerpts=tuple(printed.quotes()),
        people=_counted(evaluation, material),
    )
    # Before anybody can read them: what is handed out, later reports must heed.
    places = [place for place in contents if not place.endswith(".json")]
    note_published(evaluation, material.publication.choice.new, places, material.today)
    for output in (*outputs, RELEASE_TRACE):
        named = output_for(output, name)
        named.write(evaluation.outputs, contents[named.place])
    with evaluation.store.writing() as connection:
        keep_release(connection, release)
    return release


def _contents(
    evaluation: Evaluation,
    material: ReportMaterial,
    printed: PrintedReport,
    name: str,
    outputs: Sequence[OutputFile],
) -> dict[str, bytes]:
    """The files of a release, by their places in the folder of outputs."""
    make_folders(evaluation.outputs)
    trace = output_for(RELEASE_TRACE, name)
    scratch = trace.path(evaluation.outputs).parent
    made = report_files(material, printed, scratch, pdf=RELEASED_PDF in outputs)
    contents = {output_for(o, name).place: file for o, file in zip(outputs, made, strict=True)}
    traced = json.dumps(
        as_json(tracer_of(evaluation, material, printed)), ensure_ascii=False, indent=1
    )
    return {**contents, trace.place: traced.encode()}


def _counted(evaluation: Evaluation, material: ReportMaterial) -> frozenset[str]:
    """Everybody who is counted in any figure of the report."""
    by_key = counted_of(counting_of(evaluation, material)).by_key
    return frozenset(person for people in by_key.values() for person in people)


def as_released(evaluation: Evaluation, release: Release) -> bool:
    """Whether every file of a release lies where it was put, and holds what it held."""
    return all(
        (path := evaluation.outputs / place).is_file() and content_hash(path.read_bytes()) == hash
        for place, hash in release.files.items()
    )
