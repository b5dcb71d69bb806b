"""The moment something is said. For people to read: the order of things is that of numbers."""

from datetime import UTC, datetime


def this_moment() -> str:
    """This moment, UTC in ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
