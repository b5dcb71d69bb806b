"""How surely each word of a real conversation is given to whoever said it.

    python -m benchmarks.speakers DIR [--jobs 2] [--wrong]

DIR holds tables of turns (CSV, also gzipped) with the columns document, speaker and text. Each document is
written as `Label: words` in plain text and, through python-docx, in Word: once with its own labels
and once with labels drawn from benchmarks/speakers_labels.txt (300 invented roles, names, codes and odd
shapes). It is read back. Prints JSON: the share of words given to the right speaker; of the words
given to another, the share in files that were read with doubts; of the files read without a
fault, the share that were read with doubts all the same. `--wrong` lists the files with a fault and
the false alarms, by name and number only.
"""

import argparse
import gzip
import io
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import docx
import pandas as pd

from corpora.formats.lines import times
from corpora.formats.read import read_bytes
from corpora.text import tidy
from corpora.transcript import Transcript, Turn

LABELS = Path(__file__).with_name("speakers_labels.txt")
COLUMNS = {"document", "speaker", "text"}
Shares = dict[str, float | int | None]
FURTHEST = 40
QUOTES = "\"'\u201c\u201d\u2018\u2019"


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of one document as pairs of label and words."""

    name: str
    turns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one file was read: its words, those given to somebody else, whether doubt was raised."""

    name: str
    labels: str
    format: str
    words: int
    wrong: int
    doubts: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    spoken = list(conversations(given.folder))
    if not spoken:
        sys.exit(f"No table below {given.folder} has the columns {', '.join(sorted(COLUMNS))}.")
    with ProcessPoolExecutor(given.jobs) as pool:
        readings = [one for several in pool.map(readings_of, spoken) for one in several]
    print(json.dumps(figures(readings), indent=2))
    if given.wrong:
        for one in readings:
            if bool(one.wrong) != bool(one.doubts) or one.wrong:
                print(one)


def conversations(folder: Path) -> Iterator[Conversation]:
    """The documents of the tables below `folder` in which at least two people speak."""
    tables = sorted([*folder.rglob("*.csv"), *folder.rglob("*.csv.gz")])
    for path in tables:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            frame = pd.read_csv(file, dtype=str, keep_default_na=False)
        if not set(frame.columns) >= COLUMNS:
            continue
        for document, rows in frame.groupby("document", sort=True):
            pairs = zip(map(tidy, rows["speaker"]), map(tidy, rows["text"]), strict=True)
            turns = tuple((who, words) for who, words in pairs if who and not _is_timed(words))
            if len({who for who, _ in turns}) > 1:
                yield Conversation(f"{path.parent.name}/{document}", turns)


def _is_timed(words: str) -> bool:
    """Whether there are no words, or a time in brackets among them, which is nobody's word."""
    return (
        not times.without_time(words)
        or times.without_time(words) != words
        or bool(times.leading(words))
    )


def readings_of(spoken: Conversation) -> list[Reading]:
    """The document with its own labels and with drawn ones, as text and as Word."""
    other = relabelled(spoken)
    return [
        _reading(one, labels, suffix)
        for one, labels in ((spoken, "own"), (other, "drawn"))
        for suffix in (".txt", ".docx")
    ]


def relabelled(spoken: Conversation) -> Conversation:
    """The same turns with labels drawn by chance, always the same for the same document."""
    labels = LABELS.read_text(encoding="utf-8").splitlines()
    random.Random(spoken.name).shuffle(labels)
    speakers = dict.fromkeys(who for who, _ in spoken.turns)
    drawn = {who: labels[i % len(labels)] for i, who in enumerate(speakers)}
    return Conversation(spoken.name, tuple((drawn[who], said) for who, said in spoken.turns))


def _reading(spoken: Conversation, labels: str, suffix: str) -> Reading:
    content = as_text(spoken.turns) if suffix == ".txt" else as_word(spoken.turns)
    transcript = read_bytes(content, source=f"a{suffix}", kind="interview")
    wrong = sum(count - right for count, right in given(spoken.turns, transcript))
    words = sum(len(said.split()) for _, said in spoken.turns)
    doubts = len(transcript.doubts.sentences)
    return Reading(spoken.name, labels, suffix, words, wrong, doubts)


def as_text(turns: Iterable[tuple[str, str]]) -> bytes:
    """A plain text with a paragraph a turn."""
    return "\n\n".join(f"{who}: {said}" for who, said in turns).encode()


def as_word(turns: Iterable[tuple[str, str]]) -> bytes:
    """A Word document with a paragraph a turn."""
    document, file = docx.Document(), io.BytesIO()
    for who, said in turns:
        document.add_paragraph(f"{who}: {said}")
    document.save(file)
    return file.getvalue()


def given(turns: Iterable[tuple[str, str]], transcript: Transcript) -> Iterator[tuple[int, int]]:
    """How many words each turn has, and how many of them were given to whoever said them."""
    read = [
        (word, key(t.speaker or "")) for t in transcript.turns for word in _words(transcript, t)
    ]
    at = 0
    for who, said in turns:
        words = said.split()
        start = _start(read, at, words)
        if start is None:
            yield len(words), 0
        else:
            at = start + len(words)
            yield len(words), sum(speaker == key(who) for _, speaker in read[start:at])


def _words(transcript: Transcript, turn: Turn) -> list[str]:
    return transcript.said(turn).split()


def _start(read: Sequence[tuple[str, str]], at: int, words: Sequence[str]) -> int | None:
    # A label that was not read stands between the words of two turns.
    for start in range(at, min(at + FURTHEST, len(read))):
        if all(a == b for (a, _), b in zip(read[start : start + len(words)], words, strict=False)):
            return start if start + len(words) <= len(read) else None
    return None


def key(label: str) -> str:
    """What makes two labels the same person's: case, quotation marks and a last dot do not count."""
    return tidy(label).casefold().strip(QUOTES + "*_ ").rstrip(".")


def figures(readings: Sequence[Reading]) -> dict[str, Shares]:
    """The figures of all files, and of each kind of labels in each format."""
    parts = {
        f"{labels} labels, {suffix}": [
            one for one in readings if (one.labels, one.format) == (labels, suffix)
        ]
        for labels in ("own", "drawn")
        for suffix in (".txt", ".docx")
    }
    return {name: _shares(part) for name, part in ({"all": list(readings)} | parts).items()}


def _shares(readings: Sequence[Reading]) -> Shares:
    words = sum(one.words for one in readings)
    wrong = sum(one.wrong for one in readings)
    announced = sum(one.wrong for one in readings if one.doubts)
    right = [one for one in readings if not one.wrong]
    return {
        "files": len(readings),
        "words": words,
        "words_right": round(1 - wrong / words, 5),
        "files_right": len(right),
        "wrong_words_announced": round(announced / wrong, 4) if wrong else None,
        "false_alarms": round(sum(one.doubts > 0 for one in right) / max(len(right), 1), 4),
    }


if __name__ == "__main__":
    main()
