"""Findings reports of invented evaluations of any size: nobody in them exists."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from invented import CODEBOOK, GROUPS, WAVES, about, excerpt, frames, suggestion

from codebooks.codebook import Contributor
from coding.findings.disclosure.small_numbers import least_shown
from coding.findings.further import Further
from coding.findings.material import Frames
from coding.findings.publication import PublicationMaterial, publish_together
from coding.findings.quotes import labels
from coding.findings_report.shared.material import ReportMaterial, all_read, quotable
from coding.written.values import (
    Aim,
    Aims,
    Dissent,
    Judgement,
    Learning,
    Marker,
    Measure,
    Resource,
    StepTaken,
    Update,
    WishedOutcome,
    Written,
    WrittenAction,
    WrittenFinding,
)

TODAY = date(2026, 3, 2)
LISTENED = WrittenFinding(
    "listened",
    "People were listened to.",
    easy="People were listened to.",
    codes=("attention", "voice"),
    direction="positive",
    written_by=(Contributor("RW", "researcher"),),
    agreed_by=(Contributor("AB", "lived experience"),),
    dissent=(Dissent("CD", "staff", "We heard it another way."),),
)
COSTS = WrittenFinding("costs", "Nobody paid the fares.", codes=("place",), direction="negative")
WRITTEN = Written(
    findings=(LISTENED, COSTS),
    aims=Aims(
        scope="One year of the crisis service.",
        aims=(
            Aim("heard", "People are heard.", themes=("felt-heard",)),
            Aim("online", "People can take part online.", codes=("digital",)),
        ),
        outcomes=(WishedOutcome("A quieter ward", (GROUPS[0],), ("reported-change",)),),
        began=date(2025, 1, 1),
        ended=date(2025, 12, 31),
    ),
    measures=(
        Measure("Satisfaction", "satisfaction", "", "%", "up", date(2025, 1, 1), date(2025, 6, 30), Decimal("71"), 120, themes=("felt-heard",)),
        Measure("Satisfaction", "satisfaction", "", "%", "up", date(2025, 7, 1), date(2025, 12, 31), Decimal("50"), 4, themes=("felt-heard",)),
    ),
    actions=(
        WrittenAction("A1", "listened", "Say what came of it.", "under way", updates=(Update(date(2026, 1, 1), "under way"),), felt=("influence",)),
        WrittenAction("A2", "costs", "Pay the fares first.", "not possible", why="There is no cash box."),
        WrittenAction("A3", "", "Answer our letter.", "no answer", updates=(Update(date(2026, 2, 1), "no answer"),)),
    ),
    markers=(Marker("Half of the chairs are carers", "equality", judged=(Judgement(date(2026, 1, 5), "nearly"),)),),
    steps=(StepTaken(date(2025, 2, 1), "terms.docx", "Chairs take turns.", "equality"),),
    resources=(Resource("2025", "meetings", GROUPS[1], False, Decimal("140"), "hours"),),
    learning=(Learning(date(2025, 5, 1), "Papers came late.", "They come a week before."),),
)  # fmt: skip


def people(
    count: int,
    *,
    ways: Sequence[str] = ("positive", "negative"),
    groups: Sequence[str] = GROUPS[:3],
    waves: Sequence[str] = WAVES,
    second_hand: bool = False,
) -> Frames:
    """So many people who each say something in every wave, in turn with these directions."""
    rows, given = [], []
    codes = ("attention", "voice", "contribution", "place", "reported-change", "tokenism")
    for n in range(count):
        for at, wave in enumerate(waves):
            row = excerpt(
                f"Words of number {n} in {wave}, which are long enough to be quoted here.",
                start=at * 500,
                participant="" if second_hand else f"p{n}",
                pseudonym="" if second_hand else f"[person {n}]",
                group="" if second_hand else groups[n % len(groups)],
                source=f"{n}-{at}.docx",
                wave=wave,
                second_hand=second_hand,
                may_quote=n % 3 > 0,
            )
            rows.append(row)
            for step in (0, 2, 3):
                way = ways[(n + at) % len(ways)]
                given.append(suggestion(row, codes[(n + step) % len(codes)], direction=way))
    return frames(rows, given)


def report_material(
    told: Frames, written: Written = WRITTEN, *, finished: bool = True
) -> ReportMaterial:
    """The report's material of these frames as codings by people."""
    further = Further(
        written.findings,
        frozenset(["reported-change"]),
        frozenset(told.excerpts["excerpt_id"]) if finished else frozenset(),
    )
    done = len(further.finished)
    by_people = about(basis="codings", prepared=TODAY, finished=done, looked_at=len(told.excerpts))
    publication = publish_together([PublicationMaterial(told, CODEBOOK, by_people, further)], {})[0]
    coded = publication.internal.excerpts
    return ReportMaterial(
        publication=publication,
        shown=publication.choice.figures[0],
        written=written,
        further=further,
        today=TODAY,
        quotable=quotable(coded),
        all_read=all_read(coded, further),
        label_of=labels(coded, least_shown(by_people.threshold)),
        words_by_group={
            str(g): int(w) for g, w in told.excerpts.groupby("group")["words"].sum().items()
        },
    )
