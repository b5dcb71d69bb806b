"""What the page De-identification shows and keeps: proposals to hide, and what people say of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from coding.deidentification import Proposal, State, proposals, state
from coding.evaluation import Evaluation
from coding.replacements import Verdict, decide
from corpora.stand_ins import is_stand_in

Show = Literal["open", "decided"]


@dataclass(frozen=True, slots=True)
class Rows:
    """The proposals of one page of the list, how many there are of these, and the state of all."""

    shown: tuple[Proposal, ...]
    of: int
    page: int
    pages: int
    state: State


def rows(evaluation: Evaluation, show: Show, page: int, size: int = 20) -> Rows:
    """Page `page` (from 1) of the proposals that wait for a decision, or have one."""
    actions = evaluation.settings.actions
    found = [
        each
        for each in proposals(evaluation, actions)
        if bool(each.replacement.verdict) == (show == "decided")
    ]
    pages = max(1, -(-len(found) // size))
    page = min(max(1, page), pages)
    shown = found[(page - 1) * size : page * size]
    return Rows(tuple(shown), len(found), page, pages, state(evaluation, actions))


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a form: how many decisions are new, and what could not be kept."""

    new: int
    faults: tuple[str, ...]


def keep(evaluation: Evaluation, form: Mapping[str, str], reviewer: str, at: str) -> Kept:
    """Keep the decisions of a form with fields `verdict-ID` and `stand-in-ID`: all or none."""
    by_id = {each.id: each for each in proposals(evaluation, evaluation.settings.actions)}
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
        return Kept(decide(connection, said, reviewer, at), ())
