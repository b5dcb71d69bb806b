"""A story for the tests of changing a codebook: the invented evaluation, two versions, decisions.

From ONE to TWO 'Listened to' is split, 'Confidence' and 'Trust' are merged, 'Information' means
something else, and 'Getting there' has a comma more.
"""

from collections.abc import Sequence
from pathlib import Path

from fake_words import Words

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.embedding.vectors import VectorCache
from coding.evaluation.new import demo_evaluation
from coding.evaluation.settings import FILE
from coding.intake.cutting import read_and_cut
from coding.suggestions.suggest import suggest

ONE = """
title: The story
version: "1.0"
themes:
  - id: heard
    name: Felt heard
    codes:
      - id: listened
        name: Listened to
        definition: Others listened, and what was said changed something.
        examples:
          - They listened to me and wrote it down.
          - Nobody listened to a word I said.
          - They changed the letter because of what we said.
          - Nothing changed, whatever we said to them.
      - id: information
        name: Information
        definition: People were told in time what they needed to know.
        examples:
          - The papers came the night before.
          - The letter was in plain English.
  - id: outcomes
    name: What came of it
    codes:
      - id: confidence
        name: Confidence
        definition: People feel more able to speak.
        examples:
          - I have more confidence now.
          - I would never have spoken in a meeting before.
      - id: trust
        name: Trust
        definition: People rely on each other more than before.
        examples:
          - I trust them more than I did.
          - I still do not trust the managers.
      - id: travel
        name: Getting there
        definition: The place the bus and the stairs.
        examples:
          - It is two buses to get there.
          - The lift was broken and there are stairs.
"""

LISTENED = ONE[ONE.index("      - id: listened") : ONE.index("      - id: information")]
PARTS = """      - id: attention
        name: Attention
        definition: Others listened.
        examples:
          - They listened to me and wrote it down.
          - Nobody listened to a word I said.
      - id: influence
        name: Influence
        definition: What was said changed something.
        examples:
          - They changed the letter because of what we said.
          - Nothing changed, whatever we said to them.
"""
SINGLE = ONE[ONE.index("      - id: confidence") : ONE.index("      - id: travel")]
MERGED = """      - id: belief
        name: Confidence and trust
        definition: People believe more in themselves and in each other.
        replaces: [confidence, trust]
        examples:
          - I have more confidence now.
          - I trust them more than I did.
          - I still do not trust the managers.
"""
TWO = (
    ONE.replace('"1.0"', '"1.1"')
    .replace(LISTENED, PARTS)
    .replace(SINGLE, MERGED)
    .replace("The place the bus and", "The place, the bus and")
    .replace("People were told in time", "People were told in time and in plain words")
)


def cache_of(evaluation: Evaluation) -> VectorCache:
    """The evaluation's vectors, by a model that knows words and no meaning."""
    return VectorCache(evaluation.hidden / "vectors", Words())


def told(folder: Path) -> Evaluation:
    """The invented evaluation in `folder`, read, cut and suggested codes with version 1.0."""
    demo_evaluation(folder)
    # A model that knows words only is seldom as sure as a real one.
    head, mark, rest = (folder / FILE).read_text().partition("[suggest]\n")
    (folder / FILE).write_text(head + mark + rest.replace("likely = 0.5", "likely = 0.2", 1))
    return coded_with(folder, ONE)


def coded_with(folder: Path, codebook: str) -> Evaluation:
    """The evaluation after a run with this codebook."""
    (folder / "codebook.yaml").write_text(codebook)
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    suggest(evaluation, evaluation.excerpts(), cache_of(evaluation))
    return evaluation


def decide(evaluation: Evaluation) -> list[Decision]:
    """Two reviewers decide about what was suggested, one of them blind, by a rule that tests know.

    Of every five suggestions of a code RW accepts three, rejects one and is not sure of one; AB
    rejects every second one. RW finishes twenty excerpts. Then there is a run that learns from it.
    """
    said = []
    suggested = evaluation.suggestions().sort_values(["code_id", "excerpt_id"])
    for place, row in enumerate(suggested.itertuples()):
        verdicts = {"RW": ("accept", "accept", "reject", "accept", "not sure")[place % 5]}
        verdicts |= {"AB": "reject"} if place % 2 else {}
        for reviewer, verdict in verdicts.items():
            said.append(
                Decision(
                    key=f"{reviewer}-{place}",
                    excerpt_id=str(row.excerpt_id),
                    code_id=str(row.code_id),
                    verdict=verdict,  # type: ignore[arg-type]
                    direction="positive" if verdict == "accept" else "",
                    reviewer=reviewer,
                    at="2026-01-05T10:00:00+00:00",
                    codebook_version="1.0",
                    codebook_hash=evaluation.codebook.hash,
                    blind=reviewer == "AB",
                )
            )
    finished = [
        Remark(f"done-{id}", id, "finished", "", "RW", "2026-01-05T10:00:00+00:00", "1.0")
        for id in sorted({each.excerpt_id for each in said})[:20]
    ]
    append_all(evaluation.store, [*said, *finished])
    suggest(evaluation, evaluation.excerpts(), cache_of(evaluation))
    return said


def with_consent(folder: Path, persons: Sequence[str], word: str) -> Evaluation:
    """The evaluation after a run in which these people have agreed to analysis, or have not."""
    path = folder / "people.csv"
    heading, *rows = path.read_text("utf-8").splitlines()
    at = heading.split(",").index("consent_analysis")
    told = [row.split(",") for row in rows]
    changed = [[*r[:at], word, *r[at + 1 :]] if r[0] in persons else r for r in told]
    path.write_text("\n".join([heading, *map(",".join, changed)]) + "\n", "utf-8")
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    suggest(evaluation, evaluation.excerpts(), cache_of(evaluation))
    return Evaluation.open(folder)
