"""What each kind of source says of a principle, and where nothing does."""

from xml.etree.ElementTree import Element

import pytest
from drawn import SVG, faults, pictures, words_of

from coding.charts.chart import Chart, Titles
from coding.charts.gap_map import GapCell, PrincipleRow, gap_map

TITLES = Titles("gaps", "Where there is nothing", "What each kind of source says.")
SOURCES = ("People’s own words", "Meeting notes", "Documents")
NOTHING = GapCell("nothing found", gap=True)


def made(*rows: PrincipleRow, sources: tuple[str, ...] = SOURCES) -> Chart:
    return gap_map(TITLES, sources, rows)


def cells(picture: Element, look: str) -> int:
    """How many boxes of a look there are beside that of the legend."""
    boxes = [box for box in picture.iter(f"{SVG}rect") if f"chart-{look}" in box.attrib["class"]]
    return len(boxes) - 1


def test_a_gap_is_dashed_and_said() -> None:
    chart = made(PrincipleRow("Equality", (GapCell("7 of 20 people"), NOTHING, NOTHING)))
    assert chart.alt == (
        "Equality: People’s own words: 7 of 20 people; Meeting notes: nothing found; "
        "Documents: nothing found."
    )
    assert chart.table.head == ("Principle", *SOURCES)
    assert chart.table.rows == (("Equality", "7 of 20 people", "nothing found", "nothing found"),)
    for picture in pictures(chart):
        assert cells(picture, "wash") == 1
        assert cells(picture, "open-ink") == 2
        assert words_of(picture).count("nothing found") == 2
    assert faults(chart) == []


def test_many_kinds_of_source_stand_one_under_the_other() -> None:
    names = tuple(f"Source {n}" for n in range(9))
    chart = made(PrincipleRow("Equality", (NOTHING,) * 9), sources=names)
    wide, _ = pictures(chart)
    assert "Source 8: nothing found" in words_of(wide)
    assert faults(chart) == []


def test_nothing_at_all_is_said() -> None:
    assert made().alt == "There is nothing to show yet."
    assert "There is nothing to show yet." in words_of(pictures(made())[0])


def test_a_row_without_a_cell_for_each_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        made(PrincipleRow("Equality", (NOTHING,)))


@pytest.mark.parametrize("words", ["W" * 60, "<script>", "שמיעת אנשים", "👩‍👩‍👧" * 20, ""])
def test_no_words_break_the_picture(words: str) -> None:
    row = PrincipleRow(words, (GapCell(words), GapCell(words, gap=True), NOTHING))
    assert faults(made(row, row, sources=(words, words, "Documents"))) == []
