"""What a changed codebook does to an evaluation: who gains and loses a code, and which decisions.

The same excerpts are coded with both codebooks, as a run would; nothing is kept. Counts are of
excerpts and of last words (what each reviewer says now of an excerpt and a code).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

import pandas as pd

from coding.coder.coder import Coder
from coding.decisions.record import Decision
from coding.decisions.standing import last_remarks
from coding.embedding.vectors import VectorCache
from coding.evaluation.evaluation import Evaluation
from coding.published.codebooks import published
from coding.revisions.carrying import carried
from coding.revisions.fates import Carried, Fate, FateKind, Step, last_words_of, outcome
from coding.suggestions.lesson import lesson
from coding.suggestions.suggest import coder_of

Pair = tuple[str, str]
MOST_QUOTES = 3
FATES: tuple[FateKind, ...] = ("stands", "carried", "look again", "no longer asked")
TOGETHER = ("split", "merge", "new id")


@dataclass(frozen=True)
class CodedWith:
    """An evaluation coded with one codebook: probabilities (0-1), and the directions of suggestions.

    Both by excerpt and code.
    """

    scores: Mapping[Pair, float]
    directions: Mapping[Pair, str]

    @property
    def suggested(self) -> frozenset[Pair]:
        """The pairs that are suggested."""
        return frozenset(self.directions)

    @cached_property
    def by_code(self) -> defaultdict[str, set[str]]:
        """The excerpts that are suggested each code."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for excerpt, code in self.directions:
            found[code].add(excerpt)
        return found


@dataclass(frozen=True, slots=True)
class CodeEffect:
    """Excerpts suggested some codes before and others after: how many, and ids of what differs.

    `old` and `new` are one and the same code, or codes that take each other's place: then an
    excerpt counts that is suggested any of them. `turned` keep the code and point another way.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    before: int
    after: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    turned: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether any excerpt gains it, loses it or points another way."""
        return bool(self.gained or self.lost or self.turned)


@dataclass(frozen=True, slots=True)
class Quoted:
    """An excerpt that gains or loses a code, with its probabilities before and after (0-1)."""

    excerpt_id: str
    text: str
    before: float
    after: float
    may_quote: bool


@dataclass(frozen=True)
class Effects:
    """What a step between two codebooks does to the excerpts in `frame`.

    `codes` has each code of both codebooks, the new order first; `together` those that take each
    other's place. `private` are excerpts that a reviewer marked as not to be quoted.
    """

    step: Step
    frame: pd.DataFrame
    before: CodedWith
    after: CodedWith
    codes: tuple[CodeEffect, ...]
    together: tuple[CodeEffect, ...]
    fates: tuple[Fate, ...]
    carried: tuple[Carried, ...]
    private: frozenset[str] = frozenset()

    @cached_property
    def counts(self) -> dict[FateKind, int]:
        """How many last words stand, are carried over, need another look, are no longer asked."""
        found = Counter(fate.kind for fate in self.fates)
        return {kind: found[kind] for kind in FATES}

    @cached_property
    def another_look(self) -> dict[Pair, tuple[Fate, ...]]:
        """Those that need another look, by the code they were about and why."""
        found: defaultdict[Pair, list[Fate]] = defaultdict(list)
        for fate in self.fates:
            if fate.kind == "look again":
                found[fate.decision.code_id, fate.reason].append(fate)
        return {key: tuple(looks) for key, looks in found.items()}

    @cached_property
    def moved(self) -> list[CodeEffect]:
        """What gains or loses excerpts, codes that take each other's place as one."""
        replaced = {id for each in self.together for id in (*each.old, *each.new)}
        alone = [each for each in self.codes if each.new[0] not in replaced]
        return [each for each in (*self.together, *alone) if each.differs]

    def quoted(self, effect: CodeEffect, ids: Sequence[str], *, public: bool) -> list[Quoted]:
        """A few of the excerpts `ids`: many voices first, and what changes most.

        `public` leaves out the words of those who did not agree to be quoted.
        """
        found = [quote for id in ids if (quote := self._quote(id, effect)).may_quote or not public]
        found.sort(key=lambda quote: (-abs(quote.after - quote.before), quote.excerpt_id))
        heard: Counter[str] = Counter()
        ranked = []
        for place, quote in enumerate(found):
            row = self._rows.loc[quote.excerpt_id]
            voice = str(row["participant"] or row["source"])
            ranked.append((heard[voice], place, quote))
            heard[voice] += 1
        return [quote for _, _, quote in sorted(ranked, key=lambda each: each[:2])][:MOST_QUOTES]

    @cached_property
    def _rows(self) -> pd.DataFrame:
        return self.frame.set_index("excerpt_id")

    def _quote(self, id: str, effect: CodeEffect) -> Quoted:
        row = self._rows.loc[id]
        before = max(self.before.scores.get((id, code), 0.0) for code in effect.old)
        after = max(self.after.scores.get((id, code), 0.0) for code in effect.new)
        may_quote = bool(row["may_quote"]) and id not in self.private
        return Quoted(id, str(row["text"]), before, after, may_quote)


