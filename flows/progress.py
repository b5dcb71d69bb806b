"""Progress of the stages: bars on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

Advance = Callable[[int, int], None]
SECONDS_BETWEEN_LINES = 10.0


class Reporter(Protocol):
    """Shows how far a stage has come."""

    def stage(self, name: str) -> AbstractContextManager[Advance]:
        """A context that gives a function of (done, total)."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A line when a stage begins, one every ten seconds and one at its end, for logs and pipes."""

    out: TextIO

    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:
        """A context that gives a function of (done, total)."""
        print(f"{name} …", file=self.out, flush=True)
        began = last = time.monotonic()
        all_of_it = 0

        def advance(done: int, total: int) -> None:
            nonlocal last, all_of_it
            now, all_of_it = time.monotonic(), total
            if now - last >= SECONDS_BETWEEN_LINES:
                last = now
                print(f"{name} {done_of(done, total, now - began)}", file=self.out, flush=True)

        yield advance
        took = duration(time.monotonic() - began)
        counted = f"{all_of_it:,} in {took}" if all_of_it else took
        print(f"{name}: {counted}", file=self.out, flush=True)


def done_of(done: int, total: int, seconds: float) -> str:
    """`400 of 1,200 … 20 s, about 40 s more`: how far a stage came in so many seconds."""
    said = f"{done:,} of {total:,} … {duration(seconds)}"
    if not 0 < done < total:
        return said
    return f"{said}, about {duration(seconds / done * (total - done))} more"


def duration(seconds: float) -> str:
    """`20 s`, or `2 min 5 s` from a minute on."""
    minutes, left = divmod(round(seconds), 60)
    return f"{minutes:,} min {left} s" if minutes else f"{left} s"


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar a stage, for people at a terminal."""

    console: Console

    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:
        """A context that gives a function of (done, total)."""
        columns = (
            TextColumn("{task.description:<20}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.console) as bars:
            task = bars.add_task(name, total=None)

            def advance(done: int, total: int) -> None:
                bars.update(task, completed=done, total=total)

            yield advance
            # A stage that had nothing to count still ends with a full bar.
            total = bars.tasks[0].total or 1
            bars.update(task, completed=total, total=total)


class _Silent:
    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:
        yield lambda done, total: None


# The flow's parameters are recorded by Prefect, so the reporter does not travel with them.
_current: Reporter = _Silent()


def use(reporter: Reporter) -> None:
    """Show the progress of flows in this process through `reporter`."""
    global _current
    _current = reporter


def stage(name: str) -> AbstractContextManager[Advance]:
    """The context of a stage with this name, in the reporter in use."""
    return _current.stage(name)


def for_stream(out: TextIO = sys.stderr) -> Reporter:
    """Bars where `out` is a terminal, plain lines where it is not."""
    return Bars(Console(file=out)) if out.isatty() else Lines(out)
