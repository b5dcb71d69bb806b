"""What the codebook covers poorly, grouped into proposals for new codes.

A proposal is a prompt for a person, who takes it up or drops it; these groups and human topic
labels agree only loosely (benchmarks/themes.py). Each poorly covered excerpt is placed in one
proposal or left over for a stated reason; the same excerpts in another order give the same groups.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from coding.embedding.matrices import Floats, Rows, centred, mean_of
from coding.themes.clusters import nearest
from coding.themes.groups import DEFAULT, Group, ThemeSettings, grouped
from coding.themes.naming import distinctive, name, spoken_words, tells

# Raised when the same excerpts would give other proposals.
THEMES_VERSION = "themes 1"

Reason = Literal["too short", "like no others", "too few", "no shared words", "past the limit"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A group of excerpts that may deserve a code; `rows` ascend.

    `quotes` are its most central rows, each from another person. `participants` counts people, all
    who are not named ("") as one. `nearest_similarity` is the cosine (-1 to 1) of its centre and
    the nearest code, both less the mean of all excerpts. `stability` (0 to 1) says how well the
    group comes back when excerpts are left out. `id` is of the texts it holds and changes with
    them.
    """

    id: str
    name: str
    words: tuple[str, ...]
    rows: tuple[int, ...]
    quotes: tuple[int, ...]
    participants: int
    groups: tuple[str, ...]
    waves: tuple[str, ...]
    nearest_code: str | None
    nearest_similarity: float
    stability: float


@dataclass(frozen=True, slots=True)
class Themes:
    """Proposals, most people first; the poorly covered rows in none of them, ascending, and why."""

    proposals: tuple[Proposal, ...] = ()
    left_over: tuple[int, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of each row."""

    texts: Sequence[str]
    participants: Sequence[str]
    groups: Sequence[str]
    waves: Sequence[str]

    def canonical(self) -> Rows:
        """The rows in an order that does not depend on the order of files."""
        keys = list(zip(self.texts, self.participants, self.groups, self.waves, strict=True))
        return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.intp)


def propose(
    texts: Sequence[str],
    matrix: Floats,
    covered: Floats,
    participants: Sequence[str],
    groups: Sequence[str],
    waves: Sequence[str],
    code_names: Sequence[str] = (),
    code_vectors: Floats | None = None,
    settings: ThemeSettings = DEFAULT,
) -> Themes:
    """Proposals for new codes from the excerpts that no code covers, and what is left over.

    `matrix` is (n, d), unit rows; `covered` (n,) the highest probability of any code, 0-1, nan
    counting as 0; `code_vectors` (codes, d), unit rows. Raises ValueError where lengths differ.
    """
    if any(len(each) != len(texts) for each in (matrix, covered, participants, groups, waves)):
        raise ValueError("texts, vectors and what is known of each differ in length")
    known = _Known(texts, participants, groups, waves)
    order = known.canonical()
    poorly = [row for row in order.tolist() if not covered[row] >= settings.covered_at]
    long = [row for row in poorly if not _too_short(texts[row], settings)]
    rows = np.array(long, dtype=np.intp)
    # On one thread sums come out the same to the last bit, however many the machine has.
    with threadpool_limits(1):
        mean = mean_of(matrix, order)
        labels, standing = grouped(
            centred(matrix, rows, mean), [participants[row] for row in long], settings
        )
        near = _nearest_codes(standing, code_names, code_vectors, mean)
    said = distinctive([rows[g.positions].tolist() for g in standing], texts, participants)
    named = [place for place, found in enumerate(said) if found]
    shown, more = named[: settings.at_most], named[settings.at_most :]
    fates: dict[int, Reason | None] = {group.label: "no shared words" for group in standing}
    fates |= {standing[place].label: "past the limit" for place in more}
    fates |= {standing[place].label: None for place in shown}
    proposals = tuple(
        _proposal(standing[i], rows, said[i], near[i], known, settings) for i in shown
    )
    left = _left_over(poorly, long, labels, fates)
    return Themes(proposals, tuple(left), tuple(left.values()))


def _too_short(text: str, settings: ThemeSettings) -> bool:
    return len(spoken_words(text)) < settings.min_words or not tells(text, settings.min_telling)


def _nearest_codes(
    standing: Sequence[Group],
    code_names: Sequence[str],
    code_vectors: Floats | None,
    mean: Floats,
) -> list[tuple[str | None, float]]:
    """The name of the code nearest to each group's centre, and the cosine; None without codes."""
    if code_vectors is None or not standing or not code_names:
        return [(None, 0.0)] * len(standing)
    codes = centred(code_vectors, np.arange(len(code_names)), mean)
    number, cosine = nearest(np.vstack([group.centre for group in standing]), codes)
    return [(code_names[i], round(float(c), 3)) for i, c in zip(number, cosine, strict=True)]


def _proposal(
    group: Group,
    rows: Rows,
    said: tuple[str, ...],
    near: tuple[str | None, float],
    known: _Known,
    settings: ThemeSettings,
) -> Proposal:
    held = rows[group.positions].tolist()
    texts = sorted(known.texts[row] for row in held)
    return Proposal(
        id=sha256("\0".join(texts).encode()).hexdigest()[:12],
        name=name(said),
        words=said,
        rows=tuple(sorted(held)),
        quotes=_quotes(held, known.participants, settings.quotes),
        participants=group.people,
        groups=_distinct(known.groups, held),
        waves=_distinct(known.waves, held),
        nearest_code=near[0],
        nearest_similarity=near[1],
        stability=round(group.stability, 3),
    )


def _quotes(held: Sequence[int], participants: Sequence[str], at_most: int) -> tuple[int, ...]:
    """The first rows of `held`, each from another person."""
    first: dict[str, int] = {}
    for row in held:
        first.setdefault(participants[row], row)
    return tuple(first.values())[:at_most]


def _distinct(values: Sequence[str], held: Sequence[int]) -> tuple[str, ...]:
    return tuple(sorted({values[row] for row in held} - {""}))


def _left_over(
    poorly: Sequence[int], long: Sequence[int], labels: Rows, fates: dict[int, Reason | None]
) -> dict[int, Reason]:
    """The poorly covered rows that no proposal holds, ascending, and the reason for each."""
    reasons: dict[int, Reason | None] = dict.fromkeys(poorly, "too short")
    for row, label in zip(long, labels.tolist(), strict=True):
        reasons[row] = fates.get(label, "too few") if label >= 0 else "like no others"
    return {row: reason for row, reason in sorted(reasons.items()) if reason}
