"""What stands above a draft in easy read: for the team, which rules it breaks and what is missing."""

from coding.easy_read.paper import EasyReadPaper
from coding.easy_read.rules import easy_read_breaches, notes_to_the_team

DRAFT = "Draft, for the team: this box goes away once the paper is released."
PICTURES = (
    "Put your own photos or symbols into the empty boxes: of your group, your rooms, with the "
    "consent of whoever is in them."
)
_STOPS = "What stands here stops a release:"
_MISSING = "Not in the paper:"


def notice_lines(paper: EasyReadPaper) -> tuple[str, ...]:
    """The lines of the box above a draft; none above what is released."""
    if not paper.draft:
        return ()
    breaches = tuple(str(each) for each in easy_read_breaches(paper))
    notes = notes_to_the_team(paper)
    return (
        DRAFT,
        PICTURES,
        *((_STOPS, *breaches) if breaches else ("It keeps the rules of easy read.",)),
        *((_MISSING, *notes) if notes else ()),
    )
