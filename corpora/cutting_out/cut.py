"""What becomes of each text of a source when somebody leaves: gone, a mark, or without her name.

Where she spoke between two turns of one other person, a mark stays: without it the two would run
together, and their excerpts would no longer be those that people have judged.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpora.cutting_out.hers import Leaving, Utterance
from corpora.cutting_out.labels import (
    Edit,
    entries_cut,
    is_her_entry,
    is_her_label,
    is_label_or_time,
    label_spans,
    marked_label,
    replaced,
)
from corpora.cutting_out.paragraphs import (
    Nearest,
    Paragraph,
    WordOfParagraph,
    others_around,
    pieces_after,
)
from corpora.transcript import WITHDRAWN

OPENS = "\"'\u201c\u2018(\u00bf\u00a1\u2026<&"
TAGS = (("<v", "</v>"), ("//", "//"))
STOPS = "<|"


@dataclass(frozen=True, slots=True)
class Way:
    """How she is cut out. Marks: where two turns would run together, or wherever she spoke.

    `word_for_word`: as many marks stand for a name as it has words, so that all counts stay.
    """

    marks: Literal["between", "everywhere"] = "between"
    word_for_word: bool = False

    def stand_in(self, name: str) -> str:
        """What stands for a name of hers."""
        return " ".join([WITHDRAWN] * len(name.split())) if self.word_for_word else WITHDRAWN


Span = tuple[int, int]
WAYS = (Way(), Way("everywhere"), Way(word_for_word=True), Way("everywhere", True))


class Cutting:
    """The paragraphs of one source, and what becomes of each of them in one way of cutting."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        spoken: Sequence[Utterance],
        leaving: Leaving,
        *,
        recorded: bool,
        way: Way,
        hers: frozenset[int] = frozenset(),
        named: Sequence[Span] = (),
    ) -> None:
        self._paragraphs, self._spoken, self._leaving = paragraphs, spoken, leaving
        self._recorded, self._way = recorded, way
        self._before, self._after = others_around(paragraphs, spoken)
        self._named = named
        self._edits: dict[int, list[Edit]] = defaultdict(list)
        # Comments that she wrote, by the numbers of their pieces.
        self._gone = {
            number
            for number, paragraph in enumerate(paragraphs)
            if paragraph.holds == "nobody's" and hers.issuperset(i for i, _ in paragraph.pieces)
        }
        self._decide()

    def texts(self, count: int) -> list[str | None]:
        """The text of each of the `count` pieces, None for one that goes."""
        made: list[str | None] = [None] * count
        for number, paragraph in enumerate(self._paragraphs):
            if number in self._gone:
                continue
            for piece, text in pieces_after(paragraph, self._edits[number]):
                made[piece] = text
        return made

    def _decide(self) -> None:
        marked = self._marked()
        groups: dict[int, list[int]] = defaultdict(list)
        for number, paragraph in enumerate(self._paragraphs):
            if paragraph.group is not None:
                groups[paragraph.group].append(number)
        whole = {number for group in groups.values() if self._is_hers(group) for number in group}
        for group in groups.values():
            if self._is_hers(group):
                self._leave_group(group, marked)
        for number, paragraph in enumerate(self._paragraphs):
            if paragraph.holds == "hers" and number not in whole:
                self._leave(number, is_marked=number in marked)
            elif paragraph.holds == "both":
                self._edits[number] += self._spans_cut(number)
        for number in range(len(self._paragraphs)):
            if number not in self._gone:
                self._take_names_out(number)

    def _marked(self) -> set[int]:
        """The paragraphs of hers in whose place a mark is left."""
        hers = [i for i, paragraph in enumerate(self._paragraphs) if paragraph.holds == "hers"]
        if self._way.marks == "everywhere":
            return set(hers)
        marked: set[int] = set()
        stretch: tuple[Nearest, Nearest] | None = None
        for number in hers:
            around = self._before[number], self._after[number]
            if around != stretch and _run_together(*around):
                marked.add(number)
            stretch = around
        return marked

    def _is_hers(self, group: Sequence[int]) -> bool:
        """Whether she alone speaks in a group, or her label stands over what nobody reads."""
        inside = [self._paragraphs[number] for number in group]
        held = {paragraph.holds for paragraph in inside}
        labelled = any(is_her_label(paragraph.text, self._leaving) for paragraph in inside)
        return ("hers" in held or labelled) and held.isdisjoint(("others", "both"))

    def _leave_group(self, group: Sequence[int], marked: set[int]) -> None:
        if marked.isdisjoint(group):
            self._gone.update(group)
            return
        for number in group:
            paragraph = self._paragraphs[number]
            labels = label_spans(paragraph.text, self._leaving)
            if number in marked:
                self._edits[number] += self._mark(paragraph)
            elif paragraph.holds == "nobody's" and labels:
                self._edits[number] += labels
            elif paragraph.holds == "hers" or any(map(str.isalpha, paragraph.text)):
                self._gone.add(number)

    def _leave(self, number: int, *, is_marked: bool) -> None:
        """A paragraph of hers, with the label and the time that stand above it."""
        above = number - 1
        while above >= 0 and self._is_above(above):
            if is_marked:
                self._edits[above] += label_spans(self._paragraphs[above].text, self._leaving)
            else:
                self._gone.add(above)
            above -= 1
        if is_marked:
            self._edits[number] += self._mark(self._paragraphs[number])
        else:
            self._gone.add(number)

    def _is_above(self, number: int) -> bool:
        paragraph = self._paragraphs[number]
        return paragraph.holds == "nobody's" and is_label_or_time(paragraph.text, self._leaving)

    def _mark(self, paragraph: Paragraph) -> list[Edit]:
        """The paragraph's label and words made marks; its time and its form stay."""
        said = [word for word in paragraph.words if word.utterance is not None]
        start, end = _widened(paragraph.text, said[0].start, said[-1].end)
        labels = marked_label(paragraph.text[:start], self._leaving)
        return [*labels, (start, end, self._words_mark)]

    @property
    def _words_mark(self) -> str:
        return f"{WITHDRAWN}." if self._recorded else WITHDRAWN

    def _spans_cut(self, number: int) -> Iterator[Edit]:
        """Her remarks within a paragraph in which somebody else speaks as well."""
        paragraph = self._paragraphs[number]
        text = paragraph.text
        for before, hers, after in _runs(paragraph.words, self._spoken):
            start, end = _widened(text, hers[0].start, hers[-1].end)
            label = self._label_start(paragraph, before, start)
            for opens, closes in TAGS:
                if opens in text[label:start] and text[end:].lstrip().startswith(closes):
                    end = text.index(closes, end) + len(closes)
            others = (
                self._others(before, self._before[number]),
                self._others(after, self._after[number]),
            )
            if self._way.marks == "everywhere" or _run_together(*others):
                lead = replaced(text[label:start], label_spans(text[label:start], self._leaving))
                tail = next((c for o, c in TAGS if o in lead and text[:end].endswith(c)), "")
                yield label, end, lead + self._words_mark + tail
            else:
                yield (*_with_space(text, label, end), "")

    def _others(self, word: WordOfParagraph | None, beyond: Nearest) -> Nearest:
        if word is None or word.utterance is None:
            return beyond
        return self._spoken[word.utterance]

    def _label_start(self, paragraph: Paragraph, before: WordOfParagraph | None, start: int) -> int:
        """Where the label before her remark begins; where notes record it, it is in the remark."""
        if self._recorded:
            return start
        floor = before.end if before else 0
        beside = [w for w in paragraph.words if floor <= w.start and w.end <= start]
        if not beside:
            return start
        at = floor
        while (
            before
            and at < start
            and not paragraph.text[at].isspace()
            and not _opens(paragraph.text, at)
        ):
            at += 1
        while at < start and paragraph.text[at].isspace():
            at += 1
        return at if before else min(at, beside[0].start)

    def _take_names_out(self, number: int) -> None:
        paragraph, edits = self._paragraphs[number], self._edits[number]
        if paragraph.holds == "nobody's" or self._recorded:
            entries = entries_cut(paragraph.text, self._leaving)
            if entries is None or is_her_entry(paragraph.text, self._leaving):
                self._gone.add(number)
                return
            edits += entries
        spans = [
            (start, end, self._way.stand_in(paragraph.text[start:end]))
            for start, end, _ in self._leaving.names.spans(paragraph.text)
        ]
        if paragraph.holds == "nobody's" and is_her_label(paragraph.text, self._leaving):
            spans = [(0, len(paragraph.text), WITHDRAWN)]
        # A name that runs from one line or cue to the next.
        spans += [
            (word.start, word.end, WITHDRAWN)
            for word in paragraph.words
            if self._is_named(word) and all(word.end <= a or b <= word.start for a, b, _ in spans)
        ]
        taken = list(edits)
        edits += [s for s in spans if all(s[1] <= a or b <= s[0] for a, b, _ in taken)]

    def _is_named(self, word: WordOfParagraph) -> bool:
        """Whether the word is part of a name of hers as the transcript has it."""
        at = bisect_right(self._named, word.offset, key=lambda span: span[0]) - 1
        return word.offset >= 0 and at >= 0 and word.offset < self._named[at][1]


