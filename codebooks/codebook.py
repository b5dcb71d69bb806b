"""What the codes mean: the codebook, its themes and its codes, as values that never change."""

from dataclasses import dataclass, field
from typing import Literal

from codebooks.roles import ROLES as ROLES
from codebooks.roles import Role as Role

Direction = Literal["positive", "negative", "mixed", "neutral"]
Aspect = Literal["process", "impact", "context"]
Principle = Literal["equality", "diversity", "accessibility", "reciprocity"]
Status = Literal["draft", "agreed", "retired"]
DIRECTIONS: tuple[Direction, ...] = ("positive", "negative", "mixed", "neutral")


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase that shows a code. `direction` is None where the codebook does not say."""

    text: str
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """One code: what it means, what it takes in and leaves out, and phrases that show it.

    `says_positive` and `says_negative` are its two directions in its own words: "People were listened
    to". `cues` are words whose presence is evidence. `frameworks` are pairs of a framework's id and the
    id of one of its items. `colour` (#RRGGBB) and `guid` keep what other programs gave a code.
    `replaces` are ids of the version before whose place this code takes: two codes that replace
    one split it, one that replaces two merges them.
    """

    id: str
    name: str
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    counter_examples: tuple[Example, ...] = ()
    aspect: Aspect = "process"
    principle: Principle | None = None
    status: Status = "draft"
    sources: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    notes: str = ""
    frameworks: tuple[tuple[str, str], ...] = ()
    colour: str = ""
    guid: str = ""
    replaces: tuple[str, ...] = ()
    says_positive: str = ""
    says_negative: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of codes."""

    id: str
    name: str
    about: str
    codes: tuple[Code, ...]
    colour: str = ""
    guid: str = ""


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who shaped the codebook: initials or a chosen name, and in what role."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a codebook's history. `at` is a date in ISO 8601."""

    version: str
    at: str
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class TeachingText:
    """A text of a teaching set, with the codes that it carries and the direction of each.

    `near` is a code that it resembles and does not carry; `writer` who wrote it, by initials;
    `row` where it stands in its table, as a spreadsheet counts.
    """

    text: str
    codes: tuple[tuple[str, Direction], ...] = ()
    near: str = ""
    role: str = ""
    style: str = ""
    writer: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Codebook:
    """Themes and codes in the order of the file. `hash` is of the content that coding depends on.

    `outside` are items of frameworks that it leaves out on purpose. `teaching` names the file of
    its teaching set, and `taught` are the texts in it.
    """

    title: str
    version: str
    themes: tuple[Theme, ...]
    about: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    hash: str = ""
    contributors: tuple[Contributor, ...] = ()
    history: tuple[Change, ...] = ()
    outside: tuple[tuple[str, str], ...] = ()
    teaching: str = ""
    taught: tuple[TeachingText, ...] = field(default=(), repr=False, compare=False)

    @property
    def codes(self) -> tuple[Code, ...]:
        """Every code that is not retired, in the order of the file."""
        return tuple(c for theme in self.themes for c in theme.codes if c.status != "retired")

    def theme_of(self, code_id: str) -> Theme:
        """The theme that holds the code with this id. Raises KeyError for an unknown id."""
        for theme in self.themes:
            if any(code.id == code_id for code in theme.codes):
                return theme
        raise KeyError(code_id)

    def code(self, code_id: str) -> Code:
        """The code with this id. Raises KeyError for an unknown id."""
        for theme in self.themes:
            for code in theme.codes:
                if code.id == code_id:
                    return code
        raise KeyError(code_id)
