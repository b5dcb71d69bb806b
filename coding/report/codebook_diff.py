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
    """A code that gains or loses excerpts: its name, how many, and a few that may be quoted."""

    name: str
    effect: CodeEffect
    gained: tuple[Quoted, ...]
    lost: tuple[Quoted, ...]
    turned: tuple[Quoted, ...]


def render_diff(page: DiffHeading, step: Step, effects: Effects | None) -> str:
    """The page as HTML. `effects` is None where there is no evaluation to look at."""
    css = style("report.css", "codebook.css").replace("RUNNING-HEAD", READERS)
    template = templates().get_template("codebook_diff.html.j2")
    return template.render(
        page=page,
        changes=[change_shown(change, step) for change in step.changes],
        effects=effects,
        counted=[
            (in_words.name_of(step, each.new), each)
            for each in (effects.codes if effects else ())
            if each.differs
        ],
        which=_which(effects) if effects else (),
        together=[in_words.fates_together(step, each) for each in effects.together]
        if effects
        else (),
        looks=_looks(effects) if effects else (),
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


def _which(effects: Effects) -> tuple[Which, ...]:
    def quoted(each: CodeEffect, ids: Sequence[str]) -> tuple[Quoted, ...]:
        return tuple(effects.quoted(each, ids, public=True))

    return tuple(
        Which(
            in_words.title(effects.step, each),
            each,
            quoted(each, each.gained),
            quoted(each, each.lost),
            quoted(each, each.turned),
        )
        for each in effects.moved
    )


def _looks(effects: Effects) -> tuple[tuple[str, str, int, str], ...]:
    return tuple(
        (
            in_words.name_of(effects.step, (code,)),
            reason,
            len(looks),
            in_words.excerpts_by_id(looks),
        )
        for (code, reason), looks in effects.another_look.items()
    )
