"""The page of what decisions say about the codebook, for the people who write it."""

from datetime import date

from markupsafe import Markup

from coding.findings.disclosure.last_reports import LastReports
from coding.refining.in_words import (
    NOTHING,
    decisions_counted,
    merge,
    not_enough,
    sections,
    taken_up,
)
from coding.refining.refinements import Material, Refinements, ToMerge
from coding.report.page import style, templates
from corpora.handed_out.pages import policy

READERS = "For the people who write the codebook"


FEW = "how many is not said, since it would tell how many people stand behind this code"


def render_suggestions(
    material: Material, found: Refinements, title: str, prepared: date, told: LastReports
) -> str:
    """The same as one HTML file without scripts, with only words that may be quoted.

    No number stands of a code where it would tell how many people stand behind it (`told`).
    """
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
                (
                    each.code.name,
                    FEW if few else decisions_counted(each),
                    sections(material, each, public=True, counts=not few),
                )
                for each in enough
                for few in [told.tells([each.code.id], each.accepted)]
            ],
            nothing=NOTHING,
            merges=[merge(pair, counts=not _few(pair, told)) for pair in found.merges],
            new=[taken_up(e, counts=not told.tells((), len(e.excerpts))) for e in found.new],
            waiting=list(not_enough(found.codes, least=told.least)),
            css=Markup(css),
            policy=policy(css),
        )
    )


def _few(pair: ToMerge, told: LastReports) -> bool:
    return told.tells([pair.first.id, pair.second.id], pair.taken, pair.both)
