"""What people did with proposals for new codes: taken up as a draft, or dropped.

A proposal's id changes with the excerpts it holds. After a rerun the decision is found again by
the excerpts that the proposal then held: most of both must be the same.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from sqlalchemy import Connection, select

from codebooks.codebook import Codebook
from coding.evaluation.database import Store, insert_new
from coding.evaluation.tables import proposal_decisions

Verdict = Literal["take up", "drop"]
SAME_ENOUGH = 0.5
"""The share of the excerpts of both together that must be in both (Jaccard)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody did with a proposal. `name` and `code_id` are those of the draft code, ""
    where it was dropped. `key` is made by whoever sends it, `at` UTC in ISO 8601.
    """

    key: str
    proposal_id: str
    excerpts: tuple[str, ...]
    verdict: Verdict
    name: str
    code_id: str
    reviewer: str
    at: str


def keep_verdict(store: Store, taken: Taken) -> bool:
    """Keep it; False where the same key was kept before."""
    with store.writing() as connection:
        row = asdict(taken) | {"excerpts": json.dumps(list(taken.excerpts))}
        return insert_new(connection, proposal_decisions, [row]) == 1


def kept_verdicts(connection: Connection) -> list[Taken]:
    """What people did with proposals, in the order in which they did."""
    d = proposal_decisions
    found = connection.execute(select(d).order_by(d.c.number)).all()
    return [
        Taken(
            row.key, row.proposal_id, tuple(json.loads(row.excerpts)), row.verdict, row.name,
            row.code_id, row.reviewer, row.at,
        )
        for row in found
    ]  # fmt: skip


def matched(
    proposals: Mapping[str, Sequence[str]], taken: Sequence[Taken]
) -> tuple[dict[str, Taken], list[Taken]]:
    """The last decision on each proposal (id: excerpts), and those on proposals no longer there.

    The same id comes first; then the decision with the largest share of excerpts in common, from
    half of them on, each decision on one proposal.
    """
    last = {each.proposal_id: each for each in taken}
    found = {id: last.pop(id) for id in proposals if id in last}
    pairs = sorted(
        (-_overlap(excerpts, each.excerpts), -at, id, each.proposal_id)
        for id, excerpts in proposals.items()
        if id not in found
        for at, each in enumerate(last.values())
    )
    for overlap, _, id, before in pairs:
        if -overlap >= SAME_ENOUGH and id not in found and before in last:
            found[id] = last.pop(before)
    return found, list(last.values())


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    both, either = set(one) & set(other), set(one) | set(other)
    return len(both) / len(either) if either else 0.0


def is_held(taken: Taken, book: Codebook) -> bool:
    """Whether the codebook holds the draft code of a take-up."""
    return taken.code_id in {code.id for theme in book.themes for code in theme.codes}


def code_id(name: str, book: Codebook) -> str:
    """An id for a code of this name that the codebook does not hold yet."""
    ascii = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    plain = re.sub(r"[^a-z0-9]+", "-", ascii).strip("-")[:40].strip("-") or "new-code"
    used = {code.id for theme in book.themes for code in theme.codes}
    number, made = 1, plain
    while made in used:
        number += 1
        made = f"{plain}-{number}"
    return made


def draft_code(taken: Taken, examples: Sequence[str]) -> str:
    """The lines to add under `codes:` of a theme; examples are words that may be quoted."""
    lines = [
        f"- id: {_quoted(taken.code_id)}",
        f"  name: {_quoted(taken.name)}",
        "  status: draft",
        "  # definition: say in a sentence or two what it means, and what it does not",
    ]
    if examples:
        lines += ["  examples:", *(f"    - {_quoted(each)}" for each in examples)]
    return "\n".join(" " * 6 + line for line in lines) + "\n"


def _quoted(text: str) -> str:
    """Text as YAML reads it back, whatever is in it: JSON's strings are YAML's too."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
