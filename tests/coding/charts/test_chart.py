"""What every chart is: XML, named for screen readers, byte for byte the same, with its table."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from drawn import SVG, pictures

from coding.charts.chart import Chart, Titles, figure
from coding.charts.diverging import ThemeBar, diverging
from coding.charts.extents import extent
from coding.findings.disclosure.small_numbers import Figure

TWENTY = Figure(20, "20")
TITLES = Titles("themes", "What people said", "How many spoke of it.")


def rows(count: int) -> list[ThemeBar]:
    some = extent(Figure(7, "7"), TWENTY)
    everyone = extent(TWENTY, TWENTY)
    return [ThemeBar(f"Theme {n}", everyone, some, some, some) for n in range(count)]


def made(count: int = 3, titles: Titles = TITLES) -> Chart:
    return diverging(titles, rows(count))


def test_a_bare_picture_leaves_its_titles_to_the_text_around_it() -> None:
    chart = made()
    for svg, bare in ((chart.svg, chart.bare), (chart.narrow, chart.bare_narrow)):
        assert "chart-bold" in svg and svg.count("<text") > bare.count("<text")
        drawn = [element.text for element in ElementTree.fromstring(bare).iter(f"{SVG}text")]
        assert TITLES.headline not in drawn and "Theme 0" in drawn
        titles = [element.text for element in ElementTree.fromstring(bare).iter(f"{SVG}title")]
        assert titles == [TITLES.headline]


def test_a_screen_reader_is_given_a_name_and_a_description() -> None:
    chart = made()
    for picture in pictures(chart):
        assert picture.attrib["role"] == "img"
        ids = {
            element.attrib["id"]: element.text
            for name in ("title", "desc")
            for element in picture.iter(f"{SVG}{name}")
        }
        named, described = picture.attrib["aria-labelledby"].split()
        assert ids[named] == "What people said"
        assert ids[described] == f"How many spoke of it. {chart.alt}"


def test_no_id_stands_twice_and_every_reference_leads_somewhere() -> None:
    page = figure(made()) + figure(made(titles=Titles("other", "Other", "Also.")))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_nothing_is_fetched_and_nothing_acts() -> None:
    chart = made()
    for text in (chart.svg, chart.narrow):
        assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
        assert not re.search(r"<(style|script|image|use|a|foreignObject)\b|\bstyle=|\bon\w+=", text)


def test_the_same_values_are_the_same_bytes() -> None:
    assert made() == made()


def test_a_long_chart_is_said_in_part_and_the_table_has_the_rest() -> None:
    chart = made(15)
    assert chart.alt.endswith(
        "Theme 11: only good 7 of 20; good and bad 7 of 20; only bad 7 of 20. The table has 3 more."
    )
    assert len(chart.table.rows) == 15


@pytest.mark.parametrize("key", ["", "Themes", "a b", '"', "1st"])
def test_a_key_that_is_no_id_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="use small letters, digits and hyphens"):
        made(titles=Titles(key, "What people said", "How many."))


class Cells(HTMLParser):
    """The cells of the table on a page, row by row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip()


def test_every_figure_stands_in_the_table_on_the_page() -> None:
    chart = made(2, Titles("themes", "What <people> said", "How many & why."))
    page = figure(chart)
    assert Cells(page).rows == [list(chart.table.head), *map(list, chart.table.rows)]
    assert "What &lt;people&gt; said" in page and "How many &amp; why." in page
