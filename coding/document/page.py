"""A document as one web page that stands alone: no script, nothing fetched, fit for paper too."""

from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup, escape

from coding.document import plain
from coding.document.blocks import WholeDocument
from corpora.handed_out.pages import css_string, escaping_templates, policy, style_sheets
from corpora.visible import visible

_HERE = Path(__file__).parent
_RUNNING_HEAD = 150
"""Letters that fit into two lines at the head of a printed page."""


def document_page(
    document: WholeDocument,
    *,
    details: bool = False,
    link_of: Callable[[str], str] | None = None,
    picture_css: str = "",
    apart: bool = False,
) -> str:
    """The page as HTML. The same document gives the same text.

    With `details`, everything that is folded is open, and printed. `link_of` gives the address of
    an excerpt's place in the review pages, "" where it has none. `picture_css` is the style sheet
    that the pictures need. With `apart`, each picture holds its style sheet and its alt text, for
    programs that draw pictures apart from the page.
    """
    css = f"{style_sheets(_HERE, 'document.css')}\n{picture_css}".replace(
        "RUNNING-HEAD", css_string(plain.cut_line(document.notice, _RUNNING_HEAD))
    )

    templates = escaping_templates(_HERE)
    templates.filters.update(
        groups=plain.groups,
        kind=lambda block: type(block).__name__,
        drawn=lambda picture, svg: Markup(
            _standing_alone(svg, picture.alt, picture_css) if apart else svg
        ),
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


def _standing_alone(svg: str, alt: str, css: str) -> str:
    start, end, rest = svg.partition(">")
    return f"{start}{end}<title>{escape(visible(alt))}</title><style>{css}</style>{rest}"
