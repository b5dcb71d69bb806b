"""What a rerun changed in what is likely, and because of what: in counts, never in words of anybody."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection, func, select

from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation

Pair = tuple[str, str]
"""The id of an excerpt and that of a code."""

CHANGES = ("codebook", "teaching", "likely", "model", "coder")
"""Fields of the basis of which each change may change suggestions."""
MOST_NAMED = 3
VERDICTS = ("accept", "reject")


@dataclass(frozen=True, slots=True)
class Basis:
    """What suggestions are made from. `decision` and `remark` are the numbers of the last ones.

    Of bases that were kept before the program noted it, it is not known how many people had withdrawn,
    in how many `transcripts` excerpts stood, and how many `suggestions` were made: None.
    """

    decision: int
    remark: int
    excerpts: int
    codebook: str
    teaching: str
    likely: float
    model: str
    coder: str
    version: str = ""
    withdrawn: int | None = None
    transcripts: int | None = None
    suggestions: int | None = None


@dataclass(frozen=True, slots=True)
class LikelyChange:
    """What a run changed in what is likely, in pairs of excerpt and code, and what happened before it.

    In excerpts that were there before, so many were likely and are no longer (`lost`), or are `new`;
    the codes of which most were lost on balance are `careful`, those of which most are new `ready`.
    `arrived` with excerpts that were not there, `left` went with those that are gone.

    Since the run before there were so many `decisions`, some of them `accepted`, some `rejected`, and
    `most` with one `verdict` on one `code_id`; excerpts `finished`; `files` that were not there or were
    read anew, others `gone` or read anew; excerpts `taken_out`; people `withdrawn`; and `changed` are
    fields of the basis. `versions` are those of the codebook before and now.
    """

    lost: int
    new: int
    arrived: int = 0
    left: int = 0
    decisions: int = 0
    accepted: int = 0
    rejected: int = 0
    most: int = 0
    verdict: str = ""
    code_id: str = ""
    finished: int = 0
    files: int = 0
    gone: int = 0
    taken_out: int = 0
    withdrawn: int = 0
    changed: tuple[str, ...] = ()
    versions: tuple[str, str] = ("", "")
    careful: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()


def basis_now(evaluation: Evaluation, excerpts: int, **made_with: object) -> Basis:
    """What suggestions for so many `excerpts` are made from now; `made_with` are the other fields."""
    e = tables.excerpts
    with evaluation.store.reading() as connection:
        last = [
            connection.execute(select(func.max(table.c.number))).scalar() or 0
            for table in (tables.decisions, tables.remarks)
        ]
        places = select(func.count(e.c.transcript_id.distinct())).where(e.c.consent)
        transcripts = int(connection.execute(places).scalar_one())
    return Basis(
        last[0],
        last[1],
        excerpts,
        withdrawn=_withdrawn(evaluation),
        transcripts=transcripts,
        **made_with,  # type: ignore[arg-type]
    )


def _withdrawn(evaluation: Evaluation) -> int:
    """How many people have withdrawn so far: the record says when, and not who."""
    from coding.withdrawal.carry_out import RECORD

    path = evaluation.hidden / RECORD
    return max(len(path.read_text("utf-8").splitlines()) - 1, 0) if path.is_file() else 0


def note_change(
    connection: Connection, inputs: str, now: Basis, ids: Iterable[str], pairs: Set[Pair]
) -> None:
    """Keep what `pairs`, likely for the excerpts `ids` from now on, change. Call it before they are kept.

    A run that goes on where one was stopped, from the same `inputs`, has noted it already.
    """
    r = tables.suggesting_runs
    last = connection.execute(select(r).order_by(r.c.number.desc()).limit(1)).one_or_none()
    if last is not None and last.inputs == inputs:
        return
    change = ""
    if last is not None:
        before = Basis(**json.loads(last.basis))
        change = json.dumps(asdict(_compared(connection, before, now, set(ids), pairs)))
    basis = json.dumps(asdict(replace(now, suggestions=len(pairs))))
    row = {"inputs": inputs, "basis": basis, "change": change}
    connection.execute(r.insert().values(row))


def _compared(
    connection: Connection, before: Basis, now: Basis, ids: Set[str], pairs: Set[Pair]
) -> LikelyChange:
    s, c, e, r = tables.suggestions, tables.coverage, tables.excerpts, tables.remarks
    query = select(s.c.excerpt_id, s.c.code_id)
    was = {(row[0], row[1]) for row in connection.execute(query) if row[0] in ids}
    covered = set(connection.execute(select(c.c.excerpt_id)).scalars()) & ids
    places = dict(connection.execute(select(e.c.id, e.c.transcript_id)).tuples().all())
    old = {places[id] for id in covered}
    finished = select(func.count(r.c.excerpt_id.distinct())).where(
        r.c.number > before.remark, r.c.kind == "finished"
    )
    lost, new = was - pairs, {pair for pair in pairs - was if pair[0] in covered}
    balance = Counter(code for _, code in new)
    balance.subtract(code for _, code in lost)
    return replace(
        _decisions(connection, before.decision, now.decision),
        lost=len(lost),
        new=len(new),
        arrived=len(pairs - was) - len(new),
        left=max((before.suggestions or len(was)) - len(was), 0),
        finished=int(connection.execute(finished).scalar_one()),
        files=len({places[id] for id in ids} - old),
        gone=max((before.transcripts or len(old)) - len(old), 0),
        taken_out=max(before.excerpts - len(covered), 0),
        withdrawn=_more(before.withdrawn, now.withdrawn),
        changed=tuple(name for name in CHANGES if getattr(before, name) != getattr(now, name)),
        versions=(before.version, now.version),
        careful=_furthest({code: -count for code, count in balance.items()}),
        ready=_furthest(balance),
    )


def _more(before: int | None, now: int | None) -> int:
    """How many more there are now, 0 where it is not known how many there were."""
    return 0 if before is None or now is None else max(now - before, 0)


def _furthest(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The few codes with the highest counts above 0, the highest first."""
    some = [code for code, count in counts.items() if count > 0]
    return tuple(sorted(some, key=lambda code: (-counts[code], code))[:MOST_NAMED])


