"""Charts as PNG: as wide as asked, the same bytes each time, drawn with the shipped font."""

import os
import struct
import subprocess
import sys

import pytest
from paths import ROOT

from coding.charts.chart import Chart, Titles
from coding.charts.diverging import ThemeBar, diverging
from coding.charts.extents import extent
from coding.charts.png import png
from coding.findings.disclosure.small_numbers import Figure

TWENTY = Figure(20, "20")


def made(label: str = "Felt heard", positive: int = 7) -> Chart:
    numbers = [extent(Figure(n, str(n)), TWENTY) for n in (20, positive, 6, 5)]
    return diverging(Titles("themes", "What people said", "How many."), [ThemeBar(label, *numbers)])


def size(picture: bytes) -> tuple[int, int]:
    """Width and height, as the head of the PNG has them."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">LL", picture[16:24])


@pytest.mark.parametrize("width", [360, 1440])
def test_a_picture_is_as_wide_as_asked_and_as_high_as_the_chart(width: int) -> None:
    chart = made()
    box = chart.svg.partition('viewBox="0 0 ')[2].partition('"')[0]
    across, down = map(float, box.split())
    wide, high = size(png(chart, width))
    assert wide == width
    assert high == pytest.approx(width * down / across, abs=1)


def test_another_number_and_another_word_are_other_pictures() -> None:
    assert len({png(made()), png(made(positive=8)), png(made("Valued"))}) == 3


def test_the_words_are_drawn() -> None:
    """Without its font the picture would have bars and no words: then any label looked the same."""
    assert png(made("Heard")) != png(made("Seenn"))


@pytest.mark.parametrize("label", ["سلام", "😀", "漢字", "<&>", "\u202e", ""])
def test_any_letters_give_a_picture(label: str) -> None:
    assert size(png(made(label)))[0] == 1440


SCRIPT = """
import hashlib, sys
sys.path[:0] = sys.argv[1:]
from test_png import made
from coding.charts.png import png
print(hashlib.sha256(png(made())).hexdigest())
"""


def test_every_process_makes_the_same_bytes() -> None:
    places = [str(ROOT), str(ROOT / "tests/support"), str(ROOT / "tests/coding/charts")]
    sums = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, *places],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(sums) == 1
