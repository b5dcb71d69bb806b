"""What the page De-identification keeps: what people say of proposals to hide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from coding.deidentification.candidates import candidates_of
from coding.deidentification.numbering import keep_decisions
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.replacements import Verdict
from corpora.personal.stand_ins import is_stand_in


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a form: how many decisions are new, and what could not be kept."""

    new: int
    faults: tuple[str, ...]


def keep_form(evaluation: Evaluation, form: Mapping[str, str], reviewer: str, at: str) -> Kept:
    """Keep the decisions of a form with fields `verdict-ID` and `stand-in-ID`: all or none."""
    by_id = {each.id: each for each in candidates_of(evaluation, evaluation.settings.actions)}
    said: list[tuple[int, Verdict, str]] = []
    faults: list[str] = []
    for field, verdict in form.items():
        id = field.removeprefix("verdict-")
        if id == field or verdict == "":
            continue
        if id not in by_id or verdict not in ("accept", "reject"):
            faults.append("Something on the page has changed since it was opened. Look again.")
            continue
        told = by_id[id].replacement
        stand_in = form.get(f"stand-in-{id}", "").strip() or told.stand_in
        if not is_stand_in(stand_in):
            faults.append(f"{told.stand_in}: what stands for it is short, in [square brackets].")
            continue
        said.append((told.number, cast(Verdict, verdict), stand_in))
    if faults:
        return Kept(0, tuple(dict.fromkeys(faults)))
    with evaluation.store.writing() as connection:
        return Kept(keep_decisions(connection, said, reviewer, at), ())
