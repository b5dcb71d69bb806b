"""What in a teaching set does not fit its codebook, or is thin, with the row: for those who write it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from codebooks.check import Problem, Severity, same
from codebooks.codebook import Code, Codebook, TeachingText
from codebooks.load import loads, shipped
from codebooks.teaching import read_teaching, shipped_teaching
from corpora.files import shown

FIELD = "teaching"
MIN_TEXTS = 10
BOTH_WAYS = ("positive", "negative")
ROWS_NAMED = 3


def teaching_problems(codebook: Codebook) -> list[Problem]:
    """The problems of the teaching set that a codebook names: its rows first, then code by code."""
    taught = codebook.taught
    if not taught:
        return []
    thin = [problem for code in codebook.codes for problem in _thin(code, taught)]
    return [*_unknown(codebook), *_twice(taught), *thin, *_outdated(codebook)]


def _unknown(codebook: Codebook) -> Iterator[Problem]:
    ids = {code.id for theme in codebook.themes for code in theme.codes}
    carried, near = defaultdict(list), defaultdict(list)
    for text in codebook.taught:
        for code, _ in text.codes:
            if code not in ids:
                carried[code].append(text.row)
        if text.near and text.near not in ids:
            near[text.near].append(text.row)
    remedy = "Correct the id, or take the rows out; until then nothing is learned from it."
    yield from _of_rows("look", carried, ("carries", "carry"), remedy)
    yield from _of_rows("hint", near, ("is near", "are near"), "Correct the id under 'near'.")


def _of_rows(
    severity: Severity, rows: Mapping[str, Sequence[int]], does: tuple[str, str], remedy: str
) -> Iterator[Problem]:
    for code, numbers in rows.items():
        verb, id = does[len(numbers) > 1], shown(code)[:40]
        what = f"{_rows(numbers)} {verb} '{id}', which is no code of this codebook"
        yield Problem(severity, "", what, remedy, FIELD)


def _twice(taught: Sequence[TeachingText]) -> Iterator[Problem]:
    first: dict[str, TeachingText] = {}
    for text in taught:
        before = first.setdefault(same(text.text), text)
        if before is text:
            continue
        rows = f"the text in row {text.row:,} of the teaching set stands in row {before.row:,} too"
        if sorted(before.codes) == sorted(text.codes):
            yield Problem("hint", "", rows, "Take one of the two out.", FIELD)
        else:
            what = f"{rows}, with other codes"
            yield Problem("look", "", what, "Decide what it carries, and keep one row.", FIELD)


def _thin(code: Code, taught: Sequence[TeachingText]) -> Iterator[Problem]:
    ways: Counter[str] = Counter(way for text in taught for id, way in text.codes if id == code.id)
    few = [f"{ways[way]} {way}" for way in BOTH_WAYS if ways[way] < MIN_TEXTS]
    if few:
        what = f"the teaching set has {' and '.join(few)} texts; {MIN_TEXTS} each way are needed"
        yield Problem("hint", code.id, what, "Write more of them.")
    if not any(text.near == code.id for text in taught):
        what = "the teaching set has no text that only looks like it"
        yield Problem("hint", code.id, what, "Write some, and give its id under 'near'.")


def _outdated(codebook: Codebook) -> Iterator[Problem]:
    """Codes that mean something else here than where the teaching set that ships was written for."""
    if codebook.taught != read_teaching(shipped_teaching(), codebook.teaching):
        return
    own = loads(shipped(), where="coproduction.yaml")
    meant = {code.id: code.definition for code in own.codes}
    rows = defaultdict(list)
    for text in codebook.taught:
        for id, _ in text.codes:
            rows[id].append(text.row)
    for code in codebook.codes:
        if code.id in rows and same(meant.get(code.id, "")) != same(code.definition):
            what = (
                "its definition is not that of the codebook that ships, and the teaching set still "
                f"teaches the one that does ({len(rows[code.id])} texts, from row {rows[code.id][0]:,})"
            )
            remedy = "Write a teaching set of your own, or go by people's decisions."
            yield Problem("look", code.id, what, remedy, "definition")


def _rows(numbers: Sequence[int]) -> str:
    """The rows in words: "row 4 of the teaching set", "rows 4, 7, 9 and 12 more of …"."""
    some = ", ".join(f"{number:,}" for number in numbers[:ROWS_NAMED])
    more = f" and {len(numbers) - ROWS_NAMED:,} more" if len(numbers) > ROWS_NAMED else ""
    return f"{'row' if len(numbers) == 1 else 'rows'} {some}{more} of the teaching set"
