"""The page Read: a transcript as a document, its codings beside it, and coding by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from codebooks.codebook import DIRECTIONS
from coding.evaluation import tables
from coding.review.access.bodies import form_of
from coding.review.acts.forms import go, new_key
from coding.review.acts.saying import SEVERAL, decide_code, remark, speaker, undo
from coding.review.known.desk import desk_of, render, reviewer_of
from coding.review.known.excerpts import Shelved
from coding.review.known.work import Known
from coding.review.lists.documents import Document, transcript_with_codings
from coding.review.look.page import Page
from coding.review.views.reading import (
    TINTS,
    chosen_words,
    own_words,
    read_excerpt,
    who_speaks,
    word_choices,
)
from corpora.errors import InputError

MOST = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A transcript in the list, with how many excerpts it has and people have looked at."""

    id: str
    source: str
    wave: str
    excerpts: int
    finished: int


def list_transcripts(request: Request) -> Response:
    """Every transcript of which something may be read."""
    known, name = desk_of(request).work.now(), reviewer_of(request).name
    found: dict[str, list[Shelved]] = {}
    for excerpt in known.shelf.excerpts:
        found.setdefault(excerpt.transcript_id, []).append(excerpt)
    listed = [
        Listed(
            id,
            known.shelf.names.replace_in_path(own[0].source),
            own[0].wave,
            len(own),
            sum("finished" in known.record.notes(excerpt.id, name) for excerpt in own),
        )
        for id, own in found.items()
    ]
    return render(request, "transcripts.html.j2", transcripts=listed)


def show_transcript(request: Request) -> Response:
    """One transcript, with what stands on each excerpt unless this reviewer codes it blind."""
    desk, name = desk_of(request), reviewer_of(request).name
    known, blind = desk.work.now(), desk.work.asked(name).blind
    found = _document(request, known)
    if found is None:
        return go("/read")
    pieces = [piece.excerpt_id for turn in found.turns for piece in turn.pieces]
    shown = [known.shelf.excerpts[known.shelf.row[id]] for id in pieces if id]
    own, book = _own(request, shown), desk.work.evaluation.codebook
    beside = {e.id: read_excerpt(known, book, e, own[e.id], name, e.id in blind) for e in shown}
    return render(
        request, "read.html.j2",
        document=found, heading=who_speaks(shown) or found.source, beside=beside,
        last=known.record.last_act(name), themes=book.themes, tints=TINTS,
        directions=DIRECTIONS, key=new_key(),
    )  # fmt: skip


def choose_code(request: Request) -> Response:
    """The codes to choose from for some excerpts of a transcript."""
    known = desk_of(request).work.now()
    told = request.query_params
    excerpts = _excerpts(known, told.getlist("excerpt"), _id(request))
    if not excerpts:
        return go(f"/read/{_id(request)}")
    written = _written(told.getlist("excerpt"), told.getlist("words"))
    return render(
        request,
        "code_this.html.j2",
        excerpts=excerpts,
        written=written,
        choices=word_choices(excerpts[0], written.get(excerpts[0].id, "")),
        themes=desk_of(request).work.evaluation.codebook.themes,
        directions=DIRECTIONS,
        key=new_key(),
    )


def keep_codes(request: Request) -> Response:
    """Keep the code that was chosen for each of the excerpts, and the memo if there is one."""
    desk, form, name = desk_of(request), form_of(request), reviewer_of(request).name
    known, blind = desk.work.now(), desk.work.asked(name).blind
    excerpts = _excerpts(known, form.getlist("excerpt"), _id(request))
    if not excerpts:
        raise InputError("this excerpt is no longer there", remedy="Nothing was kept.")
    written = _written(form.getlist("excerpt"), form.getlist("words"))
    words = chosen_words(known, excerpts, _own(request, excerpts), written)
    kept, key = True, form.get("key", "")
    for excerpt in excerpts:
        own = speaker(known, name, excerpt.id, key, excerpt.id in blind)
        who = replace(own, key=f"{key}{SEVERAL}{excerpt.id}")
        code, say = form.get("code", ""), form.get("say", "")
        kept &= decide_code(desk.work, known, who, code, say, words[excerpt.id])
        if form.get("memo", "").strip():
            remark(desk.work, known, who, "memo", form["memo"])
    desk.relearning.note(desk.work.now())
    said = "saved" if kept else "out-of-date"
    return go(f"/read/{_id(request)}?said={said}#e-{excerpts[0].id}")


def take_back(request: Request) -> Response:
    """Take back what this reviewer did last, on every excerpt that it was about."""
    desk, name = desk_of(request), reviewer_of(request).name
    taken = undo(desk.work, desk.work.now(), name, form_of(request).get("last", ""))
    if taken is None:
        return go(f"/read/{_id(request)}?said=nothing-to-undo")
    return go(f"/read/{_id(request)}?said=undone#e-{taken.excerpt_id}")


def _written(excerpts: list[str], words: list[str]) -> dict[str, str]:
    """By excerpt, the words that were chosen of it as the form says them; "" where it says none."""
    return dict(zip_longest(excerpts, words[: len(excerpts)], fillvalue=""))


def _own(request: Request, excerpts: Sequence[Shelved]) -> dict[str, str]:
    with desk_of(request).evaluation.store.reading() as connection:
        return own_words(connection, excerpts)


def _id(request: Request) -> str:
    """The transcript's id, for an address: of letters, digits and hyphens."""
    id: str = request.path_params["id"]
    return id


def _document(request: Request, known: Known) -> Document | None:
    """The transcript, if anything of it may be read."""
    with desk_of(request).evaluation.store.reading() as connection:
        t = tables.transcripts
        if connection.execute(select(t.c.id).where(t.c.id == _id(request))).first() is None:
            return None
        return transcript_with_codings(connection, known.shelf, _id(request))


def _excerpts(known: Known, ids: list[str], transcript: str) -> list[Shelved]:
    """Those of the ids that are excerpts of this transcript, in its order."""
    rows = sorted({known.shelf.row[id] for id in ids if id in known.shelf.row})
    found = [known.shelf.excerpts[row] for row in rows[:MOST]]
    return [excerpt for excerpt in found if excerpt.transcript_id == transcript]


PAGE = Page(
    "Read",
    "/read",
    (
        Route("/read", list_transcripts),
        Route("/read/{id}", show_transcript),
        Route("/read/{id}/code", choose_code),
        Route("/read/{id}/code", keep_codes, methods=["POST"]),
        Route("/read/{id}/undo", take_back, methods=["POST"]),
    ),
)
