"""What every page that is written for people has in common: templates, style, the browser's rules.

Everything that people wrote is escaped, shown in its own direction and cannot act: no script may
run at all, and the one style sheet is allowed by its hash.
"""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import jinja2
from markupsafe import Markup

from coding.evaluation.output_files import CODED_WORKBOOK
from coding.report import words
from corpora.visible import visible

_HERE = Path(__file__).parent


def style(*names: str) -> str:
    """The style sheets with these names, one after the other."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)


def policy(css: str) -> str:
    """The rule for the browser: nothing is loaded, nothing runs, this style sheet is the only one."""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def templates() -> jinja2.Environment:
    """The templates in this folder, which escape whatever they are given."""
    # Not select_autoescape: it leaves a template named report.html.j2 unescaped.
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    templates.globals.update(zip=zip, coded_workbook=CODED_WORKBOOK.file_name)
    templates.filters.update(
        bar=words.bar,
        count_of=words.count_of,
        kind_count=words.kind_count,
        label=words.label,
        listed=words.series,
        members=words.members,
        number=words.with_commas,
        people=words.people,
        people_at_least=words.people_at_least,
        people_of=words.people_of,
        people_so_far=words.people_so_far,
        written=words.written_date,
    )
    return templates


def _shown(value: object) -> object:
    """What an expression in a template gives, with characters that act made visible."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
