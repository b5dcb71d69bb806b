"""Names replaced by pseudonyms: a layer over the text, applied wherever text leaves the store.

The transcript's own text is never changed, so that adding a name later moves no offset.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from corpora.people.people import Person
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
_WORD = re.compile(r"\w+")
_LEADING = re.compile(r"^\W+")
_END = r"(?![\w\]])"
# A possessive is often written without its apostrophe; shorter names with an s are words.
_SHORTEST_WITH_S = 4
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
    """Which names stand for whom.

    `patterns` finds them as whole words, longest first, by the first word of each in small
    letters: a thousand names cost one look-up a word.
    """

    pseudonyms: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]] | None
    _beginnings: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        firsts = self.patterns or {}
        both = frozenset([*firsts, *(f"{first}s" for first in firsts)])
        object.__setattr__(self, "_beginnings", both)

    def _may_stand_in(self, text: str) -> bool:
        """Whether a word of `text` begins a name; most texts hold none, and this is soon found."""
        if text.isascii():
            return not self._beginnings.isdisjoint(_WORD.findall(text.lower()))
        return not self._beginnings.isdisjoint(map(str.casefold, _WORD.findall(text)))

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Where names stand in `text` (code points) and what to put there, in order, apart."""
        found: list[tuple[int, int, str]] = []
        at = 0
        for word in _WORD.finditer(text) if self._may_stand_in(text) else ():
            if word.start() < at or word.group().casefold() not in self._beginnings:
                continue
            match = self._match(text, word)
            if match and not _is_ordinary_use(match, text):
                start, at = _opened(text, *match.span()), match.end()
                found.append((start, at, self.pseudonyms[_key(match.group())]))
        return found

    def _match(self, text: str, word: re.Match[str]) -> re.Match[str] | None:
        """The longest name that begins with this word; "Stuarts line" begins with Stuart."""
        said = word.group().casefold()
        for first in (said, said.removesuffix("s")):
            pattern = (self.patterns or {}).get(first)
            if pattern and (match := pattern.match(text, word.start())):
                return match
        return None

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


def _opened(text: str, start: int, end: int) -> int:
    """Where what is replaced begins, with the `+` or `(` of a number and the `@` of a handle."""
    before = text[start - 1 : start]
    bracket = before == "(" and text.count(")", start, end) > text.count("(", start, end)
    return start - 1 if before in ("+", "@") or bracket else start


def names_of(
    people: Sequence[Person],
    labels: Mapping[str, str],
    known: Mapping[str, str],
    others: Mapping[str, str] = MappingProxyType({}),
) -> Names:
    """The names to hide: every person's name, its parts and aliases, and speakers' labels.

    `known` gives the pseudonym of a person's id, `labels` that of a label in a transcript. A part
    that two people share stands for neither and becomes `[name]`. `others` is what is to be hidden
    besides, as it is written, with what to put there; a person's name comes first.
    """
    wanted = _Wanted()
    for person in people:
        wanted.add(_forms(person.name, person.aliases), known[person.id])
    listed = set(wanted.pseudonyms)
    for label, pseudonym in labels.items():
        wanted.add({f for f in _forms(label, ()) if _key(f) not in listed}, pseudonym)
    wanted.add_literally(others)
    return _compiled(wanted)


class _Wanted:
    """Names collected: how each is written, and whom it stands for by its folded form."""

    def __init__(self) -> None:
        self.written: set[str] = set()
        self.literal: set[str] = set()
        self.pseudonyms: dict[str, str] = {}

    def add(self, forms: set[str], pseudonym: str) -> None:
        """Take in the names of one person."""
        for form in (_LEADING.sub("", form) for form in forms):
            shared = self.pseudonyms.get(_key(form), pseudonym) != pseudonym
            self.pseudonyms[_key(form)] = "[name]" if shared else pseudonym
            self.written.add(form)

    def add_literally(self, others: Mapping[str, str]) -> None:
        """Take in what is hidden only as it is written, where no person is called so."""
        for text, replacement in others.items():
            form = _LEADING.sub("", " ".join(text.split()))
            if form and self.pseudonyms.setdefault(_key(form), replacement) == replacement:
                self.literal.add(form)


def _forms(name: str, aliases: Sequence[str]) -> set[str]:
    """The ways a person is spoken of: the whole name, its parts, and each alias."""
    whole = [" ".join(form.split()) for form in (name, *aliases) if not is_part_played(form)]
    parts = {part for form in whole for part in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", form)}
    untitled = {_without_title(form) for form in whole}
    return {*whole, *untitled, *(part for part in parts if _stands_alone(part))}


def _without_title(name: str) -> str:
    title, _, rest = name.partition(" ")
    return rest if rest and title.rstrip(".").casefold() in _TITLES else name


def _stands_alone(part: str) -> bool:
    folded = part.casefold()
    odd = folded in _TITLES or folded in _PARTICLES or is_part_played(part)
    return len(part) >= _SHORTEST_PART and not odd


def _key(name: str) -> str:
    return " ".join(re.split(r"[\s.-]+", name.replace("’", "'").casefold()))


def is_part_played(label: str) -> bool:
    """Whether a speaker's label names a part in the conversation ("Interviewer 1") and no person."""
    return bool(_GENERIC.fullmatch(label.strip()))


def is_ordinary(name: str) -> bool:
    """Whether a name is an ordinary word as well ("Will", "May", "Hope")."""
    return _key(name) in _ORDINARY


def _compiled(wanted: _Wanted) -> Names:
    written = {form: _literally(form) for form in wanted.literal}
    written |= {form: _as_pattern(form) for form in wanted.written}
    groups: dict[str, list[str]] = {}
    for form in sorted(written, key=lambda form: (-len(form), form)):
        if first := _WORD.search(form):
            groups.setdefault(first.group().casefold(), []).append(written[form])
    return Names(wanted.pseudonyms, {first: _either(forms) for first, forms in groups.items()})


def _either(forms: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\[])(?:{'|'.join(dict.fromkeys(forms))})")


def _as_pattern(form: str) -> str:
    """A pattern for one name: initials and ordinary words by their capitals, others in any case."""
    written = r"[\s.-]+".join(re.escape(word) for word in form.split()).replace("'", "['’]")
    if len(form) < _SHORTEST_PART:
        return written + _END
    if _key(form) in _ORDINARY:
        return f"(?:{form.capitalize()}|{form.upper()}){_END}"
    if len(form) < _SHORTEST_WITH_S:
        return f"(?i:{written}){_END}"
    return f"(?:(?i:{written}){_END}|(?=[A-Z])(?i:{written})(?=s{_END}))"


def _literally(form: str) -> str:
    """A pattern for what stands as it is written, or in capitals only."""
    exact = r"\s+".join(re.escape(word) for word in form.split())
    upper = r"\s+".join(re.escape(word) for word in form.upper().split())
    return f"(?:{exact}|{upper}){_END}"


def _is_ordinary_use(match: re.Match[str], text: str) -> bool:
    if _key(match.group()) not in _ORDINARY:
        return False
    before = text[max(0, match.start() - 4) : match.start()]
    return bool(_OPENS.search(before)) and bool(_VERB_FIRST.match(text, match.end()))


def pseudonym_for(role: Role, group_word: str, number: int) -> str:
    """The readable stand-in for a person, as `[carer 3]`; brackets mark that it is one."""
    word = role if role != "participant" else group_word or "speaker"
    return f"[{word} {number}]"
