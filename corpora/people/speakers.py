"""Labels to participants and roles: who asked, who answered, and how the program can tell.

What the team wrote in people.csv comes first, then what the transcript itself says (its head,
its labels), then how people speak. Where little speaks for a role, somebody is a participant and
the reason says so: words are lost to the evaluation more easily than a question is kept in it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpora.people.matching import could_be, is_exact, is_short_for, matches
from corpora.people.people import FACILITATORS, Person
from corpora.people.talk import ASKS, Talk, talk_of
from corpora.spelling import folded
from corpora.transcript import Role, Transcript

SPEAKERS_VERSION = "2"
"""Changes when the same transcript and people would be recognised otherwise."""

AUTOMATED = re.compile(
    r"automation|automated|auto ?attendant|system|operator|recording|voice ?mail|bot|zoom"
    r"|(?:.{1,30}\b(?:notetaker|note taker|bot|assistant|recorder))$",
    re.IGNORECASE,
)
RECORDED = re.compile(
    r"this (?:call|meeting|conversation|session) (?:is|may be|will be) (?:now )?being recorded"
    r"|recording (?:in progress|started|stopped)|this (?:call|meeting) is being transcribed",
    re.IGNORECASE,
)
INTERVIEWERS = (
    "interviewer", "interviewers", "int", "interv", "iv", "researcher", "res", "evaluator",
    "q", "question", "fieldworker",
)  # fmt: skip
FACILITATORS_LABELS = (
    "moderator", "mod", "facilitator", "fac", "facil", "chair", "chairperson", "chairman",
    "chairwoman", "host", "co-facilitator", "cofacilitator", "note-taker", "notetaker",
    "observer", "interpreter", "translator", "scribe",
)  # fmt: skip
PARTICIPANTS = (
    "interviewee", "participant", "respondent", "resp", "answer", "guest", "patient", "carer",
    "client", "service user", "p", "a", "member", "resident", "parent",
)  # fmt: skip
NUMBER = re.compile(r"[ _.#-]*\d{1,3}$")
DECLARED = re.compile(
    r"^\W{0,3}(?P<role>interviewers?|interviewees?|moderators?|facilitators?|researchers?"
    r"|participants?|respondents?|chair)(?: \w{1,12})?\s{0,3}[:=]\s{0,3}(?P<who>[^\n]{1,60})$",
    re.IGNORECASE | re.MULTILINE,
)
LEGEND = re.compile(
    r"(?:^|[,;]\s?)\W{0,3}(?P<who>[^\W\d_]\w{0,11})\s{0,3}[=:]\s{0,3}(?P<role>interviewers?"
    r"|interviewees?|moderators?|facilitators?|researchers?|participants?|respondents?)\b",
    re.IGNORECASE | re.MULTILINE,
)
BRACKETED = re.compile(r"[(\[](?P<role>[^()\[\]]{1,40})[)\]]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a label of one transcript is: an id of people.csv, and the reason, for people to read.

    `perhaps` are the ids of those whom a label may mean that is nobody's for sure.
    """

    label: str | None
    role: Role
    participant: str | None
    reason: str
    perhaps: tuple[str, ...] = ()


def recognise(transcript: Transcript, people: Sequence[Person]) -> tuple[Speaker, ...]:
    """One Speaker for each label of the transcript, in the order in which they first speak."""
    labels = list(dict.fromkeys(turn.speaker for turn in transcript.turns))
    named = [label for label in labels if label is not None]
    if not named:
        return tuple(_nameless(label, "no speakers in the file") for label in labels)
    persons = _persons(named, people)
    perhaps = {
        label: could_be(label, people) if person is None else ()
        for label, person in persons.items()
    }
    roles = _roles(transcript, named, persons, perhaps)
    return tuple(
        _nameless(label, "the transcript does not say who said this")
        if label is None
        else _speaker(label, roles[label], persons[label], perhaps[label])
        for label in labels
    )


Found = tuple[Role, str]


