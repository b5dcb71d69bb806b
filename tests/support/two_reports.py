"""The two reports of a run, for the tests of what both give away together."""

import random
from collections.abc import Iterable
from dataclasses import replace

from invented import CODEBOOK, about

from coding.findings.counted import PEOPLE, counted_people
from coding.findings.disclosure.small_numbers import Figure, Key, Whole
from coding.findings.figures import Choice, Counting, cell_of
from coding.findings.material import Frames, read_excerpts, read_proposals


def coded(material: Frames, share: float, seed: int) -> Frames:
    """The same evaluation as people coded it who accepted about that share of what was suggested."""
    rng = random.Random(seed)
    kept = [rng.random() < share for _ in range(len(material.suggestions))]
    return replace(
        material, suggestions=material.suggestions[kept], proposals=material.proposals[:0]
    )


def countings(material: Frames, by_people: Frames, threshold: int = 5) -> list[Counting]:
    """What a run counts: for the report of suggestions and for that of codings."""
    return [
        Counting(
            read_excerpts(each),
            read_proposals(each),
            CODEBOOK,
            about(threshold=threshold, basis=basis),
        )
        for each, basis in ((material, "suggestions"), (by_people, "codings"))
    ]


def printed(choice: Choice, counted: Iterable[Counting]) -> dict[Key, Figure]:
    """Every count of people in all reports."""
    return {
        cell_of(counting, key): figure
        for counting, figures in zip(counted, choice.figures, strict=True)
        for key, figure in figures.shown.items()
        if key[0] not in ("item excerpts", "left out", "unlisted")
    }


def wholes_of(counted: Iterable[Counting]) -> list[Whole]:
    return [
        Whole(cell_of(c, w.total), tuple(cell_of(c, part) for part in w.parts), w.how)
        for c in counted
        for w in counted_people(c.excerpts, c.proposals, c.codebook, c.about).wholes
    ]


def counts_of(counted: Iterable[Counting]) -> dict[Key, int]:
    return {
        cell_of(c, key): len(those)
        for c in counted
        for key, those in counted_people(
            c.excerpts, c.proposals, c.codebook, c.about
        ).by_key.items()
    }


def columns_of(keys: Iterable[Key]) -> dict[Key, Key]:
    """The column that a cell is a part of."""
    columns: dict[Key, Key] = {}
    for key in keys:
        match key:
            case (_, "theme group", _, group):
                columns[key] = ("group", group)
            case (_, "theme wave", _, wave):
                columns[key] = ("wave", wave)
            case (_, "theme" | "code" | "code direction" | "item" | "proposal", *_):
                columns[key] = PEOPLE
    return columns
