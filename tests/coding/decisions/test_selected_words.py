"""Selected words between the text as it is shown and the text as the transcript has it."""

import pytest

from coding.decisions.selected_words import ALL, form_span, own_span, shown_span
from corpora.errors import InputError

OWN = "Ann met Bo."
SHOWN = "[carer 1] met [staff 12]."
REPLACED = [(0, 3, "[carer 1]"), (8, 10, "[staff 12]")]


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("met", "met"),
        ("[carer 1]", "Ann"),
        ("[carer 1] met", "Ann met"),
        ("rer 1] met [sta", "Ann met Bo"),
        ("met [staff 12].", "met Bo."),
        (".", "."),
        (SHOWN, OWN),
    ],
)
def test_a_bound_inside_a_pseudonym_goes_to_its_outer_edge(words: str, own: str) -> None:
    start = SHOWN.index(words)
    first, last = own_span((start, start + len(words)), REPLACED)
    assert OWN[first:last] == own


@pytest.mark.parametrize(
    ("own", "words"),
    [("met", "met"), ("Ann", "[carer 1]"), ("nn met B", "[carer 1] met [staff 12]"), (OWN, SHOWN)],
)
def test_and_back(own: str, words: str) -> None:
    start = OWN.index(own)
    first, last = shown_span((start, start + len(own)), REPLACED)
    assert SHOWN[first:last] == words


@pytest.mark.parametrize(
    ("written", "span"), [("", ALL), ("0-11", ALL), ("4-7", (4, 7)), ("0-1", (0, 1))]
)
def test_what_a_form_says_is_a_span_or_all_of_it(written: str, span: tuple[int, int]) -> None:
    assert form_span(written, len(OWN)) == span


@pytest.mark.parametrize("written", ["4", "4-4", "7-4", "4-12", "-1-4", "a-b", "4-7-9", "٤-٧", " "])
def test_what_is_no_words_of_the_excerpt_is_refused(written: str) -> None:
    with pytest.raises(InputError, match="these words are not in the excerpt"):
        form_span(written, len(OWN))
