"""Words of a dictionary are told from names that are no words."""

import pytest

from corpora.names.dictionary import is_in_dictionary


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("transport", True),
        ("Transport", True),
        ("ACTIONS", True),
        ("minutes", True),
        ("Parking", True),
        ("parties", True),
        ("Grace", True),
        ("Tomos", False),
        ("Nguyen", False),
        ("Siobhan", False),
        ("qwrtz", False),
    ],
)
def test_a_word_in_any_form_is_in_the_dictionary(word: str, expected: bool) -> None:
    assert is_in_dictionary(word) is expected
