"""Publication: the only thing that sheets and reports accept; consent and disclosure are applied.

Two readers, two parts. **The spreadsheet is an internal working document of the review team**: it
holds every excerpt of people who agreed to analysis, under pseudonyms, with a column that says
which may be quoted. **The report is for reading and sharing**: it is made from `findings` alone,
in which only words that may be quoted stand, and no count of a few people, nor one that gives a
few people away (`coding/findings/quotes.py`, `coding/findings/disclosure/small_numbers.py`).
"""

from dataclasses import dataclass

from codebooks.codebook import Codebook
from coding.findings.findings import Findings, findings
from coding.findings.material import (
    About,
    CodedExcerpt,
    Frames,
    Proposal,
    SourceFile,
    read_attendance,
    read_excerpts,
    read_files,
    read_proposals,
)

__all__ = ["About", "Frames", "Internal", "Publication", "publish"]


@dataclass(frozen=True, slots=True)
class Internal:
    """For the review team only: every excerpt of somebody who agreed to analysis."""

    excerpts: tuple[CodedExcerpt, ...]
    proposals: tuple[Proposal, ...]
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
