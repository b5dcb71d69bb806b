"""Faults as Prefect may see them: it stores messages, so none may hold a participant's words."""

import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from corpora.errors import EnvironmentFault, HeardError

P = ParamSpec("P")
R = TypeVar("R")


class Unexpected(EnvironmentFault):
    """A fault of the program itself; says its kind and place, not its message."""


def without_words(work: Callable[P, R]) -> Callable[P, R]:
    """`work`, with every fault that could quote a text replaced by its kind and its place."""

    @wraps(work)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return work(*args, **kwargs)
        except HeardError as fault:
            raise fault.with_traceback(None) from None
        except Exception as fault:
            raise _unexpected(fault) from None

    return guarded


def _unexpected(fault: Exception) -> Unexpected:
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return Unexpected(
        f"something went wrong that should not ({type(fault).__name__} at "
        f"{Path(last.filename).name} line {last.lineno})",
        remedy="Run again; if it comes back, report this line. No transcript was changed.",
    )


def environment_only(_task: Any, _run: Any, state: Any) -> bool:
    """Whether a failed stage is worth another try: only faults of the machine are."""
    fault = state.result(raise_on_failure=False)
    return isinstance(fault, EnvironmentFault) and type(fault) is EnvironmentFault
