"""The invented evaluation as its invented reviewers left it: decided, in two codebook versions.

Put in before the first run, so that one run is enough. Stopped half-way, it goes on where it was:
whatever is there already is not put in again.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal, cast

from codebooks.load import shipped
from coding.decisions.record import Decision, Drawn, Remark, RemarkKind, Verdict, append_all
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import DEMO_TITLE
from coding.example.review_tables import (
    REVIEWERS,
    ROUNDS,
    ExcerptText,
    InventedDecision,
    excerpt_texts,
    id_by_opening,
    interviews_read,
    invented_decisions,
)
from coding.example.second_codebook import second_codebook
from coding.example.written import write_findings
from coding.intake.cutting import read_and_cut
from coding.reviewers.assignments import assign
from coding.reviewers.drawing import Wanted
from coding.reviewers.reviewers import active_reviewer, add
from coding.revisions.versions import freeze_version, person, sign, versions
from coding.suggestions.changes import last_run
from corpora.files import lock, write_atomic

KEY = "example"
PUBLISHED = ("2024-11-04T10:00:00+00:00", "2025-04-28T10:00:00+00:00")
DECIDED = ("2024-11-11T10:00:00+00:00", "2025-05-06T10:00:00+00:00")
"""When each round had its codebook and when it was decided in."""


REPORTED = date(2025, 9, 15)
"""The day of its report: six weeks after the invented co-production ended."""


def report_day(evaluation: Evaluation, today: date) -> date:
    """The day as of which a report is made: today, and of the invented evaluation its own.

    What it promises is not years overdue just because nobody has invented what came next.
    """
    return REPORTED if is_reviewed(evaluation) else today


def can_be_reviewed(evaluation: Evaluation) -> bool:
    """Whether this is the invented evaluation as it ships, and nothing was done with it yet."""
    as_shipped = evaluation.codebook_bytes in (shipped(), second_codebook(PUBLISHED[1][:10]))
    own = ~evaluation.decisions()["key"].str.startswith(f"{KEY}-")
    untouched = last_run(evaluation) == 0 and not own.any()
    return evaluation.settings.title == DEMO_TITLE and as_shipped and untouched


def is_reviewed(evaluation: Evaluation) -> bool:
    """Whether what the invented reviewers said is in it."""
    keys = evaluation.decisions()["key"]
    return bool(keys.str.startswith(f"{KEY}-2-").any())


def put_in_review(folder: Path) -> bool:
    """Put in what the invented reviewers said and wrote; False, and nothing, elsewhere.

    Raises LookupError where an excerpt that they speak of is not there.
    """
    evaluation = Evaluation.open(folder)
    try:
        with lock(evaluation.hidden):
            if not can_be_reviewed(evaluation):
                return False
            read_and_cut(evaluation)
            excerpts = excerpt_texts(evaluation.store)
            write_findings(folder, excerpts)
            _add_reviewers(evaluation)
            for round in ROUNDS:
                _review(folder, round, excerpts)
    finally:
        evaluation.store.close()
    return True


def _add_reviewers(evaluation: Evaluation) -> None:
    for each in REVIEWERS:
        if active_reviewer(evaluation.store, each.name) is None:
            add(evaluation.store, each.name, each.role, PUBLISHED[0])


def _review(folder: Path, round: int, excerpts: tuple[ExcerptText, ...]) -> None:
    """One round: its codebook signed and published, then everything that was said with it."""
    at = PUBLISHED[round - 1]
    if round > 1:
        write_atomic(folder / "codebook.yaml", second_codebook(at[:10]))
    evaluation = Evaluation.open(folder)
    try:
        version = evaluation.codebook.version
        if version not in {each.version for each in versions(evaluation)}:
            signing = [person(each.name, each.role) for each in REVIEWERS]
            for who in signing:
                sign(evaluation, "draft", who, at)
            freeze_version(evaluation, version, signing[2], at)
        _hand_out_blind(evaluation, round)
        append_all(evaluation.store, [*_said(evaluation, round, excerpts)])
    finally:
        evaluation.store.close()


def _hand_out_blind(evaluation: Evaluation, round: int) -> None:
    blind = [each for each in interviews_read() if each.blind and each.round == round]
    for source in sorted({each.source for each in blind}):
        names = tuple(each.reviewer for each in blind if each.source == source)
        assign(evaluation, Wanted(names, (source,), blind=True), DECIDED[round - 1])


def _said(
    evaluation: Evaluation, round: int, excerpts: tuple[ExcerptText, ...]
) -> Iterator[Decision | Remark]:
    """Everything said in a round: decisions, what was read to the end, then what chance drew."""
    rows = [
        (f"{KEY}-{round}-{number:04}", id_by_opening(excerpts, row.source, row.opens), row)
        for number, row in enumerate(invented_decisions())
        if row.round == round
    ]
    chosen = [each for each in rows if each[2].drawn != "random"]
    drawn = [each for each in rows if each[2].drawn == "random"]
    for key, id, row in chosen:
        yield from _of_row(evaluation, key, id, row)
    read = list(_read_to_the_end(evaluation, round, excerpts))
    yield from read
    left = len(excerpts) - len(_finished(evaluation) | {each.excerpt_id for each in read})
    gone = list(dict.fromkeys(id for _, id, _ in drawn))
    for key, id, row in drawn:
        yield from _of_row(evaluation, key, id, row, chance=1 / (left - gone.index(id)))


def _finished(evaluation: Evaluation) -> set[str]:
    remarks = evaluation.remarks()
    return set(remarks[remarks["kind"] == "finished"]["excerpt_id"])


def _read_to_the_end(
    evaluation: Evaluation, round: int, excerpts: Iterable[ExcerptText]
) -> Iterator[Remark]:
    for each in interviews_read():
        if each.round == round:
            for excerpt in excerpts:
                if excerpt.source == each.source:
                    key = f"{KEY}-{round}-finished-{excerpt.id}-{each.reviewer}"
                    yield _remark(evaluation, key, excerpt.id, "finished", each.reviewer, round)


def _of_row(
    evaluation: Evaluation, key: str, id: str, row: InventedDecision, chance: float | None = None
) -> Iterator[Decision | Remark]:
    if row.code:
        yield _decision(evaluation, key, id, row, chance)
    if row.quote:
        kind = cast(RemarkKind, row.quote)
        yield _remark(evaluation, f"{key}-quote", id, kind, row.reviewer, row.round)
    if row.finished:
        drawn = cast(Drawn, row.drawn)
        done = f"{KEY}-{row.round}-finished-{id}-{row.reviewer}"
        yield _remark(evaluation, done, id, "finished", row.reviewer, row.round, drawn, chance)


def _decision(
    evaluation: Evaluation, key: str, id: str, row: InventedDecision, chance: float | None
) -> Decision:
    blind = {(each.source, each.reviewer) for each in interviews_read() if each.blind}
    direction = cast(Literal["positive", "negative", "mixed", "neutral", ""], row.direction)
    return Decision(
        key=key,
        excerpt_id=id,
        code_id=row.code,
        verdict=cast(Verdict, row.verdict),
        direction=direction,
        reviewer=row.reviewer,
        at=DECIDED[row.round - 1],
        codebook_version=evaluation.codebook.version,
        codebook_hash=evaluation.codebook.hash,
        memo=row.remark,
        source="settled" if row.settled else "page",
        blind=not row.settled and (row.source, row.reviewer) in blind,
        drawn=cast(Drawn, row.drawn),
        chance=chance,
    )


def _remark(
    evaluation: Evaluation,
    key: str,
    id: str,
    kind: RemarkKind,
    reviewer: str,
    round: int,
    drawn: Drawn = "",
    chance: float | None = None,
) -> Remark:
    at, version = DECIDED[round - 1], evaluation.codebook.version
    return Remark(key, id, kind, "", reviewer, at, version, drawn=drawn, chance=chance)
