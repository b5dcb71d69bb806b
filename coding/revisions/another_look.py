"""Which decisions people should look at again, because a code means something else by now.

A decision keeps the version it was made with. From there each published version is gone through
in turn, by the rules of `coding.revisions.fates`; what somebody has said since settles it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from codebooks.codebook import Codebook
from codebooks.load import shipped
from coding.decisions.record import Decision
from coding.evaluation.evaluation import Evaluation
from coding.published.codebooks import loaded, published
from coding.revisions.fates import Fate, Step, last_words_of, outcome

LOOK = ["excerpt_id", "code_id", "reviewer", "reason", "change", "decision"]
NOT_KEPT = "It was decided with a draft of the codebook that was not kept."
NOT_CARRIED = "The decision was not carried over."


@dataclass(slots=True)
class _Open:
    """A decision on its way through the versions: what is asked now in its place, and why."""

    word: Decision
    targets: tuple[str, ...]
    reasons: list[str] = field(default_factory=list)
    kind: str = ""
    since: int = 0


def needs_another_look(evaluation: Evaluation) -> pd.DataFrame:
    """One row a decision and code to look at again: columns `LOOK`, in the order of decisions.

    `code_id` is a code of the newest published version, `decision` the key of the decision that
    was made before, `change` the kind of change: meaning, split, merge, new id, or draft. A
    decision about a code that was split has a row for each part. Without a published version
    there is none.
    """
    return look_again(
        last_words_of(evaluation.decisions()), published(evaluation), evaluation.codebook
    )


def look_again(
    words: Sequence[Decision], versions: Sequence[Codebook], current: Codebook
) -> pd.DataFrame:
    """The same from last words (`words_of`), the published versions and the file as it stands."""
    if not versions:
        return pd.DataFrame(columns=LOOK)
    first = loaded("shipped", shipped().decode())
    books = [first, *versions]
    made = {word.key: _place(word, books, current) for word in words}
    opened = {w.key: _Open(w, (w.code_id,)) for w in words if made[w.key] is not None}
    for at in range(1, len(books)):
        _through(Step(books[at - 1], books[at]), at, opened, made)
    said = {(w.excerpt_id, w.code_id, w.reviewer): (made[w.key], w.verdict) for w in words}
    said |= {(w.excerpt_id, w.code_id, ""): said[w.excerpt_id, w.code_id, w.reviewer]
             for w in words if w.source == "settled"}  # fmt: skip
    in_use = {code.id for code in versions[-1].codes}
    rows = [row for word in words for row in _rows(word, opened.get(word.key), said, in_use)]
    return pd.DataFrame(rows, columns=LOOK)


def _place(word: Decision, books: Sequence[Codebook], current: Codebook) -> int | None:
    """The place in `books` of the codebook a decision was made with; None where it was not kept.

    The file as it stands, newer than all that was published, counts as the last of them.
    """
    for at in range(len(books) - 1, -1, -1):
        same = word.codebook_hash == books[at].hash
        if same or (not word.codebook_hash and word.codebook_version == books[at].version):
            return at
    return len(books) - 1 if word.codebook_hash == current.hash else None


def _through(
    step: Step, at: int, opened: Mapping[str, _Open], made: Mapping[str, int | None]
) -> None:
    """One step: decisions older than it meet what changed."""
    older = [each for each in opened.values() if (made[each.word.key] or 0) < at and each.targets]
    own = [each.word for each in older if each.targets == (each.word.code_id,)]
    moved = [each for each in older if each.targets != (each.word.code_id,)]
    newer = {
        (each.word.excerpt_id, each.word.code_id, each.word.reviewer)
        for each in opened.values()
        if (made[each.word.key] or 0) >= at
    }
    for fate in outcome(own, step)[0]:
        _meet(opened[fate.decision.key], fate, at, newer)
    for each in moved:
        each.targets = tuple(dict.fromkeys(id for old in each.targets for id in step.asked(old)))


def _meet(each: _Open, fate: Fate, at: int, newer: set[tuple[str, str, str]]) -> None:
    word = each.word
    kept = all((word.excerpt_id, id, word.reviewer) in newer for id in fate.targets)
    if fate.kind == "stands" or (fate.kind == "carried" and word.code_id in fate.targets):
        return
    if fate.kind == "no longer asked" or (fate.kind == "carried" and kept):
        each.targets = ()
        return
    each.targets, each.since = fate.targets, at
    more = [NOT_CARRIED] if fate.kind == "carried" else []
    each.reasons += [fate.reason, *more]
    each.kind = fate.change


def _rows(
    word: Decision,
    each: _Open | None,
    said: Mapping[tuple[str, str, str], tuple[int | None, str]],
    in_use: set[str],
) -> list[tuple[str, ...]]:
    if each is None:
        told = (word.excerpt_id, word.code_id, word.reviewer, NOT_KEPT, "draft", word.key)
        return [told] if word.code_id in in_use else []
    if not each.reasons:
        return []
    since = {
        id: [found[1] for who in (word.reviewer, "")
             if (found := said.get((word.excerpt_id, id, who))) and (found[0] or 0) >= each.since]
        for id in each.targets
    }  # fmt: skip
    if each.kind == "split" and any("accept" in verdicts for verdicts in since.values()):
        return []
    reason = " ".join(dict.fromkeys(each.reasons))
    return [
        (word.excerpt_id, id, word.reviewer, reason, each.kind, word.key)
        for id in each.targets
        if id in in_use and not since[id]
    ]
