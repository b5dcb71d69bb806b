"""The cards as a page that prints on A4, and as a Word file: sheets to cut, and one to read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from coding.cards.drawing import RULE, Dealt
from coding.cards.packs import CardFace, CardPack
from coding.cards.piles import (
    NEW_PILES,
    NEW_SAYS,
    NONE,
    NONE_SAYS,
    NOT_HERE,
    NOT_HERE_SAYS,
)
from corpora.handed_out.pages import escaping_templates, policy, style_sheets
from corpora.handed_out.word_files import set_letters, word_bytes
from corpora.visible import visible

_HERE = Path(__file__).parent
_POINTS = {"Normal": 18, "Title": 26, "Heading 1": 20, "List Number": 14}
_A4, _MARGIN = (210, 297), 8
_SIZES = {4: "four", 8: "eight"}
_NEW_SHOWN, _CARD_POINTS = 4, 18
STEPS = (
    "Print this on one side of the paper, cut along the dashed lines, and mix the cards.",
    "Put the thick cards on the table. Each is the name of a pile. Read them aloud.",
    "People take a card, read it aloud, and lay it on the pile that fits. They may talk about it.",
    f"A card that fits no pile goes to {NONE}. A card that fits two goes on one, with a note of the "
    "other. A card that people cannot agree on stays beside.",
    "If something is missing, write its name on a new pile.",
    f"If a name stands on a card, or it tells who somebody is, it goes to {NOT_HERE}. Nobody asks who.",
    "At the end write down the numbers on each pile, who was there and in what role. No names of "
    "people are needed.",
    "Collect every card, count them, and destroy them: they hold what people said.",
)


@dataclass(frozen=True, slots=True)
class HeadingCard:
    """The name of a pile; `about` says more, and on a new one there is room to write."""

    mark: str
    says: str
    about: str = ""
    is_new: bool = False


def heading_cards(pack: CardPack) -> list[HeadingCard]:
    """The piles of a pack, the two that every pack has, and empty ones."""
    return [
        *(HeadingCard(pile.mark, pile.says, pile.name) for pile in pack.piles),
        HeadingCard(NONE, NONE_SAYS),
        HeadingCard(NOT_HERE, NOT_HERE_SAYS),
        *(HeadingCard(mark, NEW_SAYS, is_new=True) for mark in NEW_PILES[:_NEW_SHOWN]),
    ]


def rule_in_words(pack: CardPack, names: str) -> tuple[str, ...]:
    """How the cards were drawn, in sentences; every number is as it was kept.

    `names` says who has checked that names are hidden.
    """
    drawn = pack.drawn
    left_out = [f"{number:,} {reason}" for reason, number in drawn.left_out]
    return (
        RULE,
        f"Of {drawn.among:,} excerpts, {drawn.likely} are on cards because they are likely and "
        f"{drawn.by_chance} by chance (draw number {drawn.seed}). "
        f"The codebook was version {pack.version}.",
        *([f"Left out before: {'; '.join(left_out)}."] if left_out else []),
        f"Each speaker has agreed to be quoted. Names that were found are replaced. {names}",
    )


def cards_page(title: str, dealt: Dealt, names: str, *, backs: bool = False) -> bytes:
    """The page, one file without scripts; with `backs`, sheets of numbers for the other side."""
    css, pack = style_sheets(_HERE, "cards.css"), dealt.pack
    templates = escaping_templates(_HERE)
    templates.filters["backs_of"] = lambda page: _backs(page)
    page = templates.get_template("cards.html.j2").render(
        backs=backs,
        card_pages=_pages(dealt.faces, pack.on_page),
        css=Markup(css),
        head_pages=_pages(heading_cards(pack), pack.on_page),
        fits_none=NONE,
        fits_none_says=NONE_SAYS,
        not_here=NOT_HERE,
        not_here_says=NOT_HERE_SAYS,
        pack=pack,
        policy=policy(css),
        rule=rule_in_words(pack, names),
        size=_SIZES[pack.on_page],
        steps=STEPS,
        title=title,
    )
    return page.encode("utf-8", "replace")


def _pages(every: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [every[first : first + size] for first in range(0, len(every), size)]


def _backs(page: Sequence[CardFace]) -> list[str]:
    """The numbers for the back of a sheet: each row the other way round, so that they lie behind."""
    numbers = [str(face.number) for face in page]
    numbers += [""] * (len(numbers) % 2)
    return [number for at in range(0, len(numbers), 2) for number in reversed(numbers[at : at + 2])]


def cards_word_file(title: str, dealt: Dealt, names: str, *, backs: bool = False) -> bytes:
    """The same as .docx: the sheet to read, then tables whose cells are cards."""
    from docx import Document
    from docx.enum.section import WD_SECTION

    document: Any = Document()
    pack = dealt.pack
    set_letters(document, _POINTS, after=6, spacing=1.15)
    _set_paper(document.sections[0], upright=True)
    document.add_paragraph(
        visible(f"Cards {pack.first} to {pack.last}: {pack.theme_name}"), style="Title"
    )
    for step in STEPS:
        document.add_paragraph(step, style="List Number")
    for sentence in rule_in_words(pack, names):
        _set_size(document.add_paragraph(visible(sentence)), 14)
    for number, page in enumerate(_word_pages(dealt, backs=backs)):
        if number == 0:
            _set_paper(document.add_section(WD_SECTION.NEW_PAGE), upright=pack.on_page == 8)
        else:
            _turn_over(document)
        _add_sheet(document, page, pack.on_page)
    return word_bytes(document, title=f"{title}: cards {pack.first} to {pack.last}")


def _word_pages(dealt: Dealt, *, backs: bool) -> Iterator[list[list[tuple[str, int]]]]:
    """Sheets of cards; a card is its paragraphs with their size in points."""
    size = dealt.pack.on_page
    for page in _pages(dealt.faces, size):
        yield [_card_lines(face) for face in page]
        if backs:
            yield [[(number, 48)] for number in _backs(page)]
    for heads in _pages(heading_cards(dealt.pack), size):
        yield [_head_lines(head) for head in heads]


def _card_lines(face: CardFace) -> list[tuple[str, int]]:
    asked = [(f"Asked: {face.asked}", _CARD_POINTS)] if face.asked else []
    return [(str(face.number), 22), *asked, (face.text, _CARD_POINTS)]


def _head_lines(head: HeadingCard) -> list[tuple[str, int]]:
    more = [(head.about, 18)] if head.about else []
    return [(head.mark, 34), (head.says, 20), *more]


def _add_sheet(document: Any, page: Sequence[Sequence[tuple[str, int]]], size: int) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Mm, Pt

    rows = -(-len(page) // 2)
    height = (_A4[0] - 2 * _MARGIN) / 2 - 3 if size == 4 else (_A4[1] - 2 * _MARGIN) / 4 - 2
    table = document.add_table(rows=rows, cols=2, style="Table Grid")
    for row in table.rows:
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.EXACTLY
    for place, lines in enumerate(page):
        cell = table.rows[place // 2].cells[place % 2]
        for number, (text, points) in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.text = visible(text)
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.line_spacing = 1.0
            _set_size(paragraph, points)
            paragraph.runs[0].bold = number == 0


def _turn_over(document: Any) -> None:
    """Begin a page with next to nothing on it, which keeps two tables from being one."""
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.page_break_before = True
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(1)


def _set_paper(section: Any, *, upright: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    width, height = _A4 if upright else (_A4[1], _A4[0])
    section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(_MARGIN))
    section.header_distance = section.footer_distance = Mm(0)


def _set_size(paragraph: Any, points: int) -> None:
    from docx.shared import Pt

    for run in paragraph.runs:
        run.font.size = Pt(points)
