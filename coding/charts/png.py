"""A chart as PNG, for Word and for whoever wants a picture alone.

The font is shipped with the program: Atkinson Hyperlegible of the Braille Institute, made for
people who see little (SIL Open Font License, `font/OFL.txt`). It has the letters of Europe's Latin
alphabets. Fonts of the machine are asked only for a chart with other letters in it, and only then
can another machine give other bytes; a letter that no font has is a box.
"""

import re
from pathlib import Path

from coding.charts.chart import Chart
from coding.charts.colours import LIGHT, fixed_style

_FOLDER = Path(__file__).parent / "font"
_FONTS = ("AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf")
_FAMILY = "Atkinson Hyperlegible"
OTHER_LETTERS = re.compile(
    "[^\n -~\u00a0-\u0107\u010a-\u0113\u0116-\u011b\u011e-\u0123\u0126\u0127\u012a\u012b\u012e\u012f"
    "\u0131\u0136\u0137\u013b-\u013e\u0141-\u0148\u0150-\u0155\u0158-\u015b\u015e-\u0165\u016a\u016b"
    "\u016e-\u0173\u0178-\u017e\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u20ac]"
)


def png(chart: Chart, width: int = 1440) -> bytes:
    """The wide picture of the chart, `width` pixels across, in light colours on white."""
    return drawn_png(chart.svg, width)


def drawn_png(svg: str, width: int = 1440) -> bytes:
    """The same from the SVG of a chart."""
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        background=LIGHT["paper"],
        style_sheet=fixed_style(),
        font_family=_FAMILY,
        font_files=[str(_FOLDER / name) for name in _FONTS],
        skip_system_fonts=not OTHER_LETTERS.search(svg),
    )
