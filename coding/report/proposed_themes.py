"""Proposals for new codes as a page and a table that may be shown to everyone."""

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import THEMES_PAGE, THEMES_TABLE
from coding.findings.disclosure.small_numbers import least_shown
from coding.findings.notices import notice
from coding.findings.publication import Publication, note_published
from coding.report.page import style, templates
from coding.themes.disclosed import PlacedProposal
from coding.themes.take_up import Proposed
from corpora.handed_out.pages import policy
from corpora.spreadsheets.cells import csv_of

HEADINGS = (
    "id", "inside code", "title", "name", "words", "what it may be", "people", "groups", "waves",
    "stability", "quotes", "decision",
)  # fmt: skip


def themes_html(publication: Publication, found: Sequence[PlacedProposal]) -> str:
    """The page: one HTML file without scripts."""
    css = style("report.css", "codebook.css").replace("RUNNING-HEAD", "Proposals for new codes")
    inside = groupby((each for each in found if each.inside), key=lambda each: each.inside)
    return (
        templates()
        .get_template("proposed_themes.html.j2")
        .render(
            about=publication.about,
            findings=publication.findings,
            notice=notice(publication.about),
            version=publication.codebook.version,
            least=least_shown(publication.about.threshold),
            stands_since=publication.choice.stands_since,
            new=[each for each in found if not each.inside],
            inside=[(publication.codebook.code(id).name, list(part)) for id, part in inside],
            css=Markup(css),
            policy=policy(css),
        )
    )


def themes_csv(found: Sequence[PlacedProposal]) -> bytes:
    """The table, as a spreadsheet opens it; nothing in it can act."""
    return csv_of([HEADINGS, *map(_row, found)])


def _row(each: PlacedProposal) -> list[str]:
    return [
        each.told.proposal_id,
        each.inside,
        each.told.title,
        each.told.name,
        ", ".join(each.told.words),
        each.relation,
        each.told.people.text,
        ", ".join(each.groups),
        ", ".join(each.waves),
        each.told.stability,
        "\n\n".join(f"{q.before}{q.phrase}{q.after}" for q in each.told.quotes),
        each.decision,
    ]


def write_themes(evaluation: Evaluation, found: Proposed) -> None:
    """Write the page and the table of proposals into the outputs."""
    handed_out = (THEMES_PAGE.file_name, THEMES_TABLE.file_name)
    note_published(evaluation, found.new, handed_out, found.publication.about.prepared)
    page = themes_html(found.publication, found.findings)
    THEMES_PAGE.write(evaluation.outputs, page.encode())
    THEMES_TABLE.write(evaluation.outputs, themes_csv(found.findings))
