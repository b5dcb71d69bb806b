"""What counts as personal data here: its kinds, what to do with each, and where it was found."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "known name",
    "near name",
    "person",
    "place",
    "organisation",
    "address",
    "postcode",
    "phone number",
    "email address",
    "NHS number",
    "NI number",
    "date of birth",
    "number plate",
    "other number",
    "web address",
]
Action = Literal["apply", "propose", "leave"]

KINDS: tuple[Kind, ...] = get_args(Kind)
# What a model looks for; the rest is found by its form.
MODELLED: frozenset[Kind] = frozenset({"person", "place", "organisation"})
# What only a model or a likeness says may be wrong too often to act on without a person.
PROPOSED: frozenset[Kind] = frozenset(
    {"near name", "person", "place", "organisation", "web address"}
)
ACTIONS: Mapping[Kind, Action] = {
    kind: "propose" if kind in PROPOSED else "apply" for kind in KINDS
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Personal data at `text[start:end]` (code points)."""

    start: int
    end: int
    kind: Kind


def apart(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in order of place, none overlapping: of two that do, the one given first stays."""
    kept: list[Finding] = []
    for finding in findings:
        if not overlapping(kept, finding.start, finding.end):
            insort(kept, finding)
    return kept


def overlapping(apart: Sequence[Finding], start: int, end: int) -> Sequence[Finding]:
    """Those of some findings, in order and apart, that share a character with `text[start:end]`."""
    first = bisect_right(apart, start, key=lambda finding: finding.end)
    return apart[first : bisect_left(apart, end, lo=first, key=lambda finding: finding.start)]


def setting_of(kind: Kind) -> str:
    """The name of a kind in evaluation.toml: `nhs_number`."""
    return kind.lower().replace(" ", "_")