def _decisions(connection: Connection, after: int, to: int) -> LikelyChange:
    """How many decisions stand that were made since; how many share a verdict and a code, and which.

    No code where those are not at least half.
    """
    d = tables.decisions
    query = select(d.c.key, d.c.undoes, d.c.verdict, d.c.code_id)
    rows = connection.execute(query.where(d.c.number > after, d.c.number <= to)).all()
    undone = {row.undoes for row in rows}
    made = [row for row in rows if not row.undoes and row.key not in undone]
    verdicts = Counter(row.verdict for row in made)
    counts = Counter((row.verdict, row.code_id) for row in made if row.verdict in VERDICTS)
    pair, most = min(counts.items(), key=lambda each: (-each[1], each[0]), default=(("", ""), 0))
    verdict, code = pair if 2 * most >= len(made) else ("", "")
    return LikelyChange(
        0,
        0,
        decisions=len(made),
        accepted=verdicts["accept"],
        rejected=verdicts["reject"],
        most=most if code else 0,
        verdict=verdict,
        code_id=code,
    )


def last_run(evaluation: Evaluation) -> int:
    """The number of the last run that made suggestions, 0 where there was none."""
    with evaluation.store.reading() as connection:
        return int(
            connection.execute(select(func.max(tables.suggesting_runs.c.number))).scalar() or 0
        )


def change_since(evaluation: Evaluation, run: int = 0) -> LikelyChange | None:
    """What the last run changed that made suggestions, where it came after number `run`.

    None where there was none, or none before it to compare it with.
    """
    r = tables.suggesting_runs
    query = select(r.c.change).where(r.c.number > run).order_by(r.c.number.desc()).limit(1)
    with evaluation.store.reading() as connection:
        change = connection.execute(query).scalar()
    if not change:
        return None
    values = json.loads(change)
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return LikelyChange(**{**values, **lists})
