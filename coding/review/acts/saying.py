"""What a reviewer says on the pages, kept: one thing said is kept once, however often it is sent.

The page makes an id for each form (the browser for each click, where scripts run). The id with
what is said is the key under which it is kept (safety.md F20).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from codebooks.codebook import DIRECTIONS, Direction
from coding.decisions.record import Decision, Remark, RemarkKind, Verdict, append, append_all
from coding.decisions.selected_words import ALL, Span
from coding.review.known.record import Said
from coding.review.known.work import Known, Work
from coding.review.look.clock import this_moment
from corpora.errors import InputError

LONGEST_MEMO = 4_000
# Between the id of a form and that of an excerpt, where one act is about several.
SEVERAL = ".several."
_KEY = re.compile(r"[A-Za-z0-9-]{8,64}")
KINDS: tuple[RemarkKind, ...] = ("memo", "strong quote", "not to be quoted", "skip", "finished")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who says something, about which excerpt, and by which form."""

    reviewer: str
    excerpt_id: str
    key: str
    blind: bool = False


def speaker(known: Known, reviewer: str, excerpt_id: str, key: str, blind: bool = False) -> Sender:
    """The same, checked. Raises InputError where the excerpt is not there or the key is not one."""
    if excerpt_id not in known.shelf.row:
        raise InputError("this excerpt is no longer there", remedy="Nothing was kept.")
    if not is_key(key):
        raise InputError("this form is not one of ours", remedy="Nothing was kept.")
    return Sender(reviewer, excerpt_id, key, blind)


def is_key(key: str) -> bool:
    """Whether this can be the id of a form or a click."""
    return bool(_KEY.fullmatch(key))


def decide_code(
    work: Work, known: Known, who: Sender, code_id: str, told: str, words: Span | None = None
) -> bool:
    """Keep "accept:positive", "reject" or "not sure" about a code; True where it stands afterwards.

    "accept" alone leaves the direction to be said. `words` are a span of the excerpt's own text;
    without one, an acceptance keeps the words that this reviewer selected for the code before.
    Raises InputError for an unknown code, verdict or direction.
    """
    verdict, direction = _told(told)
    if code_id not in {code.id for code in known.shelf.codes}:
        raise InputError("the codebook has no such code now", remedy="Nothing was kept.")
    row = known.shelf.row[who.excerpt_id]
    shown = {s.code.id: s.probability for s in known.shelf.suggested(row)}
    drawn, chance = known.upcoming.drawn(who.reviewer, who.excerpt_id)
    codebook = work.evaluation.codebook
    start, end = words or _selected(known, who, code_id, verdict)
    made = Decision(
        key=f"{who.key}.{code_id}.{told.replace(' ', '-')}",
        excerpt_id=who.excerpt_id,
        code_id=code_id,
        verdict=verdict,
        direction=direction,
        reviewer=who.reviewer,
        at=this_moment(),
        codebook_version=codebook.version,
        codebook_hash=codebook.hash,
        blind=who.blind,
        drawn=drawn,
        chance=chance,
        suggested=None if who.blind else shown.get(code_id),
        words_start=start if start != end else None,
        words_end=end if start != end else None,
    )
    if append(work.evaluation.store, made):
        return True
    last = work.now().record.words(who.excerpt_id, who.reviewer).get((code_id, who.reviewer))
    return last is not None and (last.verdict, last.direction) == (verdict, direction)


def _selected(known: Known, who: Sender, code_id: str, verdict: Verdict) -> Span:
    """The words of the last acceptance by this reviewer, where they accept the code again."""
    last = known.record.words(who.excerpt_id, who.reviewer).get((code_id, who.reviewer))
    if verdict != "accept" or last is None or last.words_start is None:
        return ALL
    return last.words_start, last.words_end


def _told(told: str) -> tuple[Verdict, Direction | Literal[""]]:
    verdict, _, direction = told.partition(":")
    for known in DIRECTIONS:
        if verdict == "accept" and direction == known:
            return "accept", known
    if told == "accept":
        return "accept", ""
    if told == "reject":
        return "reject", ""
    if told == "not sure":
        return "not sure", ""
    raise InputError("this is neither yes nor no", remedy="Nothing was kept.")


def remark(work: Work, known: Known, who: Sender, kind: str, value: str) -> bool:
    """Keep a remark about the whole excerpt; True where it is new. Raises InputError (see KINDS)."""
    for allowed in KINDS:
        if kind == allowed:
            return append(work.evaluation.store, _remark(work, known, who, allowed, value))
    raise InputError("there is no such remark", remedy="Nothing was kept.")


def _remark(work: Work, known: Known, who: Sender, kind: RemarkKind, value: str) -> Remark:
    drawn, chance = known.upcoming.drawn(who.reviewer, who.excerpt_id)
    text = value.replace("\r\n", "\n").strip()[:LONGEST_MEMO]
    held = text if kind == "memo" else ("no" if value == "no" else "")
    return Remark(
        key=f"{who.key}.{kind.replace(' ', '-')}",
        excerpt_id=who.excerpt_id,
        kind=kind,
        value=held or ("no" if kind == "memo" else ""),
        reviewer=who.reviewer,
        at=this_moment(),
        codebook_version=work.evaluation.codebook.version,
        drawn=drawn,
        chance=chance,
    )


def finish_several(work: Work, known: Known, reviewer: str, key: str, ids: Sequence[str]) -> None:
    """Keep that these excerpts are finished, with nothing in them; one undo takes all of it back.

    Raises InputError, and keeps nothing, where one is not there or the key is not one.
    """
    checked = [speaker(known, reviewer, id, key) for id in ids]
    senders = [replace(each, key=f"{key}{SEVERAL}{each.excerpt_id}") for each in checked]
    append_all(
        work.evaluation.store, [_remark(work, known, who, "finished", "") for who in senders]
    )


def undo(work: Work, known: Known, reviewer: str, key: str) -> Said | None:
    """Take back the last thing this reviewer did, if it is still the one with this key.

    Gives what was taken back. Several decisions of one bulk act go together.
    """
    last = known.record.last_act(reviewer)
    if last is None or last.key != key:
        return None
    append_all(work.evaluation.store, [_undoing(work, row) for row in _together(known, last)])
    return last


def _together(known: Known, last: Said) -> list[Said]:
    if SEVERAL in last.key:
        act, _, _ = last.key.partition(SEVERAL)
        return [
            row for row in known.record.acts[last.reviewer] if row.key.startswith(act + SEVERAL)
        ]
    if getattr(last, "source", "") != "bulk":
        return [last]
    act = last.key.rsplit(".", 1)[0]
    acts = known.record.acts[last.reviewer]
    return [row for row in acts if row.key.rsplit(".", 1)[0] == act]


def _undoing(work: Work, row: Said) -> Decision | Remark:
    codebook = work.evaluation.codebook
    key, version = f"undo.{row.key}", codebook.version
    if hasattr(row, "kind"):
        return Remark(
            key, row.excerpt_id, row.kind, "", row.reviewer, this_moment(), version, row.key
        )
    return Decision(
        key=key,
        excerpt_id=row.excerpt_id,
        code_id=row.code_id,
        verdict="undo",
        direction="",
        reviewer=row.reviewer,
        at=this_moment(),
        codebook_version=version,
        codebook_hash=codebook.hash,
        blind=bool(row.blind),
        undoes=row.key,
    )
