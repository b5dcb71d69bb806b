"""Dates as people write them."""

from datetime import date

import pytest

from corpora.dates import written_date, written_month, written_span


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (written_date(date(2026, 3, 2)), "2 March 2026"),
        (written_date("2026-12-31"), "31 December 2026"),
        (written_month(date(2026, 9, 30)), "Sep 2026"),
        (written_span(date(2026, 1, 1), date(2026, 6, 30)), "Jan–Jun 2026"),
        (written_span(date(2025, 12, 1), date(2026, 2, 28)), "Dec 2025–Feb 2026"),
        (written_span(date(2026, 4, 1), date(2026, 4, 30)), "Apr 2026"),
    ],
)
def test_dates_read_as_people_write_them(written: str, expected: str) -> None:
    assert written == expected
