"""What a codebook says, as sentences to learn from: each pulls towards a code or pushes away."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codebooks.codebook import Code
from coding.coder.sentences.small_talk import BACKGROUND

# What a counter-example or an exclusion is worth against an example (+1). An exclusion describes
# rather than shows, and often names what another code is about, so it pushes less.
COUNTER_EXAMPLE = -0.5
EXCLUSION = -0.3
NOTHING = -1
SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for the code with index `code` (`NOTHING` for small talk), and how it bears on it."""

    text: str
    code: int
    target: float = 1.0
    example: bool = False


def sentences_of(codes: Sequence[Code]) -> list[Sentence]:
    """All that `codes` say, then small talk that is about none of them."""
    said = [sentence for at, code in enumerate(codes) for sentence in _of_code(at, code)]
    return said + [Sentence(text, NOTHING, 0.0) for text in BACKGROUND]


def _of_code(at: int, code: Code) -> Iterator[Sentence]:
    for text in (code.name, *_split(code.definition), *code.include):
        yield from _stated(text, at, 1.0)
    for example in code.examples:
        yield from (Sentence(s.text, at, 1.0, True) for s in _stated(example.text, at, 1.0))
    for text in code.exclude:
        yield from _stated(text, at, EXCLUSION)
    for example in code.counter_examples:
        yield from _stated(example.text, at, COUNTER_EXAMPLE)


def _stated(text: str, at: int, target: float) -> Iterator[Sentence]:
    if text.strip():
        yield Sentence(text.strip(), at, target)


def _split(definition: str) -> list[str]:
    """A definition's sentences: long ones hold several ideas that a single vector would average."""
    parts = [part.strip() for part in SENTENCE_END.split(definition) if part.strip()]
    return [part for part in parts if " " in part] or parts
