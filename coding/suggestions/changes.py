"""What a rerun changed in what is likely, and because of what: in counts, never in words of anybody."""

import json
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import asdict, dataclass, fields

from sqlalchemy import Connection, func, select

from codebooks.codebook import Codebook
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation

Pair = tuple[str, str]
"""The id of an excerpt and that of a code."""

CHANGED = {
    "codebook": "the codebook changed",
    "teaching": "the teaching set changed",
    "likely": "the settings changed",
    "model": "another model reads the texts",
    "coder": "the program is another version",
}
NAMED = {"accept": ("an acceptance", "acceptances"), "reject": ("a rejection", "rejections")}


@dataclass(frozen=True, slots=True)
class Basis:
    """What suggestions are made from. `decision` and `remark` are the numbers of the last ones."""

    decision: int
    remark: int
    excerpts: int
    codebook: str
    teaching: str
    likely: float
    model: str
    coder: str


@dataclass(frozen=True, slots=True)
class LikelyChange:
    """How many pairs of excerpt and code were likely and are no longer (`lost`) or are new.

    Since the run before there were so many `decisions`, `most` of them with one `verdict` on one
    `code_id`; excerpts `finished`; `files` that were not there or were read anew; excerpts
    `taken_out`; and `changed` are fields of the basis.
    """

    lost: int
    new: int
    decisions: int = 0
    most: int = 0
    verdict: str = ""
    code_id: str = ""
    finished: int = 0
    files: int = 0
    taken_out: int = 0
    changed: tuple[str, ...] = ()

    def sentence(self, codebook: Codebook) -> str:
        """What changed and because of what; "" where nothing did."""
        if not self.lost and not self.new:
            return ""
        lost = f"{self.lost:,} that {_were(self.lost)} likely {_are(self.lost)} no longer"
        new = f"{self.new:,} {_are(self.new)} {'new' if self.lost else 'newly likely'}"
        what = ", ".join([*([lost] if self.lost else []), *([new] if self.new else [])])
        causes = [*self._decided(codebook), *(CHANGED[name] for name in self.changed)]
        causes += self._texts()
        if self.decisions:
            return f"{what}: {'; '.join(causes)}"
        return f"{what}, because {' and '.join(causes or ['what excerpts say changed'])}"

    def _decided(self, codebook: Codebook) -> list[str]:
        if not self.decisions:
            return []
        said = f"{_many(self.decisions, 'decision')} since the last run"
        if not self.code_id:
            return [said]
        one, several = NAMED[self.verdict]
        of = f"of {_name(codebook, self.code_id)}"
        if self.decisions == 1:
            return [f"{said}, {one} {of}"]
        some = "all" if self.most == self.decisions else f"{self.most:,}"
        return [f"{said}, {some} of them {several} {of}"]

    def _texts(self) -> list[str]:
        said = []
        if self.finished and not self.decisions:
            said.append(f"{_many(self.finished, 'excerpt')} {_were(self.finished)} finished")
        if self.files:
            said.append(f"{_many(self.files, 'file')} {_were(self.files)} added or read anew")
        if self.taken_out and not self.files:
            said.append(f"{_many(self.taken_out, 'excerpt')} {_were(self.taken_out)} taken out")
        return said


def basis_now(evaluation: Evaluation, excerpts: int, **made_with: object) -> Basis:
    """What suggestions for so many `excerpts` are made from now; `made_with` are the other fields."""
    with evaluation.store.reading() as connection:
        last = [
            connection.execute(select(func.max(table.c.number))).scalar() or 0
            for table in (tables.decisions, tables.remarks)
        ]
    return Basis(last[0], last[1], excerpts, **made_with)  # type: ignore[arg-type]


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
    row = {"inputs": inputs, "basis": json.dumps(asdict(now)), "change": change}
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
    decisions, most, verdict, code = _decisions(connection, before.decision, now.decision)
    return LikelyChange(
        lost=len(was - pairs),
        new=len(pairs - was),
        decisions=decisions,
        most=most,
        verdict=verdict,
        code_id=code,
        finished=int(connection.execute(finished).scalar_one()),
        files=len({places[id] for id in ids} - old),
        taken_out=max(before.excerpts - len(covered), 0),
        changed=tuple(
            field.name
            for field in fields(Basis)
            if field.name in CHANGED and getattr(before, field.name) != getattr(now, field.name)
        ),
    )


def _decisions(connection: Connection, after: int, to: int) -> tuple[int, int, str, str]:
    """How many decisions stand that were made since; how many share a verdict and a code, and which.

    No code where those are not at least half.
    """
    d = tables.decisions
    query = select(d.c.key, d.c.undoes, d.c.verdict, d.c.code_id)
    rows = connection.execute(query.where(d.c.number > after, d.c.number <= to)).all()
    undone = {row.undoes for row in rows}
    made = [row for row in rows if not row.undoes and row.key not in undone]
    counts = Counter((row.verdict, row.code_id) for row in made if row.verdict in NAMED)
    pair, most = min(counts.items(), key=lambda each: (-each[1], each[0]), default=(("", ""), 0))
    verdict, code = pair if 2 * most >= len(made) else ("", "")
    return len(made), most if code else 0, verdict, code


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
    return LikelyChange(**{**values, "changed": tuple(values["changed"])})


def _name(codebook: Codebook, code_id: str) -> str:
    names = {code.id: code.name for theme in codebook.themes for code in theme.codes}
    return names.get(code_id, code_id)


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
