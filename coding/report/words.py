"""Numbers and lists in plain English, for the report."""

from collections.abc import Sequence

from coding.findings.disclosure.bounds import ALL_READ, TOO_LITTLE
from coding.findings.disclosure.small_numbers import MOST, NOT_SHOWN, Figure
from coding.findings.findings import ThemeFinding

_KINDS = {
    "interview": ("interview", "interviews"),
    "focus group": ("focus group", "focus groups"),
    "meeting notes": ("set of meeting notes", "sets of meeting notes"),
    "document": ("document", "documents"),
}
UNDESCRIBED = "Speaker not described, so that no one is recognised"


def with_commas(count: int) -> str:
    """`1234` as `1,234`."""
    return f"{count:,}"


def count_of(count: int, one: str, many: str = "") -> str:
    """How many of what: `1 file`, `2 files`, `no files`."""
    if count == 1:
        return f"1 {one}"
    return f"{count:,} {many or one + 's'}" if count else f"no {many or one + 's'}"


def kind_count(kind: str, count: int) -> str:
    """How many sources of a kind: `4 sets of meeting notes`."""
    return count_of(count, *_KINDS.get(kind, ("other file", "other files")))


def people(figure: Figure) -> str:
    """A number of people with the word: `no one`, `7 people`, `fewer than 5 people`."""
    if figure.value == 0:
        return "no one"
    if not figure.tells:
        return "a number of people that is not shown"
    return f"{figure.text} people"


def members(figure: Figure, group: str) -> str:
    """How many of a group: `7 unpaid carers`, `fewer than 5 staff`, `staff (number not shown)`."""
    if not figure.tells:
        return f"{group} (number not shown)"
    return f"{figure.text} {group}"


def people_of(some: Figure, everyone: Figure) -> str:
    """So many people of all that were heard: `7 of 20 people`."""
    return f"{some.of(everyone)} people" if some.tells else "number of people not shown"


def people_so_far(some: Figure, at_most: Figure | None, everyone: Figure) -> str:
    """The same where there may be more: `at least 7, at most 12 of 20 people`.

    `at_most` is None, or says that all were read, where there cannot be more.
    """
    nobody = some.value == 0
    plain = "no one in their own words" if nobody else people_of(some, everyone)
    if at_most is None or at_most.text == ALL_READ:
        return plain
    if nobody or some.value is None:
        plain = f"{plain} so far" if some.tells else plain
    if some.value is None:
        return plain
    least = plain if nobody else f"at least {plain}"
    if at_most.text == TOO_LITTLE:
        return f"{least}; too little read to say how many more"
    if at_most.value is None:
        return least
    if at_most.value == some.value:
        return f"{least}, and probably no{' one' if nobody else ' more'}"
    least = plain if nobody else f"at least {some.text}"
    return f"{least}, at most {at_most.of(everyone)} people"


def people_at_least(some: Figure, so_far: bool, everyone: Figure) -> str:
    """The same where nothing is said of how many more there may be."""
    return people_so_far(some, Figure(None, NOT_SHOWN) if so_far else None, everyone)


def bar(some: Figure, everyone: Figure) -> float | None:
    """How long a bar is, of 100, or None where a number of the two is hidden."""
    if some.value is None or not everyone.value:
        return None
    return round(100 * some.value / everyone.value, 1)


def largest(themes: Sequence[ThemeFinding]) -> list[ThemeFinding]:
    """The themes with a number of people that says how many, the most people first.

    "Most" is more than any number beside it; which of several it is the most of, is not said.
    """
    counted = [t for t in themes if t.people.value or t.people.text == MOST]
    # Stable, so that those of "most" stand in the order of the codebook.
    return sorted(counted, key=lambda t: (t.people.value is not None, -(t.people.value or 0)))


def series(names: Sequence[str]) -> str:
    """`a, b and c`."""
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last


def label(parts: Sequence[str]) -> str:
    """What is said of who speaks, as one line."""
    said = ", ".join(parts)
    return said[:1].upper() + said[1:] if said else UNDESCRIBED
