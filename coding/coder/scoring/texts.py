"""The texts that are coded together: each distinct one once, with what was said before it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coding.coder.scoring.short_answers import questions_of
from corpora.remarks import without_remarks

Indices = NDArray[np.int64]
NONE = -1
# A question before so many rows, and this share of them, was put to everybody. Who is asked the
# same does not say the same: it says nothing of codes, and is kept for the direction alone.
OFTEN, OFTEN_SHARE = 20, 0.05


@dataclass(frozen=True, slots=True)
class Utterances:
    """Texts as they are given to the coder: row by row, what was said before ("" for nothing) and
    the role of who speaks ("" where it makes no difference).
    """

    texts: tuple[str, ...]
    contexts: tuple[str, ...]
    roles: tuple[str, ...]

    def __add__(self, other: "Utterances") -> "Utterances":
        return Utterances(
            self.texts + other.texts, self.contexts + other.contexts, self.roles + other.roles
        )

    def __len__(self) -> int:
        return len(self.texts)


def utterances_of(
    texts: Sequence[str],
    contexts: Sequence[str | None] | None = None,
    roles: Sequence[str] | None = None,
) -> Utterances:
    """The rows, checked, with spaces for what nobody said.

    Raises ValueError where the lengths differ.
    """
    before = [context or "" for context in contexts] if contexts is not None else [""] * len(texts)
    who = list(roles) if roles is not None else [""] * len(texts)
    if not len(texts) == len(before) == len(who):
        raise ValueError("texts, contexts and roles must be equally many")
    return Utterances(
        tuple(map(without_remarks, texts)), tuple(map(without_remarks, before)), tuple(who)
    )


@dataclass(frozen=True, slots=True)
class Corpus:
    """`texts` are distinct, with the questions that answers lean on before them.

    `units` (u, 4) are the distinct rows, ordered by text: places of the text in `texts`, of its
    question there, of what was said before in `contexts` (`NONE` for neither), and of the role in
    `roles`. `unit_of_row` finds each row given among them. `to_everybody` are the places in
    `contexts` of questions that were put to everybody.
    """

    texts: list[str]
    contexts: list[str]
    roles: list[str]
    units: Indices
    unit_of_row: Indices
    to_everybody: list[int]


def corpus_of(rows: Utterances) -> Corpus:
    """The corpus of some rows; those given first stand first."""
    often = _put_to_everybody(rows.contexts)
    own = ["" if context in often else context for context in rows.contexts]
    questions = questions_of(rows.texts, own)
    texts = list(dict.fromkeys([*(question for question in questions if question), *rows.texts]))
    contexts = list(dict.fromkeys(context for context in rows.contexts if context))
    roles = sorted(set(rows.roles))
    text, before, role = _places(texts), _places(contexts), _places(roles)
    found = np.array(
        [
            [text[t] for t in rows.texts],
            [text[q] if q else NONE for q in questions],
            [before[c] if c else NONE for c in rows.contexts],
            [role[r] for r in rows.roles],
        ],
        dtype=np.int64,
    ).T
    units, unit_of_row = np.unique(found, axis=0, return_inverse=True)
    to_everybody = [place for place, context in enumerate(contexts) if context in often]
    return Corpus(texts, contexts, roles, units, unit_of_row.ravel(), to_everybody)


def _put_to_everybody(contexts: Sequence[str]) -> set[str]:
    fewest = max(OFTEN, OFTEN_SHARE * len(contexts))
    return {text for text, times in Counter(contexts).items() if text and times >= fewest}


def _places(distinct: list[str]) -> dict[str, int]:
    return {text: at for at, text in enumerate(distinct)}
