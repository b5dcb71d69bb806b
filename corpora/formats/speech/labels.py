"""Which of the candidate labels of a source are speakers: those that enough else bears out.

A label counts if it occurs often enough for its form and its shape; then a single one may count
too, where it is known from an attendance list, is a role, or stands in a text of labels.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpora.formats.speech.label_names import (
    is_generic,
    is_slip,
    is_unmistakable,
    joint_parts,
    key,
    shape,
)
from corpora.formats.speech.openings import Form, Opening

FORMS: tuple[Form, ...] = (
    "column",
    "stamped",
    "colon",
    "bracket",
    "tab",
    "strong",
    "dash",
    "alone",
)
# How often a label must occur, and what share of the paragraphs must carry labels of that form:
# the less a form looks like nothing but a label, the more must speak for it.
OFTEN: dict[Form, int] = {
    "column": 1, "stamped": 2, "colon": 2, "bracket": 2, "tab": 2, "strong": 2, "dash": 2,
    "alone": 3,
}  # fmt: skip
SHARE: dict[Form, float] = {
    "column": 0.0, "stamped": 0.05, "colon": 0.05, "bracket": 0.3, "tab": 0.4, "strong": 0.3,
    "dash": 0.5, "alone": 0.25,
}  # fmt: skip
SISTERS = {"colon", "stamped"}
# Forms in which a second speaker is easily overlooked, whose words would be given to the first.
LOOSE_FORMS = frozenset(("bracket", "tab", "strong", "dash", "alone"))
ALMOST_ALL = 0.9
WEAK_OFTEN, WEAK_SHARE = 3, 0.3
ONE_SPEAKER_SHARE = 0.2
MOST_FREQUENT = 50  # more speakers than that are no conversation, and comparing them takes long
QUESTION = re.compile(r"(?P<word>q|a|question|answer)[ .]{0,2}\d{1,3}$")
# Letters that mean somebody only beside each other: an option "A:" has an option "B:" as well.
PAIRS = (frozenset("qa"), frozenset("ib"), frozenset("ip"), frozenset("ir"))
LETTER = re.compile(r"[a-z] ?\d{0,2}$")
DENSE, DENSE_CAPTIONS = 0.6, 0.25


@dataclass(frozen=True, slots=True)
class LabelCandidate:
    """One line's opening, and where it stands: at the start of a paragraph or not.

    `apart`: bold, a heading or under a time, so that a name alone on it is more likely a label.
    """

    opening: Opening
    starts: bool = True
    apart: bool = False

    @property
    def key(self) -> str:
        return key(self.opening.label)


@dataclass(frozen=True, slots=True)
class Labels:
    """The speakers of one source: every spelling of a label to the name that is shown.

    `Name: words` and `Name  0:15` are told apart by a slip of the finger, so a label that counts
    in one of these forms counts in the other.
    """

    form: Form | None = None
    shown: dict[str, str] = field(default_factory=dict)
    joint: frozenset[str] = frozenset()

    def speaker(self, opening: Opening) -> str | None:
        """Who `opening` says is speaking, or None where its label is no speaker's."""
        return self.shown.get(key(opening.label)) if self._reads(opening.form) else None

    def is_joint(self, opening: Opening) -> bool:
        """Whether `opening` names several speakers at once, so that no one of them is meant."""
        return self._reads(opening.form) and key(opening.label) in self.joint

    def _reads(self, form: Form | None) -> bool:
        return form is not None and (form == self.form or {form, self.form} == SISTERS)


NOBODY_LABELLED = Labels()


