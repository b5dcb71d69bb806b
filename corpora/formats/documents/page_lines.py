"""Lines that a page carried (`Page 2 of 5`, its running head) and that were copied with the words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpora.formats.speech.lines import Line

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
IN_BRACKETS = re.compile(r"(\d)\s?\((\d{1,4})\)$")  # `2 (5)`, as Swedish documents have it
DIGITS = re.compile(r"\d+")
SENTENCE_ENDS = (".", "?", "!", "\u2026", ",", ";")
LONGEST, LONGEST_LABEL = 120, 40
HEAD_LINES = 2  # how many lines a running head may have beside the page's number


def without_page_lines(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines that no page carried, and how many there were that one did."""
    carried = page_lines([line.text for line in lines])
    return [line for i, line in enumerate(lines) if i not in carried], len(carried)


def page_lines(texts: Sequence[str]) -> set[int]:
    """Which of these lines name or number a page, or stand beside such lines on every page."""
    places = [i for i, text in enumerate(texts) if text.strip()]
    filled = [texts[i].strip() for i in places]
    numbered = set(_named(filled)) | set(_counted(filled)) | set(_bare(filled))
    numbered |= set(_within(filled))
    for _ in range(HEAD_LINES if len(numbered) > 1 else 0):
        numbered |= _beside(filled, numbered)
    return {places[i] for i in numbered}


def _compact(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    return ORNAMENT.sub("", IN_BRACKETS.sub(r"\1/\2", text)).casefold()


def _named(texts: Sequence[str]) -> Iterator[int]:
    """`Page 2`, `- Seite 2 von 5 -`, `2 | P a g e`."""
    for i, text in enumerate(texts):
        if any(char.isdigit() for char in text[:LONGEST]) and NAMED.match(_compact(text)):
            yield i


def _counted(texts: Sequence[str]) -> list[int]:
    """`2 / 5`, where another line goes on with `3 / 5`."""
    pages = [
        (i, int(match["page"]), match["pages"])
        for i, text in enumerate(texts)
        if text[:1] in "0123456789[(-\u2013\u2014" and (match := COUNTED.match(_compact(text)))
    ]
    totals = {total for _, _, total in pages}
    return [i for i, _, _ in pages] if len(totals) == 1 and _count_on(pages) else []


def _bare(texts: Sequence[str]) -> list[int]:
    """`2`, `- 2 -` or `p. 2`, where the lines of this kind count the pages."""
    pages = []
    often = Counter(text for text in texts if len(text) <= LONGEST_LABEL)
    for i, text in enumerate(texts):
        if len(text) > 12 or not any(char.isdigit() for char in text):
            continue
        match = BARE.match(_compact(text))
        is_short = match is not None and match["short"] is not None
        if (
            match is None
            or (is_short and "." not in text)
            or _is_answer(texts[i - 1] if i else "", often)
        ):
            continue
        pages.append((i, int(match["page"] or match["short"]), ""))
    apart = all(after[0] - before[0] > 1 for before, after in pairwise(pages))
    return [i for i, _, _ in pages] if apart and _count_on(pages) else []


def _is_answer(above: str, often: Counter[str]) -> bool:
    """Whether the line stands under a label, so that somebody said the number."""
    return above.endswith(":") or often[above] > 2


def _within(texts: Sequence[str]) -> list[int]:
    """`Kitchen table study, page 2`, where the same words stand with other numbers."""
    pages: list[tuple[int, int, str]] = []
    for i, text in enumerate(texts):
        if len(text) > LONGEST or not any(char.isdigit() for char in text):
            continue
        match = WITHIN.search(text)
        if match and not text[: match.start()].rstrip().endswith(":"):  # "Ann: page 2" is an answer
            number = match["page"] or match["last"] or match["first"]
            pages.append((i, int(number), DIGITS.sub("#", text.casefold())))
    forms = {form for _, _, form in pages}
    alike = [[page for page in pages if page[2] == form] for form in forms]
    return [i for group in alike if _count_on(group) for i, _, _ in group]


def _count_on(pages: Sequence[tuple[int, int, str]]) -> bool:
    numbers = [number for _, number, _ in pages]
    return len(numbers) > 1 and all(b == a + 1 for a, b in pairwise(numbers))


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
    return len(text) <= LONGEST and not text.endswith(SENTENCE_ENDS)
