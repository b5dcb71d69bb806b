"""Codes that differ in one thing, to be compared."""

from dataclasses import replace
from typing import Any

from codebooks.codebook import Code, Codebook, Example, Theme


def examples(*texts: str) -> tuple[Example, ...]:
    return tuple(Example(text) for text in texts)


FOUR = examples("One said aloud.", "Two said aloud.", "Three kept quiet.", "Four kept quiet.")


VOICE = Code("voice", "Voice", "They could speak.", examples=FOUR)


NEAR = Code("near", "Near", "It was near.", examples=examples("By bus.", "On foot."))


FAR = Code("far", "Far", "It was far.", examples=examples("A long way.", "Two trains."))


def book(*codes: Code, **given: Any) -> Codebook:
    return Codebook("A title", "1.0", (Theme("theme", "Theme", "", codes),), **given)


def part(id: str, *said: Example, **given: Any) -> Code:
    return Code(id, id.capitalize(), f"Only {id}.", examples=said, **given)


LOUD, QUIET = part("loud", *FOUR[:2]), part("quiet", *FOUR[2:])


BOTH = Code("distance", "Distance", "How far it was.", examples=NEAR.examples + FAR.examples)


WIDER = replace(NEAR, definition="Near or far.", examples=BOTH.examples)
