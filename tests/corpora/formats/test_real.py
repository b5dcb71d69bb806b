"""Real transcripts beside the project, against what a right reader finds in them.

Where this reader is right and the list is not, `OTHERWISE` says how and why.
"""

import csv
import re
from pathlib import Path

import pytest
from reading import speakers

from corpora.formats import READERS
from corpora.formats.read import read_bytes
from corpora.transcript import Transcript, turns_are_ordered

OTHERWISE: dict[str, tuple[int, dict[str, int]]] = {
    # A label indented by one space is still a label; what is said before and after a line that
    # two speakers share is two turns.
    "md/tc39_2014-01_jan-30.md": (67, {"NM": 2}),
    # The list gives no speakers for tiers; a tier "doctor" or "Patient" names who speaks.
    "eaf/primock_day1_consultation01_pympi.eaf": (89, {"doctor": 53, "patient": 56}),
    "textgrid/primock_day1_consultation01_doctor.TextGrid": (1, {"Doctor": 53}),
    "textgrid/primock_day1_consultation01_patient.TextGrid": (1, {"Patient": 56}),
    # A label with two letters swapped is its speaker's, not a word of the speaker before.
    "txt/colon_first_full_then_surname_pb007.txt": (63, {"KENNEDY": 32}),
}

# A page header is no text, though the list begins with its four words; and the list has the
# first words of another speaker for one file, whose OpenDocument copy it has right.
PAGE_HEADER_WORDS = {"pdf/minutes_physics_society_2016-04-05.pdf": 4}
SAME_WORDS = {"pdf/pdpilot_P4.pdf": "odt/bold_speakers_pdpilot_P4.odt"}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def counted(cell: str) -> dict[str, int]:
    """`Ann (3); Bob (2)` as a mapping."""
    return {name: int(n) for name, n in re.findall(r"\s*([^;]+?) \((\d+)\)(?:;|$)", cell)}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_every_file_of_the_list(data: Path) -> None:
    wrong: list[str] = []
    listed = rows(data / "formats" / "expected.csv")
    first_words = {row["file"]: row["first_words"] for row in listed}
    for row in listed:
        row["first_words"] = first_words[SAME_WORDS.get(row["file"], row["file"])]
        path = data / "formats" / row["file"]
        if path.suffix.casefold() in READERS:
            found = read_bytes(path.read_bytes(), source=path.name)
            wrong += [f"{row['file']}: {what}" for what in differences(found, row)]
    assert not wrong, "\n".join(wrong)


def differences(found: Transcript, row: dict[str, str]) -> list[str]:
    """In what the transcript differs from the row of the list."""
    other = OTHERWISE.get(row["file"])
    expected = counted(row["speakers"])
    merged = int(float(row["merged_turns"])) if row["merged_turns"] else None
    if other is not None:
        merged, expected = other[0], expected | other[1]
    named = [turn for turn in found.turns if turn.speaker is not None]
    told = []
    if speakers(found) != expected:
        told.append(f"speakers {sorted(speakers(found).values())}")
    if merged is not None and len(named) != merged:
        told.append(f"{len(named)} turns")
    if not turns_are_ordered(found.turns):
        told.append("turns overlap")
    if not begins(found, words(row["first_words"])[PAGE_HEADER_WORDS.get(row["file"], 0) :]):
        told.append("first words")
    return told


def begins(found: Transcript, wanted: list[str]) -> bool:
    """Whether the first turn, or the text with its heading, begins with the words of the list."""
    if not wanted:
        return True
    if not found.turns:
        return words(found.text)[: len(wanted)] == wanted
    first_named = next((turn for turn in found.turns if turn.speaker), found.turns[0])
    said = words(found.said(first_named))
    labelled = [*words(first_named.speaker or ""), *said]
    starts = (said, labelled, words(found.text))
    return any(start[: len(wanted)] == wanted for start in starts)


@pytest.mark.parametrize("suffix", ["txt", "docx"])
def test_four_research_interviews(data: Path, suffix: str) -> None:
    place = data / "interviews" / "sheffield_interviews"
    for row in rows(place / "expected.csv"):
        found = read_bytes(
            (place / suffix / f"{row['document']}.{suffix}").read_bytes(), source=f"a.{suffix}"
        )
        assert len(found.turns) == int(float(row["merged_turns"])), row["document"]
        assert speakers(found) == counted(row["speakers"]), row["document"]
        assert sum(turn.blocks for turn in found.turns) == int(float(row[f"{suffix}_turns"]))


def test_word_and_text_of_one_interview_are_the_same_turns(data: Path) -> None:
    """The text files lack what stands in content controls, so words are compared where they can be."""
    place = data / "interviews" / "sheffield_interviews"
    for name, same in (("David", True), ("Penni", True), ("Ana", False), ("Lisa", False)):
        typed = read_bytes((place / "txt" / f"{name}.txt").read_bytes(), source="a.txt")
        word = read_bytes((place / "docx" / f"{name}.docx").read_bytes(), source="a.docx")
        assert [turn.speaker for turn in typed.turns] == [turn.speaker for turn in word.turns]
        pairs = [
            (words(typed.said(a)), words(word.said(b)))
            for a, b in zip(typed.turns, word.turns, strict=True)
        ]
        assert all(a == b for a, b in pairs) is same
        assert all(len(a) <= len(b) for a, b in pairs)
