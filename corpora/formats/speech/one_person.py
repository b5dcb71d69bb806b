"""Labels that are one person's: the full name at first, a remark in brackets, a slip."""

from collections import Counter
from collections.abc import Sequence

from corpora.formats.lines.label_names import bare_name, is_role, is_slip, key
from corpora.formats.speech.uses import LabelCandidate

MOST_FREQUENT = 50  # more speakers than that are no conversation, and comparing them takes long
FEW, MANY = 2, 4


def same_person(
    counts: Counter[str], names: set[str], found: Sequence[LabelCandidate]
) -> dict[str, str]:
    """Rare labels that are another spelling of a frequent one: the full name at first, a slip."""
    order = {k: i for i, k in enumerate(dict.fromkeys(c.key for c in found))}
    frequent = [k for k, n in counts.most_common(MOST_FREQUENT) if n > 1 and k in names]
    merged = _remarked(counts, names, found)
    for rare in order:
        if counts[rare] > FEW or rare in merged:
            continue
        others = [k for k in frequent if k != rare and counts[k] > counts[rare]]
        full = [k for k in others if order[rare] < order[k] and _is_short_for(k, rare)]
        slips = [k for k in others if counts[k] >= MANY and counts[rare] == 1 and is_slip(rare, k)]
        match = full or slips
        if len(match) == 1:
            merged[rare] = match[0]
    return merged


def _remarked(
    counts: Counter[str], names: set[str], found: Sequence[LabelCandidate]
) -> dict[str, str]:
    """`Kay (laughing)` where `Kay` speaks more often: a remark. `Kay (carer)` may be another Kay."""
    remarked = {c.key: c.opening.label for c in found if c.opening.label[-1:] in ")]"}
    plain = {name: key(bare_name(label)) for name, label in remarked.items()}
    return {
        name: plain[name]
        for name, label in remarked.items()
        if plain[name] in names - {name}
        and counts[plain[name]] > counts[name]
        and _is_remark(label[len(bare_name(label)) :].strip(" ()[]"))
    }


def _is_remark(aside: str) -> bool:
    return aside[:1].islower() and not is_role(aside)


def _is_short_for(short: str, full: str) -> bool:
    """Whether `short` is the first name, the surname or the bracketed initials in `full`."""
    words = full.replace("(", " ").replace(")", " ").split()
    if len(words) < 2 or is_role(short) or is_role(full):
        return False
    # `Michelle I` is said to tell her from another Michelle, so she is not short for herself.
    return short in (words[0], words[-1]) and min(len(words[0]), len(words[-1])) > 1
