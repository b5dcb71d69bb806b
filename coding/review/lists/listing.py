"""Which excerpts a filter finds, and what stands on each: what the page Codes lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal, cast, get_args

import numpy as np
from numpy.typing import NDArray

from codebooks.codebook import Code, Codebook
from coding.decisions.standing import together
from coding.review.known.excerpts import Shelf, Shelved, Suggested
from coding.review.known.record import Said
from coding.review.known.work import Known

Status = Literal["open", "accept", "reject", "not sure", "disagreed"]
STATUSES: tuple[Status, ...] = get_args(Status)
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A filter; "" lets everything through. `code` and `theme` are ids, `words` all must occur."""

    code: str = ""
    theme: str = ""
    direction: str = ""
    group: str = ""
    wave: str = ""
    reviewer: str = ""
    status: str = ""
    words: str = ""

    @property
    def about_codes(self) -> bool:
        """Whether it asks for anything that an excerpt without a code cannot have."""
        return any((self.code, self.theme, self.direction, self.reviewer, self.status))


def wanted_of(told: Mapping[str, str]) -> ListFilter:
    """The filter that an address or a form tells of."""
    return ListFilter(**{f.name: told.get(f.name, "").strip()[:200] for f in fields(ListFilter)})


@dataclass(frozen=True, slots=True)
class CodeStanding:
    """Where one code stands on one excerpt: `words` are each reviewer's last, `settled` the ruling."""

    code: Code
    status: Status
    direction: str
    words: tuple[Said, ...]
    suggested: Suggested | None
    settled: Said | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An excerpt and those of its codes that the filter asks for."""

    excerpt: Shelved
    codes: tuple[CodeStanding, ...]


class Finder:
    """Finds in what is known now, without what a reviewer still codes blind (`hidden`)."""

    def __init__(self, known: Known, codebook: Codebook, hidden: frozenset[str]) -> None:
        self._shelf, self._record, self._hidden = known.shelf, known.record, hidden
        self._themes = {c.id: theme.id for theme in codebook.themes for c in theme.codes}
        shelf = known.shelf
        self._owner = np.repeat(np.arange(len(shelf.excerpts)), np.diff(shelf.first))
        rows = (shelf.row.get(id) for id in tuple(known.record.decisions))
        self._decided = np.array(sorted(row for row in rows if row is not None), dtype=np.int64)

    def rows(self, wanted: ListFilter) -> list[int]:
        """The rows of the excerpts that a filter finds, in the order of the sources."""
        rows = self._by_codes(wanted) if wanted.about_codes else range(len(self._shelf.excerpts))
        said = [word.casefold() for word in wanted.words.split()]
        return [row for row in rows if self._fits(row, wanted, said)]

    def found(self, row: int, wanted: ListFilter | None = None) -> Found:
        """One of them, with all its codes or those that the filter asks for."""
        id = self._shelf.excerpts[row].id
        every = standings(self._shelf, self._record.words(id), self._record.rulings(id), row)
        kept = [each for each in every if wanted is None or self._asked(each, wanted)]
        return Found(self._shelf.excerpts[row], tuple(kept))

    def counts(self) -> dict[str, dict[str, int]]:
        """By code id, how many excerpts have each status; accepted ones by direction as well."""
        open_ones = np.bincount(self._shelf.code[self._open()], minlength=len(self._shelf.codes))
        counted = {
            code.id: {"open": int(many)}
            for code, many in zip(self._shelf.codes, open_ones, strict=True)
        }
        for row in self._decided:
            for each in self.found(int(row)).codes if self._seen(int(row)) else ():
                own = counted[each.code.id]
                keys: list[str] = [each.status]
                keys += [f"accept {each.direction}"] if each.status == "accept" else []
                for key in keys:
                    own[key] = own.get(key, 0) + 1
        return counted

    def _by_codes(self, wanted: ListFilter) -> list[int]:
        rows: set[int] = set()
        if wanted.status in ("", "open") and not wanted.reviewer:
            rows |= set(self._owner[self._open() & self._asked_of_all(wanted)].tolist())
        for row in self._decided.tolist():
            if self.found(row, wanted).codes:
                rows.add(row)
        return sorted(rows)

    def _open(self) -> Marks:
        """Which suggestions are of excerpts that nobody has decided anything about."""
        hidden = [self._shelf.row[id] for id in self._hidden if id in self._shelf.row]
        closed = np.zeros(len(self._shelf.excerpts), dtype=np.bool_)
        closed[self._decided] = True
        closed[hidden] = True
        found: Marks = ~closed[self._owner]
        return found

    def _asked_of_all(self, wanted: ListFilter) -> Marks:
        """`_asked` for every suggestion that nobody has decided about, at once."""
        codes = np.array([self._of(code, wanted) for code in self._shelf.codes], dtype=np.bool_)
        found: Marks = codes[self._shelf.code] if len(codes) else np.zeros(0, dtype=np.bool_)
        if wanted.direction:
            found = found & (self._shelf.direction == wanted.direction)
        return found

    def _asked(self, each: CodeStanding, wanted: ListFilter) -> bool:
        return (
            self._of(each.code, wanted)
            and wanted.direction in ("", each.direction)
            and wanted.status in ("", each.status)
            and (not wanted.reviewer or any(w.reviewer == wanted.reviewer for w in each.words))
        )

    def _of(self, code: Code, wanted: ListFilter) -> bool:
        return wanted.code in ("", code.id) and wanted.theme in ("", self._themes[code.id])

    def _seen(self, row: int) -> bool:
        return self._shelf.excerpts[row].id not in self._hidden

    def _fits(self, row: int, wanted: ListFilter, said: Sequence[str]) -> bool:
        excerpt = self._shelf.excerpts[row]
        return (
            wanted.group in ("", excerpt.group)
            and wanted.wave in ("", excerpt.wave)
            and all(word in self._shelf.plain[row] for word in said)
            and excerpt.id not in self._hidden
        )


def standings(
    shelf: Shelf,
    words: Mapping[tuple[str, str], Said],
    rulings: Mapping[str, Said],
    row: int,
) -> list[CodeStanding]:
    """What stands on an excerpt, in the order of the codebook.

    `words` are the last by code and reviewer, `rulings` by code how it was settled.
    """
    suggested = {each.code.id: each for each in shelf.suggested(row)}
    by_code: dict[str, list[Said]] = {code_id: [] for code_id in rulings}
    for (code_id, _), said in words.items():
        by_code.setdefault(code_id, []).append(said)
    return [
        _standing(code, by_code.get(code.id, []), rulings.get(code.id), suggested.get(code.id))
        for code in shelf.codes
        if code.id in by_code or code.id in suggested
    ]


def _standing(
    code: Code, words: list[Said], settled: Said | None, suggested: Suggested | None
) -> CodeStanding:
    counting = [settled] if settled else words
    status = status_of(word.verdict for word in counting)
    _, direction = together((word.verdict, word.direction) for word in counting)
    if status == "open" and suggested:
        direction = suggested.direction
    return CodeStanding(code, status, direction, tuple(words), suggested, settled)


def status_of(verdicts: Iterable[str]) -> Status:
    """What several verdicts come to, "open" where there are none."""
    told = list(verdicts)
    return cast(Status, together((each, "") for each in told)[0]) if told else "open"
