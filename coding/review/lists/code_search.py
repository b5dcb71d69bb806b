"""Codes looked up by words in their name, definition and examples."""

from collections.abc import Sequence

from codebooks.codebook import Code

MOST = 8


def matching_codes(codes: Sequence[Code], words: str, could_fit: Sequence[Code] = ()) -> list[Code]:
    """The codes in which every word begins a word, those with it in their name first.

    Of those that match alike, the ones that could fit come first; without words they are all there
    is. "*" finds every code in the order of the codebook.
    """
    if words.strip() == "*":
        return list(codes)
    wanted = words.casefold().split()
    if not wanted:
        return list(could_fit)
    place = {code.id: at for at, code in enumerate(could_fit)}
    found = [(code, _rank(code, wanted)) for code in codes]
    ranked = [(code, rank) for code, rank in found if rank is not None]
    ranked.sort(key=lambda pair: (pair[1], place.get(pair[0].id, len(place))))
    return [code for code, _ in ranked][:MOST]


def _rank(code: Code, wanted: Sequence[str]) -> int | None:
    """0 where all words are in the name, 1 where in the definition too, 2 elsewhere, else None."""
    examples = " ".join(example.text for example in code.examples)
    fields = (code.name, f"{code.name} {code.definition}", " ".join((*code.include, examples)))
    told = ""
    for rank, field in enumerate(fields):
        told += f" {field.casefold()}"
        if all(f" {word}" in told for word in wanted):
            return rank
    return None
