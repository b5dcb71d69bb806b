"""What a speaker's label looks like, whatever the format it stands in."""

import re
from functools import lru_cache
from typing import Literal

from corpora.formats.lines.label_words import (
    ACRONYMS,
    AGENTS,
    GENERIC,
    NO_ROLES,
    NOBODY,
    PARTICLES,
    PEOPLE,
    QUALIFIERS,
    TITLES,
    UNMISTAKABLE,
    VERBS,
)
from corpora.names.gazetteer import given_names
from corpora.text import tidy

Shape = Literal["no", "weak", "strong"]
Against = Literal["", "first", "digits", "number", "whole"]

# The same few labels come back thousands of times.
CACHED = 4_096
LONGEST, LONGEST_NAME = 120, 80
MOST_WORDS = 9
NEVER_IN_A_NAME = frozenset("=\u2026\n\t")
QUOTES = "\"'\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb\u2039\u203a"
NUMBERED = re.compile(r"^(?P<word>[^\W\d_]+)[ _.#-]{0,2}(?P<number>\d{1,3})$")
ASIDE = re.compile(r"\s*[(\[][^()\[\]]{0,100}[)\]]\s*")
SENTENCE_INSIDE = re.compile(r"[^\W\d_]{6,}[.!?]\s+\S|[!?;]\s+\S|//")
CODE = re.compile(r"[#@\d_*]|[^\W_]\.[^\W_]")
BEFORE = re.compile(r"(?<=\S)\s+(?:of|for|at|on|in|with|from|by|to|and|or)\s", re.IGNORECASE)
HANDLE = re.compile(r"[@_*]|[^\W_]\.[^\W_]|\d{3}")
UNKNOWN = re.compile(r"\?{1,3}$")
DASHED = re.compile(r"\s+[-\u2013\u2014]\s+|\s*/\s*")


@lru_cache(CACHED)
def shape(label: str) -> Shape:
    """Whether `label` could be a speaker's: no, weak (only if much else speaks for it), strong."""
    name = bare_name(label)
    if not _possible(label, name):
        return "no"
    return "strong" if is_written_like_a_name(name) and not against(label) else "weak"


def is_written_like_a_name(name: str) -> bool:
    """Whether every word of `name` is set as in a name, or the whole as a role or a code."""
    words = name.split()
    if is_generic(name) or all(_starts_like_a_name(word) for word in words):
        return any(char.isalpha() for char in name)
    return len(words) == 1 and any(char.isdigit() for char in name)


@lru_cache(CACHED)
def bare_name(label: str) -> str:
    """`label` without what it says in brackets."""
    outer = ASIDE.sub(" ", ASIDE.sub(" ", label)) if label[-1:] in ")]" or "(" in label else label
    return outer.strip() or label.strip()


def _possible(label: str, name: str) -> bool:
    words = name.split()
    if not words or len(words) > MOST_WORDS or len(label) > LONGEST or len(name) > LONGEST_NAME:
        return False
    if not any(char.isalnum() for char in name):
        return is_unknown(name)
    if not NEVER_IN_A_NAME.isdisjoint(label) or SENTENCE_INSIDE.search(name) is not None:
        return False
    return _is_closed(label)


def _is_closed(label: str) -> bool:
    """Whether every quotation mark and bracket that `label` opens is closed in it."""
    pairs = (("(", ")"), ("[", "]"), ("\u201c", "\u201d"), ("\u00ab", "\u00bb"))
    if any(label.count(a) != label.count(b) for a, b in pairs if a in label or b in label):
        return False
    return label.count('"') % 2 == 0


def _starts_like_a_name(word: str) -> bool:
    first = word.lstrip("'\u2018\u2019\u201c\"(-&")[:1]
    if not first:
        return word == "&"
    return (
        not first.islower()
        or any(char.isupper() for char in word)
        or word.casefold() in PARTICLES
        or "'" in word[:3]
    )


@lru_cache(CACHED)
def against(label: str) -> Against:
    """How far the words of `label` speak against it: all of it, its first word, or not at all.

    `Actions`, `For example` and `And then she said` are headings and turns of phrase; `Project
    Manager` only begins like one. `Item 4` and `4` number something, which may be somebody.
    """
    if label.rstrip(".)").isdigit() and len(label.rstrip(".)")) < 3:
        return "digits"
    if bare_name(label).casefold() in ("question", "answer"):
        return "number"
    words = [word.strip(".,'()-#*" + QUOTES) for word in re.split(r"[\s/]+", bare_name(label))]
    words = [word for word in words if word]
    if not words:
        return ""
    if words[0].isupper() and len(words[0]) <= 3 and not _is_i(words):
        # initials may spell a word: MM, IT, AS
        return "whole" if words[0] in ACRONYMS and len(words) == 1 else ""
    folded = [word.casefold() for word in words]
    if folded[-1] in VERBS and len(folded) > 1:
        return "whole"
    if folded[0] not in NOBODY or (len(folded) > 1 and not TITLES.isdisjoint(folded[:2])):
        return ""
    rest = [word for word in folded[1:] if word not in PARTICLES]
    if rest and all(word.isdigit() or len(word) == 1 for word in rest):
        return "number"
    if all(word in NOBODY for word in rest):
        return "whole"
    return "" if is_role(label) else "first"


