"""Data sets of texts that people have coded, as benchmarks read them.

A data set is a folder with codebook.yaml (codes with name, group, definition, inclusion,
exclusion, examples), where there is one, and dev.csv (id, text, labels joined by `|`, and perhaps
sentiment).
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from ruamel.yaml import YAML

from codebooks.codebook import Code, Codebook, Example, Theme

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
CODED = DATA / "coded"
FEW_SPEAKERS = 4
FEWEST_USES = 7
DIRECTED = {"1": 1, "2": 1, "4": 0, "5": 0}
"""The analysts' sentiment, 1 (very positive) to 5 (very negative); 3 is neither."""


@dataclass(frozen=True, slots=True)
class CodedTexts:
    """Texts and what people said of them: `labels` (n, c) of bool in the codebook's order.

    `positive` is 1 or 0 where the analysts say which way the text points, -1 where they do not.
    `contexts` is the question, or what was said before in talk that names its speakers, `roles`
    who speaks where there are few of them ("" otherwise).
    """

    codebook: Codebook
    texts: tuple[str, ...]
    labels: NDArray[np.bool_]
    positive: NDArray[np.int64]
    documents: tuple[str, ...]
    contexts: tuple[str, ...]
    roles: tuple[str, ...]

    def part(self, rows: NDArray[np.int64]) -> "CodedTexts":
        """The same of some rows."""
        texts, documents, contexts, roles = (
            tuple(column[row] for row in rows)
            for column in (self.texts, self.documents, self.contexts, self.roles)
        )
        return CodedTexts(
            self.codebook, texts, self.labels[rows], self.positive[rows], documents, contexts, roles
        )

    @property
    def table(self) -> pd.DataFrame:
        """The labels with the ids of the codes, as `Coder.fit` takes them."""
        return pd.DataFrame(self.labels, columns=[code.id for code in self.codebook.codes])


def folder_of(name: str) -> Path:
    """The folder of a data set: a path, or a name beside the repository's ../shared/data/coded."""
    folder = Path(name)
    return folder if folder.is_dir() else CODED / name


def read(folder: Path, rows: Path | None = None, codebook: Codebook | None = None) -> CodedTexts:
    """The codebook given or that of `folder`, with the texts of `rows` or of its dev.csv.

    Without codebook.yaml, the codes are the labels used at least `FEWEST_USES` times, by name only.
    """
    table = read_rows(rows or folder / "dev.csv")
    path = folder / "codebook.yaml"
    if codebook is None:
        codebook = read_codebook(path) if path.is_file() else _names_only(folder.name, table)
    places = {code.id: at for at, code in enumerate(codebook.codes)}
    labels = np.zeros((len(table), len(places)), dtype=bool)
    for row, line in enumerate(table):
        for label in filter(None, line["labels"].split("|")):
            if label in places:
                labels[row, places[label]] = True
    sides = [DIRECTED.get(line.get("sentiment", "").split(".")[0], -1) for line in table]
    return CodedTexts(
        codebook,
        tuple(line["text"] for line in table),
        labels,
        np.array(sides, dtype=np.int64),
        tuple(line.get("document", "") for line in table),
        _contexts(table),
        _roles(table),
    )


def _names_only(name: str, table: list[dict[str, str]]) -> Codebook:
    uses = Counter(label for line in table for label in line["labels"].split("|") if label)
    labels = sorted(label for label, count in uses.items() if count >= FEWEST_USES)
    codes = tuple(Code(label, re.sub("[-_]", " ", label), "") for label in labels)
    return Codebook(name, "1", (Theme("all", "All", "", codes),))


def _contexts(table: list[dict[str, str]]) -> tuple[str, ...]:
    """The question that was asked; else the row before in the same document, where rows are turns
    of named speakers.
    """
    contexts, last = [], dict[str, str]()
    for line in table:
        document = line.get("document", "")
        contexts.append(line.get("question") or last.get(document, ""))
        last[document] = line["text"] if line.get("speaker") else ""
    return tuple(contexts)


def _roles(table: list[dict[str, str]]) -> tuple[str, ...]:
    speakers = [line.get("speaker", "") for line in table]
    few = len(set(speakers)) <= FEW_SPEAKERS
    return tuple(speakers if few else [""] * len(speakers))


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, each value as text."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(file)]


def read_codebook(path: Path) -> Codebook:
    """The codebook of a data set; a code's id is its label in the rows, its name that in words."""
    content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    codes = tuple(_code(said) for said in content["codes"])
    return Codebook(content["name"], "1", (Theme("all", "All", "", codes),))


def _code(said: dict[str, Any]) -> Code:
    return Code(
        id=said["name"],
        name=said["name"].replace("_", " "),
        definition=said.get("definition") or "",
        include=_texts(said.get("inclusion")),
        exclude=_texts(said.get("exclusion")),
        examples=tuple(Example(text) for text in _texts(said.get("examples"))),
    )


def _texts(said: Iterable[Any] | None) -> tuple[str, ...]:
    return tuple(str(text) for text in said or ())
