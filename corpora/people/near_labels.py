"""How far two names are alike: the same, one short for the other, near each other, or apart.

Initials, first names and surnames are short for a full name. Two full names that differ are two
people, however alike they look; what is a slip away is near, which is a question and no answer.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from corpora.people.short_names import short_forms
from corpora.spelling import (
    NO_SPACES,
    Unit,
    has_title,
    name_words,
    one_edit_apart,
    squashed,
    units,
)

Likeness = Literal["short", "near", "apart"]

# What meeting programs and people add to a name, or a device puts in its place.
NOISE = frozenset(
    "unverified guest external verified iphone ipad phone mobile laptop pc tablet macbook galaxy "
    "android samsung zoom teams she her hers he him his they them host cohost me you "
    "online remote anonymous".split()
)
PARTICLES = frozenset(
    "van von der den del bin al el la le di de da mac mc ben ter ap ab ibn bint du dos".split()
)
_ROLES_OF_CODES = frozenset(
    "participant part interviewee respondent resp carer patient client resident person par".split()
)
_CODE = re.compile(r"([a-z]*?)(\d{1,7})([a-z]?)")
_SLIP_OF_ZERO = re.compile(r"o(?=[0-9o]*\d)")
_UNSPACED = re.compile(f"[{NO_SPACES}\uac00-\ud7a3]{{2,}}")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_MOST_INITIALS = 5
_SHORTEST_ALONE, _SHORTEST_BESIDE = 5, 3


def is_full(name: str) -> bool:
    """Whether a name is a full one: two parts at least, of which one is no initial."""
    parts = [part for part in units(name) if part[0] not in NOISE]
    spelt = [part for part in parts if not _is_initial(part)]
    return len(parts) > 1 and bool(spelt) and not has_title(name) and parts[0][0] not in PARTICLES


@lru_cache(65_536)
def likeness(label: str, name: str) -> Likeness:
    """How a label and a name that are not the same are alike."""
    a, b = units(label), units(name)
    if not a or not b:
        return "apart"
    if _is_short(label, name) or _is_short(name, label) or _abbreviates(a, b):
        # Whoever speaks through Mo's telephone need not be Mo.
        return "near" if any(part[0] in NOISE for part in (*a, *b)) else "short"
    # One name misspelt is no question to somebody in full: Katie Moss is not asked if she is Cathy.
    turned = (is_full(name) or not is_full(label)) and _is_near(name, label)
    return "near" if turned or _is_near(label, name) else "apart"


def _is_initial(part: Unit) -> bool:
    return len(part) == 1 and len(part[0]) == 1 and part[0].isalpha() and part[0] < "\u0e00"


def _is_short(short: str, full: str) -> bool:
    """Whether `short` is the initials, the first name or the surname of `full`."""
    a, b = units(short), units(full)
    if len(b) < 2 or all(_is_initial(part) for part in b):
        return False
    said = name_words(short)
    are_initials = all(_is_initial(part) for part in a) or _may_be_initials(short, a)
    if are_initials and "".join(said) in _initials(b):
        return True
    if said in (b[0], b[-1]):
        return True
    is_surname = has_title(short) or said[0] in PARTICLES
    return (
        is_surname and len(said) < len(name_words(full)) and name_words(full)[-len(said) :] == said
    )


def _may_be_initials(name: str, parts: Sequence[Unit]) -> bool:
    """Whether one word may be initials: `AB` or `ab`, and not `Ab`."""
    bare = name.strip()
    one = len(parts) == 1 and len(parts[0]) == 1 and 1 < len(parts[0][0]) <= _MOST_INITIALS
    return one and parts[0][0].isalpha() and (bare.isupper() or bare.islower() or _is_mixed(bare))


def _is_mixed(name: str) -> bool:
    """`AvD`: initials with a particle among them."""
    return len(name) > 2 and name[0].isupper() and name[-1].isupper() and not name.isupper()


@lru_cache(16_384)
def _initials(parts: tuple[Unit, ...]) -> frozenset[str]:
    """The ways to write the initials of a full name, with and without what stands between."""
    letters = [word[0] for part in parts for word in part]
    outer = parts[0][0][0] + parts[-1][-1][0]
    firsts = "".join(part[0][0] for part in parts)
    spelt = "".join(word[0] for part in parts for word in part if word not in PARTICLES)
    return frozenset({"".join(letters), outer, firsts, spelt})


def _abbreviates(a: Sequence[Unit], b: Sequence[Unit]) -> bool:
    """Whether two names of several parts agree where one has initials: `J. Smith`, `John S`."""
    if min(len(a), len(b)) < 2:
        return False
    if len(a) == len(b):
        pairs = list(zip(a, b, strict=True))
    elif len(a) == 2 or len(b) == 2:
        # A middle name may be missing beside an initial, not beside a name in full.
        pairs = [(a[0], b[0]), (a[-1], b[-1])]
    else:
        return False
    same = sum(one == other for one, other in pairs)
    short = sum(_stands_for(one, other) or _stands_for(other, one) for one, other in pairs)
    return same > 0 and short > 0 and same + short == len(pairs)


def _stands_for(short: Unit, full: Unit) -> bool:
    """Whether one part is the initial of another, or the two of a double name (`MJ`)."""
    if _is_initial(short) and not _is_initial(full):
        return full[0].startswith(short[0])
    return len(full) > 1 and short == ("".join(word[0] for word in full),)


def _is_near(label: str, name: str) -> bool:
    if _codes_agree(label, name) or squashed(label) == squashed(name):
        return True
    if "@" in label:
        return _names_in_address(label, name)
    a, b = name_words(_POSSESSIVE.sub("", label)), name_words(name)
    kept = tuple(word for word in a if word not in NOISE and word.removesuffix("s") not in NOISE)
    if kept and kept != a and (kept == b or _is_short(" ".join(kept), name)):
        return True
    if len(kept) == 1 or (len(b) > 1 and squashed(label) in (b[0], b[-1])):
        return _is_near_alone("".join(kept), name)
    return bool(kept) and len(b) > 1 and _are_near(kept, b)


def _names_in_address(label: str, name: str) -> bool:
    """Whether the part of an e-mail address before the @ may be the name."""
    local = label.partition("@")[0]
    parts = name_words(local)
    alone = len(parts) == 1 and _is_near_alone(parts[0], name)
    return bool(parts) and (parts == name_words(name) or likeness(local, name) != "apart" or alone)


def _are_near(a: Unit, b: Unit) -> bool:
    """Whether two names of several words have the same words but for one, or one has more."""
    if sorted(a) == sorted(b) or _holds(a, b) or _holds(b, a):
        return True
    if len(a) != len(b):
        return False
    odd = [(one, other) for one, other in zip(a, b, strict=True) if one != other]
    return len(odd) == 1 and _is_slip(*odd[0], _SHORTEST_BESIDE)


def _holds(longer: Unit, shorter: Unit) -> bool:
    """Whether all of the words of a name of two or more stand in a longer one."""
    rest = list(longer)
    return 1 < len(shorter) < len(longer) and all(
        word in rest and not rest.remove(word)  # type: ignore[func-returns-value]
        for word in shorter
    )


def _is_near_alone(word: str, name: str) -> bool:
    """Whether one word may be a name: half a double one, run together, misspelt, a pet name."""
    parts, full = units(name), name_words(name)
    halves = {half for part in parts if len(part) > 1 for half in part}
    if word in (*halves, full[0], full[-1]) or (len(word) > 3 and word in _run_together(full)):
        return True
    if _UNSPACED.fullmatch(word) and any(word in part or part in word for part in full):
        return True
    return any(_is_slip(word, part, _SHORTEST_ALONE) for part in {full[0], full[-1]})


def _run_together(full: Unit) -> set[str]:
    """A name as accounts are called: `annbell`, `abell`, `annb`, `bella`."""
    first, last = full[0], full[-1]
    if len(full) < 2:
        return {first}
    return {first + last, last + first, first[0] + last, first + last[0], last + first[0]}


def _is_slip(one: str, other: str, shortest: int) -> bool:
    """Whether one word is another misspelt, or what people of that name are called."""
    if other in short_forms().get(one, ()) or one in short_forms().get(other, ()):
        return True
    long_enough = min(len(one), len(other)) >= shortest
    return long_enough and not _has_digit(one + other) and one_edit_apart(one, other)


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _codes_agree(label: str, name: str) -> bool:
    """Whether two codes have one number: `P2` and `P02`, `SU03` and `SU-03`, `#4` and `P04`."""
    a, b = _code(label), _code(name)
    if a is None or b is None or a[1:] != b[1:]:
        return False
    one, other = sorted((a[0], b[0]), key=len)
    if one == other:
        return True
    return other in _ROLES_OF_CODES and other.startswith(one) if one else _may_be_left_out(other)


def _may_be_left_out(letters: str) -> bool:
    return letters in _ROLES_OF_CODES or (len(letters) < 4 and letters not in ("q", "i", "int"))


@lru_cache(16_384)
def _code(name: str) -> tuple[str, int, str] | None:
    match = _CODE.fullmatch(_SLIP_OF_ZERO.sub("0", squashed(name)))
    return (match[1], int(match[2]), match[3]) if match else None


def keys(name: str) -> set[str]:
    """What two names that are alike have in common, to look one up among many by the other."""
    full, address = name_words(name), name_words(name.partition("@")[0])
    said = {*full, *address, *name_words(_POSSESSIVE.sub("", name)), squashed(name)}
    said |= _run_together(full) if full else set()
    said |= {other for word in full for other in short_forms().get(word, ())}
    made = {rest for word in said for rest in _rests(word)}
    made |= {f"={letters}" for letters in (_initials(units(name)) if len(full) > 1 else ())}
    made |= {f"={squashed(name)}", *(f"~{char}" for char in name if _UNSPACED.match(char * 2))}
    return made | ({f"#{code[1]}"} if (code := _code(name)) else set())


def _rests(word: str) -> set[str]:
    """The word, and what is left of it without any one letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)) if len(word) > 2)}
