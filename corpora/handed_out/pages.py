"""Pages that stand alone: everything that people wrote is escaped, and nothing in them can act.

No script may run at all, nothing is fetched, and the one style sheet is allowed by its hash.
"""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import jinja2
from markupsafe import Markup

from corpora.visible import visible

# A space after an escape would be taken for its end.
_PLAIN = re.compile(r"[^A-Za-z0-9]")


def style_sheets(folder: Path, *names: str) -> str:
    """The style sheets of a folder with these names, one after the other."""
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def policy(css: str) -> str:
    """The rule for the browser: nothing is loaded, nothing runs, this style sheet is the only one."""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def escaping_templates(folder: Path) -> jinja2.Environment:
    """The templates of a folder, which escape whatever they are given."""
    # Not select_autoescape: it leaves a template named report.html.j2 unescaped.
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def css_string(text: str) -> str:
    """The text as a string in a style sheet, whatever it holds; line breaks become spaces."""
    line = " ".join(visible(text).split())
    return '"' + _PLAIN.sub(lambda char: f"\\{ord(char.group()):06x}", line) + '"'


def _shown(value: object) -> object:
    """What an expression in a template gives, with characters that act made visible."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
