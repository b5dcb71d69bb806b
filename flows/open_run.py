"""What the stages of one run work with, opened when the first of them asks for it."""

from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from coding.evaluation.evaluation import Evaluation
from coding.intake import sources
from coding.suggestions.suggest import of_the_size, open_cache

if TYPE_CHECKING:
    import pandas as pd

    from coding.embedding.vectors import VectorCache


@dataclass(frozen=True)
class OpenRun:
    """A run in `folder`, which holds the evaluation's lock while it is at work.

    Handed to another process it is the folder alone, and what is asked for there is opened there:
    a database and a model cannot travel.
    """

    folder: str
    _loading: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    def __reduce__(self) -> "tuple[type[OpenRun], tuple[str]]":
        return OpenRun, (self.folder,)

    @cached_property
    def evaluation(self) -> Evaluation:
        """The evaluation, with people.csv and the codebook as they were when the run began."""
        return Evaluation.open(self.folder)

    @cached_property
    def plan(self) -> sources.Plan:
        """What there is to do, from what stood in the transcripts folder when the run began."""
        return sources.plan(self.evaluation)

    @property
    def vectors(self) -> "VectorCache":
        """The vectors and their model. Raises ModelFault."""
        # Loaded ahead in a thread: a stage that asks meanwhile waits, and does not load it again.
        with self._loading:
            return of_the_size(self.evaluation, self._vectors)

    @cached_property
    def _vectors(self) -> "VectorCache":
        return open_cache(self.evaluation)

    @cached_property
    def excerpts(self) -> "pd.DataFrame":
        """`Evaluation.excerpts`, for stages after cutting: no later stage changes any of it."""
        return self.evaluation.excerpts()