def _is_i(words: list[str]) -> bool:
    """Whether `I` is somebody's word for themselves, and no initial of an interviewer."""
    return words[0] == "I" and len(words) > 1 and words[1][:1].islower()


@lru_cache(CACHED)
def is_generic(name: str) -> bool:
    """Whether `name` is a role (`Interviewer`, `Speaker 2`, `Q`), numbered or not."""
    bare = name.casefold().rstrip(".")
    if bare in GENERIC:
        return True
    match = NUMBERED.match(bare)
    if match is not None:
        return match["word"] in GENERIC
    words = bare.split()
    return len(words) == 2 and words[1] in GENERIC and words[0] in QUALIFIERS


@lru_cache(CACHED)
def is_role(label: str) -> bool:
    """Whether `label` says what somebody is: `Interviewer 2`, `Link worker`, `Mum`; `?` for anybody."""
    if is_unknown(label):
        return True
    name = BEFORE.split(DASHED.split(bare_name(label))[0])[0]
    if is_generic(name):
        return True
    words = [word.strip("().,'").casefold() for word in name.split()]
    words = [word for word in words if word and not word.isdigit() and len(word) > 1]
    if not words or NO_ROLES & {words[-1], words[-1].removesuffix("s")}:
        return False
    last = words[-1].removesuffix("s")
    return words[-1] in PEOPLE or last in PEOPLE or (len(last) > 4 and last.endswith(AGENTS))


@lru_cache(CACHED)
def is_known_name(label: str) -> bool:
    """Whether `label` holds a title or a first name that many people have."""
    words = [word.strip("().,'" + QUOTES).casefold() for word in label.split()]
    return any(word in TITLES or word.capitalize() in given_names() for word in words)


@lru_cache(CACHED)
def is_handle(label: str) -> bool:
    """Whether `label` is in one piece and holds what an address, an account or a number holds."""
    return " " not in label.strip() and HANDLE.search(label) is not None


@lru_cache(CACHED)
def is_code(label: str) -> bool:
    """Whether `label` holds what only codes, handles, addresses and telephone numbers hold."""
    return CODE.search(bare_name(label)) is not None


def is_somebodys(label: str) -> bool:
    """Whether the label by itself is a name, a role or a code, and no word that may be a thing."""
    alone = len(bare_name(label).split()) == 1
    if is_role(label) or is_code(label) or is_known_name(label) or label.isupper():
        return True
    return not alone and is_written_like_a_name(bare_name(label))


def is_unknown(label: str) -> bool:
    """Whether `label` stands for somebody whom the typist did not recognise: `?`, `??`."""
    return UNKNOWN.match(label) is not None


def is_unmistakable(name: str) -> bool:
    """Whether `name` is a role that nobody writes before a colon unless it speaks."""
    match = NUMBERED.match(name.casefold())
    return (match["word"] if match else name.casefold()) in UNMISTAKABLE


@lru_cache(CACHED)
def pattern(label: str) -> str:
    """How `label` is written: `Ann Bell` and `Bob Crow` alike, `P1` and `P12`, `1042` and `3`."""
    marks = []
    for word in ASIDE.sub(" ( ", label).split():
        digits, letters = any(c.isdigit() for c in word), [c for c in word if c.isalpha()]
        if word.casefold() in PARTICLES:
            continue
        case = "U" if letters and all(c.isupper() for c in letters) else "l"
        case = "N" if letters and letters[0].isupper() and case == "l" else case
        marks.append((case if letters else "") + ("9" if digits else "") or word[:1])
    return " ".join(marks)


@lru_cache(CACHED)
def normal(label: str) -> str:
    """`label` as it is shown: one line, without ornaments or quotation marks around it."""
    name = tidy(label)
    while len(name) > 2 and name[0] == name[-1] and name[0] in "*_~":
        name = name[1:-1].strip()
    if name[:1] in QUOTES and name[-1:] in QUOTES and len(name) > 2:
        name = name[1:-1].strip()
    return name


@lru_cache(CACHED)
def key(label: str) -> str:
    """What makes two labels the same: letters without case, single spaces."""
    return normal(label).casefold().rstrip(".")


def joint_parts(label: str) -> list[str]:
    """The labels that a joint one (`LH, MM`, `Ann and Bob`) is made of; one where it is not."""
    return [part for part in re.split(r"\s*(?:[,/&+]|\band\b)\s*", normal(label)) if part]


def is_slip(one: str, other: str) -> bool:
    """Whether two labels differ by a slip within a long word: two letters swapped, or one doubled,
    left out or put in. Another letter in place of one makes another name: Maria, Mario.
    """
    if one == other or min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1:
        return False
    if any(char.isdigit() for char in one + other) or one.count(" ") != other.count(" "):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if len(one) == len(other):
        return a[1::-1] + a[2:] == b and a[0] != " " and a[1] != " "
    inside = 0 < start < max(len(one), len(other)) - 1
    return inside and (a[1:] == b or a == b[1:]) and " " not in (a[:1], b[:1])
