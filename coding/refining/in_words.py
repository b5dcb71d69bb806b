"""What decisions say about the codebook, in lines of text and on a page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from coding.coder.learning.readiness import ENOUGH
from coding.refining.refinements import Material, NewCode, OfCode, Refinements, ToMerge
from coding.revisions.in_words import NOT_QUOTED, SHORT
from corpora.visible import visible

CENTRAL = 3
NOTHING = "The decisions there are say nothing against it."


@dataclass(frozen=True, slots=True)
class ShownExcerpt:
    """An excerpt to show: why, its id, and its words, "" where they may not be quoted."""

    why: str
    excerpt_id: str
    words: str


def refinement_lines(material: Material, found: Refinements) -> Iterator[str]:
    """Everything in plain words, for the team: words that may not be quoted are marked."""
    for each in found.codes:
        if each.enough:
            yield f"{visible(each.code.name)}: {decisions_counted(each)}"
            parts = sections(material, each, public=False)
            for heading, shown in parts:
                yield f"  {heading}"
                yield from (f"    {one.why}{one.excerpt_id} {_short(one.words)}" for one in shown)
            if not parts:
                yield f"  {NOTHING}"
    for pair in found.merges:
        yield f"Merge? {visible(merge(pair))}"
    for new in found.new:
        yield f"New? {visible(taken_up(new))}"
    yield from (visible(line) for line in not_enough(found.codes))


def decisions_counted(each: OfCode) -> str:
    """How many decisions a code has, in words."""
    return f"accepted in {_excerpts(each.accepted)}, rejected in {each.rejected}"


def _excerpts(count: int) -> str:
    return f"{count} excerpt" if count == 1 else f"{count} excerpts"


Section = tuple[str, tuple[ShownExcerpt, ...]]
ODDS = {
    True: "Accepted, and not what the codebook describes (its probability there):",
    False: "Rejected, and what the codebook describes (its probability there):",
}


def sections(
    material: Material, each: OfCode, *, public: bool, counts: bool = True
) -> list[Section]:
    """What there is to say about a code: a heading and excerpts each, with `counts` how many."""
    told = partial(_told, material, public=public)
    return [*_at_odds(each, told), *_sharper(each, told, counts), *_split(each, told, counts)]


def _at_odds(each: OfCode, told: Callable[..., ShownExcerpt]) -> Iterator[Section]:
    for accepted, heading in ODDS.items():
        rows = [one for one in each.at_odds if one.accepted == accepted]
        if rows:
            yield heading, tuple(told(one.row, f"{one.probability:.2f} ") for one in rows)


def _sharper(each: OfCode, told: Callable[..., ShownExcerpt], counts: bool) -> Iterator[Section]:
    if each.sharper:
        others = each.sharper[0].others
        many = "decisions" if others != 1 or not counts else "decision"
        heading = (
            "As an example it would sharpen the code; yours to add (average precision on the "
            f"{f'{others} ' if counts else ''}{many} besides):"
        )
        rows = [(s.row, f"{s.without:.2f} → {s.with_it:.2f} ") for s in each.sharper]
        yield heading, tuple(told(row, why) for row, why in rows)


def _split(each: OfCode, told: Callable[..., ShownExcerpt], counts: bool) -> Iterator[Section]:
    if not each.split:
        return
    found = each.split.found
    how = f"(silhouette {found.silhouette:.2f}, stability {found.stability:.2f})"
    for number, rows in enumerate((each.split.larger, each.split.smaller), 1):
        many = f", {_excerpts(len(rows))}" if counts else ""
        heading = f"Split? Kind {number} of 2{many} {how}:"
        yield heading, tuple(told(row, "") for row in rows[:CENTRAL])


def _told(material: Material, row: int, why: str, *, public: bool) -> ShownExcerpt:
    id, quotable = str(material.frame["excerpt_id"].iloc[row]), bool(material.quotable[row])
    if public:
        return ShownExcerpt(why, id, material.text(row) if quotable else "")
    return ShownExcerpt(why, id + ("" if quotable else NOT_QUOTED), material.text(row))


def _short(text: str) -> str:
    text = " ".join(visible(text).split())
    return text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"


def merge(pair: ToMerge, *, counts: bool = True) -> str:
    """Why two codes might be one, in a sentence."""
    if not counts:
        return (
            f"'{pair.first.name}' and '{pair.second.name}': people take the one for the other, or "
            "accept both in the same excerpts."
        )
    return (
        f"'{pair.first.name}' and '{pair.second.name}': one person says the one and another the "
        f"other in {pair.taken} of {pair.of_seen} excerpts; both are accepted in {pair.both} of "
        f"{pair.of_either}."
    )


def taken_up(new: NewCode, *, counts: bool = True) -> str:
    """A proposal that people took up, in a sentence."""
    where = f" from {_excerpts(len(new.excerpts))}" if counts else ""
    return f"'{new.name}' was taken up{where} and is not in the codebook."


def not_enough(codes: Sequence[OfCode], *, least: int = 0) -> Iterator[str]:
    """The codes of which nothing can be said yet, and how many decisions they have.

    Fewer than `least` are not said exactly.
    """
    for each in codes:
        count = each.accepted + each.rejected
        if 0 < count < ENOUGH:
            many = f"fewer than {least}" if count < least else str(count)
            yield f"Not enough decisions for '{each.code.name}': {many} of {ENOUGH}."
    if none := sum(each.accepted + each.rejected == 0 for each in codes):
        several = "1 code" if none == 1 else f"{none} codes"
        yield f"No decision yet for {several}: each needs {ENOUGH}."
