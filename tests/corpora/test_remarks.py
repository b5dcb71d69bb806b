"""What nobody said is left out of what is scored, and every offset stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.remarks import without_remarks


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Then [carer 3] said so.", "Then said so."),
        ("[laughs] Well, no.", "Well, no."),
        ("It was (inaudible 00:12:04) good.", "It was good."),
        ("She went ((long pause)) home.", "She went home."),
        ("I (we all did) went.", "I (we all did) went."),
        ("I said [and this is a whole story of its own]", "I said"),
        ("An open [ bracket", "An open [ bracket"),
        ("Laughs all round.", "Laughs all round."),
        ("(laughs at the manager)", "(laughs at the manager)"),
    ],
)
def test_stand_ins_and_sounds_are_nobodys_words(text: str, left: str) -> None:
    assert " ".join(without_remarks(text).split()) == left


@given(st.text(alphabet="ab ([)]laughs"))
def test_every_offset_stays(text: str) -> None:
    found = without_remarks(text)
    assert len(found) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, found, strict=True))
