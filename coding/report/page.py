"""What every page that is written for people has in common: its templates and style sheets."""

from pathlib import Path

import jinja2

from coding.evaluation.output_files import CODED_WORKBOOK
from coding.report import words
from corpora.dates import written_date
from corpora.handed_out.pages import escaping_templates, style_sheets

_HERE = Path(__file__).parent


def style(*names: str) -> str:
    """The style sheets with these names, one after the other."""
    return style_sheets(_HERE, *names)


def templates() -> jinja2.Environment:
    """The templates in this folder, which escape whatever they are given."""
    templates = escaping_templates(_HERE)
    templates.globals.update(zip=zip, coded_workbook=CODED_WORKBOOK.file_name)
    templates.filters.update(
        bar=words.bar,
        count_of=words.count_of,
        kind_count=words.kind_count,
        label=words.label,
        largest=words.largest,
        listed=words.series,
        members=words.members,
        number=words.with_commas,
        people=words.people,
        people_at_least=words.people_at_least,
        people_of=words.people_of,
        people_so_far=words.people_so_far,
        written=written_date,
    )
    return templates
