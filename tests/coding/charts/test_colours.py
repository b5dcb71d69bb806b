"""Every part of a picture stands out from what it lies on: in light, in dark, and told apart without colour."""

from itertools import product

import pytest

from coding.charts import colours
from coding.charts.colours import DARK, LIGHT, Palette

PARTS = ("positive", "negative", "mixed", "count", "line", "ink")
TEXT = ("ink", "soft")
GROUNDS = ("paper", "wash")


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    parts = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    )
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_parts_have_three_times_the_contrast_and_text_four_and_a_half(palette: Palette) -> None:
    for part, ground in product(PARTS, GROUNDS):
        assert contrast(palette[part], palette[ground]) >= 3, (part, ground)
    for text, ground in product(TEXT, GROUNDS):
        assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)


def test_all_palettes_name_the_same() -> None:
    assert LIGHT.keys() == DARK.keys() == colours.FORCED.keys()


def test_the_style_sheet_serves_dark_forced_colours_narrow_and_print() -> None:
    sheet = colours.stylesheet()
    for media in (
        "@media screen and (prefers-color-scheme: dark)",
        "@media (forced-colors: active)",
        "@media screen and (max-width: 48rem)",
        "@media print",
    ):
        assert media in sheet
    assert all(colour in sheet for palette in (LIGHT, DARK) for colour in palette.values())


def test_pictures_outside_a_page_have_the_light_colours_alone() -> None:
    sheet = colours.fixed_style()
    assert "@media" not in sheet
    assert not any(colour in sheet for colour in DARK.values())
