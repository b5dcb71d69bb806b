"""Decisions carried over to a new version of the codebook: added to the record, nothing changed."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Literal, TypeVar

from codebooks.codebook import Codebook
from coding.decisions.record import Decision, append_all
from coding.evaluation.evaluation import Evaluation
from coding.revisions.fates import Carried, Nearest, Step, last_words_of, outcome

T = TypeVar("T")


def carry(
    evaluation: Evaluation,
    before: Codebook,
    after: Codebook,
    *,
    at: str,
    nearest: Nearest | None = None,
) -> int:
    """Carry decisions from one version over to the next; how many rows that added.

    `at` is UTC in ISO 8601. Doing it twice adds nothing the second time.
    """
    said = carried(
        last_words_of(evaluation.decisions()), Step(before, after), at=at, nearest=nearest
    )
    return append_all(evaluation.store, said)


def carried(
    words: Sequence[Decision], step: Step, *, at: str, nearest: Nearest | None = None
) -> list[Decision]:
    """The decisions that the rules of `coding.revisions.fates` add, each with the rule in its memo.

    What was settled stays settled. Whether a decision was made blind, and how its excerpt was
    drawn, is carried over where it is the same for all the decisions it comes from.
    """
    return [_decision(each, step.after, at) for each in outcome(words, step, nearest)[1]]


def _decision(each: Carried, book: Codebook, at: str) -> Decision:
    origins = each.origins
    last = origins[-1]
    source: Literal["settled", "carried"] = "settled" if last.source == "settled" else "carried"
    words = _shared([(word.words_start, word.words_end) for word in origins], (None, None))
    return Decision(
        key=_key(each, book),
        excerpt_id=each.excerpt_id,
        code_id=each.code_id,
        verdict=each.verdict,
        direction=each.direction,
        reviewer=last.reviewer,
        at=at,
        codebook_version=book.version,
        codebook_hash=book.hash,
        memo=_memo(each, book),
        source=source,
        blind=all(word.blind for word in origins),
        drawn=_shared([word.drawn for word in origins], ""),
        chance=_shared([word.chance for word in origins], None),
        words_start=words[0],
        words_end=words[1],
    )


def _key(each: Carried, book: Codebook) -> str:
    told = [book.version, book.hash, each.code_id, sorted(word.key for word in each.origins)]
    return f"carried-{sha256(json.dumps(told).encode()).hexdigest()[:32]}"


def _memo(each: Carried, book: Codebook) -> str:
    said = ", ".join(f"{word.verdict} of {word.code_id}" for word in each.origins)
    return f"Carried over to {book.version}: {each.reason} It was: {said}."


def _shared(values: Sequence[T], otherwise: T) -> T:
    return values[0] if all(value == values[0] for value in values) else otherwise
