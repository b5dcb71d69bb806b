"""Quotes for the report: whose words may be shown, which are chosen, what is said of who speaks.

A quote carries no pseudonym and no file name. Both would tie together all that one person says,
and let a reader count people where the count is hidden. It carries the excerpt's id instead, by
which the review team finds file, time and pseudonym in the spreadsheet.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coding.findings.material import CodedExcerpt, GivenCode

Label = tuple[str, ...]
Chosen = tuple[CodedExcerpt, GivenCode | None]

MOST_QUOTES = 3
"""Of one code in one direction, and of one proposal."""

_SHORT_WORDS = 8
_LONGEST = 900
_AROUND = 350


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that may be quoted: `before + phrase + after`, where the phrase weighed most.

    `label` says what may be said of the speaker. `shortened` is True where words were left out
    at an end of a very long excerpt. `nearest` is the codebook's example that is most like it.
    """

    excerpt_id: str
    before: str
    phrase: str
    after: str
    context: str
    label: Label
    shortened: bool = False
    direction: str = ""
    probability: float | None = None
    nearest: str = ""
    nearest_similarity: float | None = None


def quotes(candidates: Iterable[Chosen], label_of: Mapping[str, Label]) -> tuple[Quote, ...]:
    """The few to show of these candidates, with what may be said of who speaks."""
    chosen = chosen_quotes(candidates, MOST_QUOTES)
    return tuple(quote(each, label_of[each[0].excerpt_id]) for each in chosen)


def chosen_quotes(candidates: Iterable[Chosen], most: int) -> list[Chosen]:
    """At most `most` of those that may be quoted: many voices first, then the surest.

    Several may be one person's, so that the number of quotes never counts people. What is said
    in the same words is shown once.
    """
    allowed = [chosen for chosen in candidates if chosen[0].may_quote]
    surest = {c[0].text.casefold(): c for c in sorted(allowed, key=_sureness, reverse=True)}
    voices: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    ranked = []
    for excerpt, suggestion in sorted(surest.values(), key=_sureness):
        voice = excerpt.participant or excerpt.source
        ranked.append(((voices[voice], groups[excerpt.group]), (excerpt, suggestion)))
        voices[voice] += 1
        groups[excerpt.group] += 1
    return [chosen for _, chosen in sorted(ranked, key=lambda pair: pair[0])][:most]


def _sureness(chosen: Chosen) -> tuple[bool, float, str]:
    excerpt, suggestion = chosen
    probability = suggestion.probability if suggestion else None
    return len(excerpt.text.split()) < _SHORT_WORDS, -(probability or 0.0), excerpt.excerpt_id


def quote(chosen: Chosen, label: Label) -> Quote:
    """The words, with the phrase that weighed most set apart; a very long excerpt is cut."""
    excerpt, suggestion = chosen
    text = excerpt.text
    start, end = _phrase(text, suggestion)
    first, last = _window(text, start, end)
    return Quote(
        excerpt_id=excerpt.excerpt_id,
        before=text[first:start],
        phrase=text[start:end],
        after=text[end:last],
        context=excerpt.context,
        label=label,
        shortened=(first, last) != (0, len(text)),
        direction=suggestion.direction if suggestion else "",
        probability=suggestion.probability if suggestion else None,
        nearest=suggestion.nearest if suggestion else "",
        nearest_similarity=suggestion.nearest_similarity if suggestion else None,
    )


def _phrase(text: str, suggestion: GivenCode | None) -> tuple[int, int]:
    if suggestion is None:
        return len(text), len(text)
    start = min(max(suggestion.phrase_start, 0), len(text))
    return start, min(max(suggestion.phrase_end, start), len(text))


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a very long text to show, cut between words; the whole of any other."""
    if len(text) <= _LONGEST:
        return 0, len(text)
    if start == end:
        start = end = 0
    first = 0 if start <= _AROUND else text.find(" ", start - _AROUND, start) + 1 or start
    space = text.rfind(" ", end, end + _AROUND)
    last = len(text) if end + _AROUND >= len(text) else space if space > end else end + _AROUND
    return first, last


def labels(excerpts: Sequence[CodedExcerpt], least: int) -> dict[str, Label]:
    """What may be said of who speaks in each excerpt: group, kind of source and wave.

    Each is said only where at least `least` people share all that is said, and so is each silence:
    else a quote without a group would be known to come from the one group too small to name.
    Second-hand words and those of nobody in particular tell no person, only what they stand in.
    """
    told = [excerpt for excerpt in excerpts if excerpt.counts_a_person]
    found = _labels(told, (_group, _kind, _wave), least)
    others = {e.excerpt_id: _of_source(e) for e in excerpts if not e.counts_a_person}
    return {**found, **others}


def _labels(
    told: Sequence[CodedExcerpt], reads: Sequence[Callable[[CodedExcerpt], str]], least: int
) -> dict[str, Label]:
    if not reads:
        return {excerpt.excerpt_id: () for excerpt in told}
    read, *rest = reads
    named = _named(told, read, least)
    silent = [excerpt for excerpt in told if read(excerpt) not in named]
    found = _labels(silent, rest, least)
    for value in named:
        deeper = _labels([e for e in told if read(e) == value], rest, least)
        found |= {excerpt: (value, *label) for excerpt, label in deeper.items()}
    return found


def _named(
    told: Sequence[CodedExcerpt], read: Callable[[CodedExcerpt], str], least: int
) -> list[str]:
    """The values that enough people share, so few that enough people are left without one."""
    people: dict[str, set[str]] = {}
    for excerpt in told:
        people.setdefault(read(excerpt), set()).add(excerpt.participant)
    by_size = sorted(people, key=lambda value: (len(people[value]), value))
    named = [value for value in by_size if value and len(people[value]) >= least]
    while named:
        silent = set[str]().union(*(people[value] for value in people if value not in named))
        if not silent or len(silent) >= least:
            break
        named.pop(0)
    return named


def _group(excerpt: CodedExcerpt) -> str:
    return excerpt.group


def _kind(excerpt: CodedExcerpt) -> str:
    return excerpt.kind


def _wave(excerpt: CodedExcerpt) -> str:
    return excerpt.wave


def _of_source(excerpt: CodedExcerpt) -> Label:
    said = f"{excerpt.kind}, second-hand" if excerpt.second_hand else excerpt.kind
    return tuple(part for part in (said, excerpt.wave) if part)
