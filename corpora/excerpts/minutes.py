"""Meeting notes taken apart: who was there, what was on the agenda, what is reported, what is to do.

Everything is a span of the transcript's text. Who was in the room (`Attendee`) is kept apart from
who is recorded as speaking (`Remark.initials`): being there is not being heard.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpora.sentences import Span, sentences
from corpora.transcript import WITHDRAWN, Transcript

_MONTHS = "january february march april may june july august september october november december"
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS.split(), start=1)}
_WORDED_DATE = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([A-Z][a-z]{2,8}),?\s+(\d{4})\b"
)
_NUMBER_DATE = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")

_PRESENT = re.compile(
    r"(?:also )?(?:present|in attendance|attendees|attending|attendance|members present)\b", re.I
)
_APOLOGIES = re.compile(r"(?:apologies|absent|not present)\b", re.I)
_OFFICERS = re.compile(
    r"(?:chair|facilitators?|notes?(?: taken)? by|note[- ]?taker|minutes by|minute[- ]?taker)\b",
    re.I,
)
_ABOUT = re.compile(
    r"(?:date|time|place|venue|location|called by|circulation|distribution|next meeting|"
    r"date of next meeting|meeting closed?|close of meeting|invented|note)\b",
    re.I,
)
_ACTIONS = re.compile(
    r"(?:\d+[.)]?\s*)?(?:summary of )?"
    r"action(?: points?| log| list| items?|s)?\b[^.!?]{0,30}$",
    re.I,
)
_ITEM = re.compile(r"(?:item\s+)?(\d{1,2}(?:\.\d{1,2}){0,2})[.):]?\s+(?=\S)", re.I)
_BULLET = re.compile(r"(?:[-–—*•▪◦o·]|\(?[a-z]\)|\d+[.)])\s+")
_PERSON = re.compile(r"([^(),;:]+?)\s*\(([^()]*)\)|([^(),;:]+)")
_INITIALS = re.compile(r"[A-Z]{2,4}")
_OPENS = re.compile(
    r"([A-Z]{2,4})\b(?!['’]s)(?:\s*\([^)]*\))?\s+"
    r"(?!(?:was|were|is|are|to|and|or|had been)\b)"
)
_GOES_ON = re.compile(r"(?:he|she|they|it was (?:his|her|their))\b", re.I)
_DUE = re.compile(r"\b(?:by|before|due|from|until)\s+([^,.;]{3,40})\s*[.;]?\s*$", re.I)
_OWNERS = re.compile(r"((?:[A-Z]{2,4})(?:\s*(?:,|/|&|\+|and)\s*[A-Z]{2,4})*)\b\s*(?:to\b|[-–—:])")
_LONGEST_HEADING = 12


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody whom the notes list. `heading` is what the list is called, such as "Present (staff)"."""

    name: str
    initials: str | None
    present: bool
    heading: str


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item of the agenda; the span is that of its heading."""

    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do: its span, the initials of who does it, the date as it is written."""

    start: int
    end: int
    owners: tuple[str, ...]
    due: str | None


