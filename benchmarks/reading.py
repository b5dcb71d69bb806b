"""How fast transcripts are read and cut into excerpts, without de-identification.

    python -m benchmarks.reading [TURNS.csv.gz] [--words 5000000]
    python -m benchmarks.reading --large

The file has the columns document, speaker and text; it is repeated until there are enough words,
written as text files and read by one process a core. Prints JSON: words, files, seconds, words a
second. With `--large` an invented file of short turns in each format, just within the limit and
of 48 MB, is read by a process of its own instead: seconds and peak memory, or why it is refused.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd

from benchmarks.data import DATA
from corpora.errors import FileRefused
from corpora.excerpts.excerpts import count_words, cut
from corpora.files import write_atomic
from corpora.formats.limits import MOST_LINES, MOST_PARAGRAPHS
from corpora.formats.read import read_file
from corpora.people.speakers import recognise

WORKERS = 2


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = DATA / "scale" / "qmsum_turns_dev_100k.csv.gz"
    parser.add_argument("turns_file", type=Path, nargs="?", default=default)
    parser.add_argument("--words", type=int, default=5_000_000)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(_read_alone(given.one)))
        return
    if given.large:
        _measure_large()
        return
    with tempfile.TemporaryDirectory() as folder:
        paths = list(_written(given.turns_file, given.words, Path(folder)))
        began = time.perf_counter()
        with ProcessPoolExecutor(WORKERS) as pool:
            words = sum(pool.map(_read_and_cut, paths, chunksize=4))
        seconds = time.perf_counter() - began
    figures = {
        "words": words,
        "files": len(paths),
        "seconds": round(seconds, 1),
        "words_per_second": round(words / seconds),
    }
    print(json.dumps(figures, indent=2))


SHORT = ("Yes.", "We met twice.", "Nobody wrote it down.", "They asked me first.", "Hm.")
TURNS_OF = {
    ".txt": "{name}: {said}\n",
    ".md": "**{name}:** {said}\n\n",
    ".csv": "{name},{said}\n",
    ".vtt": "{clock}.000 --> {clock}.900\n<v {name}>{said}\n\n",
    ".srt": "{number}\n{clock},000 --> {clock},900\n{name}: {said}\n\n",
}
HEADS = {".vtt": "WEBVTT\n\n", ".csv": "speaker,text\n"}


def _measure_large() -> None:
    for suffix, turn in TURNS_OF.items():
        within = min(MOST_PARAGRAPHS, MOST_LINES // turn.count("\n") - 1)
        for turns, size in ((within, 0), (0, 48 * 1024 * 1024)):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"large{suffix}"
                write_atomic(path, _short_turns(suffix, turn, turns, size))
                command = [sys.executable, "-m", "benchmarks.reading", "--one", str(path)]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                print(suffix, f"{path.stat().st_size / 1e6:.0f} MB", done.stdout.strip())


def _short_turns(suffix: str, turn: str, turns: int, size: int) -> bytes:
    """So many turns, or as many as make a file of `size` bytes."""
    made, length, number = [HEADS.get(suffix, "")], 0, 0
    while number < turns or length < size:
        clock = f"{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"
        said = SHORT[number * 7 % len(SHORT)]
        made.append(
            turn.format(name="ABC"[number % 3] + "nn", said=said, clock=clock, number=number + 1)
        )
        length, number = length + len(made[-1]), number + 1
    return "".join(made).encode()


def _read_alone(path: Path) -> dict[str, object]:
    before, began = _peak(), time.process_time()
    try:
        words = _read_and_cut(path)
    except FileRefused as refused:
        return {"refused": refused.what, "peak MB": _peak()}
    seconds = round(time.process_time() - began, 1)
    return {"words": words, "seconds": seconds, "peak MB": _peak(), "MB before": before}


def _peak() -> int:
    """The most memory this process has had, in MB (on Linux)."""
    # Not getrusage: a process begins there with what the one that started it had at its peak.
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.findall(r"^VmHWM:\s+(\d+) kB", status, re.M)[0]) // 1024


def _written(source: Path, words: int, folder: Path) -> Iterator[Path]:
    frame = pd.read_csv(source, dtype=str, keep_default_na=False)
    meetings = [
        "\n\n".join(f"{row.speaker}: {row.text}" for row in said.itertuples())
        for _, said in frame.groupby("document", sort=True)
    ]
    number = 0
    while words > 0:
        text = f"{meetings[number % len(meetings)]}\n\n{number}"
        path = folder / f"{number}.txt"
        write_atomic(path, text.encode())
        yield path
        words -= count_words(text)
        number += 1


def _read_and_cut(path: Path) -> int:
    """The words of the file, read and cut."""
    transcript = read_file(path, root=path.parent)
    roles = {speaker.label: speaker.role for speaker in recognise(transcript, ())}
    cut(transcript, roles)
    return count_words(transcript.text)


if __name__ == "__main__":
    main()
