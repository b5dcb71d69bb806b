"""The report: one HTML file for reading and sharing, without scripts and without a network.

It is made from `Publication.findings` alone, to which consent and disclosure have been applied.
Everything that people wrote is escaped, shown in its own direction and cannot act: no script may
run at all, and the one style sheet is allowed by its hash.
"""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import jinja2
from markupsafe import Markup

from coding.disclosure import least_shown
from coding.notices import Notice, notice
from coding.publication import Publication
from coding.report import words
from coding.visible import visible
from corpora.files import write_atomic

_HERE = Path(__file__).parent


def write(publication: Publication, path: Path) -> None:
    """Write the report to `path`, as one HTML file."""
    write_atomic(path, render(publication).encode())


def render(publication: Publication) -> str:
    """The report as HTML. The same publication gives the same text."""
    now = notice(publication.about)
    css = _style(now)
    return (
        _templates()
        .get_template("report.html.j2")
        .render(
            about=publication.about,
            codebook=publication.codebook,
            findings=publication.findings,
            notice=now,
            least=least_shown(publication.about.threshold),
            css=Markup(css),
            policy=_policy(css),
        )
    )


def _style(now: Notice) -> str:
    """The style sheet, with the warning that runs at the head of every printed page."""
    return (_HERE / "report.css").read_text(encoding="utf-8").replace("RUNNING-HEAD", now.footer)


def _policy(css: str) -> str:
    """The rule for the browser: nothing is loaded, nothing runs, this style sheet is the only one."""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _templates() -> jinja2.Environment:
    # Not select_autoescape: it leaves a template named report.html.j2 unescaped.
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    templates.globals.update(zip=zip)
    templates.filters.update(
        bar=words.bar,
        count_of=words.count_of,
        kind_count=words.kind_count,
        label=words.label,
        listed=words.listed,
        members=words.members,
        number=words.number,
        people=words.people,
        people_of=words.people_of,
        written=words.written,
    )
    return templates


def _shown(value: object) -> object:
    """What an expression in a template gives, with characters that act made visible."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
