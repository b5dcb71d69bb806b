"""The material of a findings report of an invented evaluation: nobody in it said anything."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from invented import CODEBOOK, GROUPS, WAVES, about, excerpt, frames, suggestion

from coding.findings.further import Further
from coding.findings.publication import PublicationMaterial, publish_together
from coding.findings_report.shared.material import ReportMaterial, quotable
from coding.written.values import Written, WrittenAction, WrittenFinding

SPOKE, HELD_BACK = "I said what I wanted to say.", "I could not say a thing."

HEARD = WrittenFinding(
    "F1",
    "People could say what they thought.",
    easy="People could say what they think. Others listened.",
    codes=("voice",),
    direction="positive",
    line=3,
)
PLAN = WrittenAction("A1", "F1", "Send papers a week before.", "planned", line=7)


def easy_material(
    *,
    positive: int = 8,
    negative: int = 0,
    silent: int = 12,
    group: str = GROUPS[0],
    words: Sequence[str] = (SPOKE, HELD_BACK),
    may_quote: bool = True,
    findings: Sequence[WrittenFinding] = (HEARD,),
    actions: Sequence[WrittenAction] = (PLAN,),
    title: str = "Our group",
) -> ReportMaterial:
    """So many people spoke each way with the code *voice*, the others with none."""
    rows, codings = [], []
    ways = ["positive"] * positive + ["negative"] * negative + [""] * silent
    for number, way in enumerate(ways):
        said = {"positive": words[0], "negative": words[1]}.get(way, "It rained.")
        row = excerpt(
            said,
            participant=f"p{number}",
            group=group,
            wave=WAVES[0],
            source=f"{number}.docx",
            may_quote=may_quote,
        )
        rows.append(row)
        codings += [suggestion(row, "voice", direction=way, probability=None)] if way else []
    written = Written(findings=tuple(findings), actions=tuple(actions))
    of = replace(about(basis="codings"), title=title, finished=len(rows))
    further = Further(findings=written.findings)
    [publication] = publish_together(
        [PublicationMaterial(frames(rows, codings), CODEBOOK, of, further)], {}
    )
    return ReportMaterial(
        publication=publication,
        shown=publication.choice.figures[-1],
        written=written,
        further=further,
        today=date(2026, 4, 1),
        label_of={row["excerpt_id"]: () for row in rows},
        quotable=quotable(publication.internal.excerpts),
        all_read=True,
    )
