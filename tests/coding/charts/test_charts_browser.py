"""Charts in a real browser: nothing lies over anything else, on wide and narrow screens, for everybody."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest
from browsing import DESKTOP, NARROWEST, barriers
from playwright.sync_api import Browser, Page

from coding.charts.chart import Titles, figure
from coding.charts.colours import DARK, LIGHT, stylesheet
from coding.charts.diverging import ThemeBar, diverging
from coding.charts.dots import CodeDots, dots
from coding.charts.extents import between, extent
from coding.charts.gap_map import GapCell, PrincipleRow, gap_map
from coding.charts.measures import MeasurePoint, MeasureSeries, measures
from coding.charts.paired import WavePair, paired
from coding.charts.timeline import ActionLine, ActionUpdate, timeline
from coding.findings.disclosure.small_numbers import Figure

pytestmark = pytest.mark.browser

LABELS = (
    "Felt heard",
    "W" * 60,
    "<b>& “more”",
    "الاستماع إلى الناس",
    "漢字かな交じり文" * 5,
    "👩‍👩‍👧" * 20,
)
PHONE = (360, 800)


def whole_page() -> str:
    """A page of every chart, with labels of every kind, that allows its one style sheet alone."""
    twenty = Figure(20, "20")
    everyone, few = extent(twenty, twenty), extent(Figure(None, "fewer than 5"), twenty)
    some = between(Figure(5, "5"), Figure(9, "9"), twenty)
    hidden = extent(Figure(None, "not shown"), twenty)
    titles = {
        name: Titles(name, f"What the {name} show", "People heard, in their own words.")
        for name in ("themes", "codes", "waves", "gaps", "measures", "actions")
    }
    points = tuple(
        MeasurePoint(date(year, 1, 1), date(year, 12, 31), 1000.5 * year)
        for year in (2019, 2020, 2021, 2023, 2024)
    )
    answers = (ActionUpdate(date(2025, 3, 1), "planned"), ActionUpdate(date(2026, 3, 1), "done"))
    charts = [
        diverging(titles["themes"], [ThemeBar(it, everyone, some, few, hidden) for it in LABELS]),
        dots(titles["codes"], [CodeDots(it, everyone, some, few) for it in LABELS]),
        paired(
            titles["waves"],
            ("spring 2025", "spring 2026"),
            [WavePair(it, everyone, some, few, hidden, few, some) for it in LABELS],
        ),
        gap_map(
            titles["gaps"],
            ("People’s own words", "Meeting notes", "Documents"),
            [PrincipleRow(it, (GapCell(it), GapCell("nothing found", True), GapCell(it))) for it in LABELS],
        ),
        measures(
            titles["measures"],
            [MeasureSeries(it, it, "up", points) for it in LABELS],
            date(2021, 6, 30),
        ),
        timeline(
            titles["actions"],
            [ActionLine(it, date(2025, 1, 1), answers, date(2025, 12, 31), it) for it in LABELS],
            date(2026, 9, 1),
        ),
    ]  # fmt: skip
    css = f"body {{ margin: 0 1rem; font-family: sans-serif; }}\n{stylesheet()}"
    allowed = b64encode(sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Charts</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><style>{css}</style></head>'
        f"<body><main><h1>Charts</h1>{''.join(map(figure, charts))}</main></body></html>"
    )


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("charts") / "charts.html"
    path.write_text(whole_page(), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, page_file: Path) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(page_file.as_uri())
    yield page
    context.close()
    assert complaints == []


def sized(page: Page, size: tuple[int, int]) -> Page:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    return page


BOXES = """() => [...document.querySelectorAll("svg")].filter(it => it.checkVisibility()).map(svg => {
  const box = it => { const r = it.getBoundingClientRect(); return [r.left, r.right, r.top, r.bottom]; };
  return { whole: box(svg), texts: [...svg.querySelectorAll("text")].map(box) };
})"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROWEST])
@pytest.mark.parametrize("font", ["DejaVu Sans", "Liberation Sans"])
def test_no_text_lies_over_another_or_leaves_its_picture(
    page: Page, size: tuple[int, int], font: str
) -> None:
    sized(page, size)
    page.evaluate(f"document.querySelectorAll('svg').forEach(it => it.style.fontFamily = '{font}')")
    pictures = page.evaluate(BOXES)
    assert len(pictures) == 6
    for picture in pictures:
        left, right, _, bottom = picture["whole"]
        for box in picture["texts"]:
            assert box[0] >= left - 1 and box[1] <= right + 1 and box[3] <= bottom + 1
        # Lines stand close: a line's box reaches a little into that of the next one.
        for one, other in combinations(picture["texts"], 2):
            across = min(one[1], other[1]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[2], other[2])
            assert across <= 0.5 or down <= 0.35 * (one[3] - one[2]), (one, other)


@pytest.mark.parametrize(
    ("size", "seen"),
    [(DESKTOP, "chart-wide"), (PHONE, "chart-narrow"), (NARROWEST, "chart-narrow")],
)
def test_one_of_the_two_pictures_is_seen_and_fits(
    page: Page, size: tuple[int, int], seen: str
) -> None:
    sized(page, size)
    visible = "[...document.querySelectorAll('svg')].filter(it => it.checkVisibility())"
    assert page.evaluate(f"{visible}.map(it => it.getAttribute('class'))") == [seen] * 6
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    smallest = page.evaluate(
        f"Math.min(...{visible}.map(it => 14 * it.getBoundingClientRect().width "
        "/ it.viewBox.baseVal.width))"
    )
    assert smallest >= 12


@pytest.mark.parametrize("size", [DESKTOP, NARROWEST])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_nobody_is_kept_out(page: Page, size: tuple[int, int], look: str) -> None:
    page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
    assert barriers(sized(page, size)) == []


def colour(page: Page, selector: str, of: str = "fill") -> str:
    return str(page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{of}"))


def rgb(code: str) -> str:
    return f"rgb({', '.join(str(int(code[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_pictures_follow_the_look_of_the_screen_and_print_light(page: Page) -> None:
    assert colour(page, ".chart-bar.chart-positive") == rgb(LIGHT["positive"])
    page.emulate_media(color_scheme="dark")
    assert colour(page, ".chart-bar.chart-positive") == rgb(DARK["positive"])
    assert colour(page, ".chart-text") == rgb(DARK["ink"])
    page.emulate_media(color_scheme="dark", media="print")
    assert colour(page, ".chart-bar.chart-positive") == rgb(LIGHT["positive"])
    assert colour(sized(page, PHONE), ".chart-wide", "display") == "block"


def test_in_high_contrast_parts_have_the_colours_that_the_reader_chose(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    ink, paper = colour(page, ".chart-text"), colour(page, ".chart-paper")
    assert ink != paper
    for part in ("positive", "count"):
        assert colour(page, f".chart-bar.chart-{part}") == ink
    assert colour(page, ".chart-track", "stroke") == ink
