"""Every excerpt that may be read here, with what is suggested for it, held ready in memory.

Texts are pseudonymised when the shelf is made. It is made anew when a run, a withdrawal, a new
version of the codebook or a decision about a name has changed what stands on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from codebooks.codebook import Code
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.hiding_tables import replacement_decisions
from corpora.names.names import Names

Stamp = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Shelved:
    """An excerpt, ready to be shown. Offsets are code points into the transcript's own text."""

    row: int
    id: str
    transcript_id: str
    source: str
    wave: str
    participant: str
    pseudonym: str
    group: str
    start: int
    end: int
    text: str
    context: str
    second_hand: bool
    may_quote: bool


@dataclass(frozen=True, slots=True)
class Suggested:
    """A code that is likely for an excerpt. `phrase` is a span of its shown text; `direction` is ""
    where the program is not sure, `nearest` "" where no example agrees with it.
    """

    code: Code
    probability: float
    direction: str
    phrase: tuple[int, int]
    nearest: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """`plain` are the texts in small letters, for looking things up; `first` (n + 1,) says which
    rows of the suggestions belong to which excerpt. `fitting` (n, k) are the places of the codes
    that could fit beside them, in order, -1 where there are fewer: a list to choose from, which
    nothing counts.
    """

    excerpts: tuple[Shelved, ...]
    row: dict[str, int]
    codes: tuple[Code, ...]
    names: Names
    plain: tuple[str, ...]
    first: NDArray[np.int64]
    code: NDArray[np.int16]
    probability: NDArray[np.float32]
    direction: NDArray[np.object_]
    phrase: NDArray[np.int32]
    nearest: tuple[str, ...]
    fitting: NDArray[np.int16]

    def could_fit(self, row: int) -> tuple[Code, ...]:
        """The codes that could fit an excerpt beside what is suggested, in order."""
        return tuple(self.codes[at] for at in self.fitting[row].tolist() if at >= 0)

    def suggested(self, row: int) -> list[Suggested]:
        """What is suggested for an excerpt, surest first."""
        places = range(int(self.first[row]), int(self.first[row + 1]))
        return [self._at(at) for at in sorted(places, key=lambda at: -self.probability[at])]

    def _at(self, at: int) -> Suggested:
        start, end = self.phrase[at].tolist()
        return Suggested(
            self.codes[int(self.code[at])],
            float(self.probability[at]),
            str(self.direction[at]),
            (start, end),
            self.nearest[at],
        )

    def probabilities(self) -> NDArray[np.float64]:
        """(n, c): what was suggested; 0 where nothing was."""
        known = np.zeros((len(self.excerpts), len(self.codes)))
        owner = np.repeat(np.arange(len(self.excerpts)), np.diff(self.first))
        known[owner, self.code] = self.probability
        return known


def stamp(connection: Connection) -> Stamp:
    """What changes when the shelf must be made anew."""
    s, t, e = tables.stages, tables.transcripts, replacement_decisions
    v = tables.codebook_versions
    return (
        *connection.execute(select(s.c.name, s.c.inputs).order_by(s.c.name)).all(),
        *connection.execute(select(v.c.version).order_by(v.c.version)).all(),
        connection.execute(select(func.count()).select_from(t)).scalar(),
        connection.execute(select(func.max(e.c.number))).scalar(),
    )


def shelf_of(evaluation: Evaluation) -> Shelf:
    """The shelf of an evaluation as it stands."""
    frame = evaluation.excerpts()
    fields = [name for name in Shelved.__slots__ if name not in ("row", "id")]
    excerpts = tuple(
        Shelved(row, id, *told)
        for row, (id, *told) in enumerate(
            frame[["excerpt_id", *fields]].itertuples(index=False, name=None)
        )
    )
    row = {excerpt.id: excerpt.row for excerpt in excerpts}
    codes = evaluation.codebook.codes
    column = {code.id: at for at, code in enumerate(codes)}
    said = evaluation.suggestions()
    said = said[said["excerpt_id"].isin(row.keys()) & said["code_id"].isin(column.keys())]
    owner = said["excerpt_id"].map(row).to_numpy(dtype=np.int64)
    order = np.argsort(owner, kind="stable")
    said = said.iloc[order]
    return Shelf(
        excerpts=excerpts,
        row=row,
        codes=codes,
        names=evaluation.names(),
        plain=tuple(excerpt.text.casefold() for excerpt in excerpts),
        first=np.searchsorted(owner[order], np.arange(len(excerpts) + 1)),
        code=said["code_id"].map(column).to_numpy().astype(np.int16),
        probability=said["probability"].to_numpy(dtype=np.float32),
        direction=said["direction"].to_numpy(dtype=np.object_),
        phrase=said[["phrase_start", "phrase_end"]].to_numpy(dtype=np.int32),
        nearest=tuple(said["nearest"]),
        fitting=_fitting(evaluation, row, column),
    )


def _fitting(
    evaluation: Evaluation, row: Mapping[str, int], column: Mapping[str, int]
) -> NDArray[np.int16]:
    """What could fit each excerpt (n, k); a code that is no longer in use leaves its place empty."""
    listed = evaluation.could_fit()
    listed = listed[listed["excerpt_id"].isin(row.keys()) & listed["code_id"].isin(column.keys())]
    width = int(listed["place"].max()) if len(listed) else 0
    fitting = np.full((len(row), width), -1, dtype=np.int16)
    owner = listed["excerpt_id"].map(row).to_numpy(dtype=np.int64)
    place = listed["place"].to_numpy(dtype=np.int64) - 1
    fitting[owner, place] = listed["code_id"].map(column).to_numpy(dtype=np.int16)
    return fitting
