"""What every page says of the standing of its figures, so that nobody takes them for findings."""

from dataclasses import dataclass

from coding.material import About


@dataclass(frozen=True, slots=True)
class Notice:
    """The same warning at full length, for the foot of a page, and as a mark beside a heading."""

    headline: str
    footer: str
    mark: str


def notice(about: About) -> Notice:
    """What is true of the figures now: decisions may have been made, but none is counted here."""
    if not about.decisions:
        return Notice(
            headline="These are machine suggestions. No one has checked them yet.",
            footer="Machine suggestions. Not reviewed by people.",
            mark="Machine suggestions, not checked",
        )
    made = "1 decision" if about.decisions == 1 else f"{about.decisions:,} decisions"
    return Notice(
        headline=f"These are machine suggestions. People have made {made} so far, "
        "and those are not counted here.",
        footer="Machine suggestions. People's decisions are not counted here.",
        mark="Machine suggestions, decisions not counted",
    )
