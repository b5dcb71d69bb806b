"""Lines that a page carried (`Page 2 of 5`, its running head) and that were copied with the words."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from corpora.formats.lines.lines import Line
from corpora.transcript import WITHDRAWN

PAGE = (
    "page|pag|pagina|p\u00e1gina|p\u00e1g|pg|seite|strona|str|tudalen|sida|side|sivu|strana"
    "|oldal|leathanach|duilleag|\u0441\u0442\u0440\u0430\u043d\u0438\u0446\u0430|\u0441\u0442\u0440"
    "|\u03c3\u03b5\u03bb\u03af\u03b4\u03b1|sayfa|trang|halaman"
)
OF = r"of|outof|von|de|sur|di|z|ze|ze|o|av|af|van|/|\u0438\u0437|\u03b1\u03c0\u03cc"
ORNAMENT = re.compile(r"[\s|\u00b7\u2022\u2013\u2014\-\[\](){}#._*~<>=,:]+")
NAMED = re.compile(rf"(?:{PAGE})(\d{{1,4}})(?:(?:{OF})\d{{1,4}})?$|(\d{{1,4}})(?:{PAGE})$")
COUNTED = re.compile(rf"(?P<page>\d{{1,4}})(?:{OF})(?P<pages>\d{{1,4}})$")
BARE = re.compile(r"(?P<page>\d{1,4})$|p(?P<short>\d{1,4})$")
WITHIN = re.compile(
    rf"\b(?:{PAGE}|p\.)\s?(?P<page>\d{{1,4}})(?:\s?(?:{OF})\s?\d{{1,4}})?\W*$"
    rf"|[|\u2022\u00b7\t]\s*(?P<last>\d{{1,4}})(?:\s?/\s?\d{{1,4}})?$"
    rf"|^\W*(?:{PAGE})\s?(?P<first>\d{{1,4}})\b",
    re.IGNORECASE,
)
# Set at the right edge of the paper: `CONFIDENTIAL          2`.
FAR_RIGHT = re.compile(r"[^\s:][ \u00a0]{3,}(?P<page>\d{1,4})$")
IN_BRACKETS = re.compile(r"(\d)\s?\((\d{1,4})\)$")  # `2 (5)`, as Swedish documents have it
DIGITS = re.compile(r"\d+")
SENTENCE_ENDS = (".", "?", "!", "\u2026", ",", ";")
LONGEST, LONGEST_LABEL = 120, 40
MOST = 0.6
FEWEST = 2
FEWEST_FAR_RIGHT = 3  # for two may be a label and a number that somebody said
HEAD_LINES = 2  # how many lines a running head may have beside the page's number


def without_page_lines(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines that no page carried, and how many there were that one did."""
    carried = page_lines([line.text for line in lines])
    return [line for i, line in enumerate(lines) if i not in carried], len(carried)


def page_lines(texts: Sequence[str]) -> set[int]:
    """Which of these lines name or number a page, or stand beside such lines on every page."""
    places = [i for i, text in enumerate(texts) if text.strip()]
    filled = [texts[i].strip() for i in places]
    counted = [i for i, text in enumerate(filled) if len(text) <= LONGEST and DIGITS.search(text)]
    if not counted:
        return set()
    compact = {i: _compact(filled[i]) for i in counted}
    numbered = {i for i, text in compact.items() if NAMED.match(text)}
    numbered |= _counted(compact) | _bare(filled, compact) | _within(filled, counted)
    numbered |= _far_right(filled, counted)
    for _ in range(HEAD_LINES if len(numbered) > 1 else 0):
        numbered |= _beside(filled, numbered)
    return {places[i] for i in numbered}


def _compact(text: str) -> str:
    return ORNAMENT.sub("", IN_BRACKETS.sub(r"\1/\2", text)).casefold()


def _counted(compact: Mapping[int, str]) -> set[int]:
    """`2 / 5`, where another line goes on with `3 / 5`."""
    matches = {i: match for i, text in compact.items() if (match := COUNTED.match(text))}
    totals = {match["pages"] for match in matches.values()}
    pages = {i: int(match["page"]) for i, match in matches.items()}
    return _counting(pages) if len(totals) == 1 else set()


