"""What the pages know of an evaluation, kept up with what this and other programs do to it."""

from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Connection, select

from coding.evaluation import tables
from coding.evaluation.copies import copy_decisions, last_day
from coding.evaluation.evaluation import Evaluation
from coding.published.codebooks import published
from coding.review.known.excerpts import Shelf, Stamp, shelf_of, stamp
from coding.review.known.labelled import Labelled, labelled
from coding.review.known.record import Record
from coding.review.known.upcoming import Asked, Upcoming, upcoming
from coding.reviewers.blinding import blinded
from coding.reviewers.queue import Mix


@dataclass(frozen=True, slots=True)
class Known:
    """The shelf, the record, the labels and the order that belong together."""

    stamp: Stamp
    shelf: Shelf
    record: Record
    labelled: Labelled
    upcoming: Upcoming


@dataclass(slots=True)
class Work:
    """Gives `Known` as it stands now; made once an app."""

    evaluation: Evaluation
    known: Known | None = None
    lock: Lock = field(default_factory=Lock)
    copied: str = ""

    def now(self) -> Known:
        """What is known now: what was kept since the last time is taken in."""
        with self.lock, self.evaluation.store.reading() as connection:
            found = stamp(connection)
            if self.known is None or self.known.stamp != found:
                self.known = self._anew(found)
            changed = self.known.record.refresh(connection)
            self.known.labelled.refresh(self.known.record, changed)
            day = last_day(connection) if changed else self.copied
            if day != self.copied:
                # The first word of a day: what the day before came to is copied.
                self.copied = day
                copy_decisions(self.evaluation.hidden, self.evaluation.store)
            return self.known

    def asked(self, reviewer: str) -> Asked:
        """What this reviewer was asked to look at, and what of it blind."""
        with self.evaluation.store.reading() as connection:
            return Asked(_given(connection, reviewer), blinded(connection, reviewer))

    def _anew(self, found: Stamp) -> Known:
        was = self.evaluation
        self.evaluation = Evaluation(was.folder, was.settings, was.store)
        shelf = shelf_of(self.evaluation)
        known = labelled(shelf, published(self.evaluation))
        order = upcoming(shelf, Mix.of(was.settings), known.labels, was.settings.review.sitting)
        return Known(found, shelf, Record(), known, order)


def _given(connection: Connection, reviewer: str) -> frozenset[str]:
    a = tables.assignments
    query = select(a.c.excerpt_id).where(a.c.reviewer == reviewer)
    return frozenset(connection.execute(query).scalars())
