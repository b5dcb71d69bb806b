"""What people found, excerpt by excerpt, worked out once for each state of what they said."""

from dataclasses import dataclass, field
from threading import Lock

from coding.decisions.standing import last_remarks
from coding.evaluation.evaluation import Evaluation
from coding.evidence.near import NearInMeaning, near_in_meaning
from coding.findings.material import CodedExcerpt
from coding.findings.publication import excerpts_found
from coding.review.known.agreement import state_of_figures
from coding.review.known.excerpts import Stamp
from coding.suggestions.suggest import open_packaged
from coding.written.values import WrittenFinding


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
    nearby: dict[WrittenFinding, NearInMeaning] = field(default_factory=dict)
    looking: Lock = field(default_factory=Lock)

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
                self.nearby = {}
            return self.found

    def near(self, evaluation: Evaluation, finding: WrittenFinding) -> NearInMeaning:
        """What is near to a finding by now. For a new claim the model may have to be loaded."""
        found, nearby = self.now(evaluation), self.nearby
        # A lock of its own: pages without a new claim do not wait for the model.
        with self.looking:
            if finding in nearby:
                return nearby[finding]
            near = near_in_meaning([finding], found.excerpts, open_packaged(evaluation))
            if not near.why_not:
                nearby[finding] = near
            return near
