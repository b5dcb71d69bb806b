"""What a code says of itself as one text, for programs that keep no more of it, and back."""

import re
from dataclasses import replace

from codebooks.codebook import DIRECTIONS, Code, Example

HEADINGS = {
    "Positive means": "says_positive",
    "Negative means": "says_negative",
    "Include": "include",
    "Leave out": "exclude",
    "Examples": "examples",
    "Looks like it and is not": "counter_examples",
}
LISTED = re.compile("(?:" + "|".join(HEADINGS) + "):(?:\n- .+)+")


def described(code: Code) -> str:
    """What a code says of itself, in one text: definition, then lists under their headings."""
    parts = [code.definition] if code.definition else []
    for heading, field in HEADINGS.items():
        held = getattr(code, field)
        phrases = [_phrase(each) for each in ([held] if isinstance(held, str) else held) if each]
        if phrases:
            parts.append("\n".join([f"{heading}:", *(f"- {phrase}" for phrase in phrases)]))
    return "\n\n".join(parts)


def _phrase(said: str | Example) -> str:
    if isinstance(said, str):
        return said
    return f"({said.direction}) {said.text}" if said.direction else said.text


def said_by(code: Code, description: str) -> Code:
    """The code with what `described` made of it; any other text is its definition."""
    whole = replace(code, definition=description)
    parts = description.split("\n\n")
    lists = [part for part in parts if LISTED.fullmatch(part)]
    texts = [part for part in parts if not LISTED.fullmatch(part)]
    held: dict[str, tuple[str, ...]] = {}
    for part in lists:
        heading, *phrases = part.split("\n")
        held[HEADINGS[heading[:-1]]] = tuple(phrase[2:] for phrase in phrases)
    made = replace(
        code,
        definition="\n\n".join(texts),
        says_positive=" ".join(held.get("says_positive", ())),
        says_negative=" ".join(held.get("says_negative", ())),
        include=held.get("include", ()),
        exclude=held.get("exclude", ()),
        examples=tuple(map(_example, held.get("examples", ()))),
        counter_examples=tuple(map(_example, held.get("counter_examples", ()))),
    )
    plain = all(" ".join(phrase.split()) == phrase for each in held.values() for phrase in each)
    return made if plain and described(made) == description else whole


def _example(phrase: str) -> Example:
    for way in DIRECTIONS:
        if phrase.startswith(f"({way}) "):
            return Example(phrase.removeprefix(f"({way}) "), way)
    return Example(phrase)