@dataclass(frozen=True, slots=True)
class ReportedRemark:
    """A stretch of reported speech, and the initials of who is recorded as saying it, if the text says.

    A mark in place of initials stands where somebody spoke who has withdrawn.
    """

    start: int
    end: int
    initials: str | None


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a set of meeting notes holds, in the order of the text. `date` is None where none is given."""

    title: str
    date: date | None
    attendees: tuple[Attendee, ...]
    items: tuple[Item, ...]
    remarks: tuple[ReportedRemark, ...]
    actions: tuple[Action, ...]

    def known_initials(self) -> frozenset[str]:
        """Initials that belong to one person only; those that clash are not guessed."""
        counted = Counter(a.initials for a in self.attendees if a.initials)
        return frozenset(initials for initials, times in counted.items() if times == 1)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def span(self) -> Span:
        return self.start, self.start + len(self.text)


def minutes(transcript: Transcript) -> Minutes:
    """The notes taken apart."""
    lines = list(_lines(transcript.text))
    found = _Reader(structured=any(_opens_body(line) for line in lines))
    for line in lines:
        found.take(line)
    known = _Known(tuple(found.attendees))
    remarks = tuple(remark for line in found.reported for remark in known.remarks(line))
    return Minutes(
        title=found.title,
        date=_first_date(transcript.text[: found.header_end]),
        attendees=tuple(found.attendees),
        items=tuple(found.items),
        remarks=remarks,
        actions=tuple(_action(line) for line in found.to_do),
    )


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        said = line.strip()
        if said:
            yield _Line(start + line.index(said[0]), said)
        start += len(line) + 1


class _Reader:
    """Sorts lines into header, attendance, agenda items, reported speech and actions."""

    def __init__(self, *, structured: bool) -> None:
        # Where there are headings or bullets, prose above the first of them is a preface.
        self._structured = structured
        self.title, self.header_end = "", 0
        self.attendees: list[Attendee] = []
        self.items: list[Item] = []
        self.reported: list[_Line] = []
        self.to_do: list[_Line] = []
        self._in_actions = self._in_body = False
        self._list: tuple[str, bool] | None = None

    def take(self, line: _Line) -> None:
        """Sort one line."""
        if self._is_attendance(line) or (_ABOUT.match(line.text) and ":" in line.text[:30]):
            self._end_header(line)
        elif _ACTIONS.fullmatch(line.text):
            self._in_actions, self._in_body, self._list = True, True, None
        elif item := _heading(line):
            self.items.append(item)
            self._in_actions, self._in_body, self._list = False, True, None
        elif self._in_actions:
            self.to_do.append(_without_bullet(line))
        elif self._in_body or _opens_body(line) or not self._structured:
            self._in_body = True
            self._report(_without_bullet(line))
        else:
            if not self.title and not _is_sentence(line.text):
                self.title = line.text
            self._end_header(line)

    def _end_header(self, line: _Line) -> None:
        if not self._in_body:
            self.header_end = line.span[1]

    def _report(self, line: _Line) -> None:
        if re.match(r"actions?\s*:", line.text, re.I):
            self.to_do.append(line)
        elif len(line.text.split()) >= 3:
            self.reported.append(line)

    def _is_attendance(self, line: _Line) -> bool:
        """Whether the line lists people: "Present: …", or a line below a heading that says so."""
        heading, colon, rest = line.text.partition(":")
        here, away = _PRESENT.match(heading), _APOLOGIES.match(heading)
        officer = _OFFICERS.match(heading) and colon
        if (here or away or officer) and (colon or len(heading.split()) <= 4):
            self._list = None if officer else (heading.strip(), not away)
            listed = _attendees(rest, heading.strip(), present=not away)
            # An officer's line may go on with the organisation that they come from.
            self.attendees += listed[:1] if officer else listed
            return True
        if self._list and not self._in_body and not _ITEM.match(line.text):
            names = rest if colon and len(heading.split()) <= 5 else line.text
            kept = self._list[0] if names != rest else heading.strip()
            people = _attendees(_BULLET.sub("", names, count=1), kept, self._list[1])
            self.attendees += people
            return bool(people)
        return False


def _heading(line: _Line) -> Item | None:
    """The agenda item that this line opens: a number and a few words that are no sentence."""
    match = _ITEM.match(line.text)
    short = len(line.text.split()) <= _LONGEST_HEADING
    if match is None or not short or _is_sentence(line.text):
        return None
    return Item(match.group(1), *line.span)


def _opens_body(line: _Line) -> bool:
    return bool(_BULLET.match(line.text) or _heading(line))


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?", ".”", '."')) and len(text.split()) >= 4


def _without_bullet(line: _Line) -> _Line:
    match = _BULLET.match(line.text)
    return _Line(line.start + match.end(), line.text[match.end() :]) if match else line


def _attendees(listed: str, heading: str, present: bool) -> list[Attendee]:
    found = []
    for match in _PERSON.finditer(listed):
        name = (match.group(1) or match.group(3) or "").strip(" .\t")
        name = re.sub(r"^and\s+", "", name)
        if name and re.match(r"[^\W\d_]", name) and len(name.split()) <= 6:
            initials = _INITIALS.match((match.group(2) or "").strip())
            found.append(Attendee(name, initials and initials.group(), present, heading))
    return found


class _Known:
    """Attributes what is reported to the initials of those who are listed."""

    def __init__(self, attendees: Sequence[Attendee]) -> None:
        counted = Counter(a.initials for a in attendees if a.initials)
        self._clash = {initials for initials, times in counted.items() if times > 1}
        self._listed = set(counted)

    def remarks(self, line: _Line) -> Iterator[ReportedRemark]:
        """The line cut where another person is recorded as speaking."""
        (spans,) = sentences([line.text])
        runs: list[ReportedRemark] = []
        for start, end in spans:
            said = line.text[start:end]
            who = runs[-1].initials if runs and _GOES_ON.match(said) else self._speaker(said)
            a, b = line.start + start, line.start + end
            if runs and runs[-1].initials == who:
                runs[-1] = ReportedRemark(runs[-1].start, b, who)
            else:
                runs.append(ReportedRemark(a, b, who))
        yield from runs

    def _speaker(self, sentence: str) -> str | None:
        if sentence.strip(" .") == WITHDRAWN:
            return WITHDRAWN
        match = _OPENS.match(sentence)
        initials = match.group(1) if match else None
        return initials if initials in self._listed - self._clash else None


def _action(line: _Line) -> Action:
    owners = _OWNERS.search(line.text)
    due = _DUE.search(line.text)
    initials = tuple(_INITIALS.findall(owners.group(1))) if owners else ()
    return Action(*line.span, initials, due.group(1).strip() if due else None)


def _first_date(header: str) -> date | None:
    """The first date in the header. Dates in numbers are read as in Britain, day first."""
    return next(_dates(header), None)


def _dates(text: str) -> Iterator[date]:
    found: Iterable[tuple[int, int, int]] = (
        *((int(y), int(m), int(d)) for y, m, d in _ISO_DATE.findall(text)),
        *((int(y), _MONTH.get(m[:3].lower(), 0), int(d)) for d, m, y in _WORDED_DATE.findall(text)),
        *((int(y), int(m), int(d)) for d, m, y in _NUMBER_DATE.findall(text)),
    )
    for year, month, day in found:
        try:
            yield date(year, month, day)
        except ValueError:
            continue
