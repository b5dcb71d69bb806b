"""The page of what decisions say about the codebook, for the people who write it."""

from datetime import date

from markupsafe import Markup

from coding.refining.in_words import (
    NOTHING,
    decisions_counted,
    merge,
    not_enough,
    sections,
    taken_up,
)
from coding.refining.refinements import Material, Refinements
from coding.report.page import style, templates
from corpora.handed_out.pages import policy

READERS = "For the people who write the codebook"


def render_suggestions(material: Material, found: Refinements, title: str, prepared: date) -> str:
    """The same as one HTML file without scripts, with only words that may be quoted."""
    css = style("report.css", "codebook.css").replace("RUNNING-HEAD", READERS)
    enough = [each for each in found.codes if each.enough]
    return (
        templates()
        .get_template("codebook_suggestions.html.j2")
        .render(
            title=title,
            version=material.book.version,
            prepared=prepared,
            codes=[
                (each.code.name, decisions_counted(each), sections(material, each, public=True))
                for each in enough
            ],
            nothing=NOTHING,
            merges=[merge(pair) for pair in found.merges],
            new=[taken_up(each) for each in found.new],
            waiting=list(not_enough(found.codes)),
            css=Markup(css),
            policy=policy(css),
        )
    )
