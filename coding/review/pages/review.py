"""The page Review: one excerpt at a time, what is suggested for it, and what a person says."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from codebooks.codebook import DIRECTIONS
from coding.review.access.bodies import form_of
from coding.review.acts.forms import go, new_key
from coding.review.acts.going_on import next_place, today, with_word
from coding.review.acts.saying import Sender, decide_code, remark, speaker, undo
from coding.review.known.desk import Desk, desk_of, render, reviewer_of
from coding.review.known.work import Known
from coding.review.lists.sitting import sitting_of
from coding.review.look.button_words import WORDS
from coding.review.look.page import Page
from coding.review.look.put_forward import BECAUSE
from coding.review.views.excerpt import view

MORE, MOST = 4, 60


def first(request: Request) -> Response:
    """To the excerpt that this reviewer looks at next."""
    return _to_next(desk_of(request), reviewer_of(request).name, "", "")


def show(request: Request) -> Response:
    """One excerpt; what is no longer there leads to the next one."""
    desk, name, id = desk_of(request), reviewer_of(request).name, request.path_params["id"]
    known, asked = desk.work.now(), desk.work.asked(name)
    if id not in known.shelf.row:
        return _to_next(desk, name, "", "")
    turns = MOST if request.query_params.get("context") == "more" else 1
    sought = request.query_params.get("find", "")[:200]
    size = desk.evaluation.settings.review.sitting
    seen = view(desk.work, known, asked, name, id, sought, MORE if turns > 1 else 1)
    return render(
        request, "review.html.j2",
        view=seen, key=new_key(), directions=DIRECTIONS, words=WORDS, more=turns > 1,
        # Who codes blind does not learn which codes others gave.
        news="" if seen.blind else desk.relearning.news.for_reader(name),
        sitting=sitting_of(known, name, asked, size, today()),
        because="" if seen.blind else BECAUSE.get(known.upcoming.drawn(name, id)[0], ""),
    )  # fmt: skip


def say(request: Request) -> Response:
    """Keep a decision about one code, then show the same excerpt."""
    desk, form, known, who = _asked(request)
    kept = decide_code(desk.work, known, who, form.get("code", ""), form.get("say", ""))
    desk.relearning.note(desk.work.now())
    saved = "which-direction" if form.get("say") == "accept" else "saved"
    return _to(who.excerpt_id, saved if kept else "out-of-date")


def note(request: Request) -> Response:
    """Keep a remark about the excerpt, then show the same excerpt."""
    desk, form, known, who = _asked(request)
    remark(desk.work, known, who, form.get("kind", ""), form.get("value", ""))
    return _to(who.excerpt_id, "saved")


def go_on(request: Request) -> Response:
    """Note that the excerpt is finished, or skipped, and show the next one."""
    desk, form, known, who = _asked(request)
    kind = "skip" if form.get("say") == "skip" else "finished"
    remark(desk.work, known, who, kind, "")
    said = "skipped" if kind == "skip" else "finished"
    return _to_next(desk, who.reviewer, who.excerpt_id, said)


def take_back(request: Request) -> Response:
    """Take the last thing back and show the excerpt that it was about."""
    desk, name = desk_of(request), reviewer_of(request).name
    taken = undo(desk.work, desk.work.now(), name, form_of(request).get("last", ""))
    if taken is None:
        return _to(request.path_params["id"], "nothing-to-undo")
    return _to(taken.excerpt_id, "undone")


def _asked(request: Request) -> tuple[Desk, dict[str, str], Known, Sender]:
    desk, name, id = desk_of(request), reviewer_of(request).name, request.path_params["id"]
    form, known = dict(form_of(request)), desk.work.now()
    blind = id in desk.work.asked(name).blind
    return desk, form, known, speaker(known, name, id, form.get("key", ""), blind)


def _to(id: str, said: str) -> Response:
    return go(f"/review/{id}?said={said}")


def _to_next(desk: Desk, name: str, after: str, said: str) -> Response:
    place = next_place(desk.work, desk.work.now(), name, after)
    return go(with_word(place, said))


def nothing_left(request: Request) -> Response:
    """Nothing is left to look at, or there was nothing."""
    desk, name = desk_of(request), reviewer_of(request).name
    known = desk.work.now()
    last = known.record.last_act(name)
    return render(
        request, "review_done.html.j2",
        excerpts=len(known.shelf.excerpts), undo=last.key if last else "",
        about=last.excerpt_id if last else "",
    )  # fmt: skip


PAGE = Page(
    "Review",
    "/review",
    (
        Route("/review", first),
        Route("/review/done", nothing_left),
        Route("/review/{id}", show),
        Route("/review/{id}/say", say, methods=["POST"]),
        Route("/review/{id}/remark", note, methods=["POST"]),
        Route("/review/{id}/next", go_on, methods=["POST"]),
        Route("/review/{id}/undo", take_back, methods=["POST"]),
    ),
)
