"""Who was there, by the list of those present that a source may have at its head."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpora.formats.lines import unsaid
from corpora.formats.lines.label_names import against, bare_name, is_generic, key, shape
from corpora.formats.lines.lines import Line

HEAD_LINES = 60
LONGEST_LIST = 40
ABSENT = re.compile(r"\W{0,3}(?:apologies|absent|invited)", re.IGNORECASE)
PARTS = re.compile(r"\s*(?:[,;\t\n\u2022]|\band\b)\s*")
NAME_WORDS = range(1, 6)


def present(lines: Sequence[Line]) -> tuple[str, ...]:
    """The names in the list of those present: on its line, or on the lines under it."""
    names: list[str] = []
    for i, line in enumerate(lines[:HEAD_LINES]):
        match = unsaid.ATTENDANCE.match(line.text[: unsaid.HEAD])
        if match is None or ABSENT.match(line.text):
            continue
        names += _names(line.text[match.end() :])
        if not line.text[match.end() :].strip():
            names += _under(lines[i + 1 : i + 1 + LONGEST_LIST])
    return tuple(dict.fromkeys(names))


def _under(lines: Sequence[Line]) -> list[str]:
    names: list[str] = []
    for line in lines:
        found = _names(line.text.lstrip("-*\u2022 "))
        if line.kind == "heading" or ":" in line.text or not found:
            break
        names += found
    return names


def _names(text: str) -> list[str]:
    """The names of a list; none where one of its parts could not be a name."""
    parts = [part.strip(" .") for part in PARTS.split(bare_name(text)) if part.strip(" .")]
    return parts if parts and all(_is_name(part) for part in parts) else []


def _is_name(part: str) -> bool:
    return shape(part) == "strong" and not against(part) and len(part.split()) in NAME_WORDS


def keys_of(names: Iterable[str]) -> frozenset[str]:
    """What labels of these people may be: the whole name; the first or last, if one person's."""
    whole = {key(name) for name in names if name.strip()}
    parts = Counter(part for name in whole for part in set(_ends(name)))
    return frozenset(whole | {part for part, count in parts.items() if count == 1})


def _ends(name: str) -> tuple[str, ...]:
    words = bare_name(name).split()
    return (words[0], words[-1]) if len(words) > 1 and not is_generic(name) else ()
