"""Pages made of templates: everything is escaped, and what acts instead of being read is shown."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from coding.review.look.page import Page
from coding.review.look.preferences import COOKIE, from_cookie
from coding.review.look.simple_words import in_simple_words
from corpora.visible import visible

Render = Callable[[Request, str, Mapping[str, object], int], Response]

# What a page says after something was done, by the word in its address: no words of anybody's.
SAID = {
    "saved": "Saved.",
    "which-direction": "Saved. Now say which direction it has.",
    "undone": "Taken back.",
    "nothing-to-undo": "There is nothing of yours to take back.",
    "out-of-date": "Not saved: you had said something else since. This is how it stands.",
    "finished": "Finished. This is the next excerpt.",
    "skipped": "Skipped. This is the next excerpt.",
    "finished-several": "Finished. These are the next excerpts.",
    "skipped-several": "Skipped. These are the next excerpts.",
    "settings": "Your settings are saved.",
}


NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def counted_in_words(number: int) -> str:
    """A number as people say it, in figures from 13 on."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


class Templates:
    """Renders the templates of the review pages for one evaluation.

    The menu of those who do not run the evaluation has only the `everyday` pages (paths).
    """

    def __init__(self, title: str, menu: Sequence[Page], everyday: Collection[str]) -> None:
        # select_autoescape() would leave *.html.j2 unescaped.
        self._environment = Environment(
            loader=PackageLoader("coding.review"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["said"] = peoples_text
        self._environment.filters["in_words"] = counted_in_words
        self._environment.filters["visible"] = lambda text: visible(str(text))
        self._environment.globals["evaluation_title"] = title
        self._menu = tuple(page for page in menu if page.name)
        self._everyday = everyday

    def render(
        self, request: Request, template: str, values: Mapping[str, object], status: int = 200
    ) -> Response:
        """The page of a template; every template gets the reader, the reviewer and the menu."""
        scope, reader = request.scope, from_cookie(request.cookies.get(COOKIE, ""))
        rights = scope.get("rights", frozenset())
        runs = "run the evaluation" in rights
        open_pages = [page for page in self._menu if page.path not in scope.get("closed", ())]
        shared: dict[str, Any] = {
            "path": request.url.path,
            "menu": [page for page in open_pages if runs or page.path in self._everyday],
            "more": [] if runs else [p for p in open_pages if p.path not in self._everyday],
            "rights": rights,
            "runs": runs,
            "reader": reader,
            "reviewer": request.scope.get("reviewer"),
            "can_leave": request.scope.get("can_leave", False),
            "message": SAID.get(request.query_params.get("said", ""), ""),
        }
        made = self._environment.get_template(template).render({**shared, **values})
        return HTMLResponse(in_simple_words(made) if reader.simple else made, status_code=status)


def peoples_text(text: object) -> Markup:
    """Text that people wrote: escaped, acting characters shown, apart from the line's direction."""
    return Markup("<bdi>{}</bdi>").format(escape(visible(str(text))))
