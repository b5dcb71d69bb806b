"""The values that leave the coder: suggestions, and the probabilities they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from codebooks.codebook import Direction

if TYPE_CHECKING:
    import pandas

    from coding.coder.learning.readiness import Readiness


Grade = Literal["likely", "could fit"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the program proposes for one text and one code, with the reason that was computed.

    `row` is the index of the text, `probability` lies in 0-1, `phrase` is the span (code points
    into the text) that weighs most, `nearest` the example of the codebook that is most like the
    text and points the same way, or nowhere ("" where the code has none), and `nearest_similarity` its cosine
    similarity. `grade` is *likely*, or *could fit* where it is less than that and yet worth a
    look by what people have decided. `direction` is None where the program is not sure.
    """

    row: int
    code_id: str
    probability: float
    direction: Direction | None
    phrase: tuple[int, int]
    nearest: str
    nearest_similarity: float
    grade: Grade = "likely"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a text has its probability for a code: all of it computed, none of it written.

    `phrase` is the span (code points) whose removal lowers the log odds most, by `fall`; `example`
    the codebook's example most like the text and `decision` the text that people accepted which
    is most like it, each with its cosine similarity ("" and 0 without one); `cues` are the spans
    that match a cue of the code.
    """

    probability: float
    phrase: tuple[int, int]
    fall: float
    example: str
    example_similarity: float
    decision: str
    decision_similarity: float
    cues: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """All that comes of coding some texts: one row a text and one column a code id, in order.

    `could_fit` are for each text the next codes in order, after those that are likely: a list to
    choose from and no statement. `readiness` says how far each code can be left to the program.
    """

    probabilities: pandas.DataFrame
    suggestions: list[Suggestion]
    could_fit: list[tuple[str, ...]]
    readiness: list[Readiness]
