"""How much personal data is found, by kind, beside plain Presidio in the same run.

    python -m benchmarks.deid [--test FILE ...]

A file has a JSON object a line: text, and spans with start, end and type. Without --test, both
files of ../shared/data/deid are read. Plain Presidio is its AnalyzerEngine with its own settings
and the same small spaCy model. Prints JSON, for each file and for all of them:

    kinds            of each kind: how many there are, and for ours and Presidio's
                       recall      found by something of that kind that overlaps
                       covered     every letter and digit lies in something found, of any kind
                       precision   of what was called so, the share that overlaps one
                       exact       recall with the very same limits
    identifiers      NHS and NI numbers, postcodes, phone numbers and emails together: recall
    other_names      people, places and organisations together: recall and precision
    hard_negatives   rows with nothing personal: the share in which nothing at all is found
                     (`applied`: nothing that is replaced without asking a person)
    people_csv       names of people.csv, written in five ways: the share covered by a pseudonym
    seeded           the same kinds in invented sentences, from `benchmarks.seeded`
    words_a_second   of finding, the model loaded
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.data import DATA
from benchmarks.seeded import seeded
from corpora.names.names import names_of
from corpora.people.people import Person
from corpora.personal.kinds import ACTIONS, Finding, Kind
from corpora.personal.model import MODEL, local, model_version
from corpora.personal.search import find
from flows.environment import prepare

DEFAULT = ("uk_built_dev.jsonl", "presidio_dev.jsonl")
IDENTIFIERS: tuple[Kind, ...] = (
    "NHS number",
    "NI number",
    "postcode",
    "phone number",
    "email address",
)
NAMES: tuple[Kind, ...] = ("person", "place", "organisation")
# What data sets and Presidio call each kind.
TYPES: Mapping[str, Kind] = {
    "PERSON": "person",
    "LOCATION": "place",
    "GPE": "place",
    "ORGANIZATION": "organisation",
    "ORGANISATION": "organisation",
    "STREET_ADDRESS": "address",
    "UK_NHS": "NHS number",
    "UK_NINO": "NI number",
    "UK_NI": "NI number",
    "UK_POSTCODE": "postcode",
    "PHONE_NUMBER": "phone number",
    "EMAIL_ADDRESS": "email address",
    "DATE_OF_BIRTH": "date of birth",
    "UK_VEHICLE_REGISTRATION": "number plate",
    "VEHICLE_REGISTRATION": "number plate",
    "LICENSE_PLATE": "number plate",
    "NUMBER_PLATE": "number plate",
    "CREDIT_CARD": "other number",
    "IBAN_CODE": "other number",
    "DOMAIN_NAME": "web address",
    "URL": "web address",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A text, what stands in it, and the types of what is not looked for."""

    id: str
    text: str
    gold: tuple[Finding, ...]
    unsought: tuple[str, ...]


def main() -> None:
    """Measure and print."""
    prepare()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--test", type=Path, nargs="+", metavar="FILE")
    given = parser.parse_args()
    paths = given.test or [DATA / "deid" / name for name in DEFAULT]
    files = {path.name: read(path) for path in paths}
    ours, speed = _ours(files)
    theirs = _presidio(files)
    told = {name: measured(rows, ours[name], theirs[name]) for name, rows in files.items()}
    every = [[each for name in files for each in part[name]] for part in (files, ours, theirs)]
    all_of_them = measured(*every)  # type: ignore[arg-type]
    versions = model_version()
    result = {"with": versions, "words_a_second": speed, "files": told, "all": all_of_them}
    print(json.dumps({**result, "seeded": seeded()}, indent=2))


def read(path: Path) -> list[Row]:
    """The rows of a file."""
    return [_row(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line]


def _row(said: Mapping[str, Any]) -> Row:
    spans = said["spans"]
    known = [Finding(s["start"], s["end"], TYPES[s["type"]]) for s in spans if s["type"] in TYPES]
    unsought = tuple(s["type"] for s in spans if s["type"] not in TYPES)
    return Row(said["id"], said["text"], tuple(known), unsought)


Found = dict[str, list[list[Finding]]]


def _ours(files: Mapping[str, Sequence[Row]]) -> tuple[Found, int]:
    list(find(["Warm up."]))
    began = time.perf_counter()
    found = {name: list(find(row.text for row in rows)) for name, rows in files.items()}
    seconds = time.perf_counter() - began
    words = sum(len(row.text.split()) for rows in files.values() for row in rows)
    return found, round(words / seconds)


def _presidio(files: Mapping[str, Sequence[Row]]) -> Found:
    with local():
        from presidio_analyzer import AnalyzerEngine
        from presidio_analyzer.nlp_engine import NlpEngineProvider
    models = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
    provider = NlpEngineProvider(nlp_configuration=models)
    engine = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])
    return {
        name: [
            [
                Finding(result.start, result.end, TYPES[result.entity_type])
                for result in engine.analyze(row.text, "en")
                if result.entity_type in TYPES
            ]
            for row in rows
        ]
        for name, rows in files.items()
    }


