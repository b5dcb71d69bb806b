"""The day that a report is of."""

from datetime import UTC, date, datetime

from coding.evaluation.evaluation import Evaluation
from coding.example.reviewed import report_day


def day_of_report(evaluation: Evaluation) -> date:
    """Today, or the day of its own that the invented evaluation has."""
    return report_day(evaluation, datetime.now(UTC).date())
