"""Names replaced by pseudonyms: a layer over the text, applied wherever text leaves the store.

The transcript's own text is never changed, so that adding a name later moves no offset.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpora.people import Person
from corpora.transcript import Role

# First names and surnames that are ordinary English words: replaced only where they are written
# with a capital and do not open a sentence as a verb would ("Will you", "May I", "Mark my words").
_ORDINARY = frozenset(
    (
        "abbey amber angel april art august autumn baker bell berry bill bishop blossom brook "
        "brown butler carter chance chase church clay cliff cook coral cross crystal dale dawn "
        "day dean don drew duke earl eve faith fern field fisher flora forest frank gene ginger "
        "glen grace grant gray green grey guy hall hazel heath heather hill holly hope hunter "
        "iris ivy jack jasmine jay jewel jo joy june king knight lane lance lily long love marina "
        "mark mason may max melody mercy miles miller moore olive page park pat patience paris "
        "pearl penny pepper peter pope porter potter price prince prudence queen rain ray read "
        "reed rich river rob robin rock rod rose rowan ruby rue rusty sage sandy sharp short sky "
        "skip small smart sonny star stew stone strong sue summer swift taylor teddy terry tilly "
        "turner victor violet wade walker ward west white will win winter wise wood woods wright "
        "young"
    ).split()
)
_VERB_FIRST = re.compile(
    r"\s+(?:you|i|we|they|he|she|it|there|that|this|the|a|my|your|our|be|not)\b", re.I
)
_OPENS = re.compile(r"(?:^|[.!?…]['\"”’)]*\s+|\n\s*)$")
_TITLES = frozenset("dr mr mrs ms miss mx prof professor sir dame rev sister nurse".split())
_SHORTEST_PART = 3
# Labels that name a part in the conversation and not a person: no name to hide.
_GENERIC = re.compile(
    r"(?:interviewer|interviewee|researcher|moderator|facilitator|participant|respondent|unknown|"
    r"unknown speaker|speaker|chair|carer|staff|patient|doctor|male|female|man|woman|voice|"
    r"lecturer|automation|narrator|group|host|guest|int|resp|par|inv|doc)[\s_#.-]*(?:\d{1,3}|[a-z])?|"
    r"(?:[a-z]|id)[\s_#.-]*\d{0,3}|all|both|everyone",
    re.I,
)
# Parts of surnames that are words of their own in English speech ("the van was late").
_PARTICLES = frozenset("van von der den del bin al el la le de di da mac mc ben ter".split())


@dataclass(frozen=True, slots=True)
class Names:
    """Which names stand for whom; `pattern` finds them, longest first, as whole words."""

    pseudonyms: Mapping[str, str]
    pattern: re.Pattern[str] | None

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Where names stand in `text` (code points) and what to put there, in order, apart."""
        if self.pattern is None:
            return []
        found = []
        for match in self.pattern.finditer(text):
            if not _is_ordinary_use(match, text):
                found.append((*match.span(), self.pseudonyms[_key(match.group())]))
        return found

    def replace(self, text: str) -> str:
        """`text` with every known name replaced by its pseudonym."""
        pieces, at = [], 0
        for start, end, pseudonym in self.spans(text):
            pieces += [text[at:start], pseudonym]
            at = end
        return "".join([*pieces, text[at:]])

    def replace_in_path(self, path: str) -> str:
        """A file's path with every known name replaced; `_`, `-` and `.` part words there."""
        return self.replace(path.replace("_", " "))


def names_of(
    people: Sequence[Person], labels: Mapping[str, str], known: Mapping[str, str]
) -> Names:
    """The names to hide: every person's name, its parts and aliases, and speakers' labels.

    `known` gives the pseudonym of a person's id, `labels` that of a label in a transcript. A part
    that two people share stands for neither and becomes `[name]`.
    """
    wanted = _Wanted()
    for person in people:
        wanted.add(_forms(person.name, person.aliases), known[person.id])
    listed = set(wanted.pseudonyms)
    for label, pseudonym in labels.items():
        wanted.add({f for f in _forms(label, ()) if _key(f) not in listed}, pseudonym)
    return _compiled(wanted)


class _Wanted:
    """Names collected: how each is written, and whom it stands for by its folded form."""

    def __init__(self) -> None:
        self.written: set[str] = set()
        self.pseudonyms: dict[str, str] = {}

    def add(self, forms: set[str], pseudonym: str) -> None:
        """Take in the names of one person."""
        for form in forms:
            shared = self.pseudonyms.get(_key(form), pseudonym) != pseudonym
            self.pseudonyms[_key(form)] = "[name]" if shared else pseudonym
        self.written |= forms


def _forms(name: str, aliases: Sequence[str]) -> set[str]:
    """The ways a person is spoken of: the whole name, its parts, and each alias."""
    whole = [" ".join(form.split()) for form in (name, *aliases) if not is_generic(form)]
    parts = {part for form in whole for part in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", form)}
    untitled = {_without_title(form) for form in whole}
    return {*whole, *untitled, *(part for part in parts if _stands_alone(part))}


def _without_title(name: str) -> str:
    title, _, rest = name.partition(" ")
    return rest if rest and title.rstrip(".").casefold() in _TITLES else name


def _stands_alone(part: str) -> bool:
    folded = part.casefold()
    odd = folded in _TITLES or folded in _PARTICLES or is_generic(part)
    return len(part) >= _SHORTEST_PART and not odd


def _key(name: str) -> str:
    return " ".join(re.split(r"[\s.-]+", name.replace("’", "'").casefold()))


def is_generic(label: str) -> bool:
    """Whether a speaker's label names a part in the conversation ("Interviewer 1") and no person."""
    return bool(_GENERIC.fullmatch(label.strip()))


def is_ordinary(name: str) -> bool:
    """Whether a name is an ordinary word as well ("Will", "May", "Hope")."""
    return _key(name) in _ORDINARY


def _compiled(wanted: _Wanted) -> Names:
    if not wanted.written:
        return Names({}, None)
    longest_first = sorted(wanted.written, key=lambda form: (-len(form), form))
    either = "|".join(dict.fromkeys(_as_pattern(form) for form in longest_first))
    return Names(wanted.pseudonyms, re.compile(rf"(?<![\w\[])(?:{either})(?![\w\]])"))


def _as_pattern(form: str) -> str:
    """A pattern for one name: initials and ordinary words by their capitals, others in any case."""
    written = r"[\s.-]+".join(re.escape(word) for word in form.split()).replace("'", "['’]")
    if len(form) < _SHORTEST_PART:
        return written
    if _key(form) in _ORDINARY:
        return f"(?:{form.capitalize()}|{form.upper()})"
    return f"(?i:{written})"


def _is_ordinary_use(match: re.Match[str], text: str) -> bool:
    if _key(match.group()) not in _ORDINARY:
        return False
    before = text[max(0, match.start() - 4) : match.start()]
    return bool(_OPENS.search(before)) and bool(_VERB_FIRST.match(text, match.end()))


def pseudonym_for(role: Role, group_word: str, number: int) -> str:
    """The readable stand-in for a person, as `[carer 3]`; brackets mark that it is one."""
    word = role if role != "participant" else group_word or "speaker"
    return f"[{word} {number}]"
