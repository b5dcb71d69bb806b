"""Lines to blocks: who speaks where, in any document that is read line by line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpora.formats.lines import times, unsaid
from corpora.formats.lines.draft import NO_HINTS, Draft, Hints, Weighing, listed
from corpora.formats.lines.label_names import against, key, shape
from corpora.formats.lines.lines import Line, LineKind
from corpora.formats.lines.marks import after_mark, without_line_numbers
from corpora.formats.lines.openings import Opening, opening
from corpora.formats.speech.evidence import share_lower
from corpora.formats.speech.labels import Labels, labels_of
from corpora.formats.speech.present import keys_of, present
from corpora.formats.speech.uses import LabelCandidate
from corpora.formats.speech.vocabulary import Vocabulary
from corpora.text import bare
from corpora.transcript import Block

# A form has a title of a few lines and fields, none far from the next.
HEAD_LINES, TITLE_LINES = 25, 4
HEADING_WORDS = 12
MOST = 0.8
ENDS_OF_TIMES = frozenset("0123456789])}>#MmscZ")
SENTENCE_ENDS = (".", "?", "!", "\u2026")
ENDS = (".", "?", "!", "\u2026", ",", ";", ":", '"', "\u201d", "\u201c")


def draft_of(
    lines: Sequence[Line], left_out: Mapping[str, int] | None = None, hints: Hints = NO_HINTS
) -> Draft:
    """The blocks that `lines` make: speech with its speaker where the source names one.

    `hints` are names that are known and what people have said about the speakers of this source.
    """
    lines = _without_summary(without_line_numbers(lines))
    openings = _without_chance([opening(line) for line in lines])
    lines = _without_form(lines, openings)
    there = present(lines)
    labels = labels_of(
        _candidates(lines, openings),
        paragraphs=_paragraphs(lines, openings),
        known=_known(lines) | keys_of(there) | keys_of(hints.names),
        lower=share_lower(o.said for o in openings if o.form is None),
        vocabulary=Vocabulary([o.text for o in openings]),
        hints=hints,
    )
    if labels.form == "colon":
        openings = [
            _mistyped(o, labels) if line.starts else o
            for line, o in zip(lines, openings, strict=True)
        ]
    if not labels.shown:
        lines = _headings_and_questions([_apart(line) for line in lines])
    elif _bold_lines_are_few(lines):
        lines = [_heading_if_bold(line, labels, o) for line, o in zip(lines, openings, strict=True)]
    walk = Walk(labels, _Clocks.of(lines, openings, labels), is_minutes=_is_minutes(lines))
    for line, its in zip(lines, openings, strict=True):
        walk.take(line, its)
    weighing = replace(labels.weighing, present=there)
    return walk.draft(dict(left_out or {}), weighing)


def _mistyped(its: Opening, labels: Labels) -> Opening:
    """`its` with the label that a semicolon, a slip for the colon, sets apart from the words."""
    label, mark, text = its.said.partition("; ")
    meant = replace(its, form="colon", label=label, text=text)
    return meant if its.form is None and mark and labels.speaker(meant) is not None else its


def _is_minutes(lines: Sequence[Line]) -> bool:
    return any(unsaid.initials(line.text) for line in lines)


def _without_chance(openings: Sequence[Opening]) -> list[Opening]:
    """`openings` without the short lines that look like no name and do not come back."""
    counts = Counter(key(o.label) for o in openings if o.form == "alone")
    return [
        replace(o, form=None, label="", text=o.said)
        if o.form == "alone" and counts[key(o.label)] < 3 and shape(o.label) != "strong"
        else o
        for o in openings
    ]


def _without_summary(lines: Sequence[Line]) -> list[Line]:
    """`lines` with what Gemini summarised before Google Meet's transcript marked as not said."""
    marks = [i for i, line in enumerate(lines) if _is_transcript_heading(line)]
    if not marks:
        return list(lines)
    before = any(unsaid.NOTES_HEADING.match(line.text[:40]) for line in lines[: marks[0]])
    if not before and unsaid.GEMINI[1] not in lines[marks[0]].text:
        return list(lines)
    return [_mark(line, "unsaid") for line in lines[: marks[0] + 1]] + list(lines[marks[0] + 1 :])


