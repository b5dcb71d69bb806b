"""Which excerpts go to whom: pure choices, the same each time for the same excerpts and seed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Reason = Literal["transcript", "group", "share", "training"]


@dataclass(frozen=True, slots=True)
class Assignable:
    """An excerpt that can be handed out; `source` is its file, `group` that of who speaks."""

    excerpt_id: str
    source: str
    group: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be handed out. `share` is a probability, above 0 and up to 1.

    With `blind` each reviewer gets all of it, without suggestions or the others' codings; without,
    it is divided among them. `training` is the expert whose excerpts newcomers are to try.
    """

    reviewers: tuple[str, ...]
    transcripts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    share: float = 1.0
    seed: int = 1
    blind: bool = False
    training: str = ""

    @property
    def reason(self) -> Reason:
        """Why the excerpts were chosen, as it is kept."""
        if self.training:
            return "training"
        if self.share < 1 or not (self.transcripts or self.groups):
            return "share"
        return "group" if self.groups else "transcript"


def matching(candidates: Sequence[Assignable], wanted: Wanted) -> list[Assignable]:
    """The candidates of the transcripts and groups that are wanted; all, where none is named."""
    return [
        each
        for each in candidates
        if (not wanted.transcripts or each.source in wanted.transcripts)
        and (not wanted.groups or each.group in wanted.groups)
    ]


def drawn(candidates: Sequence[Assignable], share: float, seed: int) -> list[Assignable]:
    """A random share of the candidates, at least one if there are any, in their own order.

    The same seed draws the same excerpts, and a larger share draws those and more.
    """
    if share >= 1 or not candidates:
        return list(candidates)
    count = max(1, round(share * len(candidates)))
    chosen = set(by_lot((each.excerpt_id for each in candidates), f"{seed} ")[:count])
    return [each for each in candidates if each.excerpt_id in chosen]


def by_lot(ids: Iterable[str], salt: str) -> list[str]:
    """The ids in an order by chance: the same for everybody, in whatever order they come.

    Another `salt` is another order. Every draw of excerpts for people is made here, and the salts
    in use stay as they are, or the draws of evaluations under way would become others.
    """
    return sorted(ids, key=lambda id: sha256(f"{salt}{id}".encode()).digest())


def divided(chosen: Sequence[Assignable], wanted: Wanted) -> dict[str, list[str]]:
    """The excerpts of each reviewer: the whole if blind, else a part of about the same size.

    A random share is dealt out excerpt by excerpt, anything else transcript by transcript.
    """
    if wanted.blind or wanted.training:
        return {name: [each.excerpt_id for each in chosen] for name in wanted.reviewers}
    if wanted.share < 1:
        many = len(wanted.reviewers)
        return {
            name: [each.excerpt_id for each in chosen[place::many]]
            for place, name in enumerate(wanted.reviewers)
        }
    return _by_transcript(chosen, wanted.reviewers)


def _by_transcript(chosen: Sequence[Assignable], names: Sequence[str]) -> dict[str, list[str]]:
    """The longest transcript first, each to who has the least so far."""
    by_source: dict[str, list[str]] = {}
    for each in chosen:
        by_source.setdefault(each.source, []).append(each.excerpt_id)
    dealt: dict[str, list[str]] = {name: [] for name in names}
    for source in sorted(by_source, key=lambda source: (-len(by_source[source]), source)):
        least = min(names, key=lambda name: len(dealt[name]))
        dealt[least] += by_source[source]
    return dealt


def open_to_blind(
    candidates: Sequence[Assignable], seen: Mapping[str, frozenset[str]]
) -> list[Assignable]:
    """The candidates that none of the reviewers has seen openly; `seen` has a row for each."""
    known = frozenset[str]().union(*seen.values())
    return [each for each in candidates if each.excerpt_id not in known]
