"""Marks are read as whoever withdrew, in whatever layout they stand. All invented."""

import pytest
from leaving import bytes_without_her

NAMES_OVER_CUES = """WEBVTT

00:01.000 --> 00:02.000
Ned Barrow
They heard me there

00:03.000 --> 00:04.000
Zephyrine Quillfeather
They never did

00:05.000 --> 00:06.000
Ned Barrow
They did on that day

00:07.000 --> 00:08.000
Zephyrine Quillfeather
Nor then

00:09.000 --> 00:10.000
Ned Barrow
So it was
"""
BRACKETED = "".join(
    f"[{label}] They asked about letters, and {words}.\n\n"
    for label, words in (
        ("Ned", "heard"), ("ZQ", "never"), ("Ned", "did"), ("ZQ", "no"), ("Ida", "yes"), ("Ned", "so"),
    )
)  # fmt: skip
PAGES = """Ned: They heard me there on the day.

Page 1 of 3

ZQ: They never did hear me there.

Page 2 of 3

Ned: They did on that day, and after.

ZQ: Nor then, nor there.

Page 3 of 3

Ned: So it was.
"""


@pytest.mark.parametrize(
    ("source", "label", "text", "gone"),
    [
        ("hub.vtt", "Zephyrine Quillfeather", NAMES_OVER_CUES, ("never", "Nor then", "Quill")),
        ("hub-focus-group.txt", "ZQ", BRACKETED, ("never", "no.", "ZQ")),
        ("hub-focus-group.txt", "ZQ", PAGES, ("never", "Nor then", "ZQ")),
    ],
)
def test_somebody_can_be_cut_out_of_this_layout(
    source: str, label: str, text: str, gone: tuple[str, ...]
) -> None:
    left = bytes_without_her(text.encode(), source, label).decode()
    assert "[withdrawn]" in left
    assert [words for words in gone if words in left] == []
    others = [line for line in text.splitlines() if "Ned" in line and line != "Ned Barrow"]
    assert [line for line in others if line not in left] == []
