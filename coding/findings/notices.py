"""What every page says of the standing of its figures, so that nobody takes them for findings."""

from dataclasses import dataclass

from coding.evaluation.output_files import REVIEWED
from coding.findings.material import About


@dataclass(frozen=True, slots=True)
class Notice:
    """The same warning at full length, for the foot of a page, and as a mark beside a heading."""

    headline: str
    footer: str
    mark: str


def notice(about: About) -> Notice:
    """What is true of the figures now: whose they are, and how far people have come."""
    if about.by_people:
        looked = f"{_many(about.looked_at, 'excerpt')}, {about.finished:,} of them to the end"
        open_ = _many(about.unsettled, "disagreement")
        waiting = f" Still to be settled: {open_}." if about.unsettled else ""
        return Notice(
            headline=f"These are codings by people. They have looked at {looked}.{waiting}",
            footer="Codings by people. What they have not looked at is not counted.",
            mark="Coded by people",
        )
    if not about.decisions:
        return Notice(
            headline="These are machine suggestions. No one has checked them yet.",
            footer="Machine suggestions. Not reviewed by people.",
            mark="Machine suggestions, not checked",
        )
    made = _many(about.decisions, "decision")
    return Notice(
        headline=f"These are machine suggestions. People have made {made} so far, "
        f"and those are not counted here but in {REVIEWED.file_name}.",
        footer="Machine suggestions. People's decisions are not counted here.",
        mark="Machine suggestions, decisions not counted",
    )


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
