"""The page Files: what was read with doubts, and who speaks there as people say."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coding.intake.doubted import keep_answer, kept_answers
from coding.review.access.bodies import form_of
from coding.review.acts.forms import form_key, go, new_key, part_of
from coding.review.known.desk import desk_of, render, reviewer_of
from coding.review.look.clock import this_moment
from coding.review.look.page import Page
from coding.review.views.files import answer_in, files_seen
from corpora.errors import HeardError

PATH, TEMPLATE, AT_ONCE = "/files", "files.html.j2", 10
ANSWER = f"{PATH}/answer"


def show_files(request: Request) -> Response:
    """The files read with doubts, each with its form, and what came of the others."""
    return _shown(request, "")


def answer_doubts(request: Request) -> Response:
    """Keep what somebody says of who speaks in one file: all of the form or nothing."""
    evaluation, form = desk_of(request).evaluation, form_of(request)
    try:
        cards = files_seen(evaluation, kept_answers(evaluation)).cards
        answer = answer_in(
            form,
            cards,
            by=reviewer_of(request).name,
            at=this_moment(),
            key=form_key(request),
        )
        keep_answer(evaluation, answer)
    except HeardError as fault:
        return _shown(request, f"Nothing was kept: {fault}")
    file, page = form.get("file", ""), part_of(cards, request, AT_ONCE).page
    return go(f"{PATH}?kept={file}&page={page}#f-{file}")


def _shown(request: Request, fault: str) -> Response:
    evaluation, broken = desk_of(request).evaluation, ""
    try:
        answers = kept_answers(evaluation)
    except HeardError as wrong:
        answers, broken = (), str(wrong)
    seen = files_seen(evaluation, answers)
    return render(
        request,
        TEMPLATE,
        409 if fault else 200,
        broken=broken,
        fault=fault,
        form=form_of(request),
        kept=request.query_params.get("kept", ""),
        new_key=new_key,
        part=part_of(seen.cards, request, AT_ONCE),
        seen=seen,
    )


PAGE = Page(
    "Files", PATH, (Route(PATH, show_files), Route(ANSWER, answer_doubts, methods=["POST"]))
)