def effects_on(evaluation: Evaluation, step: Step, cache: VectorCache) -> Effects:
    """What the step would do to the evaluation once it is published and run; writes nothing.

    The coder learns as in a run: with the old codebook from the decisions that there are, with
    the new one also from those that would be carried over.
    """
    frame, remarks = evaluation.excerpts(), evaluation.remarks()
    decided = evaluation.decisions()
    words = last_words_of(decided)
    more = pd.DataFrame(map(asdict, carried(words, step, at="")), columns=decided.columns)
    books = [*published(evaluation), step.before]
    before, after = (
        _coded(
            frame,
            coder_of(
                book,
                cache,
                lesson(book, frame, said, remarks, books),
                frame,
                evaluation.settings.suggest,
            ),
        )
        for book, said in ((step.before, decided), (step.after, pd.concat([decided, more])))
    )
    held = last_remarks(remarks)
    private = held.loc[held["kind"] == "not to be quoted", "excerpt_id"]
    return effects(step, frame, before, after, words, frozenset(private))


def _coded(frame: pd.DataFrame, coder: Coder) -> CodedWith:
    coded = coder.code(list(frame["text"]), list(frame["context"]))
    ids, probabilities = list(frame["excerpt_id"]), coded.probabilities
    scores = {
        (id, code.id): float(value)
        for code in coder.codes
        for id, value in zip(ids, probabilities[code.id], strict=True)
    }
    likely = [s for s in coded.suggestions if s.grade == "likely"]
    directions = {(ids[s.row], s.code_id): s.direction or "" for s in likely}
    return CodedWith(scores, directions)


def effects(
    step: Step,
    frame: pd.DataFrame,
    before: CodedWith,
    after: CodedWith,
    words: Sequence[Decision],
    private: frozenset[str] = frozenset(),
) -> Effects:
    """The same, from how the excerpts are coded with each codebook and last words (`words_of`)."""
    order = {id: place for place, id in enumerate(frame["excerpt_id"])}
    every = dict.fromkeys(code.id for code in (*step.after.codes, *step.before.codes))
    places = [((id,), (id,)) for id in every]
    replaced = [(c.before, c.after) for c in step.changes if c.kind in TOGETHER]
    fates, new = outcome(words, step)
    return Effects(
        step,
        frame,
        before,
        after,
        tuple(_effects(places, before, after, order)),
        tuple(_effects(replaced, before, after, order)),
        tuple(fates),
        tuple(new),
        private,
    )


def _effects(
    places: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    before: CodedWith,
    after: CodedWith,
    order: Mapping[str, int],
) -> Iterator[CodeEffect]:
    for old, new in places:
        had = set[str]().union(*(before.by_code[id] for id in old))
        have = set[str]().union(*(after.by_code[id] for id in new))
        gained, lost = (
            tuple(sorted(ids, key=order.__getitem__)) for ids in (have - had, had - have)
        )
        turned = (
            ()
            if old != new
            else tuple(
                id
                for id in sorted(had & have, key=order.__getitem__)
                if before.directions[id, old[0]] != after.directions[id, new[0]]
            )
        )
        yield CodeEffect(old, new, len(had), len(have), gained, lost, turned)


def nearest_parts(effects: Effects) -> dict[Pair, str]:
    """For each excerpt and code that was split, the part that the new codebook finds likeliest.

    For `carry(…, nearest=…)`, where people ask for acceptances to be carried to one of the parts.
    """
    return {
        (id, old): max(parts, key=lambda part: effects.after.scores[id, part])
        for old, parts in effects.step.parts.items()
        for id in effects.frame["excerpt_id"]
    }
