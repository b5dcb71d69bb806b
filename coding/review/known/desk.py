"""What pages work with: the evaluation, the templates, and who is asking."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from coding.evaluation.evaluation import Evaluation
from coding.review.known.agreement import Measured
from coding.review.known.evidence import EvidenceKept
from coding.review.known.relearning import Relearning
from coding.review.known.work import Work
from coding.review.look.templates import Templates
from coding.reviewers.reviewers import Reviewer


@dataclass(frozen=True, slots=True)
class Desk:
    """One evaluation under review."""

    work: Work
    relearning: Relearning
    measured: Measured
    evidence: EvidenceKept
    templates: Templates

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation as its folder stands: what other programs did to it is taken in."""
        self.work.now()
        return self.work.evaluation


def desk_of(request: HTTPConnection) -> Desk:
    """The desk of the app that a request reached."""
    desk: Desk = request.app.state.desk
    return desk


def reviewer_of(request: HTTPConnection) -> Reviewer:
    """Who is asking."""
    reviewer: Reviewer = request.scope["reviewer"]
    return reviewer


def render(request: Request, template: str, status: int = 200, /, **values: object) -> Response:
    """The page of a template with these values."""
    return desk_of(request).templates.render(request, template, values, status)
