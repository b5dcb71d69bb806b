"""A story for the tests of the team's pages: AB and CD code the same excerpts blind and differ."""

from pathlib import Path

import story

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.evaluation import tables
from coding.reviewers import reviewers
from coding.reviewers.assignments import assign
from coding.reviewers.drawing import Wanted

AT = "2026-03-02T10:00:00+00:00"
SECRET = "A phrase that nobody may see who codes blind."


def begun(folder: Path, share: float) -> tuple[Evaluation, list[str]]:
    """The evaluation, and the excerpts handed to AB and CD to code blind; EF has none.

    For each of these `travel` is suggested, with the nearest phrase `SECRET`.
    """
    return begun_in(story.told(folder), share)


def begun_in(evaluation: Evaluation, share: float) -> tuple[Evaluation, list[str]]:
    """The same in the story's evaluation as it was told before."""
    for name, role in (("AB", "lived experience"), ("CD", "researcher"), ("EF", "unpaid carer")):
        reviewers.add(evaluation.store, name, role, AT)
    handed = assign(evaluation, Wanted(("AB", "CD"), share=share, blind=True), AT)
    ids = [each.excerpt_id for each in handed.new if each.reviewer == "AB"]
    book = evaluation.codebook
    suggested = [
        {
            "excerpt_id": id, "code_id": "travel", "probability": 0.4321, "direction": "negative",
            "phrase_start": 0, "phrase_end": 4, "nearest": SECRET, "nearest_similarity": 0.5,
            "codebook_version": book.version, "codebook_hash": book.hash, "coder": "1",
        }
        for id in ids
    ]  # fmt: skip
    s = tables.suggestions
    with evaluation.store.writing() as connection:
        connection.execute(s.delete().where(s.c.excerpt_id.in_(ids)))
        connection.execute(s.insert(), suggested)
    return evaluation, ids


def told(folder: Path) -> tuple[Evaluation, list[str]]:
    """The same with some thirty excerpts, of which both have finished three.

    Of the first AB says that it holds `listened` positively, CD that it does not; of the second
    both say `trust`, AB positively and CD negatively; of the third both say nothing.
    """
    return told_in(story.told(folder))


def told_in(evaluation: Evaluation) -> tuple[Evaluation, list[str]]:
    """The same in the story's evaluation as it was told before."""
    evaluation, ids = begun_in(evaluation, 0.03)
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
