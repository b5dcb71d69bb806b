"""Words of a claim that say how many people, and whether its figures back them.

What a figure leaves open, a claim may not close: where the report prints "most", or nothing, a
claim that says "all" would tell what is hidden. A word is backed where it holds for every number
that the figure may stand for, contradicted where it holds for none of them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Backing = Literal["contradicted", "not backed"]


@dataclass(frozen=True, slots=True)
class Counts:
    """What is printed of a finding, as the least and the most that it may stand for.

    `supporting` people bear it out and `against` speak against it, of `everyone` who could have.
    """

    supporting: tuple[int, int]
    against: tuple[int, int]
    everyone: tuple[int, int]


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word, or several, that say how many people; `backing` says what is wrong with them."""

    words: str
    backing: Backing


Holds = Callable[[int, int, int], bool]
"""Whether a word holds of so many people, with so many against them, of so many in all."""

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_OF_TENS = {word: 10 * (place + 2) for place, word in enumerate(_TENS)}
_WRITTEN = {word: number for number, word in enumerate(_UNITS)} | _OF_TENS
_SPELT = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_UNITS[1:10])})|{'|'.join(_WRITTEN)})"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{_SPELT})"
_PEOPLE = (
    "people|persons?|carers?|staff|members?|participants?|interviewees|facilitators?|adults|users?|"
    "parents?|patients?|women|woman|men|man|residents?|tenants?|volunteers?|workers?|of (?:us|them|those)"
)

# "All the time" and its like speak of no people.
_IDIOMS = re.compile(
    r"\b(?:(?:at|after|above|in|of|first of|once and for|not at) all\b|all (?:along|day|week|year|night|"
    r"the (?:time|way|same)|right|over|too|round|around|sorts|kinds|in all)\b|at (?:the )?(?:most|least)|"
    r"most (?:of (?:all|the time)|likely|often|important|useful|helpful|recent|\w+ful)|"
    r"half (?:an? )?(?:hour|day|year|way|past|term|price)|halfway|fewer|the one\b|no one thing)",
    re.IGNORECASE,
)


def _share(low: float, high: float) -> Holds:
    return lambda n, _, of: of > 0 and low * of <= n <= high * of


def _nobody(n: int, against: int, _of: int) -> bool:
    """Nobody did, or nobody did the opposite: "Nobody was listened to" speaks of those against it."""
    return n == 0 or against == 0


def _everybody(n: int, _against: int, of: int) -> bool:
    return n == of


# The longer ones first: what they take up is not looked at again.
_WORDS: tuple[tuple[str, Holds], ...] = (
    (r"(?:nearly|almost|virtually) (?:all|every ?(?:one|body))", _share(0.75, 1)),
    (r"not (?:all|every ?(?:one|body))", lambda n, _, of: n < of),
    (r"(?:hardly|barely|scarcely|almost) (?:any(?:one|body)?|no[- ]?(?:one|body))", _share(0, 0.25)),
    (r"two[- ]thirds", _share(0.58, 0.75)),
    (r"three[- ]quarters", _share(0.67, 0.83)),
    (r"(?:more than|over) half", lambda n, _, of: 2 * n > of),
    (r"(?:less than|fewer than|under) half", lambda n, _, of: 2 * n < of),
    (r"(?:about |around |roughly )?half", _share(0.4, 0.6)),
    (r"(?:a|one) third", _share(0.25, 0.42)),
    (r"(?:a|one) quarter", _share(0.17, 0.33)),
    (r"(?:the |a )?(?:large |great |vast |clear )?majority", lambda n, _, of: 2 * n > of),
    (r"(?:a )?(?:small )?minority", lambda n, _, of: 0 < 2 * n < of),
    (r"most", lambda n, _, of: 2 * n > of),
    (r"every ?(?:one|body)|every (?:single )?(?:person|carer|member|participant)", _everybody),
    (r"all", _everybody),
    (rf"no[- ]one|nobody|no (?:{_PEOPLE})|none", _nobody),
    (r"(?:only |very |just )?(?:a )?few", lambda n, _, of: n > 0 and 2 * n <= of),
)  # fmt: skip


def unbacked(sentence: str, counts: Counts, groups: Sequence[str] = ()) -> tuple[NumberWord, ...]:
    """The words of a sentence that say how many people and that these counts do not back.

    `groups` are names of groups, which stand for people behind a number as "people" does.
    """
    return tuple(
        NumberWord(words, backing)
        for words, holds in _number_words(sentence, groups)
        if (backing := _backing(holds, counts)) is not None
    )


def says_how_many(sentence: str, groups: Sequence[str] = ()) -> tuple[str, ...]:
    """The words of a sentence that say how many people."""
    return tuple(words for words, _ in _number_words(sentence, groups))


def _backing(holds: Holds, counts: Counts) -> Backing | None:
    """What is wrong with a word, None where nothing is.

    All that it may stand for is tried at the ends of what is printed: the words change once at most
    in between, but for shares, whose middle is tried as well.
    """
    worlds = [
        holds(n, against, of)
        for of in _tried(counts.everyone)
        for against in _tried(counts.against)
        for n in range(counts.supporting[0], min(counts.supporting[1], of) + 1)
    ]
    if all(worlds):
        return None
    return "not backed" if any(worlds) else "contradicted"


def _tried(ends: tuple[int, int]) -> tuple[int, ...]:
    low, high = ends
    return tuple(sorted({low, (low + high) // 2, high}))


def _number_words(sentence: str, groups: Sequence[str]) -> Iterator[tuple[str, Holds]]:
    """Each of them with when it holds, in the order of the kinds."""
    text = _IDIOMS.sub(lambda found: " " * len(found.group()), sentence)
    named = "|".join([_PEOPLE, *(re.escape(group) for group in groups)])
    numbers = re.compile(
        rf"\b(?P<many>{_NUMBER})(?: (?:out )?of (?:the |our |all )?(?P<of>{_NUMBER}))?"
        rf"(?P<whom> (?:{named}))?\b",
        re.IGNORECASE,
    )
    for found in numbers.finditer(text):
        many, of = found["many"], found["of"]
        if of or found["whom"]:
            yield found.group(), _exactly(_value(many), _value(of) if of else None)
            text = _without(text, found)
    for found in re.finditer(r"\b(\d+(?:\.\d+)?) ?(?:%|per ?cent\b)", text, re.IGNORECASE):
        yield found.group(), _per_cent(float(found[1]))
        text = _without(text, found)
    for pattern, holds in _WORDS:
        for found in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            yield found.group(), holds
            text = _without(text, found)


def _without(text: str, found: "re.Match[str]") -> str:
    return text[: found.start()] + " " * len(found.group()) + text[found.end() :]


def _value(written: str) -> int:
    plain = written.casefold().replace(",", "")
    if plain.isdigit():
        return int(plain)
    return sum(_WRITTEN[part] for part in re.split("[- ]", plain))


def _exactly(many: int, whole: int | None) -> Holds:
    """So many people of so many; without a whole it may be any of the three figures."""
    if whole is not None:
        return lambda n, against, of: of == whole and many in (n, against)
    return lambda n, against, of: many in (n, against, of)


def _per_cent(share: float) -> Holds:
    return lambda n, _, of: of > 0 and abs(100 * n / of - share) <= 1
