"""Formatted pieces of a paragraph to lines that remember how they begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpora.formats.lines.lines import Line, LineKind


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph that is formatted alike. `set_off`: in italics or underlined."""

    text: str
    bold: bool = False
    set_off: bool = False


def lines_of_runs(
    runs: Sequence[Run], *, heading: bool = False, bullet: bool = False
) -> list[Line]:
    """The lines of one paragraph, broken where its writer broke them."""
    lines: list[Line] = []
    for pieces in _broken(runs):
        text = "".join(run.text for run in pieces)
        if not text.strip():
            continue
        kind: LineKind = "heading" if heading else "bullet" if bullet else "text"
        if kind != "heading" and not lines and _all_bold(pieces):
            kind = "bold"
        cut = len(text) - len(text.lstrip())
        emphasis = max(0, _set_off_at_start(pieces) - cut)
        lines.append(Line(text.strip(), kind, emphasis, starts=not lines))
    return lines


def _broken(runs: Sequence[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        first, *more = run.text.split("\n")
        line.append(Run(first, run.bold, run.set_off))
        for piece in more:
            yield line
            line = [Run(piece, run.bold, run.set_off)]
    yield line


def _all_bold(pieces: Sequence[Run]) -> bool:
    return all(run.bold for run in pieces if run.text.strip())


def _set_off_at_start(pieces: Sequence[Run]) -> int:
    length = 0
    for run in pieces:
        if run.text.strip() and not (run.bold or run.set_off):
            break
        length += len(run.text)
    return length
