"""What a filled-in sheet says, and what of it is new against what was read from it before.

A sheet that is read again adds nothing where it says the same. Where it says something else, the
change is added; what was emptied is taken back. So the order of rows, and how often a sheet was
sent back, play no part.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

import pandas as pd

from codebooks.codebook import Direction
from coding.decisions.record import Decision, Drawn, Remark, RemarkKind, Source, Verdict
from corpora.files import content_hash

Said = Decision | Remark


@dataclass(frozen=True, slots=True)
class Word:
    """What one row says about a code of its excerpt; `suggested` is the probability it showed."""

    row: int
    excerpt_id: str
    code_id: str
    verdict: Verdict
    direction: Direction | Literal[""] = ""
    suggested: float | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it came back: `excerpts` are those of its rows, `finished` the ones read to the end.

    `private` are excerpts that should not be quoted. `complete`: what was read from it before and is
    not in it now was taken back.
    """

    sheet_id: str
    reviewer: str
    version: str
    hash: str
    excerpts: frozenset[str]
    words: tuple[Word, ...] = ()
    finished: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)
    blind: bool = False
    drawn: Drawn = ""
    chance: float | None = None
    complete: bool = True
    private: frozenset[str] = frozenset()
    source: Source = "sheet"

    @property
    def prefix(self) -> str:
        """What the keys of everything read from this sheet begin with."""
        return f"sheet-{self.sheet_id}-"


def agreed(words: Sequence[Word]) -> tuple[list[Word], list[str]]:
    """One word an excerpt and code, and the reasons where two rows contradict each other."""
    found: dict[tuple[str, str], Word] = {}
    reasons = []
    for word in words:
        first = found.setdefault((word.excerpt_id, word.code_id), word)
        if (first.verdict, first.direction) != (word.verdict, word.direction):
            against = "" if first.row == word.row else f", here and in row {first.row}"
            reasons.append(f"row {word.row}: two different things are said of one code{against}")
    return list(found.values()), reasons


def news(filled: Filled, decided: pd.DataFrame, remarked: pd.DataFrame, at: str) -> list[Said]:
    """What a sheet adds to the record, given all decisions and remarks so far."""
    return [*_decisions(filled, decided, at), *_remarks(filled, remarked, at)]


def _last(said: pd.DataFrame, filled: Filled, by: str) -> dict[tuple[str, str], Mapping[Any, Any]]:
    """The last thing kept from this sheet about each of its excerpts and `by`."""
    own = said[
        said["key"].str.startswith(filled.prefix).astype(bool)
        & said["excerpt_id"].isin(filled.excerpts)
    ]
    return {(row["excerpt_id"], row[by]): row for row in own.to_dict("records")}


def _decisions(filled: Filled, decided: pd.DataFrame, at: str) -> Iterator[Decision]:
    before = _last(decided, filled, "code_id")
    now = {(word.excerpt_id, word.code_id): word for word in filled.words}
    for pair in _in_order(now, before):
        kept, word = before.get(pair), now.get(pair)
        standing = kept if kept is not None and kept["verdict"] != "undo" else None
        if word is None:
            if standing is None or not filled.complete:
                continue
            word = Word(0, *pair, "undo")
        elif standing is not None and _same(word, standing):
            continue
        yield _decision(filled, word, kept, at)


def _same(word: Word, kept: Mapping[Any, Any]) -> bool:
    return bool((word.verdict, word.direction) == (kept["verdict"], kept["direction"]))


def _decision(filled: Filled, word: Word, kept: Mapping[Any, Any] | None, at: str) -> Decision:
    before = "" if kept is None else str(kept["key"])
    return Decision(
        key=_key(filled, before, word.excerpt_id, word.code_id, word.verdict, word.direction),
        excerpt_id=word.excerpt_id,
        code_id=word.code_id,
        verdict=word.verdict,
        direction=word.direction,
        reviewer=filled.reviewer,
        at=at,
        codebook_version=filled.version,
        codebook_hash=filled.hash,
        source=filled.source,
        blind=filled.blind,
        undoes=before if word.verdict == "undo" else "",
        drawn=filled.drawn,
        chance=filled.chance,
        suggested=word.suggested,
    )


def _remarks(filled: Filled, remarked: pd.DataFrame, at: str) -> Iterator[Remark]:
    before = _last(remarked, filled, "kind")
    now: dict[tuple[str, str], str] = {(e, "memo"): note for e, note in filled.notes.items()}
    now |= {(excerpt, "finished"): "" for excerpt in filled.finished}
    now |= {(excerpt, "not to be quoted"): "" for excerpt in filled.private}
    for pair in _in_order(now, before):
        kept, value = before.get(pair), now.get(pair)
        standing = None if kept is None or kept["undoes"] else str(kept["value"])
        if value != standing and (filled.complete or value is not None):
            yield _remark(filled, pair, value, kept, at)


def _remark(
    filled: Filled,
    pair: tuple[str, str],
    value: str | None,
    kept: Mapping[Any, Any] | None,
    at: str,
) -> Remark:
    excerpt, before = pair[0], "" if kept is None else str(kept["key"])
    kind = cast(RemarkKind, pair[1])
    return Remark(
        key=_key(filled, before, *pair, json.dumps(value)),
        excerpt_id=excerpt,
        kind=kind,
        value=value or "",
        reviewer=filled.reviewer,
        at=at,
        codebook_version=filled.version,
        undoes=before if value is None else "",
        drawn=filled.drawn,
        chance=filled.chance,
    )


def _key(filled: Filled, *told: str) -> str:
    """The key of something said: the same for the same change, whenever and by whom it is read."""
    return f"{filled.prefix}{content_hash(json.dumps([filled.reviewer, *told]).encode())[:24]}"


def _in_order(
    now: Iterable[tuple[str, str]], before: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    return sorted({*now, *before})
