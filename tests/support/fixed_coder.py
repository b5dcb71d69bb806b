"""A stand-in for the coder whose probabilities are given, so that figures can be counted by hand."""

from collections.abc import Sequence

import pandas as pd

from codebooks.codebook import Codebook, Direction
from coding.coder.suggestion import Coded, Grade, Suggestion


class FixedCoder:
    """Says of each text what `odds` (text to one probability a code) says. From 0.5 on a code is
    likely, from 0.4 on it is suggested as what could fit; `listed` are the next codes of each text.
    """

    def __init__(
        self,
        codebook: Codebook,
        odds: dict[str, list[float]],
        listed: int = 1,
        way: Direction = "positive",
    ) -> None:
        self.codes = codebook.codes
        self._odds, self._listed, self._way = odds, listed, way

    def code(self, texts: Sequence[str], contexts: object = None, roles: object = None) -> Coded:
        """Every text by its probabilities; what was asked before it, and who speaks, is not heeded."""
        ids = [code.id for code in self.codes]
        table = pd.DataFrame([self._odds[text] for text in texts], columns=ids)
        suggestions, could_fit = [], []
        for row, text in enumerate(texts):
            odds = dict(zip(ids, self._odds[text], strict=True))
            suggestions += [
                _suggestion(row, id, p, "likely" if p >= 0.5 else "could fit")
                for id, p in odds.items()
                if p >= 0.4
            ]
            rest = sorted((id for id in ids if odds[id] < 0.5), key=lambda id: -odds[id])
            could_fit.append(tuple(rest[: self._listed]))
        return Coded(table, suggestions, could_fit, [])

    def suggest(self, texts: Sequence[str]) -> list[Suggestion]:
        """The suggestions of `code`."""
        return self.code(texts).suggestions

    def directions(self, texts: Sequence[str], code_ids: Sequence[str]) -> list[Direction | None]:
        """The same way for every text."""
        return [self._way] * len(texts)


def _suggestion(row: int, code_id: str, probability: float, grade: Grade) -> Suggestion:
    return Suggestion(row, code_id, probability, None, (0, 1), "", 0.0, grade)
