"""Files and folders to transcripts: order, kinds, refusals."""

import os
from pathlib import Path

import pytest

from corpora.errors import FileRefused
from corpora.files import MAX_SOURCE_BYTES
from corpora.formats import READERS
from corpora.formats.limits import MOST_PARAGRAPHS
from corpora.formats.read import kind_of, read_bytes, read_file, sources
from corpora.transcript import Kind, transcript_id

TEXT = b"Ann: Who came?\n\nBob: Nobody.\n\nAnn: Why?\n\nBob: Late.\n"

TOO_MANY = "there are more than 400,000 lines, which is the limit"
PARAGRAPHS = "there are more than 200,000 paragraphs, which is the limit"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "transcripts"
    (place / "wave 1").mkdir(parents=True)
    return place


def test_an_empty_folder_has_no_sources(folder: Path) -> None:
    assert sources(folder) == []


def test_sources_stand_in_one_order_and_some_are_passed_over(folder: Path) -> None:
    for name in ("b.txt", "A.txt", "wave 1/c.txt", "~$a.docx", ".hidden.txt", ".DS_Store",
                 "Thumbs.db", ".git/x.txt", "e.xyz", "\u00e9.txt", "e\u0301.txt"):  # fmt: skip
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(TEXT)
    found = [path.relative_to(folder).as_posix() for path in sources(folder)]
    assert found == ["A.txt", "b.txt", "e.xyz", "wave 1/c.txt", "e\u0301.txt", "\u00e9.txt"]


def test_a_file_is_the_same_transcript_under_any_name(folder: Path) -> None:
    (folder / "a.txt").write_bytes(TEXT)
    (folder / "wave 1" / "b.txt").write_bytes(TEXT)
    one = read_file(folder / "a.txt", root=folder)
    other = read_file(folder / "wave 1" / "b.txt", root=folder)
    assert one.id == other.id == transcript_id(TEXT)
    assert (one.source, other.source) == ("a.txt", "wave 1/b.txt")
    assert one.turns == other.turns


def refusal(path: Path, folder: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        read_file(path, root=folder)
    said = str(refused.value)
    assert "\n" not in said
    assert said.count(": ") >= 1
    return said


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a.xyz", ".docx"),
        ("a", "no ending"),
        ("a.doc", "Save it as .docx"),
        ("a.mp3", "Transcribe the recording"),
        ("a.docx", "not really a Word file"),
        ("a\n\x1b[31mb.xyz", "a\\n\\x1b[31mb.xyz"),
        ("a\u202etxt.exe", "\\u202e"),
    ],
)
def test_a_refusal_is_one_line_that_says_what_to_do(folder: Path, name: str, says: str) -> None:
    (folder / name).write_bytes(TEXT)
    assert says in refusal(folder / name, folder)


def test_every_ending_that_is_read_is_named_to_whoever_has_another(folder: Path) -> None:
    (folder / "a.xyz").write_bytes(TEXT)
    said = refusal(folder / "a.xyz", folder)
    assert all(suffix in said for suffix in READERS)


def test_links_that_lead_outside_are_refused(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(TEXT)
    (folder / "link.txt").symlink_to(outside)
    (folder / "linked").symlink_to(tmp_path)
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "real.txt").write_bytes(TEXT)
    (folder / "inside.txt").symlink_to(folder / "real.txt")
    assert {path.name for path in sources(folder)} == {
        "inside.txt", "link.txt", "linked", "loop.txt", "real.txt",
    }  # fmt: skip
    assert "outside the folder" in refusal(folder / "link.txt", folder)
    assert "outside the folder" in refusal(folder / "linked", folder)
    assert "not there" in refusal(folder / "loop.txt", folder)
    assert read_file(folder / "inside.txt", root=folder).turns


@pytest.mark.parametrize("name", ["../outside.txt", "wave 1/../../outside.txt"])
def test_a_path_that_leaves_the_folder_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "outside.txt").write_bytes(TEXT)
    assert "folder" in refusal(folder / name, folder)


def test_a_huge_file_is_refused_before_it_is_read(folder: Path) -> None:
    path = folder / "huge.txt"
    path.touch()
    os.truncate(path, 40 * MAX_SOURCE_BYTES)
    assert "limit" in refusal(path, folder)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"A: " + b"x" * (24 * 1024**2), "there are 25 MB of text and the limit is 24 MB"),
        ("a.txt", b"A: y\n" * 400_001, TOO_MANY),
        ("a.txt", b"A: y\nB: z\n" * 100_001, PARAGRAPHS),
        ("a.txt", b"A: y\rB: z\r" * 200_001, TOO_MANY),
        ("a.vtt", b"WEBVTT\n\n" + b"00:00.000 --> 00:01.000\ny\n\n" * 300_000, TOO_MANY),
        ("a.csv", b"speaker,text\n" + b"A,y\n" * 400_001, TOO_MANY),
        ("a.json", b"[" + b"{}," * 400_001 + b"{}]", TOO_MANY),
    ],
)  # fmt: skip
def test_more_text_than_can_be_read_is_refused_with_the_limit_and_what_to_do(
    folder: Path, name: str, content: bytes, expected: str
) -> None:
    """48 MB in short turns took 37 seconds and a gigabyte."""
    (folder / name).write_bytes(content)
    assert refusal(folder / name, folder) == (
        f"{name}: {expected}. Split it into several files: one a meeting, or some thousands of "
        "answers in each."
    )


def test_as_many_paragraphs_as_the_limit_are_read(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"A: y\nB: z\n" * (MOST_PARAGRAPHS // 2))
    assert len(read_file(folder / "a.txt", root=folder).turns) == MOST_PARAGRAPHS


def test_a_broken_file_among_others_is_refused_alone(folder: Path) -> None:
    for number in range(20):
        (folder / f"{number:02}.txt").write_bytes(TEXT)
    (folder / "07.txt").write_bytes(TEXT[:30] + b"\xff" + TEXT[30:])
    done, refused = 0, []
    for path in sources(folder):
        try:
            done += bool(read_file(path, root=folder).turns)
        except FileRefused as refusal:
            refused.append(str(refusal))
    assert done == 19
    assert len(refused) == 1
    assert "byte 31" in refused[0]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("a.txt", "interview"),
        ("wave 1/Denise.docx", "interview"),
        ("Focus Group 2.vtt", "focus group"),
        ("focus-groups/a.txt", "focus group"),
        ("FG1.txt", "focus group"),
        ("fgd_3.txt", "focus group"),
        ("minutes/2024-05.md", "meeting notes"),
        ("notes-2024-07-10.txt", "meeting notes"),
        ("Meeting Notes May.docx", "meeting notes"),
        ("keynotes.txt", "interview"),
    ],
)
def test_the_kind_of_a_source_from_its_name(source: str, kind: Kind) -> None:
    assert kind_of(source) == kind


def test_the_kind_can_be_said() -> None:
    assert read_bytes(TEXT, source="a.txt", kind="focus group").kind == "focus group"
    assert read_bytes(TEXT, source="minutes/a.txt").kind == "meeting notes"
