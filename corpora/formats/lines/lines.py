"""A line as every document format gives it, before anybody asks who speaks."""

from dataclasses import dataclass
from typing import Literal

LineKind = Literal["text", "heading", "bullet", "bold", "unsaid"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source. `emphasis` counts the characters at its start in bold or italics.

    A `bold` line is a whole paragraph in bold: a heading, a question or a name, as it turns out.
    `starts` marks the first line of a paragraph; `wraps` a line that goes on in the middle of
    the sentence before, because the page was narrow. `speaker` is a label that the source keeps
    apart from the text, as in the column of a table.
    """

    text: str
    kind: LineKind = "text"
    emphasis: int = 0
    starts: bool = True
    wraps: bool = False
    speaker: str | None = None
    seconds: float | None = None
