"""Pictures as they are drawn: their texts with the room these take, and what lies where."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from coding.charts.chart import Chart
from coding.charts.widths import Letters, text_width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A line of text and the box that it takes at the most."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "DrawnText") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def pictures(chart: Chart) -> tuple[ElementTree.Element, ElementTree.Element]:
    """The wide and the narrow picture as XML."""
    return ElementTree.fromstring(chart.svg), ElementTree.fromstring(chart.narrow)


def texts(picture: ElementTree.Element) -> list[DrawnText]:
    """Every line of text that is drawn."""
    return [_text(element) for element in picture.iter(f"{SVG}text")]


def _text(element: ElementTree.Element) -> DrawnText:
    bold = "chart-bold" in element.attrib["class"]
    size = float(element.attrib["font-size"])
    width = text_width(element.text or "", Letters(size, bold))
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
    left = x - before * width
    return DrawnText(element.text or "", left, left + width, y - 0.8 * size, y + 0.2 * size)


def faults(chart: Chart) -> list[str]:
    """Texts that lie over one another or leave the picture, wide or narrow; none is as it should be."""
    return [fault for picture in pictures(chart) for fault in _faults(picture)]


def _faults(picture: ElementTree.Element) -> Iterator[str]:
    _, _, width, height = map(float, picture.attrib["viewBox"].split())
    lines = texts(picture)
    for one, other in combinations(lines, 2):
        if one.meets(other):
            yield f"{one} lies over {other}"
    for line in lines:
        if line.left < -0.1 or line.right > width + 0.1 or line.top < 0 or line.bottom > height:
            yield f"{line} leaves the picture of {width} × {height}"


def words_of(picture: ElementTree.Element) -> str:
    """All that can be read in a picture, from top to bottom."""
    return " ".join(line.text for line in texts(picture))


def bars(picture: ElementTree.Element, look: str) -> list[float]:
    """How long the bars of a look are."""
    return [
        float(bar.attrib["width"])
        for bar in picture.iter(f"{SVG}rect")
        if f"chart-{look}" in bar.attrib["class"].split() and "chart-bar" in bar.attrib["class"]
    ]
