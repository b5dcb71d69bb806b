"""Part 13: how it was done and what it cannot say; every sentence from a stored fact."""

from collections.abc import Iterator

from coding.document.blocks import Block, DataTable, Fold, Section
from coding.findings.disclosure.small_numbers import least_shown
from coding.findings_report.shared.material import ReportMaterial, text_block
from coding.report.words import count_of
from corpora.dates import written_date


def method_part(material: ReportMaterial) -> tuple[Block, ...]:
    """What was read, refused and reviewed, with which codebook, and what is hidden."""
    return (
        Section("method-read", "What was read", tuple(_read(material))),
        Section("method-reviewed", "What people decided", tuple(_reviewed(material))),
        Section("method-hidden", "What is hidden, and why", tuple(_hidden(material))),
        Section("method-program", "The program", tuple(_program(material))),
    )


def _read(material: ReportMaterial) -> Iterator[Block]:
    reading = material.publication.findings.reading
    rows = tuple(
        ((kind.kind,), (f"{kind.files:,}",), (f"{kind.words:,}",)) for kind in reading.kinds
    )
    if rows:
        table = DataTable("read", "Files that were read", ("Kind", "Files", "Words"), rows)
        yield Fold("Files that were read, by kind", (table,))
    if reading.not_read:
        yield text_block(
            f"{count_of(len(reading.not_read), 'file').capitalize()} could not be read."
        )
    yield text_block(
        f"They were cut into {count_of(reading.excerpts, 'excerpt')}, of which "
        f"{reading.second_hand:,} are second-hand and {reading.unnamed:,} of nobody in particular."
    )


def _reviewed(material: ReportMaterial) -> Iterator[Block]:
    about = material.publication.about
    yield text_block(
        f"People looked at {count_of(about.looked_at, 'excerpt')}, and at {about.finished:,} of them to "
        "the end. Only what people decided is counted here; nothing that the program suggests is."
    )
    if about.unsettled:
        yield text_block(
            f"{count_of(about.unsettled, 'disagreement').capitalize()} is not settled and not counted."
            if about.unsettled == 1
            else f"{count_of(about.unsettled, 'disagreement').capitalize()} are not settled and not counted."
        )
    for sentence in (material.method.agreement, material.method.versions):
        if sentence:
            yield text_block(sentence)


def _hidden(material: ReportMaterial) -> Iterator[Block]:
    least = least_shown(material.publication.about.threshold)
    yield text_block(
        f"A number of 1 to {least - 1} people is not printed, and neither is any other number from which "
        "it could be worked out. Where nearly everybody said a thing, “most” stands there. Nobody is "
        "quoted who did not agree to be."
    )
    if since := material.publication.choice.stands_since:
        yield text_block(
            f"Some numbers are those of an earlier report, the oldest of {written_date(since)}: fewer than "
            f"{least} people have changed since, and a new number would tell of them."
        )
    for sentence in (material.method.hidden, material.method.since):
        if sentence:
            yield text_block(sentence)


def _program(material: ReportMaterial) -> Iterator[Block]:
    publication = material.publication
    yield text_block(
        f"Codebook: {publication.codebook.title}, version {publication.codebook.version}. "
        f"Program: {publication.about.program}. It ran on one machine, without sending anything out."
    )
