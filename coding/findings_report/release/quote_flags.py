"""What in a quote may let its speaker be recognised, named so that a person looks at it.

The program decides nothing here: an age or a job may be harmless, and a turn of phrase that no
list holds may give somebody away. Every quote is read by a person, and these are where to look first.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from coding.document.blocks import Quotation
from coding.findings.material import CodedExcerpt
from corpora.names.dictionary import is_in_dictionary

_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_AGE = rf"(?:\d{{1,3}}|(?:{_TENS})(?:[- ](?:{_UNITS}))?|{_UNITS}|ten|eleven|twelve|\w+teen)"
_MONTHS = (
    "january|february|april|june|july|august|september|october|november|december|"
    "(?:in|of|last|next|since|until|early|late) (?:march|may)"
)
_JOBS = (
    "accountant|administrator|apprentice|architect|baker|barber|builder|butcher|captain|caretaker|carpenter|"
    "chaplain|chef|childminder|cleaner|clerk|cook|councillor|counsellor|dentist|dinner lady|doctor|driver|"
    "electrician|engineer|farmer|firefighter|fireman|fisherman|gardener|gp|hairdresser|headteacher|"
    "health visitor|"
    "imam|journalist|judge|lawyer|lecturer|librarian|manager|mechanic|midwife|miner|minister|musician|nurse|"
    "occupational therapist|optician|paramedic|pharmacist|physiotherapist|pilot|plumber|police ?(?:man|woman|"
    "officer)|porter|postman|priest|professor|psychiatrist|psychologist|rabbi|receptionist|sailor|scientist|"
    "secretary|shopkeeper|social worker|soldier|solicitor|surgeon|surveyor|tailor|teacher|trade union|vet|"
    "vicar|waiter|waitress|warden|welder"
)
_KIN = (
    "aunt(?:ie|y)?|brother|cousin|dad(?:dy)?|daughter|ex|father|fianc[eé]e?|foster \\w+|gran(?:d\\w+|ny)?|"
    "husband|"
    "mother|mum(?:my)?|nan|nephew|niece|partner|sister|son|step\\w+|triplets?|twins?|uncle|widow(?:er)?|wife"
)

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("it says “only”, “first” or their like", r"only|sole|the one|the first|the last|single"),
    (
        "an age",
        rf"{_AGE}[- ]years?(?:[- ]old)?|{_AGE}[- ]year[- ]olds?|aged? {_AGE}|in (?:my|her|his|their) "
        rf"(?:{_TENS}|\w+ties|teens)|(?:i am|i'm|i’m|he is|she is|i was|turned) {_AGE}",
    ),
    ("a job", rf"(?:{_JOBS})(?:e?s)?"),
    ("a relative", rf"(?:{_KIN})s?"),
    (
        "a date or a season",
        rf"{_MONTHS}|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)|"
        r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|christmas|easter|ramadan|eid|diwali|birthday",
    ),
)
_FLAGS = tuple((flag, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for flag, words in _PATTERNS)
_WORD = re.compile(r"[^\W\d_]{4,}(?:['’-][^\W\d_]+)*")


def flags_in(words: str) -> tuple[str, ...]:
    """What stands in the words that may tell who speaks, by lists of ours."""
    return tuple(flag for flag, pattern in _FLAGS if pattern.search(words))


def flags_of(
    quotations: Iterable[Quotation], excerpts: Sequence[CodedExcerpt]
) -> dict[str, tuple[str, ...]]:
    """The flags of each quote that is printed, by its excerpt's id, in the order of reading."""
    by_id = {excerpt.excerpt_id: excerpt for excerpt in excerpts}
    printed = {quote.excerpt_id: quote for quote in quotations}
    voices = Counter(by_id[id].participant for id in printed)
    alone = words_of_one(excerpts)
    flags = {}
    for id, quote in printed.items():
        words = f"{quote.question} {quote.before}{quote.phrase}{quote.after}"
        speaker = by_id[id].participant
        own = [word for word in sorted(_words(words)) if alone.get(word) == speaker]
        flags[id] = (
            *flags_in(words),
            *((f"a word that only they use: {', '.join(own)}",) if own else ()),
            *(("one of several quotes of one person",) if speaker and voices[speaker] > 1 else ()),
        )
    return flags


def words_of_one(excerpts: Iterable[CodedExcerpt]) -> Mapping[str, str]:
    """Who uses a word that nobody else uses: twice at least, or one that no dictionary holds.

    Most words of a small study are used by one person, and most of them say nothing of anybody.
    """
    users: dict[str, set[str]] = {}
    times: Counter[str] = Counter()
    for excerpt in excerpts:
        for word in _words(excerpt.text):
            users.setdefault(word, set()).add(excerpt.participant)
            times[word] += 1
    return {
        word: next(iter(those))
        for word, those in users.items()
        if len(those) == 1 and "" not in those and (times[word] > 1 or not is_in_dictionary(word))
    }


def _words(text: str) -> set[str]:
    return {found.group().casefold() for found in _WORD.finditer(text)}
