"""The rules of easy read that stop a release, each with the sentence that breaks it and its place.

They follow common guidance for easy read: short sentences of one idea, in the active voice, no
short forms, numbers as figures, large print, few pages. Whether a sentence is in the active voice
is guessed from its words: a form of *be* or *get* and a participle. What people said is quoted as
they said it, so that of a quote only the length is asked, and of a heading no sentence.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coding.easy_read.hard_words import ACRONYMS
from coding.easy_read.paper import EasyLine, EasyReadPaper

MOST_WORDS = 15
MOST_WORDS_IN_ALL = 1_000
MOST_PAGES = 24
LEAST_POINTS = 14
THE_PAPER = "the whole paper"

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_INSIDE = re.compile(r"[;()\[\]{}–—]|:(?=\s*\S)|\.\.\.|…")
_TURNS = re.compile(
    r"\b(but|although|though|however|because|which|whereas|unless|while|since)\b", re.I
)
_AND = re.compile(r"\band\b", re.I)
_ACRONYM = re.compile(r"\b\w*[A-Z]\w*[A-Z]\w*\b")
_SHORT_FORM = re.compile(
    r"\b\w+n['’]t\b|\b\w+['’](?:re|ve|ll|d|m)\b"
    r"|\b(?:it|he|she|that|there|what|who|where|how|when|here|let|everyone|someone)['’]s\b",
    re.I,
)
_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "hundreds thousand thousands dozen dozens million half third quarter per\\s+cent percent"
)
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBER_WORDS.split(' '))})\b|%|\b\d+/\d+\b", re.I)
_PARTICIPLES = (
    "asked told heard given made done taken said written seen kept shown held paid built sent "
    "brought bought chosen found led left lost met put read set spoken taught thought understood "
    "known driven drawn grown thrown broken forgotten hidden cut hurt let sold spent won"
)
_FEELINGS = (
    "tired interested pleased worried excited scared bored involved surprised disappointed "
    "frightened delighted relaxed ashamed annoyed confused concerned stressed satisfied married "
    "disabled old-fashioned crowded need united qualified experienced"
)
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|get|gets|got)(?:n['’]t)?\s+(?:(?:not|never|always|often|also|still|"
    r"just|\w+ly)\s+)?(?!(?:" + "|".join(_FEELINGS.split()) + r")\b)"
    r"(?:\w{2,}ed|" + "|".join(_PARTICIPLES.split()) + r")\b",
    re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Breach:
    """A sentence that breaks a rule: what the rule says, and where the sentence is written.

    `missing` is True where the sentence is in no easy words yet, so that it is left out.
    """

    sentence: str
    rule: str
    where: str
    missing: bool = False

    def __str__(self) -> str:
        sentence = f" In: “{self.sentence}”" if self.sentence else ""
        return f"{self.where}: {self.rule}{sentence}"


def easy_read_breaches(paper: EasyReadPaper) -> tuple[Breach, ...]:
    """Everything in the paper that breaks a rule, in the order of reading; none may be released."""
    lines = tuple(paper.lines())
    breaches = [
        Breach(line.text, rule, line.where) for line in lines for rule in broken_rules(line)
    ]
    breaches += [
        Breach(
            each.text, f"{each.what} has no easy words. Write some under easy.", each.where, True
        )
        for each in paper.left_out
        if each.needed
    ]
    return (*breaches, *_of_the_whole(paper, lines))


def notes_to_the_team(paper: EasyReadPaper) -> tuple[str, ...]:
    """What is not in the paper and may be missed, a sentence each with its place."""
    return tuple(
        f"{each.where}: {each.what} is left out. Write it in easy words under easy. In: “{each.text}”"
        for each in paper.left_out
        if not each.needed
    )


def broken_rules(line: EasyLine) -> Iterator[str]:
    """The rules that a sentence breaks, each as a sentence that says what to do."""
    asked = _OF_A_QUOTE if line.quoted else _OF_A_HEADING if line.heading else _RULES
    for rule in asked:
        if broken := rule(line.text):
            yield broken


def keeps_the_rules(text: str) -> bool:
    """Whether a sentence breaks none of them."""
    return not any(rule(text) for rule in _RULES)


def word_count(text: str) -> int:
    """How many words a text has; a number is one."""
    return len(WORD.findall(text))


def overlong(text: str) -> str:
    """What is wrong where a sentence has too many words, else ""."""
    count = word_count(text)
    if count <= MOST_WORDS:
        return ""
    return f"This sentence has {count} words. The most are {MOST_WORDS}. Make it two."


def _several_ideas(text: str) -> str:
    if sign := _INSIDE.search(text):
        return f"One idea a sentence: “{sign.group()}” stands in the middle of it. Make it two."
    turns = [found.group().lower() for found in _TURNS.finditer(text)]
    joined = [*turns, *(["and"] if turns and _AND.search(text) else [])]
    if len(joined) > 1:
        return f"One idea a sentence: this has “{joined[0]}” and “{joined[1]}”. Make it two."
    return ""


def _passive(text: str) -> str:
    found = _PASSIVE.search(text)
    return f"Say who does it: “{found.group()}” does not." if found else ""


def _acronym(text: str) -> str:
    short = next((w for w in _ACRONYM.findall(text) if w not in ACRONYMS), "")
    return f"No letters for words: “{short}”. Write it out." if short else ""


def _short_form(text: str) -> str:
    found = _SHORT_FORM.search(text)
    return f"No short forms: “{found.group()}”. Write both words out." if found else ""


def _number_in_words(text: str) -> str:
    found = _NUMBER_WORD.search(text)
    if not found:
        return ""
    return f"Numbers as figures, as in “7 of 20 people”: not “{found.group()}”."


_RULES: tuple[Callable[[str], str], ...] = (
    overlong, _several_ideas, _passive, _acronym, _short_form, _number_in_words,
)  # fmt: skip
_OF_A_QUOTE = (overlong,)
_OF_A_HEADING = (overlong, _acronym, _short_form)


def _of_the_whole(paper: EasyReadPaper, lines: tuple[EasyLine, ...]) -> Iterator[Breach]:
    words = sum(word_count(line.text) for line in lines)
    if words > MOST_WORDS_IN_ALL:
        rule = f"It has {words:,} words. The most are {MOST_WORDS_IN_ALL:,}. Leave findings out."
        yield Breach("", rule, THE_PAPER)
    if paper.points < LEAST_POINTS:
        rule = f"Its letters have {paper.points} points. The least are {LEAST_POINTS}."
        yield Breach("", rule, THE_PAPER)
    if (pages := pages_at_most(paper)) > MOST_PAGES:
        yield Breach("", f"It may have {pages} pages. The most are {MOST_PAGES}.", THE_PAPER)


_PAGE, _PICTURE, _BETWEEN = 690, 130, 30
"""Of a page of A4 in points: what is written on, the height of a picture, what is between passages."""

_LINE, _BELOW, _LETTERS = 24, 10, 40
"""In letters of 16 points: the height of a line, what is left below a sentence, letters in a line."""


def pages_at_most(paper: EasyReadPaper) -> int:
    """About how many pages it has in print, rather too many: each section begins a new one."""
    pages = 1
    for section in paper.sections:
        pages += _pages([_height(each.lines, paper.points) for each in section.passages])
    words = [_height((EasyLine((each.meaning,)),), paper.points) for each in paper.hard_words]
    return pages + (_pages(words) if words else 0) - 1


def _pages(heights: Sequence[float]) -> int:
    """How many pages passages of these heights fill, none of them torn where it fits on one."""
    pages, used = 1, 0.0
    for height in heights:
        if used and used + height > _PAGE:
            pages, used = pages + 1, 0.0
        used += height
        pages, used = pages + int(used // _PAGE), used % _PAGE
    return pages


def _height(lines: Sequence[EasyLine], points: int) -> float:
    scale = points / 16
    rows = [-(-len(line.text) // int(_LETTERS / scale)) for line in lines]
    text = sum(_LINE * each + _BELOW for each in rows) * scale
    return max(text + 2 * _LINE * scale, _PICTURE) + _BETWEEN
