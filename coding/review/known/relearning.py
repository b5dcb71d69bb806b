"""Learning from decisions while people review: quietly, in the background, after every twenty.

What is left is ordered by what was learned; nothing that a reader sees moves. It rests as long as
it has worked, so that it never takes more than half of the machine's time. Where the program
cannot learn (no model), people go on in the order there is.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Thread

from coding.decisions.labels import Array, clear
from coding.evaluation.evaluation import Evaluation
from coding.review.known.excerpts import Shelf
from coding.review.known.news import OrderNews, latest_codes, news_of
from coding.review.known.work import Known, Work
from corpora.errors import HeardError

EVERY = 20
# Seconds. A page that wants the interpreter while this thread has it waits up to so long, each
# time; Python's own 5 ms come to a tenth of a second a page.
SWITCH = 0.0005

Learn = Callable[[Array], Array]


@dataclass(slots=True)
class Relearning:
    """Notes decisions, from `at` of them on; `thread` is at work, or has been; it rests until
    `rested` (seconds of the monotonic clock). `news` is what the last time changed.
    """

    work: Work
    at: int
    thread: Thread | None = None
    ready: tuple[Shelf, Learn] | None = None
    able: bool = True
    rested: float = 0.0
    news: OrderNews = field(default_factory=OrderNews)

    def note(self, known: Known) -> None:
        """Learn when twenty decisions have come since the last time, however they were made."""
        busy = self.thread is not None and self.thread.is_alive()
        enough = known.record.count - self.at >= EVERY
        if not enough or busy or not self.able or time.monotonic() < self.rested:
            return
        codes = latest_codes(known.record, known.record.count - self.at)
        self.at = known.record.count
        self.thread = Thread(target=self._learn, args=(known, codes), daemon=True)
        self.thread.start()

    def _learn(self, known: Known, codes: Sequence[str]) -> None:
        began = time.monotonic()
        sys.setswitchinterval(SWITCH)
        try:
            learn = self._made_ready(known)
        except HeardError:
            self.able = False
            return
        before, after = known.upcoming.probabilities, learn(clear(known.labelled.labels))
        known.upcoming.learned(after)
        left = ~known.upcoming.finished(known.record)
        names = {code.id: code.name for code in known.shelf.codes}
        self.news = news_of(before[left], after[left], codes, names)
        ended = time.monotonic()
        self.rested = ended + (ended - began)

    def _made_ready(self, known: Known) -> Learn:
        """What learns about this shelf: made once, since making it takes longer than learning."""
        if self.ready is None or self.ready[0] is not known.shelf:
            self.ready = None
            self.ready = (known.shelf, learner(self.work.evaluation, known))
        return self.ready[1]


def learner(evaluation: Evaluation, known: Known) -> Learn:
    """What learns about the excerpts of the shelf. Raises ModelFault where there is no model."""
    from coding.coder.learning.learner import Learner
    from coding.coder.scoring.texts import utterances_of
    from coding.suggestions.suggest import open_cache

    excerpts = known.shelf.excerpts
    rows = utterances_of([e.text for e in excerpts], [e.context for e in excerpts])
    taught = evaluation.codebook.taught
    return Learner(known.shelf.codes, rows, open_cache(evaluation), taught).learn_held_back
