"""Files of the evaluation beside its sources: what becomes of each when somebody leaves.

Outputs that the program makes again are deleted. What people fill in or put there is cut in
place, so that nobody's answers are lost; what cannot be looked into is listed for people.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from codebooks.change.versions import FOLDER as PUBLISHED
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import (
    CARDS_SHEET,
    CODED_TABLE,
    CODED_WORKBOOK,
    FINDINGS_WORKBOOK,
    NAMES_TO_HIDE,
    OUTPUT_FILES,
    OWN_QUOTES,
    PEOPLE_PROPOSED,
    QUOTES_TO_TICK,
    REVIEW_SHEET,
    OutputFile,
    files_handed_out,
)
from coding.evaluation.settings import FILE as SETTINGS
from coding.intake.speakers_file import FILE as SPEAKERS
from coding.safekeeping.identity import RECORD
from coding.withdrawal.findings_files import cut_findings
from coding.withdrawal.traces import renamed
from coding.written.folder import FOLDER as FINDINGS
from corpora.cutting_out.papers import CutPaper, cut_paper
from corpora.cutting_out.quotes import Leftovers
from corpora.errors import FileRefused
from corpora.files import content_hash, move_file, read_limited, remove_file, shown, write_atomic
from corpora.formats.read import SYSTEM_FILES, sources

FILLED_IN = (
    REVIEW_SHEET, CODED_WORKBOOK, CODED_TABLE, NAMES_TO_HIDE, PEOPLE_PROPOSED, FINDINGS_WORKBOOK,
    QUOTES_TO_TICK, OWN_QUOTES, CARDS_SHEET,
)  # fmt: skip
"""Outputs that people fill in: what they say in one may not have been read yet."""

UNFINISHED = re.compile(r"\..+\.(?:[0-9a-f]{8}|new)")
"""Names of files that were being written when the program was killed."""

HowPaper = Literal["deleted", "cut", "renamed", "not looked into"]


@dataclass(frozen=True, slots=True)
class PaperCut:
    """What becomes of one file, by its path in the folder, and how much goes; no word of it."""

    path: str
    how: HowPaper
    rows: int = 0
    quotes: int = 0
    names: int = 0


@dataclass(frozen=True, slots=True)
class PlannedPaper:
    """A cut, where the file is and will be, and its bytes; None where they stay or it goes."""

    cut: PaperCut
    path: Path
    target: Path
    content: bytes | None = None


def planned_papers(
    evaluation: Evaluation,
    leftovers: Leftovers,
    apart: AbstractSet[str] = frozenset(),
    hers: AbstractSet[str] = frozenset(),
) -> list[PlannedPaper]:
    """What becomes of each file that is hers in part, or that cannot be looked into.

    `apart` are places in the folder of outputs with nothing of hers: releases she is not in. `hers`
    are places there with nothing of anybody else.
    """
    handed_out = set(files_handed_out(evaluation.outputs))
    made = []
    left = {evaluation.outputs / place for place in apart}
    for path in (path for path in _papers(evaluation) if path not in left):
        if path in {evaluation.outputs / place for place in hers}:
            name = shown(path.relative_to(evaluation.folder).as_posix())
            made.append(PlannedPaper(PaperCut(name, "deleted"), path, path))
            continue
        planned = _planned(evaluation, path, leftovers, is_output=path in handed_out)
        if planned is not None:
            made.append(planned)
    return made


def _papers(evaluation: Evaluation) -> Iterator[Path]:
    """The files that are no source, none of the program's own and none with a place of its own."""
    folder, settings = evaluation.folder, evaluation.settings
    names = (settings.people, settings.codebook, SPEAKERS, RECORD, SETTINGS)
    apart = {folder / name for name in names} | _read(evaluation)
    places = (evaluation.hidden, folder / PUBLISHED)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        is_own = path in apart or any(path.is_relative_to(place) for place in places)
        is_own = is_own and not UNFINISHED.fullmatch(path.name)
        if not (is_own or path.is_symlink() or path.name.casefold() in SYSTEM_FILES):
            yield path


def _read(evaluation: Evaluation) -> set[Path]:
    """The sources that are transcripts; one that was refused is a paper like any other."""
    f = tables.files
    with evaluation.store.reading() as connection:
        refused = set(
            connection.execute(select(f.c.source).where(f.c.outcome == "refused")).scalars()
        )
    root = evaluation.sources
    return {p for p in sources(root) if shown(p.relative_to(root).as_posix()) not in refused}


def _planned(
    evaluation: Evaluation, path: Path, leftovers: Leftovers, *, is_output: bool
) -> PlannedPaper | None:
    name = shown(path.relative_to(evaluation.folder).as_posix())
    if UNFINISHED.fullmatch(path.name):
        return PlannedPaper(PaperCut(name, "deleted"), path, path)
    if is_output and (_is_made_again(path) or _is_as_written(evaluation, path)):
        return PlannedPaper(PaperCut(name, "deleted"), path, path)
    target = evaluation.folder / renamed(
        path.relative_to(evaluation.folder).as_posix(), leftovers.names
    )
    is_written = path.parent == evaluation.folder / FINDINGS and path.suffix in (".yaml", ".yml")
    cut = _cut_findings(path, leftovers) if is_written else _cut(path, leftovers)
    if cut is None:
        how: HowPaper = (
            "deleted" if is_output and _is_one_of(path, FILLED_IN) else "not looked into"
        )
        return PlannedPaper(PaperCut(name, how), path, target)
    if not cut.is_as_before:
        told = PaperCut(name, "cut", cut.rows, cut.quotes, cut.names)
        return PlannedPaper(told, path, target, cut.content)
    return PlannedPaper(PaperCut(name, "renamed"), path, target) if target != path else None


def _cut_findings(path: Path, leftovers: Leftovers) -> CutPaper | None:
    """A file of findings without her, as text where it is no YAML that can be read."""
    try:
        cut = cut_findings(read_limited(path), leftovers)
    except FileRefused:
        cut = None
    return cut or _cut(path, leftovers)


def _cut(path: Path, leftovers: Leftovers) -> CutPaper | None:
    """The file without her; None where it cannot be looked into."""
    try:
        return cut_paper(read_limited(path), path.suffix, leftovers)
    except FileRefused:
        return CutPaper(b"", 0, 0, 0) if path.stat().st_size == 0 else None


def _is_made_again(path: Path) -> bool:
    return _is_one_of(path, [x for x in OUTPUT_FILES if x not in FILLED_IN])


def _is_as_written(evaluation: Evaluation, path: Path) -> bool:
    """Whether it is a workbook or a table of every run that nobody has filled in since."""
    o = tables.outputs
    with evaluation.store.reading() as connection:
        hashes = dict(connection.execute(select(o.c.name, o.c.hash)).tuples().all())
    written = [hashes.get(output.name) for output in FILLED_IN if _is_one_of(path, [output])]
    return any(written) and content_hash(path.read_bytes()) in written


def _is_one_of(path: Path, outputs: Sequence[OutputFile]) -> bool:
    return any(path.match(output.file_name) or path.match(output.name) for output in outputs)


def write_papers(planned: list[PlannedPaper]) -> None:
    """Write each file as it is from now on, under the name that it has then."""
    for paper in planned:
        if paper.cut.how == "deleted":
            remove_file(paper.path)
            continue
        # The name first: a call that is stopped in between is taken up where the file is now.
        if paper.target != paper.path:
            move_file(paper.path, paper.target, mode=0o777)
        if paper.content is not None:
            write_atomic(paper.target, paper.content)
