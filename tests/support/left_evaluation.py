"""A participant leaves an evaluation, and it is opened again."""

from datetime import date

from letters import Letters

from coding import Evaluation
from coding.embedding.vectors import VectorCache
from coding.withdrawal.carry_out import withdraw
from coding.withdrawal.sureness import person_with_id


def leave(evaluation: Evaluation, person: str) -> Evaluation:
    """The evaluation after `person` was withdrawn."""
    cache = VectorCache(evaluation.hidden / "vectors", Letters())
    withdraw(evaluation, person_with_id(evaluation, person), lambda: cache, date(2026, 6, 1))
    evaluation.store.close()
    return Evaluation.open(evaluation.folder)
