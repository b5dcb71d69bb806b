"""Codes looked up by words: those that could fit an excerpt come first where others match alike."""

import pytest
from fake_words import code

from coding.review.lists.code_search import matching_codes

CODES = [
    code("Trust", "We rely on them."),
    code("Time", "It was worth the evening."),
    code("Travel", "Two trains to get there."),
    code("Skills", "I learned to take minutes."),
]


@pytest.mark.parametrize(
    ("words", "fitting", "expected"),
    [
        ("", [], []),
        ("", [3, 0], ["Skills", "Trust"]),
        ("*", [3, 0], ["Trust", "Time", "Travel", "Skills"]),
        ("t", [], ["Trust", "Time", "Travel", "Skills"]),
        ("t", [2, 3], ["Travel", "Trust", "Time", "Skills"]),
        ("nothing of the kind", [0], []),
    ],
)
def test_what_could_fit_is_first_among_those_that_match_alike(
    words: str, fitting: list[int], expected: list[str]
) -> None:
    matched = matching_codes(CODES, words, [CODES[at] for at in fitting])
    assert [each.name for each in matched] == expected
