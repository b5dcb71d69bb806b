"""What people of a first name are called as well, from the list beside this file."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def short_forms() -> Mapping[str, frozenset[str]]:
    """What else people of a first name are called ("sam": Samuel, Sammy), in small letters."""
    text = (files("corpora.people") / "short_names.txt").read_text("utf-8")
    forms: dict[str, set[str]] = {}
    for line in text.splitlines():
        same = [] if line.startswith("#") else line.replace(":", "").split()
        for name in same:
            forms.setdefault(name, set()).update(other for other in same if other != name)
    return {name: frozenset(others) for name, others in forms.items()}