def _persons(labels: Sequence[str], people: Sequence[Person]) -> dict[str, Person | None]:
    """Whom each label names, as far as the other labels of the transcript leave it sure.

    `Ann` is not Ann Bell where an Ann Smith speaks as well, whom people.csv does not have.
    """
    persons = {label: matches(label, people) for label in labels}
    strangers = [label for label, person in persons.items() if person is None]
    unsure = set()
    for label, person in persons.items():
        if person is None or is_exact(label, person):
            continue
        twins = [o for o, p in persons.items() if p is person and folded(o) != folded(label)]
        if any(is_short_for(label, other) for other in strangers) or (
            len(label.split()) > 1 and any(_are_two(label, other, person) for other in twins)
        ):
            unsure.add(label)
    return {label: None if label in unsure else person for label, person in persons.items()}


def _are_two(label: str, other: str, person: Person) -> bool:
    """Whether two labels in full are short for the same person and cannot both be it."""
    one = could_be(label, [Person("", other)])
    return len(other.split()) > 1 and not is_exact(other, person) and not one


def _nameless(label: str | None, reason: str) -> Speaker:
    return Speaker(label, "participant", None, reason)


def _speaker(label: str, found: Found, person: Person | None, perhaps: Sequence[Person]) -> Speaker:
    ids = tuple(each.id for each in perhaps)
    return Speaker(label, found[0], person.id if person else None, found[1], ids)


def _roles(
    transcript: Transcript,
    labels: Sequence[str],
    persons: Mapping[str, Person | None],
    perhaps: Mapping[str, Sequence[Person]],
) -> dict[str, Found]:
    """The role of each label with the reason, the surest evidence first."""
    talk = talk_of(transcript)
    found: dict[str, Found] = {}
    declared = _declared(_head(transcript), labels)
    for label in labels:
        known = _in_people(transcript, persons[label]) or _automated(label, talk[label])
        # Somebody who may have said no must not become the one whose questions are shown.
        known = known or _perhaps_a_participant(perhaps[label])
        role = known or declared.get(label) or _by_label(label, labels)
        if role is not None:
            found[label] = role
    _ask_in_turn(transcript, labels, persons, talk, found)
    return found


def _in_people(transcript: Transcript, person: Person | None) -> Found | None:
    """The role that people.csv gives; None where it depends on who else is there."""
    if person is None:
        return None
    if transcript.kind == "interview" and _is_facilitator(person):
        return None
    return person.role, _says_people(person)


def _perhaps_a_participant(perhaps: Sequence[Person]) -> Found | None:
    participants = [person.id for person in perhaps if person.role == "participant"]
    if not participants:
        return None
    return "participant", f"people.csv: this may be {' or '.join(participants)}"


def _says_people(person: Person) -> str:
    article = "an" if person.role == "interviewer" else "a"
    return f"people.csv: {person.id} is {article} {person.role}"


def _is_facilitator(person: Person) -> bool:
    return person.group == FACILITATORS and person.role != "interviewer"


def _automated(label: str, talk: Talk) -> Found | None:
    if AUTOMATED.fullmatch(label) or (talk.turns <= 2 and RECORDED.search(talk.first_words)):
        return "facilitator", "an automated voice, not a person"
    return None


def _head(transcript: Transcript) -> str:
    """What stands before anybody speaks."""
    first = next((turn.start for turn in transcript.turns if turn.speaker is not None), 0)
    return transcript.text[: min(first, 5_000)]


def _declared(head: str, labels: Sequence[str]) -> dict[str, Found]:
    """The roles that the head of the transcript declares: `Interviewer = A`, `I: interviewer`."""
    found: dict[str, Found] = {}
    for match in [*DECLARED.finditer(head), *LEGEND.finditer(head)]:
        role = _role_of_word(match["role"])
        for label in labels:
            if role is not None and _says(match["who"], label):
                found[label] = role, f'the head of the file says "{match["role"].casefold()}"'
    return found


def _says(who: str, label: str) -> bool:
    names = {folded(name) for name in re.split(r"[,;/&(]|\band\b", who)}
    initials = {"".join(word[0] for word in name.split()) for name in names if " " in name}
    return folded(label) in names | initials


