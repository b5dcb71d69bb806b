"""How a source uses each of its candidate labels, and the score that comes of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpora.formats.lines.label_names import against, key, pattern
from corpora.formats.lines.openings import Form, Opening
from corpora.formats.speech import evidence
from corpora.formats.speech.evidence import LabelLook, Part, Use, look
from corpora.formats.speech.vocabulary import Vocabulary

Scores = Mapping[str, float]
FIRM = -1.0
FEWEST_FIELDS, MOST_FIELDS, FEWEST_RECORDS = 3, 12, 3
PLAUSIBLE = -4.5  # before anything is known of the company a label keeps


@dataclass(frozen=True, slots=True)
class LabelCandidate:
    """One line's opening, and where it stands: at the start of a paragraph or not.

    `apart`: bold, a heading or under a time, so that a name alone on it is more likely a label.
    """

    opening: Opening
    starts: bool = True
    apart: bool = False
    under_time: bool = False

    @property
    def key(self) -> str:
        return key(self.opening.label)


def scores_of(
    form: Form,
    found: Sequence[LabelCandidate],
    *,
    paragraphs: int,
    known: frozenset[str],
    captions: bool,
    lower: float | None,
    vocabulary: Vocabulary,
) -> dict[str, float]:
    """The log-odds of each label of one form, by its key, that it is a speaker's."""
    uses = uses_of(found, known)
    begun = _Begun(uses, lower)
    looks = Looks(uses, found)
    own = {
        name: evidence.alone(use, form)
        + evidence.going_on(use, begun.of_others(name), captions=captions)
        + looks.score(name)
        for name, use in uses.items()
    }
    bare = {
        name: own[name] + evidence.heading(use, paragraphs, has_company=False)
        for name, use in uses.items()
    }
    labelled = sum(use.starts for name, use in uses.items() if bare[name] > PLAUSIBLE)
    firm = {name for name, use in uses.items() if use.count > 1 and bare[name] > FIRM}
    patterns = evidence.patterns_of([uses[name].label for name in firm])
    scores = {
        name: own[name]
        + evidence.heading(use, paragraphs, has_company=bool(firm - {name}))
        + evidence.company(use, labelled, paragraphs, captions=captions)
        + (patterns[pattern(use.label)] - (name in firm) > 0) * evidence.FELLOWS
        for name, use in uses.items()
    }
    for name, use in uses.items():
        if firm and use.count < evidence.OFTEN and abs(scores[name]) < evidence.OPEN:
            scores[name] += evidence.in_own_words(use, vocabulary)
    return scores


def fills_a_form(found: Sequence[LabelCandidate]) -> bool:
    """Whether the labels come round in one order, headings among them: the fields of a form."""
    keys = [candidate.key for candidate in found]
    for period in range(FEWEST_FIELDS, MOST_FIELDS + 1):
        comes_round = len(keys) >= FEWEST_RECORDS * period and keys[period:] == keys[:-period]
        if comes_round and len(set(keys)) >= FEWEST_FIELDS:
            return any(against(name) == "whole" for name in keys[:period])
    return False


def uses_of(found: Sequence[LabelCandidate], known: frozenset[str]) -> dict[str, Use]:
    """How each label is used, by its key."""
    places: dict[str, list[int]] = defaultdict(list)
    keys = [candidate.key for candidate in found]
    for i, name in enumerate(keys):
        places[name].append(i)
    return {
        name: Use(
            label=found[at[0]].opening.label,
            count=len(at),
            starts=sum(found[i].starts or found[i].apart for i in at),
            lower=evidence.share_lower(found[i].opening.text for i in at),
            changes=sum(i + 1 >= len(keys) or keys[i + 1] != name for i in at) / len(at),
            known=name in known,
        )
        for name, at in places.items()
        if name
    }


class _Begun:
    """How the words after labels begin: the share of small letters, leaving one label out."""

    def __init__(self, uses: Mapping[str, Use], plain: float | None) -> None:
        self._plain = plain
        self._counts = {
            name: (use.lower * use.count, use.count)
            for name, use in uses.items()
            if use.lower is not None
        }
        self._small = sum(small for small, _ in self._counts.values())
        self._all = sum(count for _, count in self._counts.values())

    def of_others(self, name: str) -> float | None:
        """The share for all labels but `name`; that of paragraphs without a label if none is left."""
        small, count = self._counts.get(name, (0.0, 0))
        if self._all - count <= 0:
            return self._plain
        return (self._small - small) / (self._all - count)


class Looks:
    """How labels are set, so that one set as its fellows are, or otherwise, is found out."""

    def __init__(self, uses: Mapping[str, Use], found: Iterable[LabelCandidate]) -> None:
        self._by_name: dict[str, Counter[LabelLook]] = defaultdict(Counter)
        for candidate in found:
            self._by_name[candidate.key][look(candidate.opening)] += 1
        self._all: Counter[LabelLook] = Counter()
        for name, use in uses.items():
            if use.count > 1:
                self._all.update(self._by_name[name])

    def score(self, name: str) -> float:
        """What it says of the label that most others have a mark, a time, bold or a wide gap."""
        own = self._by_name[name]
        others = Counter(self._all)
        if sum(own.values()) > 1:
            others.subtract(own)
        if sum(others.values()) < 2:
            return 0.0
        return sum(
            _beside(_usual(own, part)[0], *_usual(others, part), part) for part in LabelLook.PARTS
        )


def _beside(mine: Part, usual: Part, share: float, part: str) -> float:
    """What one part of a label's look says beside what is usual for `share` of the others."""
    if share < evidence.MOST:
        return 0.0
    if mine == usual:
        return evidence.SAME_LOOK if mine and part in ("bold", "gap") else 0.0
    if part == "mark":
        return evidence.ODD_MARK
    # A time or bold more than the others have is no sign against a label.
    return evidence.ODD_LOOK if usual and part in ("timed", "bold") else 0.0


def _usual(looks: Mapping[LabelLook, int], part: str) -> tuple[Part, float]:
    counts: Counter[Part] = Counter()
    for value, count in looks.items():
        counts[getattr(value, part)] += count
    usual, most = counts.most_common(1)[0]
    return usual, most / max(sum(counts.values()), 1)
