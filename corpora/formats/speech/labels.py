"""Which of the candidate labels of a source are speakers: those that its use of them bears out.

Labels that repeat come first; they show how the source sets its labels and how much of it is
labelled. Then a single one may count too, weighed by the company it keeps.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpora.formats.lines.draft import NO_HINTS, NOTHING_OPEN, Hints, Weighing
from corpora.formats.lines.label_names import (
    against,
    is_generic,
    is_somebodys,
    is_unknown,
    is_unmistakable,
    joint_parts,
    key,
    shape,
)
from corpora.formats.lines.openings import Form, Opening
from corpora.formats.speech.evidence import NO_WORDS
from corpora.formats.speech.guesses import guesses_of, overlooked
from corpora.formats.speech.one_person import same_person
from corpora.formats.speech.uses import LabelCandidate, Scores, fills_a_form, scores_of
from corpora.formats.speech.vocabulary import Vocabulary
from corpora.names.dictionary import is_in_dictionary
from corpora.transcript import WITHDRAWN

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
# Forms in which a group may go round once: they alternate with the answers, almost throughout.
ROUND_FORMS = frozenset(("dash", "alone"))
FEWEST_IN_A_ROUND, FEWEST_VOICES = 6, 4
# Forms in which a second speaker is easily overlooked, whose words would be given to the first.
LOOSE_FORMS = frozenset(("bracket", "tab", "strong", "dash", "alone"))
ALMOST_ALL = 0.9
WEAK_OFTEN, WEAK_SHARE = 3, 0.3
ONE_SPEAKER_SHARE = 0.2
QUESTION = re.compile(r"(?P<word>q|a|question|answer)[ .]{0,2}\d{1,3}$")
# Letters that mean somebody only beside each other: an option "A:" has an option "B:" as well.
PAIRS = (frozenset("qa"), frozenset("ib"), frozenset("ip"), frozenset("ir"))
LETTER = re.compile(r"[a-z] ?\d{0,2}$")
MOST_GUESSES = 20
TITLE_WORDS = 15


@dataclass(frozen=True, slots=True)
class Labels:
    """The speakers of one source: every spelling of a label to the name that is shown.

    `Name: words` and `Name  0:15` are told apart by a slip of the finger, so a label that counts
    in one of these forms counts in the other. `named` are labels that people said to be speakers,
    in whatever form they stand.
    """

    form: Form | None = None
    shown: dict[str, str] = field(default_factory=dict)
    joint: frozenset[str] = frozenset()
    named: dict[str, str] = field(default_factory=dict)
    weighing: Weighing = NOTHING_OPEN

    def speaker(self, opening: Opening) -> str | None:
        """Who `opening` says is speaking, or None where its label is no speaker's."""
        if opening.form is None:
            return None
        name = key(opening.label)
        if name in self.named:
            return self.named[name]
        return self.shown.get(name) if self._reads(opening.form) else None

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
    lower: float | None = None,
    vocabulary: Vocabulary = NO_WORDS,
    hints: Hints = NO_HINTS,
) -> Labels:
    """The labels that count, all of one form: the form that labels most lines.

    In `captions` all is speech, so there is no title to mistake for a speaker and a name before
    a colon needs less to bear it out. `known` are keys of names that the source or people.csv
    holds; `lower` is the share of paragraphs without a candidate that begin with a small letter.
    """
    nobody = frozenset(map(_answered, hints.speakers.nobody))
    named = _named(candidates, hints)
    by_form: dict[Form, list[LabelCandidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.opening.form is not None and candidate.key not in nobody:
            by_form[candidate.opening.form].append(candidate)
    file = _File(max(paragraphs, 1), known | named.keys(), captions, lower, vocabulary)
    best, most = NOBODY_LABELLED, 0
    for form in FORMS:
        found = _of_form(form, by_form.get(form, []), file)
        lines = sum(found.speaker(c.opening) is not None for c in by_form.get(form, []))
        if lines > most:
            best, most = found, lines
    weighing = _weighing(best, by_form, file)
    return Labels(best.form, best.shown, best.joint, named, weighing)


def _answered(label: str) -> str:
    return key(label.strip().removesuffix(":"))


def _named(candidates: Sequence[LabelCandidate], hints: Hints) -> dict[str, str]:
    """The labels that people said to be speakers and that are there, with what is shown.

    Where somebody has withdrawn the program left a mark, which is a label wherever it opens a line.
    """
    wanted = frozenset(map(_answered, (*hints.speakers.labels, WITHDRAWN)))
    found = [c for c in candidates if c.key in wanted]
    return _shown(found, {c.key for c in found}, {})


@dataclass(frozen=True, slots=True)
class _File:
    """What the weighing knows of the whole file."""

    paragraphs: int
    known: frozenset[str]
    captions: bool
    lower: float | None
    vocabulary: Vocabulary


def _of_form(form: Form, found: list[LabelCandidate], file: _File) -> Labels:
    if not found or fills_a_form(found):
        return NOBODY_LABELLED
    counts = Counter(c.key for c in found if c.key)
    scores = scores_of(
        form,
        found,
        paragraphs=file.paragraphs,
        known=file.known,
        captions=file.captions,
        lower=file.lower,
        vocabulary=file.vocabulary,
    )
    firm = _firm(form, counts, found, file, scores)
    if not firm:
        return NOBODY_LABELLED
    joint = {k for k in counts if k not in firm and _is_joint(k, firm)}
    single = _singles(form, found, firm | joint, scores, begun=file.captions)
    names = firm | single
    apart = [c for c in found if c.key not in joint]
    merged = same_person(counts, names, apart)
    guesses = guesses_of(apart, names, merged, scores, file.vocabulary)
    weighing = Weighing(file.paragraphs, guesses=guesses)
    return Labels(form, _shown(found, names, merged), frozenset(joint), weighing=weighing)


def _firm(
    form: Form, counts: Counter[str], found: list[LabelCandidate], file: _File, scores: Scores
) -> set[str]:
    """The labels that repeat and are borne out, or that need no repetition."""
    apart = Counter(c.key for c in found if c.apart)
    often = {k for k, n in counts.items() if k and (n >= OFTEN[form] or apart[k] >= 2)}
    often |= {c.key for c in found if _names_by_form(form, c)}
    total = sum(counts[k] for k in often)
    are_many = total / file.paragraphs >= WEAK_SHARE
    strong = {c.key for c in found if shape(c.opening.label) == "strong"}
    firm = {
        k
        for k in often
        if form not in LOOSE_FORMS or k in strong or (counts[k] >= WEAK_OFTEN and are_many)
        if form == "column" or scores[k] >= 0
    }
    sure = {k for k in counts if k in file.known}
    roles = sure | {k for k in counts if is_generic(k)}
    if firm:
        firm |= sure
    elif _are_borne_out(roles, file.known):
        firm = roles
    if form == "stamped" and _are_headers(found, file.paragraphs):
        firm |= {k for k in counts if against(k) != "whole"}
    if form in ROUND_FORMS and _go_round([c for c in found if c.key in strong], file.paragraphs):
        return strong | firm
    return firm if _is_enough(form, firm, counts, file) else set()


def _go_round(strong: Sequence[LabelCandidate], paragraphs: int) -> bool:
    """Whether almost every paragraph is somebody's, set alike, though most speak only once."""
    counts = Counter(c.key for c in strong)
    if len(strong) < max(FEWEST_IN_A_ROUND, ALMOST_ALL * paragraphs) or len(counts) < FEWEST_VOICES:
        return False
    comes_back = any(count > 1 or is_unmistakable(k) for k, count in counts.items())
    # `Kitchen – New doors.` goes round as well, and is a list of things.
    people = sum(is_somebodys(k) or not is_in_dictionary(k) for k in _labels(strong))
    are_people = people > len(counts) / 2
    return comes_back and are_people and len({_separator(c.opening) for c in strong}) == 1


def _labels(found: Sequence[LabelCandidate]) -> list[str]:
    """One way of writing each label, with its capitals."""
    return list({c.key: c.opening.label for c in found}.values())


def _separator(opening: Opening) -> str:
    after = opening.said.removesuffix(opening.text) if opening.text else ""
    return after[len(opening.label) :].strip()


def _names_by_form(form: Form, candidate: LabelCandidate) -> bool:
    """Whether the layout says that this is a speaker, so that one turn is enough.

    Teams sets name and time apart over the words; Meet sets `Name: words` under a time.
    """
    opening = candidate.opening
    if shape(opening.label) != "strong" or against(opening.label):
        return False
    if form == "stamped":
        return opening.gap >= 2 or bool(opening.timed)
    return form == "colon" and candidate.apart and candidate.under_time


def _are_borne_out(roles: set[str], known: frozenset[str]) -> bool:
    """Whether roles that occur once each are speakers, with no other label to go by."""
    letters = {role[0] for role in roles if LETTER.match(role) or QUESTION.match(role)}
    sure = {role for role in roles if role in known or is_unmistakable(role)}
    return bool(sure) or any(pair <= letters for pair in PAIRS)


def _are_headers(found: list[LabelCandidate], paragraphs: int) -> bool:
    """Whether most paragraphs stand under a name and a time set well apart, as Otter sets them."""
    return 2 <= len(found) >= paragraphs / 2 and all(c.opening.gap >= 2 for c in found)


def _is_enough(form: Form, firm: set[str], counts: Counter[str], file: _File) -> bool:
    if form != "column" and all(map(is_unknown, firm)):
        return False  # a note-taker's own question marks
    share = sum(counts[k] for k in firm) / file.paragraphs
    if not firm or share < SHARE[form]:
        return form == "colon" and any(is_unmistakable(k) or k in file.known for k in firm)
    if len(firm) > 1 or form == "column":
        return True
    if form in LOOSE_FORMS:
        return share >= ALMOST_ALL
    return share >= ONE_SPEAKER_SHARE or any(is_generic(k) for k in firm)


def _singles(
    form: Form, found: list[LabelCandidate], taken: set[str], scores: Scores, *, begun: bool
) -> set[str]:
    """Labels too rare to stand alone that the company they keep bears out.

    `begun`: the first words are speech already, and no title.
    """
    single: set[str] = set()
    for candidate in found:
        begun = begun or candidate.key in taken
        if not candidate.key or candidate.key in taken or not candidate.starts:
            continue
        opening = candidate.opening
        if form in LOOSE_FORMS and shape(opening.label) != "strong":
            continue
        if scores[candidate.key] >= 0 and (begun or _speaks_first(opening)):
            single.add(candidate.key)
    return single


def _speaks_first(opening: Opening) -> bool:
    # Before the first speaker, "Project: Kitchen table" is a title and "Ann: Shall we?" is not.
    text, label = opening.text, opening.label
    words = len(text.split())
    if not is_somebodys(label) and words <= TITLE_WORDS:
        return False
    return words > TITLE_WORDS or (text[-1:] in (".", "?", "!", "\u2026") and words >= 3)


def _is_joint(label: str, firm: set[str]) -> bool:
    parts = joint_parts(label)
    return len(parts) > 1 and all(key(part) in firm for part in parts)


def _weighing(
    labels: Labels, by_form: Mapping[Form, Sequence[LabelCandidate]], file: _File
) -> Weighing:
    """What stayed open: labels of the chosen form, and runs before a colon that repeat."""
    passed_over = [
        c
        for c in by_form.get("colon", ())
        if c.starts and labels.speaker(c.opening) is None and not labels.is_joint(c.opening)
    ]
    guesses = labels.weighing.guesses
    count, more = overlooked(passed_over, guesses)
    by_count = sorted((*guesses, *more), key=lambda guess: -guess.count)
    return Weighing(file.paragraphs, count, tuple(by_count[:MOST_GUESSES]))


def _shown(
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
