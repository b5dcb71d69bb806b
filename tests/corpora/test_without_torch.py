"""Packages hidden from libraries that would load them."""

import importlib
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from corpora.without_torch import hidden

UNUSED = "this"
"""A module of the standard library that prints a poem, and that nothing imports."""


def test_what_is_hidden_is_not_there_for_this_thread_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sys.modules.pop(UNUSED, None)
    with hidden(UNUSED):
        with pytest.raises(ImportError, match="not needed"):
            importlib.import_module(UNUSED)
        with ThreadPoolExecutor(1) as other:
            assert other.submit(importlib.import_module, UNUSED).result() is sys.modules[UNUSED]
        assert importlib.import_module(UNUSED) is sys.modules[UNUSED], "it is there already"
    assert "Zen" in capsys.readouterr().out
    sys.modules.pop(UNUSED)
    importlib.import_module(UNUSED)