def _run_together(before: Nearest, after: Nearest) -> bool:
    """Whether what stands around her would be read as one turn without her."""
    return before is not None and after is not None and before.speaker == after.speaker


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The words with the punctuation that is theirs."""
    while start and text[start - 1] in OPENS:
        start -= 1
    while end < len(text) and not (
        text[end].isspace() or text[end] in STOPS or text.startswith("//", end)
    ):
        end += 1
    return start, end


def _opens(text: str, at: int) -> bool:
    return (text[at] == "<" and text[at + 1 : at + 2] != "/") or text.startswith("//", at)


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with one of the spaces around it, so that no two are left."""
    if start == 0 or text[start - 1].isspace():
        while end < len(text) and text[end].isspace():
            end += 1
    while end == len(text) and start and text[start - 1].isspace():
        start -= 1
    return start, end


Run = tuple[WordOfParagraph | None, list[WordOfParagraph], WordOfParagraph | None]


def _runs(words: Sequence[WordOfParagraph], spoken: Sequence[Utterance]) -> Iterator[Run]:
    """Her words in a row, with the words of others before and after them."""
    before: WordOfParagraph | None = None
    run: list[WordOfParagraph] = []
    for word in words:
        if word.utterance is None:
            continue
        if spoken[word.utterance].is_hers:
            run.append(word)
            continue
        if run:
            yield before, run, word
        before, run = word, []
    if run:
        yield before, run, None
