"""Publication: the only thing that sheets and reports accept; consent and disclosure are applied.

Two readers, two parts. **The spreadsheet is an internal working document of the review team**: it
holds every excerpt of people who agreed to analysis, under pseudonyms, with a column that says
which may be quoted. **The report is for reading and sharing**: it is made from `findings` alone,
in which only words that may be quoted stand, and no count of a few people, nor one that gives a
few people away (`coding/findings/quotes.py`, `coding/findings/disclosure/small_numbers.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from typing import NamedTuple

import pandas as pd

from codebooks.codebook import Codebook
from coding.coder.coder import CODER_VERSION
from coding.coder.learning.readiness import readiness_of
from coding.decisions.codings import (
    count_checked,
    count_looked_at,
    not_to_be_quoted,
    people_found,
    unsettled,
)
from coding.decisions.labels import rule
from coding.decisions.standing import last_remarks, last_words, standing
from coding.deidentification import sign_off
from coding.estimates.first_hand import ReadOfCode, first_hand
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.published_counts import PublishedCount, keep_published, published_counts
from coding.findings.disclosure.over_time import Before
from coding.findings.disclosure.wholes import Key
from coding.findings.figures import Choice, Counting, choose
from coding.findings.findings import Findings, findings
from coding.findings.further import LADDER, Further
from coding.findings.material import (
    About,
    CodedExcerpt,
    Frames,
    ProposedCode,
    SourceFile,
    read_attendance,
    read_excerpts,
    read_files,
    read_proposals,
)
from coding.intake.unlisted import near_misses
from coding.published.codebooks import published
from coding.published.quote_checks import checks_of
from coding.revisions.meanings import differing_meanings
from coding.revisions.waves import by_wave
from coding.suggestions.fit import fit_of
from coding.written.folder import written_in
from coding.written.values import Written
from corpora.errors import WrittenError

__all__ = ["About", "Frames", "Internal", "Publication", "publish", "publish_together"]


@dataclass(frozen=True, slots=True)
class Internal:
    """For the review team only: every excerpt of somebody who agreed to analysis."""

    excerpts: tuple[CodedExcerpt, ...]
    proposals: tuple[ProposedCode, ...]
    files: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """An evaluation as it may leave the store. Made by `publish_together` and by nothing else.

    `choice` says which counts of people it and the outputs beside it print; `further` is what the
    findings report counts beside, nothing where there is none.
    """

    about: About
    codebook: Codebook
    internal: Internal
    findings: Findings
    choice: Choice
    further: Further


class PublicationMaterial(NamedTuple):
    """What one report is made of; `further` is what the findings report counts beside it."""

    frames: Frames
    codebook: Codebook
    about: About
    further: Further | None = None


def publish(frames: Frames, codebook: Codebook, about: About) -> Publication:
    """What is suggested, as the only thing that ever leaves the store."""
    return publish_together([PublicationMaterial(frames, codebook, about)], {})[0]


def publish_together(materials: Sequence[PublicationMaterial], before: Before) -> list[Publication]:
    """What leaves the store at the same time, with consent and disclosure applied.

    The frames hold excerpts with consent to analysis only. The order of their rows plays no part,
    except for proposals, so that the same evaluation gives the same bytes. `before` are the counts
    that were handed out earlier: safe are all of these together.
    """
    countings = [
        Counting(
            read_excerpts(each.frames),
            read_proposals(each.frames),
            each.codebook,
            each.about,
            read_attendance(each.frames),
            each.further,
        )
        for each in materials
    ]
    choice = choose(countings, before)
    return [
        _publication(counting, read_files(each.frames), choice, number)
        for number, (counting, each) in enumerate(zip(countings, materials, strict=True))
    ]


def _publication(
    counting: Counting, files: tuple[SourceFile, ...], choice: Choice, number: int
) -> Publication:
    excerpts, proposals = tuple(counting.excerpts), tuple(counting.proposals)
    return Publication(
        about=counting.about,
        codebook=counting.codebook,
        internal=Internal(excerpts, proposals, files),
        findings=findings(
            excerpts,
            proposals,
            files,
            counting.codebook,
            counting.about,
            counting.attendance,
            choice.figures[number],
        ),
        choice=choice,
        further=counting.further or Further(),
    )


PROGRAM = f"felt-heard {version('felt-heard')}"


def publication_of(
    evaluation: Evaluation, excerpts: pd.DataFrame, model: str, prepared: date
) -> Publication:
    """What is suggested as it may leave the store; `model` is the key of the vectors' model."""
    return publications_of(evaluation, excerpts, model, prepared)[0]


