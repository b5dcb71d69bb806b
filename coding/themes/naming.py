"""The words of participants that name a group of excerpts.

Only words and pairs of neighbours that stand in the texts, that at least two people of the group
used, and that say something: no function words, no fillers of speech, no `[carer 3]`.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

MAX_WORDS = 8
NAMED_BY = 3
MIN_SHARE = 0.05
MIN_LIFT = 2

# Pseudonyms, and what a transcriber adds: [carer 3], [laughs], {pause}, <unclear>.
ADDED = re.compile(r"\[[^\[\]\n]{0,80}\]|\{[^{}\n]{0,80}\}|<[^<>\n]{0,80}>")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
# A word, or one character that keeps the words around it from being neighbours.
WORD_OR_BORDER = re.compile(rf"{WORD.pattern}|[^ \-\n]")

# Fillers of two words go as pairs, so that "kind staff" keeps its "kind".
FILLER_PAIRS = re.compile(
    r"\b(?:you know|i mean|kind of|sort of|i think|i guess|i suppose|a bit|a lot|or something"
    r"|and so on|and stuff|you see|of course|at all|in terms of)\b"
)
FILLERS = """
ah aha alright anyway basically cos coz cuz eh er erm gonna gotta hm hmm huh just kinda lots like
literally maybe mhm mm mmm nah no nope obviously oh ok okay ooh perhaps probably quite rather
really right so sorta stuff sure thing things uh uhh uhm um umm wanna well yeah yep yes
"""
# Function words, and verbs so common in speech that they name nothing. Our own list: those that
# ship with libraries drop "system", "interest" and "serious" (Nothman et al. 2018, W18-2502).
FUNCTION_WORDS = """
a about above across actually after again against all almost alone along already also although
always am among an and another any anybody anyone anything are around as ask asked at away back be
became because become been before being below between both but by came can cannot come comes coming
could did didn do does doesn doing don done down during each either else enough etc even ever every
everybody everyone everything few first for from get gets getting give given go goes going gone got
had hadn has hasn have haven having he her here hers herself him himself his how however i if in
instead into is isn it its itself keep kept know knew known last least less let ll look looked
looking made make makes making many may me mean means might mine more most much must my myself
never next nobody none nor not nothing now of off often on once one ones only onto or other others
our ours ourselves out over own per put re said same saw say saying says see seem seemed seems seen
several shall she should since some somebody someone something sometimes still such take taken
taking tell tend than that the their theirs them themselves then there these they think thinking
this those though thought through to together told too took toward towards tried try trying two
under until up upon us use used using ve very via want wanted was wasn way we went were weren what
whatever when where whether which while who whole whose why will with within without would wouldn
yet you your yours yourself yourselves
"""
EMPTY = frozenset(FUNCTION_WORDS.split()) | frozenset(FILLERS.split())


def spoken_words(text: str) -> list[str]:
    """The words of `text` as spoken, in lower case, without what a transcriber added."""
    return WORD.findall(ADDED.sub(" ", text).lower().replace("’", "'"))


def telling(text: str) -> set[str]:
    """The telling words of `text` and the pairs of them that stand side by side."""
    return set(_telling(text))


def tells(text: str, words: int) -> bool:
    """Whether at least so many different words or pairs of `text` are telling ones."""
    found: set[str] = set()
    for each in _telling(text):
        found.add(each)
        if len(found) >= words:
            return True
    return words <= 0


def _telling(text: str) -> Iterator[str]:
    plain = ADDED.sub(" . ", text).lower().replace("’", "'")
    plain = FILLER_PAIRS.sub(" . ", plain)
    before = ""
    for found in WORD_OR_BORDER.findall(plain):
        word = found.removesuffix("'s")
        if len(word) < 3 or "'" in word or word in EMPTY:
            before = ""
            continue
        yield word
        if before:
            yield f"{before} {word}"
        before = word


def distinctive(
    groups: Sequence[Sequence[int]], texts: Sequence[str], participants: Sequence[str]
) -> list[tuple[str, ...]]:
    """For each group of rows, up to MAX_WORDS words that set it apart, the most telling first.

    A word counts that stands in a twentieth of the group's excerpts, twice as often as in all
    others, and was used by two of its people. The order is class-based TF-IDF (Grootendorst 2022,
    arXiv 2203.05794) over excerpts, not occurrences, so that nobody names a theme by repeating a
    word: the share of the group's excerpts with the word, times log(1 + A / f), with A the mean
    size of a group and f the number of all `texts` with the word.
    """
    said: Counter[str] = Counter()
    inside = [_shared(group, texts, participants, said) for group in groups]
    held = {row for group in groups for row in group}
    others = [text for row, text in enumerate(texts) if row not in held]
    everywhere = said + _frequencies(others, set().union(*inside))
    mean_size = sum(map(len, groups)) / max(len(groups), 1)
    found = []
    for group, counts in zip(groups, inside, strict=True):
        scores = {
            gram: count / len(group) * math.log1p(mean_size / everywhere[gram])
            for gram, count in counts.items()
            if _sets_apart(count, len(group), everywhere[gram], len(texts))
        }
        ranked = sorted(scores, key=lambda gram: (-round(scores[gram], 9), gram))
        found.append(tuple(_without_repeats(ranked)))
    return found


def name(found: Sequence[str]) -> str:
    """The name of a group whose distinctive words are `found`."""
    return ", ".join(found[:NAMED_BY])


def _shared(
    group: Sequence[int], texts: Sequence[str], participants: Sequence[str], said: Counter[str]
) -> dict[str, int]:
    """How many of the group's excerpts hold each word that two of its people used.

    What all of its people used is added to `said`.
    """
    counts: Counter[str] = Counter()
    people: defaultdict[str, set[str]] = defaultdict(set)
    for row in group:
        for gram in telling(texts[row]):
            counts[gram] += 1
            people[gram].add(participants[row])
    said.update(counts)
    return {gram: count for gram, count in counts.items() if len(people[gram]) >= 2}


def _frequencies(texts: Sequence[str], wanted: set[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in texts if wanted else ():
        counts.update(telling(text) & wanted)
    return counts


def _sets_apart(count: int, size: int, everywhere: int, texts: int) -> bool:
    inside, outside = count / size, (everywhere - count) / max(texts - size, 1)
    return inside >= MIN_SHARE and inside >= MIN_LIFT * outside


def _without_repeats(ranked: Iterable[str]) -> Iterator[str]:
    """The first MAX_WORDS of `ranked` that share no word, singular or plural, with one before."""
    used: set[str] = set()
    left = MAX_WORDS
    for gram in ranked:
        stems = {word.removesuffix("s") for word in gram.split()}
        if left and not stems & used:
            used |= stems
            left -= 1
            yield gram