def _bare(texts: Sequence[str], compact: Mapping[int, str]) -> set[int]:
    """`2`, `- 2 -` or `p. 2`, where the lines of this kind count the pages."""
    pages: dict[int, int] = {}
    often = Counter(text for text in texts if len(text) <= LONGEST_LABEL)
    for i, text in compact.items():
        match = BARE.match(text)
        is_label = match is not None and match["short"] is not None and "." not in texts[i]
        if match and not is_label and not _is_answer(texts[i - 1] if i else "", often):
            pages[i] = int(match["page"] or match["short"])
    apart = all(after - before > 1 for before, after in pairwise(pages))
    return _counting(pages) if apart else set()


def _is_answer(above: str, often: Counter[str]) -> bool:
    """Whether the line stands under a label, so that somebody said the number."""
    return above.endswith(":") or often[above] > 2


def _within(texts: Sequence[str], counted: Sequence[int]) -> set[int]:
    """`Kitchen table study, page 2`, where the same words stand with other numbers."""
    pages: dict[str, dict[int, int]] = defaultdict(dict)
    for i in counted:
        match = WITHIN.search(texts[i])
        if match and not texts[i][: match.start()].rstrip().endswith(":"):  # an answer
            number = match["page"] or match["last"] or match["first"]
            pages[DIGITS.sub("#", texts[i].casefold())][i] = int(number)
    return {i for alike in pages.values() for i in _counting(alike)}


def _far_right(texts: Sequence[str], counted: Sequence[int]) -> set[int]:
    """`Kitchen table study        2`, where the same words stand with other numbers only.

    Words that open other lines too are a speaker's label, and the numbers somebody's answers.
    """
    pages: dict[str, dict[int, int]] = defaultdict(dict)
    for i in counted:
        if match := FAR_RIGHT.search(texts[i]):
            words = texts[i][: match.start("page")].rstrip()
            pages[DIGITS.sub("#", words.casefold())][i] = int(match["page"])
    counting = {words: _counting(alike, FEWEST_FAR_RIGHT) for words, alike in pages.items()}
    forms = [DIGITS.sub("#", text.casefold()) for text in texts] if any(counting.values()) else []
    return {
        i
        for words, alike in counting.items()
        if sum(form.startswith(words) and form != words for form in forms) == len(pages[words])
        for i in alike
    }


def _counting(pages: Mapping[int, int], fewest: int = FEWEST) -> set[int]:
    """The lines whose numbers count on by one, if they are most of these lines."""
    ends: dict[int, tuple[int, int]] = {}  # how long the count is that a number ends, and where
    before: dict[int, int] = {}
    for i, number in pages.items():
        count, at = ends.get(number - 1, (0, -1))
        ends[number], before[i] = (count + 1, i), at
    count, at = max(ends.values(), default=(0, -1))
    if count < max(fewest, MOST * len(pages)):
        return set()
    counting: set[int] = set()
    while at >= 0:
        counting.add(at)
        at = before[at]
    return counting


def _beside(texts: Sequence[str], numbered: set[int]) -> set[int]:
    """The lines next to those of pages that stand there on most pages and nowhere else."""
    near = {j for i in numbered for j in (i - 1, i + 1) if 0 <= j < len(texts)} - numbered
    forms = {j: DIGITS.sub("#", texts[j].casefold()) for j in near if _may_head(texts[j])}
    beside = Counter(forms.values())
    often = {form for form, count in beside.items() if count > 1 and count * 2 >= len(numbered)}
    if not often:
        return set()
    all_forms = Counter(DIGITS.sub("#", text.casefold()) for text in texts if len(text) <= LONGEST)
    return {j for j, form in forms.items() if form in often and all_forms[form] <= beside[form] + 1}


def _may_head(text: str) -> bool:
    if text.startswith(WITHDRAWN):  # where somebody spoke who has withdrawn
        return False
    return len(text) <= LONGEST and not text.endswith(SENTENCE_ENDS)
