"""The colours of pictures, by what they are for, and the style sheet that gives them.

Every part has three times the contrast of what it lies on, text four and a half times; what
colours say is always said by place, pattern, shape or words as well.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jinja2

Palette = Mapping[str, str]

LIGHT: Palette = {
    "paper": "#ffffff", "ink": "#1b1f2a", "soft": "#4d5566", "line": "#767f8f", "wash": "#f3f5f9",
    "positive": "#1f6fa8", "negative": "#b4530a", "mixed": "#7a4fa0", "count": "#3b5bab",
}  # fmt: skip
DARK: Palette = {
    "paper": "#14171f", "ink": "#e8eaf0", "soft": "#b3bac8", "line": "#7f8899", "wash": "#1d222d",
    "positive": "#6fb7ea", "negative": "#f0995a", "mixed": "#c39be8", "count": "#8aa6f0",
}  # fmt: skip
FORCED: Palette = dict.fromkeys(LIGHT, "CanvasText") | {"paper": "Canvas", "wash": "Canvas"}

FILLED = ("positive", "negative", "count", "ink")
OUTLINED = ("positive", "negative", "mixed", "count", "ink")


def stylesheet() -> str:
    """The style of all pictures on a page: light and dark, high contrast, narrow screens, print.

    A page that allows only one style sheet puts this one into it.
    """
    return _sheet("charts.css.j2")


def fixed_style() -> str:
    """The light colours alone, for pictures that are looked at outside a page."""
    return _sheet("fixed.css.j2")


@cache
def _sheet(name: str) -> str:
    template = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=False,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template(name)
    return template.render(light=LIGHT, dark=DARK, forced=FORCED, filled=FILLED, outlined=OUTLINED)
