"""Parts 9 and 10: the audit by principle, and what was done with what people said."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

from codebooks.codebook import Principle
from coding.document.blocks import Block, DataTable, Fold, Number, Strong, Words
from coding.findings_report.shared.material import ReportMaterial, small_print, text_block
from coding.findings_report.shared.pictures import actions_picture, audit_picture
from coding.report.words import series
from coding.written.values import Judgement, Marker, WrittenAction
from corpora.dates import written_date


def audit_part(material: ReportMaterial) -> tuple[Block, ...]:
    """A row a principle: steps taken, people for and against, and people's judgement."""
    written = material.written
    if not (written.markers or written.steps):
        return (
            text_block(
                "No audit is written: there are no markers and no steps in the folder findings. "
                "The program does not judge whether a principle was kept."
            ),
        )
    picture = audit_picture(material)
    principles = [
        principle
        for principle in get_args(Principle)
        if any(m.principle == principle for m in written.markers)
        or any(s.principle == principle for s in written.steps)
    ]
    return (
        small_print("Judgements are people's own words. Nothing is scored."),
        *((picture,) if picture else ()),
        *_judgements(material),
        *(_details(material, principle) for principle in principles),
    )


def _judgements(material: ReportMaterial) -> Iterator[Block]:
    columns = ("Principle", "What would show it", "Judged now", "The time before", "Evidence")
    rows: list[tuple[Words, ...]] = [
        ((principle.capitalize(),), *_marker(marker))
        for principle in get_args(Principle)
        for marker in material.written.markers
        if marker.principle == principle
    ]
    if rows:
        yield DataTable("markers", "People's judgement", columns, tuple(rows))
    else:
        yield text_block("Nobody has judged yet how far a principle is kept.")


def _details(material: ReportMaterial, principle: Principle) -> Fold:
    steps = [step for step in material.written.steps if step.principle == principle]
    details: list[Block] = [text_block("No step taken for it is written down.")]
    if steps:
        rows: tuple[tuple[Words, ...], ...] = tuple(
            ((written_date(s.date),), (s.step,), (s.document,)) for s in steps
        )
        columns = ("Day", "Step", "Document")
        details = [DataTable(f"steps-{principle}", "Steps taken", columns, rows)]
    details += _people(material, principle)
    return Fold(f"{principle.capitalize()}: steps taken, and what people said", tuple(details))


def _people(material: ReportMaterial, principle: Principle) -> Iterator[Block]:
    codes = [code for code in material.codes.values() if code.principle == principle]
    rows = tuple(
        (
            (code.name,),
            (material.cell(("code direction", code.id, "positive")),),
            (material.cell(("code direction", code.id, "negative")),),
        )
        for code in codes
        if not material.silent(("code", code.id))
    )
    if rows and not material.small:
        yield DataTable(
            f"people-{principle}",
            "What people said, in people",
            ("Code", "It was kept", "It was not"),
            rows,
        )
    elif not material.small:
        yield text_block("Nothing that people said was coded with it.")


def _marker(marker: Marker) -> tuple[Words, ...]:
    latest = [*reversed(marker.judged)][:2]
    judged = [(_judged(each),) for each in latest] + [("not judged",)] * (2 - len(latest))
    evidence = latest[0].evidence if latest else ""
    return ((marker.marker,), *judged, (evidence or "–",))


def _judged(judgement: Judgement) -> str:
    by = f", by {judgement.by}" if judgement.by else ""
    return f"{judgement.level} ({written_date(judgement.date)}{by})"


# --- you said, we did -----------------------------------------------------------------------------

LAST_SAID = {
    "done": "Done",
    "under way": "Under way",
    "planned": "Planned",
    "not possible": "Not possible",
    "no answer": "No answer",
}


def you_said_part(material: ReportMaterial) -> tuple[Block, ...]:
    """Every action, those without an answer first; none is dropped."""
    actions = material.written.actions
    if not actions:
        return (
            text_block("No actions are written: there is no actions.yaml in the folder findings."),
        )
    order = ("no answer", "not possible", "planned", "under way", "done")
    ranked = sorted(actions, key=lambda action: order.index(action_status(action)))
    return (
        DataTable(
            "actions",
            "You said, we did",
            ("You said", "Answer", "Who, and by when", "Did people notice?"),
            tuple(_action(material, action) for action in ranked),
        ),
        Fold("Each action over time", (actions_picture(material),)),
    )


def action_status(action: WrittenAction) -> str:
    """How the action stands by its last update, or else by its answer."""
    return action.updates[-1].status if action.updates else action.response


def days_without_answer(action: WrittenAction, today: date) -> int | None:
    """For how many days nobody has answered, None where somebody has or no day is written."""
    if action_status(action) != "no answer":
        return None
    since = action.updates[0].date if action.updates else action.due
    return (today - since).days if since and since <= today else None


def _action(material: ReportMaterial, action: WrittenAction) -> tuple[Words, ...]:
    status = action_status(action)
    answer: list[str | Strong] = [Strong(LAST_SAID[status])]
    if status == "not possible" and action.why:
        answer.append(f": {action.why}")
    days = days_without_answer(action, material.today)
    if days is not None:
        answer.append(f" for {days} day{'' if days == 1 else 's'}")
    if action.updates:
        answer.append(f" ({written_date(action.updates[-1].date)})")
    by = f", by {written_date(action.due)}" if action.due else ""
    owner = f"{action.owner or 'nobody named'}{by}"
    return ((action.you_said,), tuple(answer), (owner,), _noticed(material, action))


def _noticed(material: ReportMaterial, action: WrittenAction) -> Words:
    codes = [code for code in action.felt if code in material.codes]
    if not codes or material.small:
        return ("–",)
    if all(material.silent(("code direction", code, "positive")) for code in codes):
        return (
            f"Nobody was coded with {series([material.codes[c].name for c in codes])} for the better.",
        )
    words: list[str | Number | Strong] = []
    for code in codes:
        words += [
            f"{'; ' if words else ''}{material.codes[code].name}, for the better: ",
            material.people(("code direction", code, "positive")),
        ]
    return tuple(words)
