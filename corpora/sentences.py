"""Where sentences begin and end, by spaCy's tokenizer and rules: abbreviations do not end one."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

Span = tuple[int, int]


def sentences(lines: Iterable[str]) -> Iterator[list[Span]]:
    """For each line the spans of its sentences, in code points, white space left out of them."""
    split, ends = _splitter(), _end()
    for line in lines:
        # No mark ends a sentence before the last character: it is one. To ask spaCy takes longer.
        if line.rstrip() == line != "" and ends.search(line[:-1]) is None:
            yield [_trimmed(line, 0, len(line))]
        else:
            yield [_trimmed(line, s.start_char, s.end_char) for s in split(line).sents]


def _trimmed(line: str, start: int, end: int) -> Span:
    said = line[start:end]
    return start + len(said) - len(said.lstrip()), start + len(said.rstrip())


@cache
def _end() -> re.Pattern[str]:
    """What can end a sentence for spaCy."""
    from spacy.pipeline import Sentencizer

    return re.compile(f"[{re.escape(''.join(sorted(Sentencizer.default_punct_chars)))}]")


@cache
def _splitter() -> "Callable[[str], Doc]":
    """spaCy's English tokenizer and sentencizer."""
    from spacy.pipeline import Sentencizer

    tokenise, sentencizer = tokeniser(), Sentencizer()
    return lambda text: sentencizer(tokenise(text))


@cache
def tokeniser() -> "Tokenizer":
    """spaCy's English tokenizer, put together by hand.

    `spacy.blank("en")` would do, but it also imports every installed plug-in of spaCy, which can
    take longer than reading all the transcripts.
    """
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
