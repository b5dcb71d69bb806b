"""The date until which words may be kept, and what is said as it comes near."""

from datetime import date

from coding.evaluation.evaluation import Evaluation
from corpora.files import shown

REMINDED_DAYS = 90


def days_left(evaluation: Evaluation, today: date) -> int | None:
    """How many days words may still be kept, below 0 once it is past; None where no date is set."""
    until = evaluation.settings.retention.until
    return None if until is None else (until - today).days


def period_in_words(evaluation: Evaluation, today: date) -> str:
    """Until when words may be kept, and how long that is."""
    until, left = evaluation.settings.retention.until, days_left(evaluation, today)
    if until is None or left is None:
        return "no date is set; put one under [retention] in evaluation.toml: until = 2027-06-30"
    if left < 0:
        past = "1 day ago" if left == -1 else f"{-left:,} days ago"
        folder = shown(str(evaluation.folder))
        return f"until {until}, which was {past}: heard purge {folder} shows what has to go"
    return f"until {until}, {'1 day' if left == 1 else f'{left:,} days'} left"


def reminder(evaluation: Evaluation, today: date) -> list[str]:
    """A line once the date is near or past, for a command that has something else to say."""
    left = days_left(evaluation, today)
    if left is None or left > REMINDED_DAYS:
        return []
    return [f"Kept:        {period_in_words(evaluation, today)}"]
