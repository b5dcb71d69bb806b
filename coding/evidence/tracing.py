"""Which excerpts stand behind a figure: those whose codings count its people, and no others."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from codebooks.codebook import Codebook
from coding.findings.counted import Counted, item_codes
from coding.findings.disclosure.wholes import Key
from coding.findings.further import Further, of_its_groups, speaks_against, speaks_for, stance
from coding.findings.material import CodedExcerpt

Holds = Callable[[CodedExcerpt], bool]
NO_WORDS = ("there", "recorded")
"""Counts of who was in the room: they come from lists of meetings, and from no excerpt."""


def excerpts_behind(
    key: Key,
    excerpts: Sequence[CodedExcerpt],
    people: Counted,
    codebook: Codebook,
    further: Further,
) -> tuple[CodedExcerpt, ...]:
    """The first-hand excerpts of the people counted under `key` for which they are counted there.

    Where somebody is counted for what they did not say, it is all that they said. None for a count
    of who was in the room.
    """
    if key[0] in NO_WORDS:
        return ()
    holds = _holding(key, codebook, further)
    whom = people.by_key[key]
    return tuple(e for e in excerpts if e.counts_a_person and e.participant in whom and holds(e))


def _holding(key: Key, codebook: Codebook, further: Further) -> Holds:
    """Whether an excerpt is a reason to count its speaker under the key."""
    match key:
        case ("wave", wave) | ("group wave", _, wave):
            return _in_waves({wave})
        case ("theme", theme) | ("theme group", theme, _) | ("theme stance", theme, _):
            return _coded(_codes_of(codebook, theme), _ways_of(key))
        case ("theme wave", theme, wave):
            return _both(_coded(_codes_of(codebook, theme)), _in_waves({wave}))
        case ("code", code):
            return _coded({code})
        case ("code direction", code, way):
            return _coded({code}, {way})
        case ("item", *_):
            return _coded(item_codes(codebook)[key])
        case ("finding" | "finding of groups", id, side):
            finding = next(each for each in further.findings if each.id == id)
            speaks = speaks_for if side == "for" else speaks_against
            return lambda e: speaks(finding, e)
        case ("finding group", id, _):
            finding = next(each for each in further.findings if each.id == id)
            return lambda e: speaks_for(finding, e)
        case ("paired", earlier, later):
            return _in_waves({earlier, later})
        case ("pair", *row, earlier, later, change):
            return _changed(tuple(row), earlier, later, change, codebook)
    return lambda _: True


def _ways_of(key: Key) -> AbstractSet[str] | None:
    """The directions that put somebody in a place of a theme, None where any does."""
    if key[0] != "theme stance" or key[2] == "mixed":
        return None
    ways = ("positive", "mixed", "negative", "neutral", "")
    return {way for way in ways if stance([way]) == key[2]} or None


def _changed(row: Key, earlier: str, later: str, change: str, codebook: Codebook) -> Holds:
    """What was said in the waves where it was; all of both where it was not, or may not have been."""
    kind, id, way = row
    waves = {"only earlier": {earlier}, "only later": {later}}.get(change, {earlier, later})
    if change in ("neither", "not comparable"):
        return _in_waves(waves)
    codes = _codes_of(codebook, id) if kind == "theme" else {id}
    return _both(_coded(codes, {way}), _in_waves(waves))


def _codes_of(codebook: Codebook, theme: str) -> set[str]:
    return {
        code.id
        for each in codebook.themes
        if each.id == theme
        for code in each.codes
        if code.status != "retired"
    }


def _coded(codes: AbstractSet[str], ways: AbstractSet[str] | None = None) -> Holds:
    return lambda e: any(
        each.code_id in codes and (ways is None or each.direction in ways) for each in e.suggestions
    )


def _in_waves(waves: AbstractSet[str]) -> Holds:
    return lambda e: e.wave in waves


def _both(one: Holds, other: Holds) -> Holds:
    return lambda e: one(e) and other(e)


def excerpts_counted(
    what: str, finding_id: str, excerpts: Sequence[CodedExcerpt], further: Further
) -> Iterator[CodedExcerpt]:
    """The excerpts that a figure of excerpts counts: of a finding, or of notes where it is of none.

    `what` is `read`, `excerpts` or `second-hand`, as the figure's key begins.
    """
    if not finding_id:
        yield from (e for e in excerpts if e.second_hand)
        return
    finding = next(each for each in further.findings if each.id == finding_id)
    for e in excerpts:
        if what == "second-hand":
            counts = not e.counts_a_person and speaks_for(finding, e)
        else:
            own = e.counts_a_person and of_its_groups(finding, e.group)
            counts = own and (what == "excerpts" or e.excerpt_id in further.finished)
        if counts:
            yield e
