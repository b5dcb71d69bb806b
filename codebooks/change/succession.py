"""Which codes of a new codebook take the place of which old ones: split, merged, or under a new id.

What people state (`replaces`) goes first. Of the rest it is recognised by the phrases that moved:
examples, what is included, the definition, compared without capitals, spaces and punctuation.

    a new code is an heir      where at least a quarter of an old code's phrases went to it
    a code that was there      where an old code is gone and at least half its phrases went to it
    a code that is gone        has heirs only if they have half its phrases together

A phrase went over if the heir had not got it before and the old code has not got it any longer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from codebooks.check import same
from codebooks.codebook import Code, Codebook

PART = 1 / 4
HALF = 1 / 2


@dataclass(frozen=True, slots=True)
class Succession:
    """`heirs[id]`: the codes now in use that take the place of the old code `id`, in file order.

    The old code is among them where it is still in use. Codes without another heir are left out.
    `stated` are the pairs (old id, new id) that the codebook states.
    """

    heirs: Mapping[str, tuple[str, ...]]
    stated: frozenset[tuple[str, str]]

    def origins(self, id: str, before: Codebook) -> tuple[str, ...]:
        """The old codes in use whose place the code `id` takes, itself among them if it was there."""
        return tuple(old.id for old in before.codes if id in self.heirs.get(old.id, (old.id,)))


def succession(before: Codebook, after: Codebook) -> Succession:
    """Who takes whose place between two codebooks."""
    stated = frozenset(_stated(before, after))
    spoken_for = {old for old, _ in stated}
    open_codes = [code for code in before.codes if code.id not in spoken_for]
    pairs = stated | {pair for old in open_codes for pair in _recognised(old, before, after)}
    heirs = {}
    for old in before.codes:
        own = {new for one, new in pairs if one == old.id}
        if own:
            placed = [c.id for c in after.codes if c.id in own or c.id == old.id]
            heirs[old.id] = tuple(placed)
    return Succession(heirs, stated)


def _stated(before: Codebook, after: Codebook) -> Iterator[tuple[str, str]]:
    known = {code.id: code for code in before.codes}
    for code in after.codes:
        already = known[code.id].replaces if code.id in known else ()
        for old in code.replaces:
            if old in known and old != code.id and old not in already:
                yield old, code.id


def _recognised(old: Code, before: Codebook, after: Codebook) -> Iterator[tuple[str, str]]:
    was = {code.id: code for code in before.codes}
    now = {code.id: code for code in after.codes}
    said, gone = compared_phrases(old), old.id not in now
    left = said - (frozenset() if gone else compared_phrases(now[old.id]))
    shares: dict[str, float] = {}
    for new in after.codes:
        if new.id == old.id or (new.id in was and not gone):
            continue
        had = compared_phrases(was[new.id]) if new.id in was else frozenset()
        share = len((left & compared_phrases(new)) - had) / max(len(said), 1)
        if share >= (HALF if new.id in was else PART):
            shares[new.id] = share
    if not gone or sum(shares.values()) >= HALF:
        yield from ((old.id, new) for new in shares)


def compared_phrases(code: Code) -> frozenset[str]:
    """What a code says of itself, in the form in which phrases are compared."""
    said = [*(example.text for example in code.examples), *code.include, code.definition]
    return frozenset(form for form in map(same, said) if form)
