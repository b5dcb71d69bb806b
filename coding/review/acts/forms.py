"""What several pages read from forms and addresses: keys of acts, places in long lists."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from coding.evaluation.evaluation import Evaluation
from coding.review.access.bodies import form_of
from coding.review.known.desk import desk_of
from coding.review.known.excerpts import Shelf

LONGEST_KEY = 100
Each = TypeVar("Each")


def go(path: str) -> Response:
    """The answer that leads on to another page of ours, after something was kept."""
    return RedirectResponse(path, status_code=303)


def known_of(request: Request) -> tuple[Evaluation, Shelf]:
    """The evaluation as it stands now, and its excerpts held ready."""
    work = desk_of(request).work
    known = work.now()
    return work.evaluation, known.shelf


def new_key() -> str:
    """A key for a form: however often it is sent, what it says is kept once."""
    return secrets.token_hex(16)


def form_key(request: Request) -> str:
    """The key that a form was sent with; "" where it has none of ours."""
    key = form_of(request).get("key", "")
    return key if len(key) <= LONGEST_KEY else ""


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Each]):
    """A page of a long list: what is on it, its number from 1 on, and how many there are."""

    shown: tuple[Each, ...]
    page: int
    pages: int


def part_of(every: Sequence[Each], request: Request, size: int) -> ListPage[Each]:
    """The page that an address asks for (`page`), the last one where there are fewer."""
    asked = request.query_params.get("page", "")
    wanted = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
    pages = max(1, -(-len(every) // size))
    page = min(max(1, wanted), pages)
    return ListPage(tuple(every[(page - 1) * size : page * size]), page, pages)
