"""Which wave a transcript belongs to."""

import pytest

from corpora.people.waves import wave_of

WAVES = ("wave 1", "wave 2", "wave 10", "Spring")


@pytest.mark.parametrize(
    ("source", "people", "expected"),
    [
        ("a.txt", set(), ""),
        ("wave-1/a.txt", set(), "wave 1"),
        ("Wave_2/a.txt", {"wave 1"}, "wave 2"),
        ("wave 10/a.txt", set(), "wave 10"),
        ("carer wave 2.docx", set(), "wave 2"),
        ("SPRING/a.txt", set(), "Spring"),
        ("offspring/a.txt", set(), ""),
        ("a.txt", {"wave 1"}, "wave 1"),
        ("a.txt", {"wave 1", "wave 2"}, ""),
    ],
)
def test_the_folder_comes_first_then_people(source: str, people: set[str], expected: str) -> None:
    assert wave_of(source, people, WAVES) == expected


def test_without_waves_nothing_is_said() -> None:
    assert wave_of("wave-1/a.txt", set(), ()) == ""
