"""Cues: words whose presence is evidence for a code, as a codebook lists them.

    tick box        these words, side by side, capitals or not
    box-tick*       a word that begins so
    ask* ... us     with up to three words between

They are matched by spaCy's Matcher on the words of each text.
"""

import re
from collections.abc import Sequence

from codebooks.codebook import Code
from coding.embedding.phrases import Span
from corpora.sentences import tokeniser

# What a cue adds to the log odds: about three times as likely.
CUE = 1.1
GAP = 3

Hits = list[tuple[int, Span]]


def hits_of(codes: Sequence[Code], texts: Sequence[str]) -> dict[int, Hits]:
    """For each text with a cue in it (by index): the code's index and the span of each hit."""
    if not any(code.cues for code in codes):
        return {}
    from spacy.matcher import Matcher

    tokenise = tokeniser()
    matcher = Matcher(tokenise("").vocab)
    for at, code in enumerate(codes):
        patterns = [_pattern(cue) for cue in code.cues if cue.split()]
        if patterns:
            matcher.add(str(at), patterns)
    found = {}
    for row, text in enumerate(texts):
        document = tokenise(text)
        spans = matcher(document, as_spans=True)
        if spans:
            hits = {(int(span.label_), (span.start_char, span.end_char)) for span in spans}
            found[row] = sorted(hits)
    return found


def _pattern(cue: str) -> list[dict[str, object]]:
    """What spaCy's Matcher looks for."""
    pattern: list[dict[str, object]] = []
    for word in cue.lower().split():
        if word in ("...", "…"):
            pattern += [{"OP": "?"}] * GAP
        elif word.endswith("*"):
            *whole, begun = _words(word[:-1]) or [""]
            pattern += [*_literal(whole), {"LOWER": {"REGEX": f"^{re.escape(begun)}"}}]
        else:
            pattern += _literal(_words(word))
    return pattern


def _literal(words: Sequence[str]) -> list[dict[str, object]]:
    return [{"LOWER": word} for word in words]


def _words(word: str) -> list[str]:
    return [token.text for token in tokeniser()(word)]
