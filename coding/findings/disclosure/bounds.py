"""How many people a code may count at most, as far as it may be printed beside how many do.

An upper bound tells of people as a count does: where the count is hidden it is hidden too, and
where the count stands as it was printed before, or fewer people than the threshold have joined or
left, the bound stands too. How many more there may be depends on who was not read to the end and
does not count: of fewer such people than the threshold it would tell, and is not printed.
"""

from dataclasses import dataclass, replace

from coding.estimates.first_hand import ReadOfCode
from coding.evaluation.published_counts import PublishedCount
from coding.findings.disclosure.small_numbers import NOT_SHOWN, Figure, Key

ALL_READ, TOO_LITTLE = "", "too little read to say"


def bound_key(code_id: str) -> Key:
    """The key of the bound beside ("code", id)."""
    return ("code at most", code_id)


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many people a code counts, as printed: `stands` where this is of an earlier report."""

    figure: Figure
    stands: bool


def bound(
    read: ReadOfCode,
    count: CodeCount,
    everyone: frozenset[str],
    last: PublishedCount | None,
    least: int,
) -> PublishedCount:
    """The bound to print beside a count; `last` is what was printed before, `everyone` who was heard.

    Its `text` is ALL_READ where everybody was read to the end, so that the count is no bound.
    """
    now = _anew(read, count, everyone, least)
    if last and (count.stands or 0 < last.changed(everyone) < least):
        now = last
    elif count.stands and now.text != ALL_READ:
        now = PublishedCount(None, NOT_SHOWN, everyone)
    if now.value is not None and not _fits(now.value, count.figure):
        now = PublishedCount(None, NOT_SHOWN, everyone)
    same = last is not None and replace(now, at=last.at) == last
    return last if last and same else now


def _anew(
    read: ReadOfCode, count: CodeCount, everyone: frozenset[str], least: int
) -> PublishedCount:
    if not read.unread:
        return PublishedCount(None, ALL_READ, everyone)
    if count.figure.value is None or read.unread < least:
        return PublishedCount(None, NOT_SHOWN, everyone)
    if read.at_most is None:
        return PublishedCount(None, TOO_LITTLE, everyone)
    return PublishedCount(read.at_most, f"{read.at_most:,}", everyone)


def _fits(at_most: int, figure: Figure) -> bool:
    return figure.value is not None and figure.value <= at_most
