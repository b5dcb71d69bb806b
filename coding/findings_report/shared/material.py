"""What the findings report is made of, and how a number of people stands in its sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from codebooks.codebook import Code
from coding.document.blocks import ListBlock, Number, Strong, TextBlock, Words
from coding.evidence.near import NearInMeaning
from coding.findings.counted import PEOPLE
from coding.findings.disclosure.bounds import ALL_READ, bound_key
from coding.findings.disclosure.small_numbers import NOT_SHOWN, Figure, Key
from coding.findings.figures import Figures
from coding.findings.further import Further
from coding.findings.material import CodedExcerpt
from coding.findings.publication import Publication
from coding.findings.quotes import Chosen, Label
from coding.written.values import Written

SMALL_STUDY = 10
"""Of fewer people than this no code is counted: the report is of quotes and of steps taken."""


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """Stored facts that the last part tells, each as a sentence; "" where there is none.

    `agreement` is how far reviewers agree blind, `versions` with which codebook each wave was
    decided, `hidden` what was done about names, `since` what changed since the last release.
    """

    agreement: str = ""
    versions: str = ""
    hidden: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class ReportMaterial:
    """Everything that the report says, decided by people and passed by disclosure.

    `publication` is of codings, `shown` its figures. `quotable` holds by a code's id what may be
    quoted of it; `all_read` says that every first-hand excerpt was read to the end. `strong` are
    excerpts that a reviewer called a strong quote, `checked` those whose speaker lets them stand,
    `label_of` what may be said of who speaks, `words_by_group` how many first-hand words a group
    has in all, `near` what is near to the findings in meaning.
    """

    publication: Publication
    shown: Figures
    written: Written
    further: Further
    today: date
    label_of: Mapping[str, Label]
    quotable: Mapping[str, tuple[Chosen, ...]] = field(default_factory=dict)
    all_read: bool = False
    strong: frozenset[str] = frozenset()
    checked: frozenset[str] = frozenset()
    words_by_group: Mapping[str, int] = field(default_factory=dict)
    method: MethodFacts = MethodFacts()
    near: NearInMeaning = field(default_factory=NearInMeaning)

    @property
    def excerpts(self) -> Sequence[CodedExcerpt]:
        """Every excerpt with what people coded it with."""
        return self.publication.internal.excerpts

    @property
    def codes(self) -> dict[str, Code]:
        """The codes in use, by id, in the order of the codebook."""
        return {code.id: code for code in self.publication.codebook.codes}

    @property
    def small(self) -> bool:
        """Whether so few people were heard that no code is counted."""
        return len({e.participant for e in self.excerpts if e.counts_a_person}) < SMALL_STUDY

    def people(self, key: Key, of: Key = PEOPLE) -> Number:
        """A count of people in a sentence: `at least 6, at most 9, of 20 people`, `no one`."""
        figure = self.figure(key)
        if not figure.tells:
            return Number(key_text(key), "a number of people that is not shown")
        if figure.value == 0 and self.exact(key):
            return Number(key_text(key), "no one")
        return Number(key_text(key), f"{self._bounded(key, of)} people")

    def cell(self, key: Key, of: Key = PEOPLE) -> Number:
        """The same in a table of people, without the word."""
        return Number(key_text(key), self._bounded(key, of))

    def exact(self, key: Key) -> bool:
        """Whether everybody was read to the end for this count, so that no more can be found."""
        return all(self._read_to_the_end(code) for code in self._codes_behind(key))

    def may_fall(self, key: Key) -> bool:
        """Whether the count may become smaller when more is read, so that it is no “at least”.

        Who has said only good so far may say something bad as well.
        """
        return key[0] == "theme stance" and key[2] != "mixed" and not self.exact(key)

    def highest(self, key: Key, of: Key = PEOPLE) -> int | None:
        """The most that a printed count of one code may come to, None where that cannot be said."""
        codes, whole = self._codes_behind(key), self.figure(of).value
        if len(codes) != 1 or self.figure(key).value is None:
            return None
        most = self.figure(bound_key(next(iter(codes)))).value
        return most if most is None or whole is None else min(most, whole)

    def _read_to_the_end(self, code: str) -> bool:
        bound = self.shown.shown.get(bound_key(code))
        if bound is not None:
            return bound.text == ALL_READ
        return self.all_read

    def _codes_behind(self, key: Key) -> frozenset[str]:
        """The codes that a count follows from; none for a count of people as such."""
        match key:
            case ("code" | "code direction", code, *_):
                return frozenset([code])
            case ("theme" | "theme stance" | "theme wave" | "theme group", theme, *_):
                themes = self.publication.codebook.themes
                return (
                    frozenset(c.id for t in themes if t.id == theme for c in t.codes)
                    & self.codes.keys()
                )
            case ("finding" | "finding of groups" | "finding group", finding, *_):
                return frozenset(self.written.finding(finding).codes)
        return frozenset()

    def count(self, key: Key) -> Number:
        """A count of people by itself."""
        return Number(key_text(key), self.figure(key).text)

    def heard(self) -> Number:
        """How many people were heard, in a sentence."""
        figure = self.figure(PEOPLE)
        return Number(key_text(PEOPLE), f"{figure.text} people" if figure.tells else "some people")

    def figure(self, key: Key) -> Figure:
        """A count as it may be printed; what is not counted is not shown."""
        return self.shown.shown.get(key, Figure(None, NOT_SHOWN))

    def silent(self, key: Key) -> bool:
        """Whether it is printed that nobody is counted."""
        return self.figure(key).value == 0

    def _bounded(self, key: Key, of: Key) -> str:
        figure, whole, most = self.figure(key), self.figure(of), self.highest(key, of)
        if self.exact(key) or figure.value is None:
            return figure.of(whole)
        if self.may_fall(key):
            return f"{figure.of(whole)} so far"
        least = "no one so far" if figure.value == 0 else f"at least {figure.text}"
        if most is None or most <= figure.value:
            return f"{least} of {whole.text}" if whole.tells else least
        among = f", of {whole.text}" if whole.tells else ""
        return f"{least}, at most {most}{among}"


def quotable(excerpts: Iterable[CodedExcerpt]) -> dict[str, tuple[Chosen, ...]]:
    """By the id of each code the excerpts that may be quoted for it, each with its coding."""
    by_code: dict[str, list[Chosen]] = {}
    for excerpt in excerpts:
        if excerpt.may_quote:
            for given in excerpt.suggestions:
                by_code.setdefault(given.code_id, []).append((excerpt, given))
    return {code: tuple(pairs) for code, pairs in by_code.items()}


def all_read(excerpts: Iterable[CodedExcerpt], further: Further) -> bool:
    """Whether somebody has read every first-hand excerpt to the end."""
    return all(e.excerpt_id in further.finished for e in excerpts if e.counts_a_person)


def key_text(key: Key) -> str:
    """A figure's key as it is printed and asked for: its parts with slashes between them."""
    return "/".join(part.replace("/", "-") for part in key)


def text_block(*words: "str | Number | Strong") -> TextBlock:
    """A paragraph of these words."""
    return TextBlock(tuple(words))


def small_print(*words: "str | Number | Strong") -> TextBlock:
    """Small print."""
    return TextBlock(tuple(words), "note")


def list_of(items: Iterable[Words]) -> tuple[ListBlock, ...]:
    """A list of these, or nothing where there is nothing to list."""
    held = tuple(items)
    return (ListBlock(held),) if held else ()


def says(code: Code, way: str) -> str:
    """What somebody says whose words carry the code this way, in the code's own words."""
    own = {"positive": code.says_positive, "negative": code.says_negative}.get(way, "")
    return own or {"mixed": f"{code.name}: some of both"}.get(
        way, f"{code.name}: {way or 'not sure'}"
    )
