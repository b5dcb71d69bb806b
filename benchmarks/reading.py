"""How fast transcripts are read and cut into excerpts, without de-identification.

    python -m benchmarks.reading [TURNS.csv.gz] [--words 5000000]

The file has the columns document, speaker and text; it is repeated until there are enough words,
written as text files and read by one process a core. Prints JSON: words, files, seconds, words a
second.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pandas as pd

from benchmarks.data import DATA
from corpora.excerpts.excerpts import count_words, cut
from corpora.files import write_atomic
from corpora.formats.read import read_file
from corpora.people.speakers import recognise

WORKERS = 2


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = DATA / "scale" / "qmsum_turns_dev_100k.csv.gz"
    parser.add_argument("turns_file", type=Path, nargs="?", default=default)
    parser.add_argument("--words", type=int, default=5_000_000)
    given = parser.parse_args()
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
