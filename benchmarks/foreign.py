"""Whether the program finds what is not there: each codebook on texts about something else.

    python -m benchmarks.foreign [--model NAME] [--cache FOLDER] [--rows N]

For every codebook (the shipped one, and those of ../shared/data/coded) and every other data set:
how many suggestions are likely for 100 texts, before anybody has decided. Prints a table.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.data import CODED, DATA, read_codebook, read_rows
from codebooks.codebook import Codebook
from codebooks.load import loads, shipped
from coding.coder.coder import Coder
from coding.embedding.encoders.load import load_model
from coding.embedding.vectors import VectorCache

SHIPPED = "shipped"
WITH_CODEBOOK = ("pxtm_v6", "talkmoves", "annomi", "care_opinion_multilabel")
FEWEST_WORDS = 4
# Patients' comments are about being heard, too: what the shipped codebook finds there may be there.
KIN = {(SHIPPED, "pxtm_v6"), (SHIPPED, "care_opinion_multilabel")}
KIN |= {("pxtm_v6", "care_opinion_multilabel"), ("care_opinion_multilabel", "pxtm_v6")}


def codebooks() -> Iterator[tuple[str, Codebook]]:
    """The codebooks by name."""
    yield SHIPPED, loads(shipped(), where="coproduction.yaml")
    for name in WITH_CODEBOOK:
        if (CODED / name / "codebook.yaml").is_file():
            yield name, read_codebook(CODED / name / "codebook.yaml")


def texts(most: int) -> Iterator[tuple[str, list[str]]]:
    """Up to `most` texts of each data set, spread evenly, by name."""
    for name in (*WITH_CODEBOOK, "mlss_interviews", "qmsum"):
        if (CODED / name / "dev.csv").is_file():
            yield name, spread([r["text"] for r in read_rows(CODED / name / "dev.csv")], most)
    turns = DATA / "interviews" / "primock57" / "dev_turns.csv"
    if turns.is_file():
        yield "primock57", spread([row["text"] for row in read_rows(turns)], most)


def spread(found: Sequence[str], most: int) -> list[str]:
    """Up to `most` of the texts that have enough words, evenly from first to last."""
    long = [text for text in found if len(text.split()) >= FEWEST_WORDS]
    if len(long) <= most:
        return long
    return [long[at] for at in np.linspace(0, len(long) - 1, most).round().astype(int)]


def likely_for_100(codebook: Codebook, rows: Sequence[str], cache: VectorCache) -> float:
    """How many suggestions are likely for 100 texts."""
    found = Coder(codebook, cache=cache).suggest(rows)
    return 100 * sum(s.grade == "likely" for s in found) / max(len(rows), 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row a codebook and a column a data set."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.foreign")
    parser.add_argument("--model", default="", help='"minilm", "thorough" or a folder')
    parser.add_argument("--cache", type=Path, help="keep vectors in this folder")
    parser.add_argument("--rows", type=int, default=1_000, help="texts of each data set at most")
    given = parser.parse_args(arguments)
    sets = dict(texts(given.rows))
    print("| codebook |", " | ".join(sets), "|")
    print("|---" * (len(sets) + 1) + "|")
    with TemporaryDirectory() as temporary:
        cache = VectorCache(given.cache or Path(temporary), load_model(given.model))
        for name, book in codebooks():
            cells = [
                "–" if other == name or (name, other) in KIN
                else f"{likely_for_100(book, rows, cache):.1f}"
                for other, rows in sets.items()
            ]  # fmt: skip
            print(f"| {name} |", " | ".join(cells), "|", flush=True)


if __name__ == "__main__":
    main()
