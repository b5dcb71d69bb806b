"""Proposals taken up or dropped, and found again after a rerun; the draft code that comes of one."""

from pathlib import Path

import pytest

from codebooks.codebook import Code, Codebook, Theme
from codebooks.load import loads
from coding.evaluation.database import open_store
from coding.themes.verdicts import Taken, code_id, draft_code, keep_verdict, kept_verdicts, matched

BOOK = Codebook(
    "B", "1", (Theme("t", "T", "", (Code("waiting", "Waiting"), Code("waiting-2", "W"))),)
)


def taken(id: str, excerpts: str, key: str = "") -> Taken:
    return Taken(key or f"k{id}", id, tuple(excerpts), "drop", "", "", "AB", "2026")


@pytest.mark.parametrize(
    ("proposals", "decided", "expected", "left"),
    [
        ({}, [], {}, []),
        ({"p": "abcd"}, [], {}, []),
        ({}, [taken("p", "abcd")], {}, ["kp"]),
        ({"p": "abcd"}, [taken("p", "abcd")], {"p": "kp"}, []),
        ({"p": "abcd"}, [taken("p", "abcd"), taken("p", "abcd", "later")], {"p": "later"}, []),
        ({"q": "abce"}, [taken("p", "abcd")], {"q": "kp"}, []),
        ({"q": "abxy"}, [taken("p", "abcd")], {}, ["kp"]),
        ({"q": ""}, [taken("p", "")], {}, ["kp"]),
        ({"p": "xyz", "q": "abc"}, [taken("p", "abcd")], {"p": "kp"}, []),
        ({"q": "abcd", "r": "abc"}, [taken("p", "abcd")], {"q": "kp"}, []),
        ({"q": "abcde"}, [taken("o", "abcd"), taken("p", "abcde")], {"q": "kp"}, ["ko"]),
        ({"q": "abcd"}, [taken("o", "abcd"), taken("p", "abcd")], {"q": "kp"}, ["ko"]),
    ],
)
def test_a_decision_is_found_again_by_its_excerpts(
    proposals: dict[str, str], decided: list[Taken], expected: dict[str, str], left: list[str]
) -> None:
    found, over = matched(proposals, decided)
    assert ({id: each.key for id, each in found.items()}, [each.key for each in over]) == (
        expected,
        left,
    )


def test_the_same_key_twice_is_kept_once(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    one = Taken("k", "p", ("a", "b"), "take up", "Quiet room", "quiet-room", "AB", "2026")
    assert [keep_verdict(store, one), keep_verdict(store, one)] == [True, False]
    with store.reading() as connection:
        assert kept_verdicts(connection) == [one]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "new-code"),
        ("…", "new-code"),
        ("Waiting", "waiting-3"),
        ("Café, and the (quiet) room!", "cafe-and-the-quiet-room"),
        ("x" * 60, "x" * 40),
    ],
)
def test_an_id_that_the_codebook_does_not_hold(name: str, expected: str) -> None:
    assert code_id(name, BOOK) == expected


@pytest.mark.parametrize(
    "words",
    ["Quiet room", 'He said: "no"', "- not: a list # or comment", "no", "{{7*7}}\n\\", "日本"],
)
def test_the_draft_reads_back_as_it_was_written(words: str) -> None:
    made = Taken("k", "p", (), "take up", words, "quiet-room", "AB", "2026")
    book = 'title: T\nversion: "1"\nthemes:\n  - id: t\n    name: T\n    codes:\n'
    code = loads((book + draft_code(made, [words])).encode(), where="draft").code("quiet-room")
    plain = " ".join(words.split())
    assert (code.name, [each.text for each in code.examples]) == (
        plain,
        [plain],
    )
    assert code.status == "draft"
