"""Learning from decisions while people review: quietly, in the background, after every twenty.

What is left is ordered by what was learned; nothing that a reader sees moves. Where the program
cannot learn (no model), people go on in the order there is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Thread

import numpy as np
from numpy.typing import NDArray

from coding.evaluation import Evaluation
from coding.labels import clear
from coding.review.work import Known, Work
from corpora.errors import HeardError

EVERY = 20
# More excerpts than these are learned from by the next run: their vectors do not fit beside us.
MOST = 25_000

Array = NDArray[np.float64]
Learn = Callable[[Array], Array]


@dataclass(slots=True)
class Relearning:
    """Notes decisions; `thread` is at work, or has been."""

    work: Work
    at: int | None = None
    thread: Thread | None = None
    ready: dict[int, Learn] = field(default_factory=dict)
    able: bool = True

    def note(self, known: Known) -> None:
        """Learn when twenty decisions have come since the last time."""
        if self.at is None:
            self.at = known.record.count
        busy = self.thread is not None and self.thread.is_alive()
        enough = known.record.count - self.at >= EVERY
        if not enough or busy or not self.able or len(known.shelf.excerpts) > MOST:
            return
        self.at = known.record.count
        self.thread = Thread(target=self._learn, args=(known,), daemon=True)
        self.thread.start()

    def _learn(self, known: Known) -> None:
        labels = clear(known.labelled.labels)
        try:
            learn = self.ready.get(id(known.shelf)) or learner(self.work.evaluation, known)
        except HeardError:
            self.able = False
            return
        self.ready = {id(known.shelf): learn}
        known.upcoming.learned(learn(labels))


def learner(evaluation: Evaluation, known: Known) -> Learn:
    """What learns about the excerpts of the shelf. Raises ModelFault where there is no model."""
    from coding.corpus import told
    from coding.learner import Learner
    from coding.suggesting import open_cache

    excerpts = known.shelf.excerpts
    rows = told([e.text for e in excerpts], [e.context for e in excerpts])
    return Learner(known.shelf.codes, rows, open_cache(evaluation)).learn