def _is_transcript_heading(line: Line) -> bool:
    return len(line.text) < 40 and unsaid.TRANSCRIPT_HEADING.match(line.text) is not None


def _without_form(lines: list[Line], openings: Sequence[Opening]) -> list[Line]:
    """`lines` with the form at their head (date, place, interviewer) marked as not said."""
    last, since = -1, 0
    labels = _labels_that_come_back(openings)
    for i, line in enumerate(lines[:HEAD_LINES]):
        field = unsaid.form_field(line.text)
        value = line.text.replace("=", ":").partition(":")[2].strip()
        since += 1
        speaks = openings[i].label in labels and not _names_somebody(value)
        if (
            field is None
            or speaks
            or (unsaid.is_person_field(field) and not _names_somebody(value))
        ):
            # A sentence above everything ("Invented, for training.") is no speech either.
            is_said = _is_speech(line) and (i > 0 or openings[i].form is not None)
            if speaks or since > TITLE_LINES or is_said:
                break
        else:
            last, since = i, 0
    return [_mark(line, "unsaid") for line in lines[: last + 1]] + lines[last + 1 :]


def _labels_that_come_back(openings: Sequence[Opening]) -> set[str]:
    """The labels that open several lines: where one of them speaks, the form has ended."""
    found = Counter(o.label for o in openings if o.form in ("colon", "column"))
    return {label for label, count in found.items() if count > 1 and against(label) != "whole"}


def _is_speech(line: Line) -> bool:
    return line.text.rstrip()[-1:] in SENTENCE_ENDS and len(line.text.split()) > 4


def _names_somebody(value: str) -> bool:
    return value[-1:] not in ENDS and shape(value) == "strong" and 0 < len(value.split()) <= 5


def _mark(line: Line, kind: LineKind) -> Line:
    return Line(line.text, kind, starts=line.starts)


def _known(lines: Sequence[Line]) -> frozenset[str]:
    """The labels that the head declares or an attendance list explains."""
    found = [name for line in lines for name in unsaid.initials(line.text)]
    for line in lines[:HEAD_LINES]:
        field = unsaid.form_field(line.text) if line.kind == "unsaid" else None
        if field is not None and unsaid.is_person_field(field):
            value = line.text.replace("=", ":").partition(":")[2]
            found += [value, "".join(word[0] for word in value.split())]
    return frozenset(key(name) for name in found if name.strip())


def _paragraphs(lines: Sequence[Line], openings: Sequence[Opening]) -> int:
    """How many paragraphs could open with a label: not those that a label alone stands over."""
    count, under_label = 0, False
    for line, its in zip(lines, openings, strict=True):
        if line.kind in ("heading", "unsaid") or unsaid.is_boilerplate(line.text):
            continue
        if line.starts and its.said and not (under_label and its.form in (None, "alone")):
            count += 1
        under_label = its.form is not None and not its.text
    return count


def _candidates(lines: Sequence[Line], openings: Sequence[Opening]) -> list[LabelCandidate]:
    found: list[LabelCandidate] = []
    for i, its in enumerate(openings):
        if its.form is None or lines[i].kind == "unsaid":
            continue
        over_text = its.form in ("alone", "stamped") and not its.text
        if over_text and not _stands_over_text(i, lines, openings):
            continue
        under_time = i > 0 and bool(openings[i - 1].timed) and not openings[i - 1].said
        kind = lines[i].kind
        apart = under_time or kind in ("heading", "bold")
        starts = (lines[i].starts or under_time) and kind != "heading"
        found.append(LabelCandidate(its, starts, apart, under_time))
    return found


