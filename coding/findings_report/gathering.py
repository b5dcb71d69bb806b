"""The material of the findings report, from an evaluation's stored facts and its folder `findings`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from coding.agreement.overall import agreement_sentence, overall_agreement
from coding.agreement.shares import shares
from coding.decisions.standing import last_remarks
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.published_counts import published_counts
from coding.evidence.near import near_in_meaning
from coding.findings.disclosure.last_reports import LastReports
from coding.findings.disclosure.small_numbers import least_shown
from coding.findings.publication import Publication, publications_of
from coding.findings.quotes import labels
from coding.findings_report.shared.material import MethodFacts, ReportMaterial, all_read, quotable
from coding.findings_report.since_release import since_last_release
from coding.published.quote_checks import checks_of
from coding.suggestions.suggest import open_packaged
from coding.written.folder import written_in
from corpora.errors import InputError


def report_material(evaluation: Evaluation, today: date) -> ReportMaterial:
    """Everything that the report says, as it stands.

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
    material = ReportMaterial(
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
        method=_method(evaluation, publication),
        near=near_in_meaning(written.findings, coded, open_packaged(evaluation)),
    )
    since = since_last_release(evaluation, material)
    return replace(material, method=replace(material.method, since=since))


def _words(excerpts: pd.DataFrame) -> Mapping[str, int]:
    own = excerpts[(excerpts["participant"] != "") & ~excerpts["second_hand"].astype(bool)]
    return {str(group): int(words) for group, words in own.groupby("group")["words"].sum().items()}


def _method(evaluation: Evaluation, publication: Publication) -> MethodFacts:
    """How far people agree, and the facts that stand with the method of every publication."""
    settings = dict(publication.about.settings)
    with evaluation.store.reading() as connection:
        before = published_counts(connection)
    # Codes that tell nothing of people beside what earlier reports print, and this one.
    told = LastReports(
        {**before, **publication.choice.new}, least_shown(publication.about.threshold)
    )
    agreed = overall_agreement(shares(evaluation)[0], lambda code, n: told.tells([code], n))
    return MethodFacts(
        agreement=agreement_sentence(agreed),
        versions=settings.get("Codebook by wave", ""),
        hidden=settings.get("Names and personal data", ""),
    )
