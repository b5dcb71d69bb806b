"""What the page Codebook shows: each code in plain words, and what people propose and say of it."""

from dataclasses import dataclass

from codebooks.codebook import DIRECTIONS, Code, Codebook, Example, Theme
from coding.evaluation.evaluation import Evaluation
from coding.refining.workshop import Contribution, Kind, Thread, contributions, threads
from corpora.errors import InputError

WHOLE = ""
"""The subject of what is said about the codebook as a whole."""


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """A code or theme in the list, with how much is said about it."""

    id: str
    name: str
    status: str
    proposals: int
    comments: int


@dataclass(frozen=True, slots=True)
class WorkshopTheme:
    """A theme and its codes in the list."""

    theme: WorkshopLine
    codes: tuple[WorkshopLine, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A code or theme (neither for the whole codebook) and what is said about it."""

    id: str
    name: str
    code: Code | None
    theme: Theme | None
    phrases: tuple[tuple[str, tuple[str, ...]], ...]
    threads: tuple[Thread, ...]


def parts(evaluation: Evaluation) -> tuple[WorkshopTheme, ...]:
    """Every theme and code of the codebook, retired ones as well, in its order."""
    said = _said(evaluation)
    return tuple(
        WorkshopTheme(
            _line(theme.id, theme.name, "", said),
            tuple(_line(code.id, code.name, code.status, said) for code in theme.codes),
        )
        for theme in evaluation.codebook.themes
    )


def subject(evaluation: Evaluation, id: str) -> Subject | None:
    """What is said about one code or theme, or with "" the codebook; None where it is not there."""
    book = evaluation.codebook
    told = tuple(each for each in threads(_said(evaluation)) if each.opening.subject == id)
    if id == WHOLE:
        return Subject(id, book.title, None, None, (), told)
    for theme in book.themes:
        if theme.id == id:
            return Subject(id, theme.name, None, theme, (), told)
        for code in theme.codes:
            if code.id == id:
                return Subject(id, code.name, code, theme, _phrases(code), told)
    return None


def _said(evaluation: Evaluation) -> list[Contribution]:
    with evaluation.store.reading() as connection:
        return contributions(connection)


def _line(id: str, name: str, status: str, said: list[Contribution]) -> WorkshopLine:
    standing = [
        each.opening.kind
        for each in threads(said)
        if each.opening.subject == id and not each.taken_back
    ]
    return WorkshopLine(id, name, status, standing.count("propose"), standing.count("comment"))


def _phrases(code: Code) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The examples by direction, and the counter-examples, each list with its heading."""
    lists = [
        (f"Sounds like this, {direction}", _texts(code.examples, direction))
        for direction in DIRECTIONS
    ]
    lists.append(("Sounds like this", _texts(code.examples, None)))
    lists.append(("Looks like it, and is not", tuple(e.text for e in code.counter_examples)))
    return tuple((heading, texts) for heading, texts in lists if texts)


def _texts(examples: tuple[Example, ...], direction: str | None) -> tuple[str, ...]:
    return tuple(each.text for each in examples if each.direction == direction)


def contribution(
    book: Codebook,
    *,
    key: str,
    subject: str,
    kind: str,
    about: str,
    text: str,
    name: str,
    role: str,
    at: str,
) -> Contribution:
    """What a form says. Raises InputError where its subject or kind is not there."""
    known = {WHOLE, *(t.id for t in book.themes), *(c.id for t in book.themes for c in t.codes)}
    kinds: dict[str, Kind] = {
        "propose": "propose", "comment": "comment", "agree": "agree", "disagree": "disagree",
        "take back": "take back",
    }  # fmt: skip
    if subject not in known or kind not in kinds or (about and not about.isdecimal()):
        raise InputError("this cannot be kept as it was sent", remedy="Open the page again.")
    number = int(about) if about else None
    return Contribution(key, subject, kinds[kind], number, text.strip(), name, role, at)
