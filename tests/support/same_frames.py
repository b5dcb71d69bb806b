"""All frames of an evaluation, compared with those of another one."""

import inspect

import pandas as pd

from coding import Evaluation


def frames(evaluation: Evaluation) -> dict[str, pd.DataFrame]:
    """Every public frame of an evaluation, by its name: those that there will be as well."""
    made = {}
    for name, method in inspect.getmembers(evaluation, inspect.ismethod):
        signature = inspect.signature(method)
        needed = [p for p in signature.parameters.values() if p.default is p.empty]
        if not name.startswith("_") and not needed and "DataFrame" in str(signature):
            made[name] = method()
    return made


def assert_same_frames(one: Evaluation, other: Evaluation) -> None:
    """Every frame of the two has the same rows in the same order."""
    before, after = frames(one), frames(other)
    assert len(before) >= 13 and before.keys() == after.keys()
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, after[name], obj=name)
    assert one.pseudonyms() == other.pseudonyms()