def publications_of(
    evaluation: Evaluation, excerpts: pd.DataFrame, model: str, prepared: date
) -> list[Publication]:
    """What is suggested and, once people have decided something, what they found."""
    frames = frames_to_publish(evaluation, excerpts)
    return publications_from(evaluation, frames, about_of(evaluation, excerpts, model, prepared))


def publications_from(evaluation: Evaluation, frames: Frames, about: About) -> list[Publication]:
    """The same, of frames that were made already."""
    materials = [PublicationMaterial(frames, evaluation.codebook, about)]
    if evaluation.has_decisions():
        materials.append(reviewed(evaluation, frames, about))
    with evaluation.store.reading() as connection:
        before = published_counts(connection)
    return publish_together(materials, before)


def note_published(
    evaluation: Evaluation,
    counts: Mapping[Key, PublishedCount],
    outputs: Sequence[str],
    day: date,
) -> None:
    """Keep which counts of people are handed out, before they are written into these outputs."""
    dated = {key: replace(each, at=each.at or day.isoformat()) for key, each in counts.items()}
    with evaluation.store.writing() as connection:
        keep_published(connection, dated, outputs, day.isoformat())


def reviewed(evaluation: Evaluation, frames: Frames, about: About) -> PublicationMaterial:
    """The material of what people found: nothing that the program suggests is in it."""
    decided, book = evaluation.decisions(), evaluation.codebook
    current = _standing_now(decided, book)
    remarked = evaluation.remarks()
    touched, finished = count_looked_at(decided, remarked, frames.excerpts)
    found = replace(
        frames,
        suggestions=people_found(current, frames.excerpts, decided),
        proposals=frames.proposals[:0],
    )
    by_people = replace(
        about,
        basis="codings",
        doubt="",
        looked_at=touched,
        finished=finished,
        unsettled=unsettled(current),
        meanings_differ=differing_meanings(evaluation, frames.excerpts, decided, remarked),
        looked_at_in=_looked_at_by_wave(decided, remarked, frames.excerpts),
        read=_read_by_code(evaluation, frames, found.suggestions),
    )
    return PublicationMaterial(found, book, by_people, _further(evaluation, by_people, remarked))


def excerpts_found(evaluation: Evaluation) -> tuple[CodedExcerpt, ...]:
    """Every excerpt that may be analysed with what people found in it, as the report counts it."""
    decided = evaluation.decisions()
    frames = frames_to_publish(evaluation, evaluation.excerpts())
    current = _standing_now(decided, evaluation.codebook)
    found = people_found(current, frames.excerpts, decided)
    return read_excerpts(replace(frames, suggestions=found))