def _stands_over_text(i: int, lines: Sequence[Line], openings: Sequence[Opening]) -> bool:
    """Whether words follow the name on line `i`: a list of names or an agenda is no dialogue."""
    if i + 1 >= len(lines) or lines[i + 1].kind == "unsaid":
        return False
    after = openings[i + 1]
    if openings[i].timed and not openings[i].gap and after.timed:
        return False  # each line has its time: a short one is no name over the next
    in_cue = i > 0 and not lines[i].starts and not openings[i - 1].said
    if in_cue and lines[i + 1].starts:
        return False
    return after.form != openings[i].form or (key(after.label) != key(openings[i].label) and in_cue)


@dataclass(frozen=True, slots=True)
class _Clocks:
    """Where a time is one though nothing sets it off, because most lines have one there."""

    before: bool = False
    after_labels: bool = False
    at_ends: bool = False
    of_chat: bool = False  # so that a message without a name is the program's
    chevrons: bool = False  # stand before most labels, so that one alone is another's turn

    @classmethod
    def of(cls, lines: Sequence[Line], openings: Sequence[Opening], labels: Labels) -> "_Clocks":
        """Where these lines have them."""
        opened = [o for line, o in zip(lines, openings, strict=True) if line.starts and o.said]
        named = [o for o in opened if o.text and labels.speaker(o) is not None]
        return cls(
            sum(o.timed == "bare" for o in opened) * 2 >= len(opened) > 0,
            sum(o.stamp > 0 for o in named) >= MOST * len(named) > 0,
            len(named) > 1 and _ending_in_times(named) >= MOST * len(named),
            sum(_is_of_chat(o) for o in named) >= MOST * len(named) > 0,
            sum(o.mark == ">" for o in named) >= MOST * len(named) > 0,
        )


def _is_of_chat(its: Opening) -> bool:
    """Whether a time of day stands before the words."""
    return bool(its.timed) and its.seconds is None


def _ending_in_times(named: Sequence[Opening]) -> int:
    return sum(o.text[-1:] in ENDS_OF_TIMES and times.trailing(o.text) is not None for o in named)


def _bold_lines_are_few(lines: Sequence[Line]) -> bool:
    return sum(line.kind == "bold" for line in lines) * 2 <= len(lines)


def _heading_if_bold(line: Line, labels: Labels, its: Opening) -> Line:
    if line.kind != "bold" or labels.speaker(its) is not None or not _is_title(line.text):
        return line
    return _mark(line, "heading")


def _is_title(text: str) -> bool:
    said = text.strip()
    return len(said.split()) <= HEADING_WORDS and said[-1:] not in ENDS


def _headings_and_questions(lines: list[Line]) -> list[Line]:
    """`lines` of a document without speakers, its bold headings and set questions marked.

    A question of the interview guide is the evaluator's, whoever typed the answers under it.
    """
    if _bold_lines_are_few(lines):
        lines = [
            _mark(line, "heading") if line.kind == "bold" and _is_title(line.text) else line
            for line in lines
        ]
    asked = [_is_set_question(line) for line in lines]
    answered = sum(a and not b for a, b in pairwise([*asked, True]))
    if sum(asked) < 3 or answered * 2 < sum(asked):
        return lines
    return [_mark(line, "heading") if a else line for line, a in zip(lines, asked, strict=True)]


def _apart(line: Line) -> Line:
    # Where nobody speaks, a line that no narrow page broke off is a paragraph of its own.
    return line if line.starts or line.wraps else replace(line, starts=True)


def _is_set_question(line: Line) -> bool:
    return line.kind in ("bullet", "bold") and line.text.rstrip().endswith("?")


