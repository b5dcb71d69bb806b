"""The working page of the review team: what is likely, what to look at first, what was not read.

It says nothing that could be taken for a result: no quote, no number of people or of excerpts by
code, no picture. It is made from `Publication.findings`, so that it names a code, a proposal or a
number of people only as far as the reports beside it may.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field

from markupsafe import Markup

from codebooks.codebook import Code
from coding.coder.learning.readiness import IN_WORDS
from coding.deidentification.sign_off import deidentification_state
from coding.evaluation.evaluation import Evaluation
from coding.findings.disclosure.small_numbers import least_shown
from coding.findings.notices import notice
from coding.findings.publication import Publication
from coding.report.page import style, templates
from coding.reviewers.queue import Mix
from corpora.handed_out.pages import policy

# More of a kind are in the spreadsheet; the page is to stay on one screen and one sheet.
LISTED = 5
UNKNOWN = "not tried yet"
CHOSEN = {
    "likely": "what is likely",
    "uncertain": "what the program is least sure of",
    "disagreement": "what people disagree about",
    "spread": "whose words have been looked at least",
    "people": "what may be the first that somebody says of a code",
}
"""In words what each rule of the queue brings but chance."""


@dataclass(frozen=True, slots=True)
class WorkSoFar:
    """How far people have come: excerpts `looked_at` and `finished`, codings `unsettled`, names that
    wait for a decision; and how often the `queue` brings what.
    """

    looked_at: int = 0
    finished: int = 0
    unsettled: int = 0
    undecided_names: int = 0
    queue: Mix = field(default_factory=Mix)

    @property
    def by_chance(self) -> int:
        """How many of 100 excerpts the queue draws by chance, about."""
        weights: tuple[float, ...] = astuple(self.queue)
        return round(100 * self.queue.random / sum(weights))

    @property
    def chosen(self) -> list[str]:
        """What the queue brings otherwise, in words."""
        return [words for rule, words in CHOSEN.items() if getattr(self.queue, rule)]


def work_so_far(evaluation: Evaluation, publications: Sequence[Publication]) -> WorkSoFar:
    """How far people have come; `publications` are what is suggested and, if any, what they found."""
    people = publications[-1].about
    return WorkSoFar(
        looked_at=people.looked_at,
        finished=people.finished,
        unsettled=people.unsettled,
        undecided_names=deidentification_state(evaluation, evaluation.settings.actions).undecided,
        queue=Mix.of(evaluation.settings),
    )


def render_working_page(publication: Publication, work: WorkSoFar) -> str:
    """The page as HTML, of what is suggested. The same publication gives the same text."""
    now = notice(publication.about)
    css = style("report.css", "working.css").replace("RUNNING-HEAD", now.footer)
    codes = [each for theme in publication.findings.themes for each in theme.codes]
    excerpts = publication.internal.excerpts
    return (
        templates()
        .get_template("working.html.j2")
        .render(
            about=publication.about,
            codebook=publication.codebook,
            findings=publication.findings,
            work=work,
            notice=now,
            ready=_by_readiness(publication, [each.code for each in codes if each.suggested]),
            absent=[each.code.name for each in codes if not each.suggested],
            no_direction=sum(any(not s.direction for s in e.suggestions) for e in excerpts),
            doubted=[file for file in publication.internal.files if file.doubts],
            listed=LISTED,
            least=least_shown(publication.about.threshold),
            stands_since=publication.choice.stands_since,
            css=Markup(css),
            policy=policy(css),
        )
    )


def _by_readiness(publication: Publication, likely: Sequence[Code]) -> list[tuple[str, list[str]]]:
    """The names of these codes under how far the program can be trusted with them, the surest first."""
    known = publication.about.readiness
    states = {code.id: known[code.id].in_words if code.id in known else UNKNOWN for code in likely}
    return [
        (state, [code.name for code in likely if states[code.id] == state])
        for state in (*IN_WORDS.values(), UNKNOWN)
        if state in states.values()
    ]
