"""Texts cut into the phrases that evidence can point at."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.embedding.phrases import MAX_WORDS, WORD, phrases, turn
from corpora.remarks import without_remarks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("…", []),
        ("Yes.", ["Yes"]),
        ("I spoke up, but nobody wrote it down.", ["I spoke up", "but nobody wrote it down"]),
        ("We went there because they asked us.", ["We went there", "because they asked us"]),
        ("No. No. Not at all.", ["No. No. Not at all"]),
        (" ".join(["word"] * 24), [" ".join(["word"] * 12)] * 2),
    ],
)
def test_a_text_is_cut_at_clauses(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in phrases(text)] == expected


@given(st.text())
def test_phrases_hold_every_word_once(text: str) -> None:
    found = phrases(text)
    assert sum(len(WORD.findall(text[a:b])) for a, b in found) == len(WORD.findall(text))
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(1 <= len(WORD.findall(text[a:b])) <= MAX_WORDS for a, b in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("But nobody listened to me.", 0),
        ("I was listened to, but nothing changed.", 1),
        ("They were kind and they smiled, although nobody wrote it down.", 2),
    ],
)
def test_where_a_text_turns(text: str, expected: int) -> None:
    assert turn(text, phrases(text)) == expected


def test_no_phrase_reaches_over_a_name_or_a_remark() -> None:
    text = without_remarks("I told [staff member 4] on Monday that nobody [laughs] came.")
    assert [text[a:b] for a, b in phrases(text)] == ["I told", "on Monday that nobody", "came"]
