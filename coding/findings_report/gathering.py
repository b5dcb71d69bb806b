"""The material of the findings report, from an evaluation's stored facts and its folder `findings`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from coding.decisions.standing import last_remarks
from coding.evaluation.evaluation import Evaluation
from coding.evidence.near import near_in_meaning
from coding.findings.disclosure.small_numbers import least_shown
from coding.findings.publication import Publication, publications_of
from coding.findings.quotes import labels
from coding.findings_report.shared.material import MethodFacts, ReportMaterial, all_read, quotable
from coding.published.quote_checks import checks_of
from coding.suggestions.suggest import open_packaged
from coding.written.folder import written_in
from corpora.errors import InputError


def report_material(evaluation: Evaluation, today: date, *, since: str = "") -> ReportMaterial:
    """Everything that the report says, as it stands; `since` says what changed since a release.

    Raises WrittenError with all mistakes of the folder `findings`, and InputError where nobody has
    decided anything yet: there is nothing to report.
    """
    written = written_in(evaluation)
    if not evaluation.has_decisions():
        raise InputError(
            "nobody has decided anything yet, so that there are no findings to report",
            where=str(evaluation.folder.name),
            remedy="Review some excerpts first: heard review, or heard sheet out.",
        )
    excerpts = evaluation.excerpts()
    publication = publications_of(evaluation, excerpts, evaluation.settings.coding.model, today)[-1]
    further = publication.further
    coded = publication.internal.excerpts
    strong = last_remarks(evaluation.remarks())
    return ReportMaterial(
        publication=publication,
        shown=publication.choice.figures[-1],
        written=written,
        further=further,
        today=today,
        quotable=quotable(coded),
        all_read=all_read(coded, further),
        label_of=labels(coded, least_shown(publication.about.threshold)),
        strong=frozenset(strong[strong["kind"] == "strong quote"]["excerpt_id"]),
        checked=checks_of(evaluation).agreed,
        words_by_group=_words(excerpts),
        method=replace(_method(publication), since=since),
        near=near_in_meaning(written.findings, coded, open_packaged(evaluation)),
    )


def _words(excerpts: pd.DataFrame) -> Mapping[str, int]:
    own = excerpts[(excerpts["participant"] != "") & ~excerpts["second_hand"].astype(bool)]
    return {str(group): int(words) for group, words in own.groupby("group")["words"].sum().items()}


def _method(publication: Publication) -> MethodFacts:
    """The facts that stand with the method of every publication."""
    settings = dict(publication.about.settings)
    return MethodFacts(
        versions=settings.get("Codebook by wave", ""),
        hidden=settings.get("Names and personal data", ""),
    )
