"""What pages work with: the evaluation, the templates, and who is asking."""

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from coding.evaluation import Evaluation
from coding.review.templates import Templates
from coding.reviewers import Reviewer


@dataclass(frozen=True, slots=True)
class Desk:
    """One evaluation under review."""

    evaluation: Evaluation
    templates: Templates


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


def now() -> str:
    """This moment, UTC in ISO 8601. For people to read: the order of things is that of numbers."""
    return datetime.now(UTC).isoformat(timespec="seconds")
