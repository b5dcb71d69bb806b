"""A story for the tests of the team's pages: AB and CD have coded some excerpts blind and differ."""

from pathlib import Path

import story

from coding import reviewers
from coding.assignments import assign
from coding.decisions import Decision, Remark, append_all
from coding.evaluation import Evaluation
from coding.handing_out import Wanted

AT = "2026-03-02T10:00:00+00:00"


def told(folder: Path) -> tuple[Evaluation, list[str]]:
    """The evaluation, and the excerpts that AB and CD code blind, in order: three of some thirty are done.

    Of the first AB says that it holds `listened` positively, CD that it does not; of the second
    both say `trust`, AB positively and CD negatively; of the third both say nothing. EF is new.
    """
    evaluation = story.told(folder)
    for name, role in (("AB", "lived experience"), ("CD", "researcher"), ("EF", "unpaid carer")):
        reviewers.add(evaluation.store, name, role, AT)
    handed = assign(evaluation, Wanted(("AB", "CD"), share=0.03, blind=True), AT)
    ids = [each.excerpt_id for each in handed.new if each.reviewer == "AB"]
    said: list[Decision | Remark] = [
        Remark(f"{who}-{id}", id, "finished", "", who, AT, "1.0")
        for who in ("AB", "CD")
        for id in ids[:3]
    ]
    for key, excerpt, code, direction, who, memo in (
        ("a1", ids[0], "listened", "positive", "AB", "They wrote it down, she says."),
        ("a2", ids[1], "trust", "positive", "AB", ""),
        ("c2", ids[1], "trust", "negative", "CD", ""),
    ):
        said.append(
            Decision(key, excerpt, code, "accept", direction, who, AT, "1.0", memo=memo, blind=True)  # type: ignore[arg-type]
        )
    append_all(evaluation.store, said)
    return evaluation, ids
