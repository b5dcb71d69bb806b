"""Dates as people write them, the same on every machine."""

from datetime import date

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def written_date(day: date | str) -> str:
    """A date (or its ISO form) as people write it: `2 March 2026`."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def written_month(day: date) -> str:
    """The month of a date in short: `Mar 2026`."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def written_span(first: date, last: date) -> str:
    """The months from one date to another, in short: `Jan–Jun 2026`, `Dec 2025–Feb 2026`."""
    if (first.year, first.month) == (last.year, last.month):
        return written_month(last)
    if first.year == last.year:
        return f"{_MONTHS[first.month - 1][:3]}–{written_month(last)}"
    return f"{written_month(first)}–{written_month(last)}"
