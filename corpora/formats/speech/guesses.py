"""Labels that are taken for speakers, or passed over, without being sure."""

from collections import Counter
from collections.abc import Mapping, Sequence

from corpora.formats.lines.draft import Guess
from corpora.formats.lines.label_names import (
    Against,
    against,
    bare_name,
    is_slip,
    is_somebodys,
    is_written_like_a_name,
    key,
)
from corpora.formats.speech.uses import LabelCandidate, Scores
from corpora.formats.speech.vocabulary import Vocabulary
from corpora.names.dictionary import is_in_dictionary

# How far from nothing a weighing must be to be no guess.
SURE: dict[Against, float] = {"": 0.5, "first": 1.6, "digits": 1.6, "number": 1.4, "whole": 2.5}
SURE_OF_NO_NAME = 1.6
SURE_OF_A_WORD = 5.5  # `Nguyen` is somebody and `Transport` is not, and both are one word
SURELY_NONE = -2.5
A_HEADING_SO_OFTEN = 4  # is no heading, perhaps


def guesses_of(
    found: Sequence[LabelCandidate],
    names: set[str],
    merged: Mapping[str, str],
    scores: Scores,
    vocabulary: Vocabulary,
) -> tuple[Guess, ...]:
    """The labels of which it is unsure whether they are speakers.

    `names` are those taken for speakers, `merged` those taken for another spelling of one.
    """
    counts = Counter(c.key for c in found if c.key)
    spelled = {c.key: c.opening.label for c in reversed(found)}
    starts = {c.key for c in found if c.starts}
    guesses = [
        Guess(spelled[k], counts[k], k in names)
        for k in counts
        if k in starts
        and k not in merged
        and _is_guess(spelled[k], counts[k], names, scores[k], vocabulary)
    ]
    slips = [
        Guess(spelled[rare], counts[rare], True, spelled[k])
        for rare, k in merged.items()
        if k in spelled and is_slip(rare, k)
    ]
    return tuple(guesses + slips)


def _is_guess(
    label: str, count: int, names: set[str], score: float, vocabulary: Vocabulary
) -> bool:
    if key(label) not in names:
        return score > SURELY_NONE
    if count == 1 and label.lower() != label.upper() and not is_somebodys(label):
        may_be_a_thing = is_in_dictionary(bare_name(label)) or not vocabulary.is_english()
        if may_be_a_thing:
            return score < SURE_OF_A_WORD
    sure = SURE[against(label)]
    return score < (
        sure if is_written_like_a_name(bare_name(label)) else max(sure, SURE_OF_NO_NAME)
    )


def overlooked(
    passed_over: Sequence[LabelCandidate], guesses: Sequence[Guess]
) -> tuple[int, tuple[Guess, ...]]:
    """How many paragraphs open with a repeated run that is no label, and those runs as guesses."""
    counts = Counter(c.key for c in passed_over)
    spelled = {c.key: c.opening.label for c in reversed(passed_over)}
    repeated = {k: n for k, n in counts.items() if n > 1}
    known = {key(guess.label) for guess in guesses}
    more = tuple(
        Guess(spelled[k], n, False)
        for k, n in repeated.items()
        if k not in known and (against(k) != "whole" or n >= A_HEADING_SO_OFTEN)
    )
    return sum(repeated.values()), more
