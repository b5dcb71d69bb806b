"""Publication: the only thing that sheets and reports accept; consent and disclosure are applied.

Two readers, two parts. **The spreadsheet is an internal working document of the review team**: it
holds every excerpt of people who agreed to analysis, under pseudonyms, with a column that says
which may be quoted. **The report is for reading and sharing**: it is made from `findings` alone,
in which only words that may be quoted stand, and no count of a few people, nor one that gives a
few people away (`coding/findings/quotes.py`, `coding/findings/disclosure/small_numbers.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version

import pandas as pd

from codebooks.codebook import Codebook
from coding.coder.coder import CODER_VERSION
from coding.coder.learning.readiness import readiness_of
from coding.decisions.codings import count_looked_at, not_to_be_quoted, people_found, unsettled
from coding.decisions.standing import standing
from coding.deidentification import sign_off
from coding.evaluation.evaluation import Evaluation
from coding.findings.findings import Findings, findings
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
from coding.revisions.waves import by_wave

__all__ = ["About", "Frames", "Internal", "Publication", "publish"]


@dataclass(frozen=True, slots=True)
class Internal:
    """For the review team only: every excerpt of somebody who agreed to analysis."""

    excerpts: tuple[CodedExcerpt, ...]
    proposals: tuple[ProposedCode, ...]
    files: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """An evaluation as it may leave the store. Made by `publish` and by nothing else."""

    about: About
    codebook: Codebook
    internal: Internal
    findings: Findings


def publish(frames: Frames, codebook: Codebook, about: About) -> Publication:
    """The evaluation's suggestions with consent and disclosure applied.

    The frames hold excerpts with consent to analysis only. The order of their rows plays no part,
    except for proposals, so that the same evaluation gives the same bytes.
    """
    excerpts, proposals = read_excerpts(frames), read_proposals(frames)
    files = read_files(frames)
    return Publication(
        about=about,
        codebook=codebook,
        internal=Internal(excerpts, proposals, files),
        findings=findings(excerpts, proposals, files, codebook, about, read_attendance(frames)),
    )


PROGRAM = f"felt-heard {version('felt-heard')}"


def publication_of(
    evaluation: Evaluation, excerpts: pd.DataFrame, model: str, prepared: date
) -> Publication:
    """The evaluation as it may leave the store; `model` is the key of the vectors' model."""
    about = about_of(evaluation, excerpts, model, prepared)
    return publish(frames_to_publish(evaluation, excerpts), evaluation.codebook, about)


def reviewed(
    evaluation: Evaluation, frames: Frames, about: About
) -> tuple[Frames, Codebook, About]:
    """The same for what people found: nothing that the program suggests is in it."""
    decided, book = evaluation.decisions(), evaluation.codebook
    stands = standing(decided)
    # What people differed about with a code that is gone, nobody can settle any longer.
    current = stands[stands["code_id"].isin([code.id for code in book.codes])]
    touched, finished = count_looked_at(decided, evaluation.remarks(), frames.excerpts)
    found = replace(
        frames,
        suggestions=people_found(current, frames.excerpts, book.version),
        proposals=frames.proposals[:0],
    )
    by_people = replace(
        about,
        basis="codings",
        looked_at=touched,
        finished=finished,
        unsettled=unsettled(current),
    )
    return found, book, by_people


def frames_to_publish(evaluation: Evaluation, excerpts: pd.DataFrame) -> Frames:
    names = evaluation.names()
    excerpts = _hidden(excerpts, "source", names.replace_in_path)
    files, near = evaluation.files(), near_misses(evaluation)
    doubts = [
        names.replace("; ".join([*filter(None, [doubts]), *near.get(source, ())]))
        for source, doubts in zip(files["source"], files["doubts"], strict=True)
    ]
    files = _hidden(files, "source", names.replace_in_path)
    kept_back = excerpts["excerpt_id"].isin(not_to_be_quoted(evaluation.remarks()))
    return Frames(
        excerpts.assign(may_quote=excerpts["may_quote"] & ~kept_back),
        evaluation.suggestions(),
        evaluation.proposals(),
        files.assign(doubts=doubts),
        evaluation.attendance(),
    )


def about_of(evaluation: Evaluation, excerpts: pd.DataFrame, model: str, prepared: date) -> About:
    settings, people = evaluation.settings, taking_part(evaluation)
    hidden = sign_off.deidentification_state(evaluation, settings.actions)
    return About(
        title=settings.title,
        prepared=prepared,
        groups=tuple(settings.groups),
        waves=settings.waves,
        threshold=settings.disclosure.fewest_people,
        decisions=len(evaluation.decisions()),
        left_out_people=number_without(people, "may_analyse"),
        unlisted_speakers=number_without(people, "listed"),
        program=PROGRAM,
        model=model,
        coder=CODER_VERSION,
        likely=settings.suggest.likely,
        readiness=readiness_of(evaluation.readiness()),
        settings=(
            ("Names and personal data", sign_off.summary(hidden)),
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
