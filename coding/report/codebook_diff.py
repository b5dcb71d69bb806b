"""Two codebooks side by side, and what the change does, as one HTML file without scripts.

For the people who agree the codebook. It counts excerpts and quotes only people who agreed to be
quoted; what people wrote is escaped and cannot act.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from codebooks.change.diff import CodeChange, FieldChange
from codebooks.change.in_words import DECISIONS, FIELDS, RULES, Piece, changed_pieces, sentence
from codebooks.codebook import Code
from coding.findings.disclosure.last_reports import LastReports
from coding.report.page import style, templates
from coding.revisions import in_words
from coding.revisions.effects import MOST_QUOTES, CodeEffect, Effects, Quoted
from coding.revisions.fates import Step
from corpora.handed_out.pages import policy

WHOLE = ("split", "merge", "new id", "added", "retired", "removed")
"""Of these kinds, codes are shown as a whole; of the others only what changed."""
READERS = "For the people who agree the codebook"


@dataclass(frozen=True, slots=True)
class DiffHeading:
    """What the page is called, which two codebooks it is about, and when it was made."""

    title: str
    before: str
    after: str
    prepared: date


@dataclass(frozen=True, slots=True)
class Side:
    """One field on both sides: each text in pieces that are the same, taken out or put in."""

    name: str
    before: tuple[tuple[Piece, ...], ...]
    after: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A change as the page shows it."""

    kind: str
    sentence: str
    decisions: str
    rule: str
    sides: tuple[Side, ...]
    before: tuple[Code, ...]
    after: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Which:
    """A code that gains or loses excerpts: its name, how many, and a few that may be quoted.

    `few`: so few that they would tell how many people said it.
    """

    name: str
    few: bool
    effect: CodeEffect
    gained: tuple[Quoted, ...]
    lost: tuple[Quoted, ...]
    turned: tuple[Quoted, ...]


def render_diff(page: DiffHeading, step: Step, effects: Effects | None, told: LastReports) -> str:
    """The page as HTML. `effects` is None where there is no evaluation to look at.

    No number stands of a code where it would tell how many people stand behind it (`told`).
    """
    css = style("report.css", "codebook.css").replace("RUNNING-HEAD", READERS)
    template = templates().get_template("codebook_diff.html.j2")
    return template.render(
        page=page,
        changes=[change_shown(change, step) for change in step.changes],
        effects=effects,
        counted=[
            (in_words.name_of(step, each.new), each, _few(each, told))
            for each in (effects.codes if effects else ())
            if each.differs
        ],
        which=_which(effects, told) if effects else (),
        together=[_together(step, each, told) for each in effects.together] if effects else (),
        looks=_looks(effects, told) if effects else (),
        rules=RULES,
        most=MOST_QUOTES,
        css=Markup(css),
        policy=policy(css),
    )


def change_shown(change: CodeChange, step: Step) -> Shown:
    """One change with its texts side by side."""
    whole = change.kind in WHOLE
    return Shown(
        change.kind,
        sentence(change, step.before, step.after),
        DECISIONS[change.kind],
        change.rule,
        () if whole else tuple(side(field) for field in change.fields),
        tuple(step.before.code(id) for id in change.before) if whole else (),
        tuple(step.after.code(id) for id in change.after) if whole else (),
    )


def side(field: FieldChange) -> Side:
    """A field's change: one text against one is compared word by word, lists phrase by phrase."""
    out, put = field.taken_out, field.put_in
    before: tuple[tuple[Piece, ...], ...]
    after: tuple[tuple[Piece, ...], ...]
    if len(out) == len(put) == 1:
        both = changed_pieces(out[0], put[0])
        before = (tuple(piece for piece in both if piece[0] != "in"),)
        after = (tuple(piece for piece in both if piece[0] != "out"),)
    else:
        before = tuple((("out", text),) for text in out)
        after = tuple((("in", text),) for text in put)
    return Side(FIELDS[field.field], before, after)


def _few(each: CodeEffect, told: LastReports) -> bool:
    """Whether it may not be said of how many excerpts it is."""
    return told.tells((*each.old, *each.new), each.before, each.after)


def _together(step: Step, each: CodeEffect, told: LastReports) -> str:
    if _few(each, told):
        return f"{in_words.became(step, each)}. How many excerpts they have is not said."
    return in_words.fates_together(step, each)


def _which(effects: Effects, told: LastReports) -> tuple[Which, ...]:
    def quoted(each: CodeEffect, ids: Sequence[str]) -> tuple[Quoted, ...]:
        return tuple(effects.quoted(each, ids, public=True))

    return tuple(
        Which(
            in_words.title(effects.step, each),
            _few(each, told),
            each,
            quoted(each, each.gained),
            quoted(each, each.lost),
            quoted(each, each.turned),
        )
        for each in effects.moved
    )


def _looks(effects: Effects, told: LastReports) -> tuple[tuple[str, str, int, str], ...]:
    """Codes to look at again: name, reason, how many decisions and where, 0 and "" where few are."""
    rows = []
    for (code, reason), looks in effects.another_look.items():
        name = in_words.name_of(effects.step, (code,))
        few = told.tells([code], len(looks))
        rows.append((name, reason, 0 if few else len(looks), in_words.excerpts_by_id(looks)))
    return tuple(rows)
