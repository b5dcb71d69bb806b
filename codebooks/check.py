"""What is wrong or thin in a codebook that loads: for the people who write it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from codebooks.codebook import Code, Codebook

Severity = Literal["error", "warning"]
MIN_EXAMPLES = 6
MIN_COUNTER_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """An error makes codings wrong or their reasons hollow; a warning makes them weaker."""

    severity: Severity
    code_id: str
    what: str


def problems(codebook: Codebook) -> list[Problem]:
    """The problems of the codes in use: each code's own in the file's order, then shared."""
    own = [problem for code in codebook.codes for problem in _of_code(code)]
    return own + list(_shared(codebook.codes))


def _of_code(code: Code) -> Iterator[Problem]:
    def problem(what: str, severity: Severity = "warning") -> Problem:
        return Problem(severity, code.id, what)

    if not code.definition:
        yield problem("no definition", "error")
    if len(code.examples) < MIN_EXAMPLES:
        yield problem(f"{len(code.examples)} examples; at least {MIN_EXAMPLES} are needed")
    if len(code.counter_examples) < MIN_COUNTER_EXAMPLES:
        count = len(code.counter_examples)
        yield problem(f"{count} counter-examples; at least {MIN_COUNTER_EXAMPLES} are needed")
    if not code.exclude:
        yield problem("nothing says what it leaves out (exclude)")
    if not {"positive", "negative"} <= {example.direction for example in code.examples}:
        yield problem("no examples both ways (positive and negative)")
    against = {same(example.text) for example in code.counter_examples}
    if any(same(example.text) in against for example in code.examples):
        yield problem("one phrase is both an example and a counter-example", "error")


def _shared(codes: tuple[Code, ...]) -> Iterator[Problem]:
    holders: dict[str, list[Code]] = defaultdict(list)
    for code in codes:
        for phrase in dict.fromkeys(same(example.text) for example in code.examples):
            holders[phrase].append(code)
    for first, *others in holders.values():
        for other in others:
            yield Problem("warning", other.id, f"one example stands in '{first.name}' too")


def same(phrase: str) -> str:
    """`phrase` without what does not make it another phrase: capitals, spaces, punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in phrase.casefold()).split())
