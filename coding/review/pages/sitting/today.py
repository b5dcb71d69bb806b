"""The page Today: how many excerpts are asked for, what they will change, and what they changed."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.review.acts.going_on import TODAY, next_place, today
from coding.review.known.desk import desk_of, render, reviewer_of
from coding.review.lists.sitting import changes_of, sitting_of
from coding.review.look.page import Page


def show_today(request: Request) -> Response:
    """What is asked of this reviewer, or what the sitting that just ended has changed."""
    desk, name = desk_of(request), reviewer_of(request).name
    known, asked = desk.work.now(), desk.work.asked(name)
    sitting = sitting_of(known, name, asked, desk.evaluation.settings.review.sitting, today())
    last = known.record.last_act(name)
    return render(
        request, "today.html.j2",
        sitting=sitting,
        changes=changes_of(known, name, sitting.finished),
        next=next_place(desk.work, known, name),
        excerpts=len(known.shelf.excerpts),
        undo=last.key if last else "", about=last.excerpt_id if last else "",
    )  # fmt: skip


PAGE = Page("Today", TODAY, (Route(TODAY, show_today),))
