"""An easy read paper as one web page that stands alone: large print, a sentence a line."""

from pathlib import Path

from markupsafe import Markup

from coding.easy_read.notice import notice_lines
from coding.easy_read.paper import EasyReadPaper
from coding.easy_read.parts import ROOM_FOR_AN_ANSWER
from corpora.handed_out.pages import escaping_templates, policy, style_sheets

_HERE = Path(__file__).parent


def easy_read_page(paper: EasyReadPaper) -> str:
    """The page as HTML. The same paper gives the same text."""
    css = style_sheets(_HERE, "easy-read.css").replace("16pt", f"{paper.points}pt")
    templates = escaping_templates(_HERE)
    templates.filters["kind"] = lambda word: type(word).__name__
    return templates.get_template("easy-read.html.j2").render(
        paper=paper,
        notice=notice_lines(paper),
        room=ROOM_FOR_AN_ANSWER,
        css=Markup(css),
        policy=policy(css),
    )
