"""Packages hidden from libraries that load them wherever they are installed, needed or not."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from threading import get_ident
from types import ModuleType


@contextmanager
def hidden(*packages: str) -> Iterator[None]:
    """In this thread, these packages cannot be imported, as if they were not installed.

    One that is there already stays: to hide it would save nothing.
    """
    finder = _Hiding(packages)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Hiding(MetaPathFinder):
    def __init__(self, packages: Sequence[str]) -> None:
        self._packages, self._thread = frozenset(packages), get_ident()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Nothing, so that others look; an error for what is hidden."""
        if fullname in self._packages and get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is not needed here", name=fullname)
        return None
