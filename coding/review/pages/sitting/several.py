"""Several excerpts on a page, for which nothing is likely: one key says that there is nothing in them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.review.access.bodies import form_of
from coding.review.acts.forms import go, new_key
from coding.review.acts.going_on import SEVERAL, next_place, with_word
from coding.review.acts.saying import finish_several
from coding.review.known.desk import desk_of, render, reviewer_of
from coding.review.look.button_words import WORDS
from coding.review.look.page import Page


def show_several(request: Request) -> Response:
    """The next excerpts for which nothing is likely; where there are none, on to what is next."""
    desk, name = desk_of(request), reviewer_of(request).name
    known = desk.work.now()
    ids = known.upcoming.together(name, known.record, desk.work.asked(name))
    if not ids:
        return go(next_place(desk.work, known, name))
    last = known.record.last_act(name)
    return render(
        request, "several.html.j2",
        excerpts=[known.shelf.excerpts[known.shelf.row[id]] for id in ids],
        by_chance=sum(known.upcoming.drawn(name, id)[0] == "random" for id in ids),
        key=new_key(), words=WORDS,
        undo=last.key if last else "", about=last.excerpt_id if last else "",
    )  # fmt: skip


def finish_shown(request: Request) -> Response:
    """Note that there is nothing in those that were not ticked, and show the ticked ones next."""
    desk, name, form = desk_of(request), reviewer_of(request).name, form_of(request)
    known = desk.work.now()
    shown, ticked = [str(each) for each in form.getlist("excerpt")], form.getlist("something")
    bare = [id for id in shown if id not in ticked]
    finish_several(desk.work, known, name, form.get("key", ""), bare)
    known.upcoming.look_at_singly(name, [id for id in shown if id in ticked])
    place = next_place(desk.work, desk.work.now(), name, bare[-1] if bare else "")
    return go(with_word(place, "finished" if bare else ""))


PAGE = Page(
    "",
    SEVERAL,
    (Route(SEVERAL, show_several), Route(SEVERAL, finish_shown, methods=["POST"])),
)