def _by_label(label: str, labels: Sequence[str]) -> Found | None:
    """The role that the label itself says: `Interviewer 2`, `Ann Bell (facilitator)`, `Q`."""
    aside = BRACKETED.search(label)
    words = [aside["role"], label[: aside.start()]] if aside else [label]
    for word in words:
        role = _role_of_word(word) or _role_of_letter(word, labels)
        if role is not None:
            return role, "the label says so"
    return None


def _role_of_word(word: str) -> Role | None:
    bare = NUMBER.sub("", word.casefold().strip(" .:'")).removeprefix("lead ").removesuffix("'s")
    for role, words in _WORDS.items():
        if bare in words or (bare.endswith("s") and bare[:-1] in words and len(bare) > 3):
            return role
    return None


_WORDS: dict[Role, frozenset[str]] = {
    "interviewer": frozenset(INTERVIEWERS),
    "facilitator": frozenset(FACILITATORS_LABELS),
    "participant": frozenset(word for word in PARTICIPANTS if len(word) > 1),
}
# What a letter means depends on the letters beside it.
_LETTERS: dict[str, tuple[Role, frozenset[str]]] = {
    "i": ("interviewer", frozenset("bpra")),
    "q": ("interviewer", frozenset("a")),
    "f": ("facilitator", frozenset("pr")),
    "m": ("facilitator", frozenset("pr")),
    "a": ("participant", frozenset("q")),
    "b": ("participant", frozenset("i")),
    "p": ("participant", frozenset("ifmr")),
    "r": ("participant", frozenset("ifm")),
}


def _role_of_letter(word: str, labels: Sequence[str]) -> Role | None:
    letter = NUMBER.sub("", word.casefold().strip(" .:"))
    if letter not in _LETTERS:
        return None
    role, partners = _LETTERS[letter]
    others = {NUMBER.sub("", label.casefold()) for label in labels} - {letter}
    beside = {other for other in others if other in partners}
    worded = {_role_of_word(other) for other in others} - {None, role}
    return role if beside or worded else None


def _ask_in_turn(
    transcript: Transcript,
    labels: Sequence[str],
    persons: Mapping[str, Person | None],
    talk: Mapping[str, Talk],
    found: dict[str, Found],
) -> None:
    """Give the labels that nothing names a role, from how they speak."""
    open_labels = [label for label in labels if label not in found]
    asker = _asker(transcript, open_labels, talk, found)
    someone_asks = asker is not None or any(
        role in ("interviewer", "facilitator") and "automated" not in why
        for role, why in found.values()
    )
    for label in open_labels:
        person = persons[label]
        if label == asker:
            found[label] = _asking_role(transcript, person), f"how they speak: {talk[label].why}"
        elif person is not None and someone_asks:
            found[label] = "participant", f"people.csv: {person.id}, and somebody else asks here"
        elif person is not None:
            found[label] = person.role, _says_people(person)
        else:
            found[label] = "participant", _thin(someone_asks)


def _asking_role(transcript: Transcript, person: Person | None) -> Role:
    if person is not None and transcript.kind == "interview":
        return "interviewer"
    return "interviewer" if transcript.kind == "interview" else "facilitator"


def _thin(someone_asks: bool) -> str:
    if someone_asks:
        return "somebody else asks the questions"
    return "nothing says who asks the questions, so everybody counts as a participant"


def _asker(
    transcript: Transcript,
    candidates: Sequence[str],
    talk: Mapping[str, Talk],
    found: Mapping[str, Found],
) -> str | None:
    """The one who asks, where nobody is known to and somebody clearly does."""
    if transcript.kind not in ("interview", "focus group") or len(talk) < 2:
        return None
    if any(role != "participant" and "automated" not in why for role, why in found.values()):
        return None
    points: dict[str, float] = defaultdict(float)
    for label in candidates:
        points[label] = talk[label].points
    ranked = sorted(points, key=lambda label: -points[label])
    if not ranked or points[ranked[0]] < ASKS:
        return None
    is_clear = len(ranked) == 1 or points[ranked[0]] - points[ranked[1]] >= 1
    return ranked[0] if is_clear else None
