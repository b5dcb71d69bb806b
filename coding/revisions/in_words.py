"""A changed codebook in lines of text, for the command line: what differs, and what it does."""

from collections.abc import Iterator, Sequence

from codebooks.change.diff import FieldChange
from codebooks.change.in_words import DECISIONS, FIELDS, in_a_row, marked, sentence
from codebooks.codebook import Codebook
from coding.revisions.effects import CodeEffect, Effects, Quoted
from coding.revisions.fates import Fate, Step
from corpora.visible import visible

SHORT = 160
FEW = 6
NO_CHANGE = "Nothing is different: the same codes, in the same words."
NOT_QUOTED = " [not to be quoted]"


def difference(step: Step) -> Iterator[str]:
    """What is different, change by change, and what that does to decisions."""
    if not step.changes:
        yield NO_CHANGE
    for change in step.changes:
        yield f"- {visible(sentence(change, step.before, step.after))} {DECISIONS[change.kind]}"
        if change.rule:
            yield f"    Why so: {visible(change.rule)}."
        if change.kind in ("meaning", "wording", "split", "merge", "filed"):
            for field in change.fields:
                yield from (f"    {visible(line)}" for line in field_change_lines(field))


def field_change_lines(field: FieldChange) -> Iterator[str]:
    """A field's change: one text word by word, a list phrase by phrase."""
    name = FIELDS[field.field]
    if len(field.taken_out) == len(field.put_in) == 1:
        yield f"{name}: {marked(field.taken_out[0], field.put_in[0])}"
        return
    yield from (f"{name}: [-{text}-]" for text in field.taken_out)
    yield from (f"{name}: {{+{text}+}}" for text in field.put_in)


def consequences(effects: Effects) -> Iterator[str]:
    """What it does: codes that gain or lose excerpts, which ones, and people's decisions."""
    told = "before, after, gain it, lose it, keep it and point another way"
    yield f"Suggestions for {len(effects.frame)} excerpts ({told}):"
    width = max((len(name_of(effects.step, each.new)) for each in effects.codes), default=0)
    moved = [each for each in effects.codes if each.differs]
    for each in moved:
        name = name_of(effects.step, each.new).ljust(width)
        changed = (f"+{len(each.gained)}", f"-{len(each.lost)}", f"~{len(each.turned)}")
        counts = (each.before, each.after, *changed)
        yield f"  {visible(name)}  {''.join(str(count).rjust(7) for count in counts)}"
    yield f"  Codes that keep the same excerpts: {len(effects.codes) - len(moved)}"
    for each in effects.together:
        yield f"  {visible(fates_together(effects.step, each))}"
    for each in effects.moved:
        yield from _which(effects, each)
    yield from decisions_in_words(effects)


def fates_together(step: Step, each: CodeEffect) -> str:
    """What becomes of the excerpts of codes that take each other's place, in a sentence."""
    kept = each.before - len(each.lost)
    return (
        f"{became(step, each)}: of {each.before} excerpts with the old, {kept} have the new and "
        f"{len(each.lost)} do not; {len(each.gained)} more have the new."
    )


def became(step: Step, each: CodeEffect) -> str:
    """Which codes took the place of which: `'Confidence' and 'Trust' became 'Belief'`."""
    old = in_a_row([f"'{name_of(step, (id,))}'" for id in each.old])
    new = in_a_row([f"'{name_of(step, (id,))}'" for id in each.new])
    return f"{old} became {new}"


def title(step: Step, each: CodeEffect) -> str:
    """A code's name, or those of codes that take each other's place, the old ones first."""
    if each.old == each.new:
        return name_of(step, each.new)
    return f"{name_of(step, each.old)} → {name_of(step, each.new)}"


def name_of(step: Step, ids: Sequence[str]) -> str:
    """The names of codes as people know them; the newer name where a code is in both."""
    books: tuple[Codebook, ...] = (step.after, step.before)
    names = []
    for id in ids:
        book = next(b for b in books if any(c.id == id for t in b.themes for c in t.codes))
        names.append(book.code(id).name)
    return ", ".join(names)


def _which(effects: Effects, each: CodeEffect) -> Iterator[str]:
    name = visible(title(effects.step, each))
    kinds = (("gain", each.gained), ("lose", each.lost), ("point another way in", each.turned))
    for what, ids in kinds:
        if ids:
            yield f"  {len(ids)} {what} '{name}':"
            yield from (f"    {excerpt_line(q)}" for q in effects.quoted(each, ids, public=False))


def excerpt_line(quote: Quoted) -> str:
    """An excerpt in a line: its id, the two probabilities, its first words."""
    text = " ".join(visible(quote.text).split())
    short = text if len(text) <= SHORT else text[:SHORT].rsplit(" ", 1)[0] + " …"
    private = "" if quote.may_quote else NOT_QUOTED
    return f"{quote.excerpt_id} {quote.before:.3f} → {quote.after:.3f}{private} {short}"


def excerpts_by_id(looks: Sequence[Fate]) -> str:
    """The excerpts of some decisions by id, a few of many."""
    ids = list(dict.fromkeys(fate.decision.excerpt_id for fate in looks))
    more = f" and {len(ids) - FEW} more" if len(ids) > FEW else ""
    return " ".join(ids[:FEW]) + more


def decisions_in_words(effects: Effects) -> Iterator[str]:
    """What becomes of people's decisions, in counts, and which need another look and why."""
    counts = effects.counts
    yield f"Decisions of people: {len(effects.fates)}"
    yield f"  {counts['stands']} stand"
    yield f"  {counts['carried']} are carried over, as {len(effects.carried)} new ones"
    yield f"  {counts['look again']} need another look"
    for (code_id, reason), looks in effects.another_look.items():
        name = visible(name_of(effects.step, (code_id,)))
        yield f"    {len(looks)} about '{name}': {visible(reason)}"
        yield f"      in {excerpts_by_id(looks)}"
    yield f"  {counts['no longer asked']} are about codes that are gone, and are kept"
