"""The record of released reports: added to, never changed but for what a withdrawal takes out."""

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select, update

from codebooks.change.versions import Verdict
from codebooks.codebook import Role
from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.published_counts import tokens_of
from coding.evaluation.release_tables import releases, report_sign_offs


@dataclass(frozen=True, slots=True)
class Release:
    """A report as it was released. `files` are places in the folder of outputs with their SHA-256.

    `figures` are keys with their texts, `excerpts` ids of what is quoted. `people` are those counted
    who can still be named. `recall` is the day since which it is to be recalled, "" where it is not.
    """

    name: str
    at: str
    by: str
    role: str
    state: str
    codebook_version: str
    files: Mapping[str, str]
    figures: tuple[tuple[str, str], ...]
    excerpts: tuple[str, ...]
    people: frozenset[str]
    recall: str = ""


@dataclass(frozen=True, slots=True)
class ReportSignOff:
    """What somebody says about the report in this state; of one person the last counts."""

    state: str
    name: str
    role: Role
    verdict: Verdict
    reason: str
    at: str


def releases_of(connection: Connection) -> list[Release]:
    """Every release, the first one first."""
    c = tables.counted_people
    named = {row.token: row.participant for row in connection.execute(select(c))}
    rows = connection.execute(select(releases).order_by(releases.c.number))
    return [
        Release(
            name=row.name,
            at=row.at,
            by=row.by,
            role=row.role,
            state=row.state,
            codebook_version=row.codebook_version,
            files=json.loads(row.files),
            figures=tuple((key, text) for key, text in json.loads(row.figures)),
            excerpts=tuple(json.loads(row.excerpts)),
            people=frozenset(named[token] for token in row.people.split() if token in named),
            recall=row.recall,
        )
        for row in rows
    ]


def released(evaluation: Evaluation) -> list[Release]:
    """The same of an evaluation."""
    with evaluation.store.reading() as connection:
        return releases_of(connection)


def keep_release(connection: Connection, release: Release) -> None:
    """Add a release to the record."""
    tokens = tokens_of(connection, set(release.people))
    values = asdict(release) | {
        "files": json.dumps(dict(release.files), sort_keys=True),
        "figures": json.dumps(release.figures, ensure_ascii=False),
        "excerpts": json.dumps(release.excerpts),
        "people": " ".join(sorted(tokens[person] for person in release.people)),
    }
    insert(connection, releases, [values])


def touched_by(
    connection: Connection, participant: str, excerpts: AbstractSet[str]
) -> list[Release]:
    """The releases that count somebody, or quote one of these excerpts."""
    return [
        release
        for release in releases_of(connection)
        if participant in release.people or not excerpts.isdisjoint(release.excerpts)
    ]


def recall(connection: Connection, participant: str, moved: Mapping[str, str], day: str) -> None:
    """Note that the releases with somebody in them are to be recalled, and forget who it was.

    `moved` gives excerpts their ids of now, "" where they are gone. A second call changes nothing.
    """
    gone = {id for id, now in moved.items() if not now}
    touched = {release.name for release in touched_by(connection, participant, gone)}
    c = tables.counted_people
    theirs = connection.execute(select(c.c.token).where(c.c.participant == participant)).scalar()
    for row in connection.execute(select(releases)).all():
        before = json.loads(row.excerpts)
        after = [now for id in before if (now := moved.get(id, id))]
        values = {
            "excerpts": json.dumps(after),
            "people": " ".join(token for token in row.people.split() if token != theirs),
            "recall": row.recall or (day if row.name in touched else ""),
        }
        connection.execute(update(releases).where(releases.c.number == row.number).values(values))


def report_sign_offs_of(evaluation: Evaluation, state: str) -> tuple[ReportSignOff, ...]:
    """The last word of each person on the report in this state, in the order of saying."""
    s = report_sign_offs.c
    query = (
        select(s.state, s.name, s.role, s.verdict, s.reason, s.at)
        .where(s.state == state)
        .order_by(s.number)
    )
    last: dict[str, ReportSignOff] = {}
    with evaluation.store.reading() as connection:
        for row in connection.execute(query).mappings():
            said = ReportSignOff(**row)
            last.pop(said.name.casefold(), None)
            last[said.name.casefold()] = said
    return tuple(last.values())


def keep_report_sign_off(evaluation: Evaluation, said: ReportSignOff) -> None:
    """Keep what somebody says about the report; saying the same again changes nothing."""
    for last in report_sign_offs_of(evaluation, said.state):
        if (last.name.casefold(), last.role, last.verdict, last.reason) == (
            said.name.casefold(), said.role, said.verdict, said.reason,
        ):  # fmt: skip
            return
    with evaluation.store.writing() as connection:
        insert(connection, report_sign_offs, [asdict(said)])


def places_released(all_releases: Sequence[Release]) -> frozenset[str]:
    """Where the files of these releases lie in the folder of outputs."""
    return frozenset(place for release in all_releases for place in release.files)
