"""A chart: its picture for wide and for narrow screens, what it says in words, and its table."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from coding.charts.layout import HEADLINE, SOFT, Body, paragraph, stacked
from corpora.visible import visible

WIDE, NARROW = 720.0, 320.0
_MARGIN = 4.0
_KEY = re.compile(r"[a-z][a-z0-9-]*")
_IN_WORDS = 12


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures of a chart: names of columns, and rows of words that begin with their name."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """How a chart is called: its key on the page, what it shows, and what is counted in it."""

    key: str
    headline: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture as SVG, for wide (`svg`) and for narrow screens, with the same in words.

    `alt` says in sentences what is drawn; `table` has every figure. `bare` and `bare_narrow` are
    the same without headline and subtitle, for where these stand as text. Pictures take their
    colours from `coding.charts.colours.stylesheet`.
    """

    headline: str
    subtitle: str
    alt: str
    table: ChartTable
    svg: str
    narrow: str
    bare: str
    bare_narrow: str


def chart(titles: Titles, table: ChartTable, sentences: list[str], body: Body) -> Chart:
    """The chart that `body` draws, with a sentence for each of its parts.

    Raises ValueError for a key that cannot be part of an id: small letters, digits, hyphens.
    """
    if not _KEY.fullmatch(titles.key):
        raise ValueError(f"{titles.key!r} is no key: use small letters, digits and hyphens")
    rest = len(sentences) - _IN_WORDS
    more = [f"The table has {rest} more."] if rest > 0 else []
    alt = visible(" ".join([*sentences[:_IN_WORDS], *more])) or "There is nothing to show yet."
    return Chart(
        visible(titles.headline),
        visible(titles.subtitle),
        alt,
        ChartTable(table.head, tuple(tuple(map(visible, row)) for row in table.rows)),
        _svg(titles, alt, body, narrow=False),
        _svg(titles, alt, body, narrow=True),
        _svg(titles, alt, body, narrow=False, headed=False),
        _svg(titles, alt, body, narrow=True, headed=False),
    )


def figure(chart: Chart) -> Markup:
    """The chart as it stands on a page: both pictures, of which one is seen, and the table folded."""
    return Markup(_templates().get_template("figure.html.j2").render(chart=chart))


def _svg(titles: Titles, alt: str, body: Body, *, narrow: bool, headed: bool = True) -> str:
    """The picture; one width or the other, told apart by the ids of its parts."""
    width = NARROW if narrow else WIDE
    inside = width - 2 * _MARGIN
    head = [
        paragraph(titles.headline, inside, HEADLINE),
        paragraph(titles.subtitle, inside, SOFT),
    ]
    drawn = body(inside, narrow)
    content = drawn if drawn.height else paragraph(alt, inside)
    above = [stacked(head, gap=2.0)] if headed else []
    piece = stacked([*above, content], gap=14.0).moved(_MARGIN, _MARGIN)
    return (
        _templates()
        .get_template("chart.svg.j2")
        .render(
            key=f"{titles.key}-narrow" if narrow else titles.key,
            kind="chart-narrow" if narrow else "chart-wide",
            headline=titles.headline,
            subtitle=titles.subtitle,
            alt=alt,
            width=width,
            height=piece.height + _MARGIN,
            piece=piece,
        )
        .strip()
    )


@cache
def _templates() -> jinja2.Environment:
    """The templates in this folder, which escape whatever they are given."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    templates.filters["n"] = _number
    return templates


def _number(value: float) -> str:
    """A length as short as it is exact to a tenth: `12`, `0.5`."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _shown(value: object) -> object:
    """What an expression gives, with characters that act made visible."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