class Walk:
    """Goes through the lines once, keeping who is speaking and the words since they began."""

    def __init__(self, labels: Labels, clocks: _Clocks, *, is_minutes: bool) -> None:
        self._labels, self._clocks, self._minutes = labels, clocks, is_minutes
        self._blocks: list[Block] = []
        self._asides: set[int] = set()
        self._words: list[str] = []
        self._speaker: str | None = None
        self._owes_a_block = False  # a label stands in the source, even if no words follow it
        self._inside = False  # between a label and the next heading
        self._said_by_nobody = True  # words that only a note-taker may claim
        self._seconds: float | None = None
        self._next_seconds: float | None = None
        self._closed_at = 0.0

    def take(self, line: Line, its: Opening) -> None:
        """Take one line: it opens a block, goes on with one, or is kept apart from speech."""
        speaker = self._labels.speaker(its)
        if line.kind == "unsaid" or unsaid.is_boilerplate(its.said or line.text):
            self._keep_apart(line)
        elif speaker is not None:
            self._open(speaker, self._text(its), its.seconds)
        elif line.kind == "heading":
            self._keep_apart(line)
        elif self._labels.is_joint(its) or its.form == self._labels.form == "column":
            self._open(None, its.said, its.seconds)
        elif self._clocks.of_chat and _is_of_chat(its) and its.said:
            self._keep_apart(Line(its.said, "unsaid"))
        elif self._clocks.chevrons and its.mark == ">" and line.starts:
            self._open(None, after_mark(its.said)[1], its.seconds)
        elif its.timed and not its.said:
            self._next_seconds = its.seconds
        else:
            self._go_on(line, its)

    def draft(self, left_out: dict[str, int], weighing: Weighing) -> Draft:
        """Everything taken so far."""
        self._close()
        return Draft(tuple(self._blocks), listed(left_out), frozenset(self._asides), weighing)

    def _text(self, its: Opening) -> str:
        """The words after a label, without the time that most labels have before them."""
        return its.text[its.stamp :] if its.stamp and self._clocks.after_labels else its.text

    def _keep_apart(self, line: Line) -> None:
        self._close()
        if line.text.strip():
            self._blocks.append(Block(line.text.strip(), speech=False))
        if line.kind == "heading":
            self._inside, self._speaker = False, None

    def _open(self, speaker: str | None, text: str, seconds: float | None) -> None:
        self._close()
        self._speaker, self._inside, self._said_by_nobody = speaker, True, False
        self._owes_a_block = speaker is not None
        self._seconds = seconds if seconds is not None else self._next_seconds
        self._next_seconds = None
        self._words = [text] if text else []

    def _go_on(self, line: Line, its: Opening) -> None:
        timed = its.timed == "firm" or (its.timed == "bare" and self._clocks.before)
        text = its.said if timed else line.text.strip()
        if timed or line.seconds is not None:
            self._next_seconds = its.seconds
        if line.starts and not self._inside:
            self._begin_unlabelled(line, text)
        elif line.starts and unsaid.is_note(text) and self._labels.shown:
            self._keep_apart(Line(text, "unsaid"))
        elif line.starts and line.kind == "bullet" and self._minutes:
            self._keep_apart(Line("", "heading"))
            self._begin_unlabelled(line, text)
        elif self._next_seconds is not None and any(self._words):
            self._open(self._speaker, text, self._next_seconds)
        else:
            self._add(text, wraps=line.wraps)

    def _begin_unlabelled(self, line: Line, text: str) -> None:
        if unsaid.is_attendance(text) or unsaid.is_note(text):
            self._keep_apart(Line(text, "unsaid"))
            return
        self._open(None, text, None)
        self._inside = False
        self._said_by_nobody = bool(self._labels.shown) and self._seconds is None

    def _add(self, text: str, *, wraps: bool) -> None:
        if self._seconds is None:
            self._seconds, self._next_seconds = self._next_seconds, None
        if self._words:
            self._words.append(" " if wraps else "\n")
        self._words.append(text)

    def _close(self) -> None:
        text, seconds = "".join(self._words).strip(), self._seconds
        self._words, self._seconds = [], None
        if closed := times.closing(text):
            # f4 writes when a paragraph ended; it began when the one before ended.
            seconds = self._closed_at if seconds is None else seconds
            self._closed_at, text = closed
        text = times.without_time(text).strip()
        if self._clocks.at_ends and text[-1:] in ENDS_OF_TIMES and (end := times.trailing(text)):
            text = end[1]
        owed, self._owes_a_block = self._owes_a_block, False
        if not bare(text) and not owed:
            return
        if self._said_by_nobody and self._labels.shown:
            self._asides.add(len(self._blocks))
        self._blocks.append(Block(text, self._speaker, seconds))
