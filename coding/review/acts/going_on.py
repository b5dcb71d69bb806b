"""Where a reviewer goes on: to the next excerpt, to several at once, to a thank-you, or to the end."""

from datetime import date

from coding.review.known.work import Known, Work
from coding.review.lists.sitting import is_complete

TODAY, SEVERAL, DONE = "/today", "/review/several", "/review/done"


def today() -> date:
    """The day it is here."""
    return date.today()


def next_place(work: Work, known: Known, reviewer: str, after: str = "") -> str:
    """The address to look at next; `after` is the excerpt that was just finished or skipped, if any.

    After the last of a sitting it is the page that says what the sitting changed.
    """
    size = work.evaluation.settings.review.sitting
    if after in known.record.finished.get(reviewer, ()) and is_complete(
        known, reviewer, size, today()
    ):
        return TODAY
    asked = work.asked(reviewer)
    if known.upcoming.together(reviewer, known.record, asked):
        return SEVERAL
    id = known.upcoming.next(reviewer, known.record, asked, after)
    return f"/review/{id}" if id else DONE


def with_word(place: str, word: str) -> str:
    """The address, with what its page is to say of the step before (see `SAID`)."""
    if not word or place in (TODAY, DONE):
        return place
    return f"{place}?said={word}{'-several' if place == SEVERAL else ''}"
