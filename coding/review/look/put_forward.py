"""Why an excerpt comes up, as the page Review says it."""

from collections.abc import Mapping

from coding.decisions.record import Drawn

BECAUSE: Mapping[Drawn, str] = {
    "likely": "Why this one: it may hold a code that was seldom found.",
    "uncertain": "Why this one: the program is not sure of a code here.",
    "disagreement": "Why this one: people differ about it.",
    "random": "Why this one: it was drawn by chance, to find what was missed.",
    "spread": "Why this one: little of what this person said was looked at.",
    "people": "Why this one: it may be the first time that this person says it.",
}