def _standing_now(decided: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """Where the team stands, code by code of those there are."""
    stands = standing(decided)
    # What people differed about with a code that is gone, nobody can settle any longer.
    return stands[stands["code_id"].isin([code.id for code in book.codes])]


def _further(evaluation: Evaluation, about: About, remarked: pd.DataFrame) -> Further:
    """What the findings report counts: all that the team has written, as far as it can be read.

    What cannot be read is not counted; `heard report` says why.
    """
    try:
        written = written_in(evaluation)
    except WrittenError:
        written = Written()
    remarks = last_remarks(remarked)
    named = {code for finding in written.findings for code in finding.codes}
    felt = {code for action in written.actions for code in action.felt}
    return Further(
        findings=written.findings,
        watched=frozenset(named | felt | {*LADDER}),
        finished=frozenset(remarks[remarks["kind"] == "finished"]["excerpt_id"]),
        changed=frozenset(about.meanings_differ),
    )


def _looked_at_by_wave(
    decided: pd.DataFrame, remarked: pd.DataFrame, excerpts: pd.DataFrame
) -> tuple[tuple[str, int, int], ...]:
    """Of each wave how many excerpts people have looked at, and how many there are."""
    return tuple(
        (str(wave), count_looked_at(decided, remarked, rows)[0], len(rows))
        for wave, rows in excerpts.groupby("wave", sort=True)
    )


def _read_by_code(
    evaluation: Evaluation, frames: Frames, codings: pd.DataFrame
) -> dict[str, ReadOfCode]:
    """How far everybody was read for each code, where `codings` are what counts."""
    codes = [code.id for code in evaluation.codebook.codes if code.status != "retired"]
    own = first_hand(
        frames.excerpts,
        frames.suggestions,
        evaluation.decisions(),
        evaluation.remarks(),
        rule(codes, published(evaluation)),
    )
    whose = dict(zip(frames.excerpts["excerpt_id"], frames.excerpts["participant"], strict=True))
    counted: dict[str, set[str]] = {code: set() for code in codes}
    for excerpt, code in zip(codings["excerpt_id"], codings["code_id"], strict=True):
        if code in counted and excerpt in own.ids:
            counted[code].add(whose[excerpt])
    return {code: own.of_code(at, frozenset(counted[code])) for at, code in enumerate(codes)}


def frames_to_publish(evaluation: Evaluation, excerpts: pd.DataFrame) -> Frames:
    names = evaluation.names()
    excerpts = _hidden(excerpts, "source", names.replace_in_path)
    files, near = evaluation.files(), near_misses(evaluation)
    doubts = [
        names.replace("; ".join([*filter(None, [doubts]), *near.get(source, ())]))
        for source, doubts in zip(files["source"], files["doubts"], strict=True)
    ]
    files = _hidden(files, "source", names.replace_in_path)
    refused = not_to_be_quoted(evaluation.remarks()) | checks_of(evaluation).refused
    kept_back = excerpts["excerpt_id"].isin(refused)
    return Frames(
        excerpts.assign(may_quote=excerpts["may_quote"] & ~kept_back),
        evaluation.suggestions(),
        evaluation.proposals(),
        files.assign(doubts=doubts),
        evaluation.attendance(),
    )


def about_of(evaluation: Evaluation, excerpts: pd.DataFrame, model: str, prepared: date) -> About:
    settings, people = evaluation.settings, taking_part(evaluation)
    decided, remarked = evaluation.decisions(), evaluation.remarks()
    words = last_words(decided)
    hidden = sign_off.deidentification_state(evaluation, settings.actions)
    return About(
        title=settings.title,
        prepared=prepared,
        groups=tuple(settings.groups),
        waves=settings.waves,
        threshold=settings.disclosure.fewest_people,
        decisions=int(words["excerpt_id"].isin(excerpts["excerpt_id"]).sum()),
        checked=count_checked(evaluation.suggestions(), decided, remarked),
        left_out_people=number_without(people, "may_analyse"),
        unlisted_speakers=number_without(people, "listed"),
        program=PROGRAM,
        model=model,
        coder=CODER_VERSION,
        likely=settings.suggest.likely,
        readiness=readiness_of(evaluation.readiness()),
        doubt=fit_of(evaluation).doubt,
        settings=(
            (
                "Names and personal data",
                sign_off.names_in_reports(hidden, settings.team.see_real_names),
            ),
            *((("Codebook by wave", waves),) if (waves := by_wave(evaluation, excerpts)) else ()),
        ),
    )


def _hidden(frame: pd.DataFrame, column: str, hide: Callable[[str], str]) -> pd.DataFrame:
    return frame.assign(**{column: [hide(value) for value in frame[column]]})


def taking_part(evaluation: Evaluation) -> pd.DataFrame:
    people = evaluation.participants()
    return people[people["role"] == "participant"].drop_duplicates("participant")


def number_without(people: pd.DataFrame, column: str) -> int:
    return int((~people[column].astype(bool)).sum())
