"""The report of what people found: one HTML file for reading, without scripts and without a network.

It is made from `Publication.findings` alone, to which consent and disclosure have been applied.
"""

from markupsafe import Markup

from coding.findings.disclosure.small_numbers import least_shown
from coding.findings.notices import Notice, notice
from coding.findings.publication import Publication
from coding.report.page import style, templates
from corpora.handed_out.pages import policy


def render_report(publication: Publication) -> str:
    """The report as HTML. The same publication gives the same text.

    Raises ValueError for a publication of suggestions: every sentence speaks of what people found.
    """
    if not publication.about.by_people:
        raise ValueError("suggestions are no findings")
    now = notice(publication.about)
    css = _style(now)
    return (
        templates()
        .get_template("report.html.j2")
        .render(
            about=publication.about,
            codebook=publication.codebook,
            findings=publication.findings,
            notice=now,
            least=least_shown(publication.about.threshold),
            stands_since=publication.choice.stands_since,
            css=Markup(css),
            policy=policy(css),
        )
    )


def _style(now: Notice) -> str:
    """The style sheet, with the warning that runs at the head of every printed page."""
    return style("report.css").replace("RUNNING-HEAD", now.footer)
