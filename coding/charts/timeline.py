"""What was answered to what people asked for, every half year: done, under way, not possible and why."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coding.charts.chart import Chart, ChartTable, Titles, chart
from coding.charts.layout import (
    GAP,
    SOFT,
    Drawn,
    Mark,
    PlacedText,
    Shape,
    legend,
    named_row,
    paragraph,
    ruled,
    stacked,
)
from coding.charts.widths import text_width
from corpora.dates import written_date, written_month

Answer = Literal["done", "under way", "planned", "not possible", "no answer"]

_LOOKS: dict[Answer, tuple[Shape, str]] = {
    "done": ("disc", "positive"),
    "under way": ("triangle", "count"),
    "planned": ("diamond", "open-ink"),
    "not possible": ("cross", "negative"),
    "no answer": ("square", "open-ink"),
}
_SETTLED = ("done", "not possible")
_SIGN, _LANE, _BETWEEN = 13.0, 22.0, 14.0


@dataclass(frozen=True, slots=True)
class ActionUpdate:
    """What was answered on a day (None where none is known), with a reason or a remark."""

    on: date | None
    answer: Answer
    words: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """What people asked for and since when, what was answered, and what they noticed of it.

    `updates` stand in the order of time. `noticed` is in words, "" where nobody was asked.
    """

    asked: str
    on: date | None = None
    updates: tuple[ActionUpdate, ...] = ()
    due: date | None = None
    noticed: str = ""

    @property
    def last(self) -> ActionUpdate:
        """Where it stands; without any answer since the day of asking."""
        if self.updates and self.updates[-1].answer != "no answer":
            return self.updates[-1]
        return ActionUpdate(self.on or (self.updates[-1].on if self.updates else None), "no answer")


def timeline(titles: Titles, actions: Sequence[ActionLine], today: date) -> Chart:
    """A line for each action from when it was asked for to `today`, over half years."""
    table = ChartTable(
        ("Asked for", "On", "Where it stands", "Due", "Answers", "Noticed"),
        tuple(
            (
                it.asked,
                _day(it.on),
                _stands(it, today),
                _day(it.due),
                "; ".join(map(_answer, it.updates)) or "none",
                it.noticed or "not asked",
            )
            for it in actions
        ),
    )
    sentences = [f"{it.asked}: {_stands(it, today)}." for it in actions]
    return chart(
        titles, table, sentences, lambda width, narrow: _body(actions, today, width, narrow)
    )


def _day(day: date | None) -> str:
    return written_date(day) if day else "–"


def _answer(update: ActionUpdate) -> str:
    day = written_date(update.on) if update.on else ""
    return ", ".join(filter(None, (day, update.answer, _plain(update.words))))


def _plain(words: str) -> str:
    """What somebody wrote, to stand inside a sentence."""
    return words.strip().rstrip(".")


def _stands(action: ActionLine, today: date) -> str:
    """Where an action stands, in words."""
    last = action.last
    if last.answer == "no answer":
        since = f"for {max((today - last.on).days, 0)} days" if last.on else "yet"
        return f"no answer {since}{_overdue(action, today)}"
    on = f", said on {written_date(last.on)}" if last.on else ""
    reason = f": {_plain(last.words)}" if last.words else ""
    return f"{last.answer}{on}{reason}{'' if last.answer in _SETTLED else _overdue(action, today)}"


def _overdue(action: ActionLine, today: date) -> str:
    late = action.due is not None and action.due < today
    return f"; was due on {_day(action.due)}" if late else ""


def _half_years(first: date, last: date) -> list[date]:
    """The first days of half years from that before `first` to that after `last`."""
    day = date(first.year, 1 if first.month < 7 else 7, 1)
    days = [day]
    while day <= last:
        day = date(day.year, 7, 1) if day.month == 1 else date(day.year + 1, 1, 1)
        days.append(day)
    return days


def _body(actions: Sequence[ActionLine], today: date, width: float, narrow: bool) -> Drawn:
    if not actions:
        return Drawn()
    days = [today, *(day for it in actions for day in _days(it))]
    halves = _half_years(min(days), max(days))
    beside = 0.0 if narrow else width * 0.34
    across = width - beside - _SIGN
    whole = (halves[-1] - halves[0]).days

    def at(day: date) -> float:
        return (day - halves[0]).days / whole * across + _SIGN / 2

    rows = [
        named_row(
            it.asked,
            f"asked for on {written_date(it.on)}" if it.on else "",
            stacked(
                [
                    _lane(it, today, halves, at),
                    paragraph(_sentence(_stands(it, today)), width - beside),
                    paragraph(_noticed(it), width - beside, SOFT),
                ],
                gap=2.0,
            ).moved(beside),
            (beside or width) - _BETWEEN,
            narrow,
        )
        for it in actions
    ]
    scale = Drawn(20.0, lines=tuple(_scale(halves, [at(h) for h in halves], width - beside)))
    key = legend(_entries(today), width)
    return stacked([key, scale.moved(beside), ruled(rows, width)], gap=GAP)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _noticed(action: ActionLine) -> str:
    return f"Noticed: {_plain(action.noticed)}." if action.noticed else ""


def _entries(today: date) -> list[tuple[tuple[Mark, ...], str]]:
    """What the marks mean."""
    signs = [
        ((Mark(shape, look, 3, 1, _SIGN, _SIGN),), str(answer))
        for answer, (shape, look) in _LOOKS.items()
    ]
    return [
        *signs,
        ((Mark("rule", "open-ink", 0, 8, 18, 0),), "waiting for an answer"),
        ((Mark("rule", "ink", 9, 0, 0, 16),), "due"),
        ((Mark("rule", "end", 9, 0, 0, 16),), f"today, {written_date(today)}"),
    ]


def _days(action: ActionLine) -> Iterator[date]:
    yield from filter(None, (action.on, action.due, *(it.on for it in action.updates)))


def _lane(
    action: ActionLine, today: date, halves: Sequence[date], at: Callable[[date], float]
) -> Drawn:
    """The line of an action with its answers, over the half years."""
    due = [Mark("rule", "ink", at(action.due), 0.0, 0.0, _LANE)] if action.due else []
    marks = (
        *(Mark("rule", "grid", at(half), 0.0, 0.0, _LANE) for half in halves),
        Mark("rule", "end", at(today), 0.0, 0.0, _LANE),
        *_stretches(action, today, at),
        *due,
        *(_sign(it.answer, at(it.on)) for it in action.updates if it.on),
    )
    return Drawn(_LANE, marks)


def _stretches(action: ActionLine, today: date, at: Callable[[date], float]) -> Iterator[Mark]:
    """Dashed until there is an answer, full from then on until it is settled, or to today."""
    answers = [it.on for it in action.updates if it.on and it.answer != "no answer"]
    settled = action.last.answer in _SETTLED
    until = max([*answers[-1:], *([] if settled else [today])], default=today)
    answered = answers[0] if answers else until
    asked = min(action.on or answered, answered)
    for look, start, end in (("open-ink", asked, answered), ("ink", answered, until)):
        if end > start:
            yield Mark("rule", look, at(start), _LANE / 2, at(end) - at(start), 0.0)


def _sign(answer: Answer, x: float) -> Mark:
    shape, look = _LOOKS[answer]
    return Mark(shape, look, x - _SIGN / 2, (_LANE - _SIGN) / 2, _SIGN, _SIGN)


def _scale(halves: Sequence[date], places: Sequence[float], width: float) -> Iterator[PlacedText]:
    """The half years that find room, each over its line."""
    free = 0.0
    for half, x in zip(halves, places, strict=True):
        words = written_month(half)
        room = text_width(words, SOFT)
        left = min(max(x - room / 2, 0.0), width - room)
        if left >= free:
            free = left + room + 8
            yield PlacedText(words, left, 15.0, SOFT)
