"""What people found, excerpt by excerpt, worked out once for each state of what they said."""

from dataclasses import dataclass, field
from threading import Lock

from coding.decisions.standing import last_remarks
from coding.evaluation.evaluation import Evaluation
from coding.findings.material import CodedExcerpt
from coding.findings.publication import excerpts_found
from coding.review.known.agreement import state_of_figures
from coding.review.known.excerpts import Stamp


@dataclass(frozen=True, slots=True)
class FoundExcerpts:
    """Every excerpt with what people found in it; ids of those finished, and called strong quotes."""

    excerpts: tuple[CodedExcerpt, ...] = ()
    finished: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()


@dataclass(slots=True)
class EvidenceKept:
    """Keeps what was found in one state."""

    state: Stamp = ()
    found: FoundExcerpts = FoundExcerpts()
    lock: Lock = field(default_factory=Lock)

    def now(self, evaluation: Evaluation) -> FoundExcerpts:
        """What people have found by now."""
        with self.lock:
            state = state_of_figures(evaluation)
            if self.state != state:
                remarks = last_remarks(evaluation.remarks())
                finished, strong = (
                    frozenset(remarks[remarks["kind"] == kind]["excerpt_id"])
                    for kind in ("finished", "strong quote")
                )
                self.found = FoundExcerpts(excerpts_found(evaluation), finished, strong)
                self.state = state
            return self.found
