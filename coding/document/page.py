"""A document as one web page that stands alone: no script, nothing fetched, fit for paper too."""

from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup

from coding.document import plain
from coding.document.blocks import WholeDocument
from corpora.handed_out.pages import css_string, escaping_templates, policy, style_sheets

_HERE = Path(__file__).parent
_RUNNING_HEAD = 150
"""Letters that fit into two lines at the head of a printed page."""


def document_page(
    document: WholeDocument,
    *,
    details: bool = False,
    link_of: Callable[[str], str] | None = None,
    picture_css: str = "",
) -> str:
    """The page as HTML. The same document gives the same text.

    With `details`, everything that is folded is open, and printed. `link_of` gives the address of
    an excerpt's place in the review pages, "" where it has none. `picture_css` is the style sheet
    that the pictures need.
    """
    css = f"{style_sheets(_HERE, 'document.css')}\n{picture_css}".replace(
        "RUNNING-HEAD", css_string(plain.cut_line(document.notice, _RUNNING_HEAD))
    )
    templates = escaping_templates(_HERE)
    templates.filters.update(
        groups=plain.groups,
        kind=lambda block: type(block).__name__,
        markup=Markup,
        number_columns=plain.number_columns,
        speaker=plain.speaker_line,
    )
    return templates.get_template("document.html.j2").render(
        document=document,
        details=details,
        link_of=link_of or (lambda _: ""),
        css=Markup(css),
        policy=policy(css),
        plain=plain,
    )
