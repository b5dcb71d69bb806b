"""Where sentences begin and end, by spaCy's tokenizer and rules: abbreviations do not end one."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from corpora.transcript import WITHDRAWN
from corpora.without_torch import hidden

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

Span = tuple[int, int]


# As long as the mark that stands where a name was taken out, and as much a word as a name is: for
# spaCy the bracket of a mark would still belong to the sentence before.
_NAME = "W" + "n" * (len(WITHDRAWN) - 1)
# A mark by itself or after a plain word, with a word or nothing behind it: it ends a sentence,
# unless the two are an abbreviation.
_PLAIN_END = re.compile(r"(?:(?<!\S)[A-Za-z][a-z]+|(?<=\s))[.!?](?=\s+[^\W_]|$)")


def sentences(lines: Iterable[str]) -> Iterator[list[Span]]:
    """For each line the spans of its sentences, in code points, white space left out of them."""
    split = _splitter()
    for line in lines:
        line = line.replace(WITHDRAWN, _NAME)
        spans = _plain_sentences(line) or [(s.start_char, s.end_char) for s in split(line).sents]
        yield [_trimmed(line, start, end) for start, end in spans]


def _plain_sentences(line: str) -> list[Span]:
    """What spaCy would find, in a tenth of its time, where every mark plainly ends a sentence or
    is the last character; otherwise nothing.
    """
    if line.rstrip() != line or not line:
        return []
    marks = len(_end().findall(line, 0, len(line) - 1))
    ends = [
        found.end()
        for found in _PLAIN_END.finditer(line)
        if found.end() < len(line) and found.group() not in _abbreviations()
    ]
    return list(pairwise([0, *ends, len(line)])) if len(ends) == marks else []


def _trimmed(line: str, start: int, end: int) -> Span:
    said = line[start:end]
    return start + len(said) - len(said.lstrip()), start + len(said.rstrip())


@cache
def load_spacy() -> None:
    """Import spaCy, but not torch: what lies beneath it does where it can, in 2 s and 200 MB."""
    with hidden("torch"):
        import spacy  # noqa: F401


@cache
def _end() -> re.Pattern[str]:
    """What can end a sentence for spaCy."""
    load_spacy()
    from spacy.pipeline import Sentencizer

    return re.compile(f"[{re.escape(''.join(sorted(Sentencizer.default_punct_chars)))}]")


@cache
def _abbreviations() -> frozenset[str]:
    """What spaCy's tokenizer leaves in one piece."""
    load_spacy()
    from spacy.lang.en import EnglishDefaults

    return frozenset(EnglishDefaults.tokenizer_exceptions)


@cache
def _splitter() -> "Callable[[str], Doc]":
    """spaCy's English tokenizer and sentencizer."""
    load_spacy()
    from spacy.pipeline import Sentencizer

    tokenise, sentencizer = tokeniser(), Sentencizer()
    return lambda text: sentencizer(tokenise(text))


@cache
def tokeniser() -> "Tokenizer":
    """spaCy's English tokenizer, put together by hand.

    `spacy.blank("en")` would do, but it also imports every installed plug-in of spaCy, which can
    take longer than reading all the transcripts.
    """
    load_spacy()
    from spacy.lang.en import EnglishDefaults
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
    from spacy.vocab import create_vocab

    return Tokenizer(
        create_vocab("en", EnglishDefaults),
        rules=EnglishDefaults.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(EnglishDefaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(EnglishDefaults.suffixes or ()).search,
        infix_finditer=compile_infix_regex(EnglishDefaults.infixes or ()).finditer,
        url_match=EnglishDefaults.url_match,
    )