def measured(
    rows: Sequence[Row], ours: Sequence[list[Finding]], theirs: Sequence[list[Finding]]
) -> dict[str, Any]:
    """Everything that is told about some rows."""
    kinds = dict.fromkeys(each.kind for row in rows for each in row.gold)
    both = {"ours": ours, "presidio": theirs}
    return {
        "rows": len(rows),
        "words": sum(len(row.text.split()) for row in rows),
        "kinds": {kind: _compared(rows, both, [kind]) for kind in kinds},
        "identifiers": _compared(rows, both, IDENTIFIERS),
        "other_names": _compared(rows, both, NAMES),
        "hard_negatives": _left_alone(rows, both),
        "people_csv": people_csv(rows),
        "not_looked_for": dict(Counter(kind for row in rows for kind in row.unsought)),
    }


def _compared(
    rows: Sequence[Row], both: Mapping[str, Sequence[list[Finding]]], kinds: Sequence[Kind]
) -> dict[str, Any]:
    there = sum(each.kind in kinds for row in rows for each in row.gold)
    return {"there": there, **{who: _score(rows, found, kinds) for who, found in both.items()}}


def _score(
    rows: Sequence[Row], found: Sequence[list[Finding]], kinds: Sequence[Kind]
) -> dict[str, float | None]:
    gold = [(row, each, f) for row, f in zip(rows, found, strict=True) for each in row.gold
            if each.kind in kinds]  # fmt: skip
    called = [(row, each) for row, f in zip(rows, found, strict=True) for each in f
              if each.kind in kinds]  # fmt: skip
    return {
        "recall": _share(any(_hits(each, other) for other in f) for _, each, f in gold),
        "covered": _share(_is_covered(row.text, each, f) for row, each, f in gold),
        "precision": _share(any(_hits(other, each) for other in row.gold) for row, each in called),
        "exact": _share(each in f for _, each, f in gold),
    }


def _share(of: Iterable[bool]) -> float | None:
    outcomes = list(of)
    return round(sum(outcomes) / len(outcomes), 4) if outcomes else None


def _hits(one: Finding, other: Finding) -> bool:
    return one.kind == other.kind and one.start < other.end and other.start < one.end


def _is_covered(text: str, gold: Finding, found: Sequence[Finding]) -> bool:
    hidden = {at for each in found for at in range(each.start, each.end)}
    return all(at in hidden for at in range(gold.start, gold.end) if text[at].isalnum())


def _left_alone(
    rows: Sequence[Row], both: Mapping[str, Sequence[list[Finding]]]
) -> dict[str, float | int | None]:
    """Of look-alikes, or of rows with nothing in them where none are marked, those left alone."""
    clean = [at for at, row in enumerate(rows) if not row.gold and not row.unsought]
    marked = [at for at in clean if "neg" in rows[at].id] or clean
    ours, theirs = both["ours"], both["presidio"]
    applied = ([each for each in ours[at] if ACTIONS[each.kind] == "apply"] for at in marked)
    return {
        "there": len(marked),
        "ours": _share(not ours[at] for at in marked),
        "ours_applied": _share(not each for each in applied),
        "presidio": _share(not theirs[at] for at in marked),
    }


WAYS: Mapping[str, Callable[[str], str]] = {
    "as it is": lambda name: name,
    "with 's": lambda name: f"{name}'s",
    "with ’s": lambda name: f"{name}’s",
    "in capitals": str.upper,
    "over two lines": lambda name: name.replace(" ", "\n"),
}


def people_csv(rows: Sequence[Row]) -> dict[str, float | int | None]:
    """Every name in the rows taken as a row of people.csv, and looked for as it may be written."""
    named = [(row, each) for row in rows for each in row.gold if each.kind == "person"]
    told: dict[str, float | int | None] = {"there": len(named)}
    for way, write in WAYS.items():
        told[way] = _share(_is_hidden(row.text, each, write) for row, each in named)
    return told


def _is_hidden(text: str, gold: Finding, write: Callable[[str], str]) -> bool:
    """Whether every letter of the name, written so in its sentence, is replaced."""
    name = text[gold.start : gold.end]
    rest = text[gold.end :].removeprefix("'s").removeprefix("’s")
    said = text[: gold.start] + write(name) + rest
    known = names_of([Person("P1", name)], {}, {"P1": "[person 1]"})
    hidden = [Finding(start, end, "person") for start, end, _ in known.spans(said)]
    end = gold.start + len(write(name).removesuffix("'s").removesuffix("’s"))
    return _is_covered(said, Finding(gold.start, end, "person"), hidden)


if __name__ == "__main__":
    main()