def labels_of(
    candidates: Sequence[LabelCandidate],
    *,
    paragraphs: int,
    known: frozenset[str] = frozenset(),
    captions: bool = False,
) -> Labels:
    """The labels that count, all of one form: the form that labels most lines.

    In `captions` all is speech, so there is no title to mistake for a speaker and a name before
    a colon needs less to bear it out.
    """
    by_form: dict[Form, list[LabelCandidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.opening.form is not None:
            by_form[candidate.opening.form].append(candidate)
    best, most = NOBODY_LABELLED, 0
    for form in FORMS:
        found = _of_form(form, by_form.get(form, []), max(paragraphs, 1), known, captions)
        lines = sum(found.speaker(c.opening) is not None for c in by_form.get(form, []))
        if lines > most:
            best, most = found, lines
    return best


def _of_form(
    form: Form, found: list[LabelCandidate], paragraphs: int, known: frozenset[str], captions: bool
) -> Labels:
    counts = Counter(c.key for c in found)
    firm = _firm(form, counts, found, paragraphs, known)
    if not firm:
        return NOBODY_LABELLED
    joint = {k for k in counts if k not in firm and _is_joint(k, firm)}
    single = _singles(found, counts, firm, joint, paragraphs, captions)
    names = firm | single
    merged = _same_person(counts, names, [c for c in found if c.key not in joint])
    return Labels(form, _shown(found, names, merged), frozenset(joint))


def _firm(
    form: Form,
    counts: Counter[str],
    found: list[LabelCandidate],
    paragraphs: int,
    known: frozenset[str],
) -> set[str]:
    apart = Counter(c.key for c in found if c.apart)
    often = {k for k, n in counts.items() if k and (n >= OFTEN[form] or apart[k] >= 2)}
    cased = {c.key: shape(c.opening.label) for c in found}
    total = sum(counts[k] for k in often)
    firm = {
        k
        for k in often
        if form == "column"
        or cased[k] == "strong"
        or (counts[k] >= WEAK_OFTEN and total / paragraphs >= WEAK_SHARE)
    }
    roles = {k for k in counts if k in known or is_generic(k)}
    if firm or _are_borne_out(roles, known):
        firm |= roles
    if form == "stamped" and _are_headers(found, paragraphs):
        firm |= set(counts)
    return firm if _is_enough(form, firm, counts, paragraphs, known) else set()


def _are_borne_out(roles: set[str], known: frozenset[str]) -> bool:
    """Whether roles that occur once each are speakers, with no other label to go by."""
    letters = {role[0] for role in roles if LETTER.match(role)}
    sure = {role for role in roles if role in known or is_unmistakable(role)}
    return bool(sure) or any(pair <= letters for pair in PAIRS)


def _are_headers(found: list[LabelCandidate], paragraphs: int) -> bool:
    """Whether most paragraphs stand under a name and a time set well apart, as Otter sets them."""
    return 2 <= len(found) >= paragraphs / 2 and all(c.opening.gap >= 2 for c in found)


def _is_enough(
    form: Form, firm: set[str], counts: Counter[str], paragraphs: int, known: frozenset[str]
) -> bool:
    share = sum(counts[k] for k in firm) / paragraphs
    if not firm or share < SHARE[form]:
        return form == "colon" and any(is_unmistakable(k) or k in known for k in firm)
    if len(firm) > 1 or form == "column":
        return True
    if form in LOOSE_FORMS:
        return share >= ALMOST_ALL
    return share >= ONE_SPEAKER_SHARE or any(is_generic(k) for k in firm)


def _singles(
    found: list[LabelCandidate],
    counts: Counter[str],
    firm: set[str],
    joint: set[str],
    paragraphs: int,
    captions: bool,
) -> set[str]:
    """Labels too rare to stand alone that the company they keep bears out."""
    openings = [c for c in found if c.key in firm]
    is_dense = len(openings) / paragraphs >= (DENSE_CAPTIONS if captions else DENSE)
    all_set_off = sum(c.opening.emphasised for c in openings) >= 0.8 * len(openings)
    gaps = Counter(c.opening.gap for c in openings if c.opening.gap > 1)
    begun, single = captions, set()
    for candidate in found:
        begun = begun or candidate.key in firm
        if candidate.key in firm or candidate.key in joint or not candidate.starts:
            continue
        opening = candidate.opening
        alike = (all_set_off and opening.emphasised) or gaps[opening.gap] >= 2
        borne_out = is_dense or alike
        if (
            shape(opening.label) == "strong"
            and borne_out
            and (begun or _is_a_sentence(opening.text))
        ):
            single.add(candidate.key)
    return single


def _is_a_sentence(text: str) -> bool:
    # Before the first speaker, "Project: Kitchen table" is a title and "Ann: Shall we?" is not.
    return text[-1:] in (".", "?", "!", "\u2026") and len(text.split()) >= 3


def _is_joint(label: str, firm: set[str]) -> bool:
    parts = joint_parts(label)
    return len(parts) > 1 and all(key(part) in firm for part in parts)


def _same_person(
    counts: Counter[str], names: set[str], found: Iterable[LabelCandidate]
) -> dict[str, str]:
    """Rare labels that are another spelling of a frequent one: the full name at first, a slip."""
    order = list(dict.fromkeys(c.key for c in found))
    frequent = [k for k, n in counts.most_common(MOST_FREQUENT) if n > 1 and k in names]
    merged: dict[str, str] = {}
    for rare in order:
        if counts[rare] > 2:
            continue
        others = [k for k in frequent if k != rare and counts[k] > counts[rare]]
        full = [k for k in others if _is_short_for(k, rare)]
        slips = [k for k in others if counts[k] >= 4 and counts[rare] == 1 and is_slip(rare, k)]
        match = full or slips
        if len(match) == 1:
            merged[rare] = match[0]
    return merged


def _is_short_for(short: str, full: str) -> bool:
    """Whether `short` is the first name, the surname or the bracketed initials in `full`."""
    words = full.replace("(", " ").replace(")", " ").split()
    if len(words) < 2 or is_generic(short) or is_generic(full):
        return False
    plain = full.split(" (")[0]
    return short in (words[0], words[-1]) or short == plain


def _shown(
    found: Iterable[LabelCandidate], names: set[str], merged: dict[str, str]
) -> dict[str, str]:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for candidate in found:
        spellings[candidate.key][candidate.opening.label] += 1
    shown = {k: spellings[k].most_common(1)[0][0] for k in names if k not in merged}
    shown |= _numbered_questions(spellings, names)
    return shown | {rare: shown[other] for rare, other in merged.items() if other in shown}


def _numbered_questions(spellings: dict[str, Counter[str]], names: set[str]) -> dict[str, str]:
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
