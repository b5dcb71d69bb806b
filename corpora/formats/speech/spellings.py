"""One speaker's labels as they are spelt: slips, first names, numbered questions, and the one to show."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from corpora.formats.lines.label_names import is_role, is_slip
from corpora.formats.speech.uses import LabelCandidate

MOST_FREQUENT = 50  # more speakers than that are no conversation, and comparing them takes long


QUESTION = re.compile(r"(?P<word>q|a|question|answer)[ .]{0,2}\d{1,3}$")


def same_person(
    counts: Counter[str], names: set[str], found: Iterable[LabelCandidate]
) -> dict[str, str]:
    """Rare labels that are another spelling of a frequent one: the full name at first, a slip."""
    order = {k: i for i, k in enumerate(dict.fromkeys(c.key for c in found))}
    frequent = [k for k, n in counts.most_common(MOST_FREQUENT) if n > 1 and k in names]
    merged: dict[str, str] = {}
    for rare in order:
        if counts[rare] > 2:
            continue
        others = [k for k in frequent if k != rare and counts[k] > counts[rare]]
        full = [k for k in others if order[rare] < order[k] and _is_short_for(k, rare)]
        slips = [k for k in others if counts[k] >= 4 and counts[rare] == 1 and is_slip(rare, k)]
        match = full or slips
        if len(match) == 1:
            merged[rare] = match[0]
    return merged


def _is_short_for(short: str, full: str) -> bool:
    """Whether `short` is the first name, the surname or the bracketed initials in `full`."""
    words = full.replace("(", " ").replace(")", " ").split()
    if len(words) < 2 or is_role(short) or is_role(full):
        return False
    # `Michelle I` is said to tell her from another Michelle, so she is not short for herself.
    return short in (words[0], words[-1]) and min(len(words[0]), len(words[-1])) > 1


def labels_shown(
    found: Iterable[LabelCandidate], names: set[str], merged: dict[str, str]
) -> dict[str, str]:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for candidate in found:
        spellings[candidate.key][candidate.opening.label] += 1
    shown = {k: spellings[k].most_common(1)[0][0] for k in names if k not in merged}
    shown |= _numbered_questions(spellings, names)
    return shown | {rare: shown[other] for rare, other in merged.items() if other in shown}


def _numbered_questions(spellings: Mapping[str, Counter[str]], names: set[str]) -> dict[str, str]:
    """`Q1`, `Q2`, `Q3`, each there once, are one asker and not three."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if (match := QUESTION.match(name)) and spellings[name].total() == 1:
            found[match["word"]].append(name)
    return {
        name: word.upper() if len(word) == 1 else word.capitalize()
        for word, group in found.items()
        if len(group) > 1
        for name in group
    }
