"""Where an evaluation stands: what is here, how far it is, what waits for whom, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from coding.deidentification.sign_off import deidentification_state
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import FINDINGS_DRAFT, files_handed_out
from coding.intake import sources
from coding.intake.unlisted import unlisted
from coding.published.codebooks import published
from coding.published.releases import released
from coding.retention.period import days_left, period_in_words
from coding.retention.purge_record import purged_on
from coding.reviewers.assignments import ReviewerProgress, reviewers_progress
from coding.written.folder import written_in
from corpora.errors import WrittenError
from corpora.files import shown


@dataclass(frozen=True, slots=True)
class Status:
    """The standing of an evaluation, in counts and names of files; no word of a participant."""

    title: str
    sources: str
    """The folder of transcripts, inside the evaluation's."""
    transcripts: int
    to_read: int
    refused: int
    in_doubt: int
    people: int
    asked_for_consent: int
    unlisted: int
    excerpts: int
    suggested: int
    decisions: int
    finished: int
    names_open: int
    names_signed_off: bool
    codebook: str
    codebook_published: bool
    reviewers: tuple[ReviewerProgress, ...]
    findings: int | None
    """How many the team has written; None where its files have mistakes."""
    releases: tuple[str, ...]
    outputs: tuple[str, ...]
    purged: str
    kept_until: str
    days_left: int | None


def evaluation_status(evaluation: Evaluation, today: date) -> Status:
    """The standing as the folder and the store show it now; nothing is read anew."""
    files, people = evaluation.files(), evaluation.people
    planned, names = sources.plan(evaluation), _names(evaluation)
    excerpts, suggested, decisions, finished = _counts(evaluation)
    until = evaluation.settings.retention.until
    return Status(
        title=evaluation.settings.title,
        sources=evaluation.settings.transcripts,
        transcripts=len(planned.sources),
        to_read=len(planned.to_read),
        refused=int((files["outcome"] == "refused").sum()),
        in_doubt=int((files["doubts"] != "").sum()),
        people=len(people),
        asked_for_consent=sum(
            "ask" in (person.consent_analysis, person.consent_quote) for person in people
        ),
        unlisted=len(unlisted(evaluation)),
        excerpts=excerpts,
        suggested=suggested,
        decisions=decisions,
        finished=finished,
        names_open=names[0],
        names_signed_off=names[1],
        codebook=evaluation.codebook.version,
        codebook_published=evaluation.codebook.version
        in {book.version for book in published(evaluation)},
        reviewers=tuple(reviewers_progress(evaluation)),
        findings=_findings(evaluation),
        releases=tuple(release.name for release in released(evaluation)),
        outputs=tuple(
            path.relative_to(evaluation.outputs).as_posix()
            for path in files_handed_out(evaluation.outputs)
        ),
        purged=purged_on(evaluation),
        kept_until=until.isoformat() if until else "",
        days_left=days_left(evaluation, today),
    )


def _findings(evaluation: Evaluation) -> int | None:
    try:
        return len(written_in(evaluation).findings)
    except WrittenError:
        return None


def _names(evaluation: Evaluation) -> tuple[int, bool]:
    """How many names wait for a decision, and whether somebody vouches for what is hidden."""
    state = deidentification_state(evaluation, evaluation.settings.actions)
    return state.undecided, bool(state.signed_off and state.signed_off.current)


def _counts(evaluation: Evaluation) -> tuple[int, int, int, int]:
    e, s, d, r = tables.excerpts, tables.suggestions, tables.decisions, tables.remarks
    queries = (
        select(func.count()).select_from(e).where(e.c.consent),
        select(func.count(s.c.excerpt_id.distinct())),
        select(func.count()).select_from(d),
        select(func.count(r.c.excerpt_id.distinct())).where(r.c.kind == "finished"),
    )
    with evaluation.store.reading() as connection:
        counts = [int(connection.execute(query).scalar() or 0) for query in queries]
    return counts[0], counts[1], counts[2], counts[3]


def status_lines(evaluation: Evaluation, now: Status, today: date) -> list[str]:
    """The standing, a line a matter, with the next step last."""
    lines = [
        f"Evaluation:  {shown(now.title)}",
        f"Transcripts: {now.transcripts:,} in the folder; {now.to_read:,} to be read",
        f"Excerpts:    {now.excerpts:,}; {now.suggested:,} of them with suggestions",
        f"Decisions:   {now.decisions:,}; {_number(now.finished, 'excerpt')} finished by somebody",
        f"Codebook:    version {shown(now.codebook)}, "
        f"{'published' if now.codebook_published else 'a draft'}",
        *(f"Reviewer:    {_progress(each)}" for each in now.reviewers),
        f"Findings:    {_written(now)}",
        *(f"Output:      {shown(name)}" for name in now.outputs),
        *(f"Waiting:     {what}" for what in _waiting(now)),
        f"Kept:        {period_in_words(evaluation, today)}",
    ]
    if now.purged:
        lines.append(f"Purged:      on {now.purged}; the words are gone")
    return [*lines, f"Next:        {next_step(now, shown(str(evaluation.folder)))}"]


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _progress(reviewer: ReviewerProgress) -> str:
    name = shown(reviewer.reviewer)
    if not reviewer.given:
        return f"{name} was given nothing in particular"
    if reviewer.finished >= reviewer.given:
        return f"{name} has finished all {reviewer.given:,}"
    return f"{name} has finished {reviewer.finished:,} of {reviewer.given:,}"


def _written(now: Status) -> str:
    released = f"; released: {', '.join(map(shown, now.releases))}" if now.releases else ""
    if now.findings is None:
        return f"their files have mistakes: heard report check says which{released}"
    return f"{now.findings or 'none'} written{released}"


def _waiting(now: Status) -> Iterator[str]:
    """What waits for whom."""
    if now.in_doubt:
        yield f"for the team: files read with doubts, {now.in_doubt:,} (page Files of heard review)"
    if now.unlisted:
        yield f"for the team: speakers who are not listed, {now.unlisted:,} (heard people)"
    if now.asked_for_consent:
        yield f"for participants: {now.asked_for_consent:,} of people.csv are still to be asked"
    if now.names_open:
        yield f"for the team: names to hide or not, {now.names_open:,} (heard deidentify)"
    if now.refused:
        yield f"for the team: files that could not be read, {now.refused:,}"
    for each in now.reviewers:
        if each.finished < each.given:
            yield f"for {shown(each.reviewer)}: excerpts to review, {each.given - each.finished:,}"


def next_step(now: Status, folder: str) -> str:
    """The one thing to do next."""
    if now.purged:
        return "nothing more is to be done here"
    if now.days_left is not None and now.days_left < 0:
        return f"heard purge {folder}"
    if not now.transcripts:
        return f"put transcripts into {folder}/{now.sources}, then heard run {folder}"
    if now.to_read or not now.suggested:
        return f"heard run {folder}"
    if not now.decisions or any(each.finished < each.given for each in now.reviewers):
        return f"heard review {folder}"
    if not now.names_signed_off:
        return f"heard deidentify {folder}, and sign it off before anything is shared"
    if now.findings is None:
        return f"heard report check {folder}"
    if not now.findings:
        return f"write down together what you found: heard review {folder}, page Findings"
    if FINDINGS_DRAFT.file_name not in {name.rpartition("/")[2] for name in now.outputs}:
        return f"heard report {folder}"
    return "read what may be shared together, and act on it"
