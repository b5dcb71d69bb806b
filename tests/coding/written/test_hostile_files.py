"""Whatever stands in a file of findings, it is read, or refused in one message that repeats no talk."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_files import ALL, BOOK, GROUPS

from coding.written.columns import FILES
from coding.written.folder import entries_of, read_written
from coding.written.mistakes import Mistakes
from corpora.errors import WrittenError

TALK = "I never told anybody that my brother hit me"
HOSTILE = [
    b"\x00",
    b"\xff\xfe",
    b"- \xe9\n",
    b'"',
    b"a" * 1_100_000,
    b"[" * 50,
    b"- " * 60 + b"x",
    b"a: &a [x, x]\nb: *a\n",
    b"- !!python/object/apply:os.system [ls]\n",
    b"%YAML 1.1\n---\n- id: F1\n",
    b"- id: F1\n---\n- id: F2\n",
    b"- ? [a]\n  : b\n",
    b"- {id: F1, id: F2}\n",
    b"- id:\n    - F1\n  says: {a: b}\n  aspect: []\n  written_by: SP\n  dissent: [[]]\n",
    b"PK\x03\x04",
    b"sep=;\n",
    b"date,noticed,date\n,,\n",
    b",,,\n,,,\n1,2,3\n",
    b'date;noticed\n"2024-05-01;late\n',
]


def outcome(tmp_path: Path, file: str, content: bytes) -> str:
    (tmp_path / file).write_bytes(content)
    try:
        read_written(tmp_path, BOOK, GROUPS)
    except WrittenError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_it_is_refused_and_names_the_file(tmp_path: Path, file: str, content: bytes) -> None:
    refused = outcome(tmp_path, file, content)
    assert not refused or file in refused


@pytest.mark.parametrize("file", FILES)
def test_what_somebody_said_is_in_no_message(tmp_path: Path, file: str) -> None:
    """A quote put where an id, a date, a figure or a heading should be is not repeated."""
    fields = ALL[file].replace(": ", f": {TALK} ").replace("id: ", f"{TALK}: ")
    cells = "\n".join(f"{line},{TALK}" for line in ALL[file].splitlines())
    words = ALL[file].replace("2024-", f"{TALK} 2024-").replace("voice", TALK).replace("F1", TALK)
    for content in (fields, cells, words, f"- {TALK}\n", f"{TALK},{TALK}\nx,y\n"):
        assert "brother" not in outcome(tmp_path, file, content.encode())


@given(st.sampled_from(FILES), st.binary(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_bytes_are_read_or_noted(file: str, content: bytes) -> None:
    assert isinstance(entries_of(content, file, Mistakes()), tuple)


@given(st.sampled_from(FILES), st.data())
@settings(max_examples=80, deadline=None)
def test_a_file_with_something_else_put_in_is_read_or_noted(file: str, data: st.DataObject) -> None:
    text = ALL[file]
    at = data.draw(st.integers(0, len(text)))
    put = data.draw(st.text(st.sampled_from(list("-:[]{},;|#\"'&*!%@\n\t x1é")), max_size=6))
    assert isinstance(entries_of((text[:at] + put + text[at:]).encode(), file, Mistakes()), tuple)
