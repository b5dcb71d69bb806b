"""Why an excerpt comes up, as the page Review says it."""

from collections.abc import Mapping

from coding.decisions.record import Drawn

BECAUSE: Mapping[Drawn, str] = {
    "likely": "This one comes up because a code that was seldom found is likely here.",
    "uncertain": "This one comes up because the program is not sure of a code here.",
    "disagreement": "This one comes up because people differ about it.",
    "random": "This one was drawn by chance.",
    "spread": "This one comes up because little of what this person said was looked at.",
    "people": "This one comes up because it may be the first time that this person says it.",
}
