"""The findings report as an easy read paper, from the same material and the same figures."""

from dataclasses import replace

from coding.easy_read.hard_words import hard_words_in, with_hard_words_marked
from coding.easy_read.paper import EasyLine, EasyPassage, EasyReadPaper, EasySection
from coding.easy_read.parts import (
    what_happens_next,
    what_people_said,
    what_this_is,
    who_was_asked,
    who_was_not_heard,
    whom_to_ask,
)
from coding.findings_report.shared.material import ReportMaterial


def easy_read(material: ReportMaterial, *, release: str = "") -> EasyReadPaper:
    """The paper, a draft unless it has the name of a release. Its breaches are for the caller to heed."""
    said, without = what_people_said(material)
    following, left_out = what_happens_next(material)
    paper = EasyReadPaper(
        title=EasyLine((material.publication.about.title,), "evaluation.toml, title", heading=True),
        sections=(
            what_this_is(material, draft=not release),
            who_was_asked(material),
            said,
            following,
            who_was_not_heard(material),
            whom_to_ask(material),
        ),
        left_out=(*without, *left_out),
        draft=not release,
    )
    marked = replace(paper, sections=tuple(map(_marked, paper.sections)))
    return replace(marked, hard_words=hard_words_in(paper.lines()))


def _marked(section: EasySection) -> EasySection:
    return replace(section, passages=tuple(map(_marked_passage, section.passages)))


def _marked_passage(passage: EasyPassage) -> EasyPassage:
    lines = (replace(line, words=with_hard_words_marked(line.words)) for line in passage.lines)
    return replace(passage, lines=tuple(lines))
