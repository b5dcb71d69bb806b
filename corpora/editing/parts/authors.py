"""Who wrote what in an office file: comments and tracked changes, by the name that signs them."""

from collections.abc import Mapping, Sequence

from corpora.editing.parts.spots import Grammar, Spot


def authors(spots: Sequence[Spot], grammar: Grammar) -> Mapping[int, tuple[int, ...]]:
    """For the number of each spot that is an author's name, the numbers of those they wrote."""
    signatures = {at: key for at, spot in enumerate(spots) if (key := grammar.signature(spot))}
    written: dict[object, list[int]] = {}
    for at, spot in enumerate(spots):
        if at in signatures or spot.attribute:
            continue
        for element in spot.place.above():
            if key := grammar.signed(element):
                written.setdefault(key, []).append(at)
    return {at: tuple(written.get(key, ())) for at, key in signatures.items()}
