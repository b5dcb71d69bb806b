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
        open_ = _many(about.unsettled, "disagreement")
        waiting = f" Still to be settled: {open_}." if about.unsettled else ""
        return Notice(
            headline=f"These are codings by people. They have looked at {_looked_at(about)}.{waiting}",
            footer="Codings by people. What they have not looked at is not counted.",
            mark="Coded by people",
        )
    if not (about.decisions or about.checked):
        return Notice(
            headline="These are machine suggestions. No one has checked them yet.",
            footer="Machine suggestions. Not reviewed by people.",
            mark="Machine suggestions, not checked",
        )
    return Notice(
        headline=f"These are machine suggestions. {_decided(about)}",
        footer="Machine suggestions. People's decisions are not counted here.",
        mark="Machine suggestions, decisions not counted",
    )


def _looked_at(about: About) -> str:
    """How many excerpts people have looked at, and how many of these to the end."""
    looked_at, finished = _many(about.looked_at, "excerpt"), f"{about.finished:,}"
    if not about.looked_at:
        return "no excerpt yet"
    if about.finished == about.looked_at:
        return f"{looked_at}, and to the end"
    return f"{looked_at}, {finished if about.finished else 'none'} of them to the end"


def _decided(about: About) -> str:
    """What people have said of them, and where it is counted."""
    if not about.decisions:
        return "People have looked at some of them and have accepted no code so far."
    made = _many(about.decisions, "decision")
    where = "that is" if about.decisions == 1 else "those are"
    return (
        f"People have made {made} so far, and {where} not counted here but in {REVIEWED.file_name}."
    )


def _many(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"
