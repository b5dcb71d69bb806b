"""codebook.yaml → Codebook, read strictly.

    the codebook   title, version, themes     and if you like  about, sources {id: citation},
                                              outside, contributors, history, teaching
    teaching       the name of a table of texts with their codes (see codebooks/teaching.py)
    outside        as `frameworks`: the items that it leaves out on purpose
    a contributor  name, role                 `name` is initials or a chosen name
    a change       version, at, by, note      in the history; `at` is a date such as 2026-03-02
    a theme        id, name, codes            and if you like  about, colour, guid
    a code         id, name                   and if you like  definition, says_positive,
                   says_negative, include, exclude, examples, counter_examples, cues, aspect,
                   principle, frameworks, status, sources, notes, replaces, colour, guid
    says_positive  what it means that people spoke well of it, in ten plain words: People were
                   listened to; says_negative likewise. Coding does not depend on them
    frameworks     lists of items under ids of frameworks: {scie: [equality]}
    examples       a list of phrases, or lists under positive, negative, mixed and neutral;
                   counter_examples likewise

Everything that is wrong raises one CodebookError, with line, column and the id of the code. Every
value stays text: `no`, `1.10` and `012` mean what they look like.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import get_args

from codebooks.codebook import (
    DIRECTIONS,
    Aspect,
    Code,
    Codebook,
    Example,
    Principle,
    Status,
    Theme,
)
from codebooks.coding_hash import coding_hash
from codebooks.credits import contributors_of, history_of
from codebooks.frameworks import frameworks_of
from codebooks.teaching import SHIPPED, with_teaching
from codebooks.yaml.fields import (
    Shape,
    allowed_list,
    allowed_word,
    fields_of,
    items_of,
    line_of,
    phrase_of,
    phrases_of,
    text_of,
)
from codebooks.yaml.nodes import Fields, Items, Node, Place, Scalar, brief, read_nodes
from codebooks.yaml.noted import Noted
from corpora.errors import CodebookError, FileRefused
from corpora.files import read_limited, shown

CREDITED = ("about", "sources", "outside", "contributors", "history", "teaching")
CODEBOOK = Shape("the codebook", ("title", "version", "themes"), CREDITED)
THEME = Shape("a theme", ("id", "name", "codes"), ("about", "colour", "guid"))
SAYS = ("says_positive", "says_negative")
DESCRIBED = (
    "definition", *SAYS, "include", "exclude", "examples", "counter_examples", "cues", "notes",
)  # fmt: skip
PLACED = ("aspect", "principle", "frameworks", "status", "sources", "replaces", "colour", "guid")
COLOUR = re.compile("#[0-9A-Fa-f]{6}")
GUID = re.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
CODE = Shape("a code", ("id", "name"), DESCRIBED + PLACED)
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
PRINCIPLES: tuple[Principle, ...] = get_args(Principle)
STATUSES: tuple[Status, ...] = get_args(Status)
MOST_OF_AN_ID = 40


@dataclass(slots=True)
class _Seen:
    """Where each id and name was first met, so that none stands twice; and what can be cited."""

    sources: tuple[str, ...]
    noted: Noted
    places: dict[tuple[str, str], Place] = field(default_factory=dict)

    def once(self, fields: dict[str, Node], name: str, what: str) -> str:
        """The line under `name`. Raises CodebookError where it stands twice, capitals or not.

        That it is missing was noted before.
        """
        if name not in fields:
            return ""
        node, text = fields[name], line_of(fields[name], f"the {name} of a {what}")
        key = (f"{what} {name}", unicodedata.normalize("NFKC", text).casefold())
        if (first := self.places.setdefault(key, node.place)) is not node.place:
            said = f"the {what} {name} {brief(text)} stands twice; first in line {first.line}"
            raise node.place.error(said, "Give each its own; capitals make no difference.")
        return text


def load(path: Path) -> Codebook:
    """The codebook in the file at `path`. Raises CodebookError, naming the file and the place."""
    try:
        content = read_limited(path)
    except FileRefused as refused:
        remedy = "Check the path, and that you may read it; 'heard new' writes a codebook."
        raise CodebookError(refused.what, where=shown(str(path)), remedy=remedy) from refused
    return loads(content, where=shown(path.name), folder=path.parent)


def loads(content: bytes, *, where: str, folder: Path | None = None) -> Codebook:
    """The codebook in `content`; `where` names the file in errors. Raises CodebookError.

    A teaching set that it names is read from `folder`, else as it ships; without a folder, one
    that does not ship is left out.
    """
    noted = Noted()
    value = noted.value
    fields = fields_of(read_nodes(content, where=where), CODEBOOK, noted)
    title, version = (value("", _line, fields, name) for name in ("title", "version"))
    about, sources = value("", _text, fields, "about"), _sources(fields.get("sources"), noted)
    seen = _Seen(tuple(id for id, _ in sources), noted)
    themes = _themes(fields.get("themes"), seen)
    people = value((), contributors_of, fields.get("contributors"), noted)
    history = value((), history_of, fields.get("history"), noted)
    outside = value((), frameworks_of, fields.get("outside"), noted, "outside")
    teaching = value("", _teaching, fields)
    noted.refuse(where)
    hash = coding_hash(code for theme in themes for code in theme.codes)
    codebook = Codebook(
        title, version, themes, about, sources, hash, people, history, outside, teaching
    )
    if not codebook.codes:
        what, remedy = "no code is in use", "Write at least one code that is not retired."
        raise fields["themes"].place.error(what, remedy)
    if folder is None and codebook.teaching != SHIPPED:
        return codebook
    return with_teaching(codebook, folder)


def _teaching(fields: dict[str, Node]) -> str:
    node = fields.get("teaching")
    if node is None:
        return ""
    name = line_of(node, "teaching")
    if name != Path(name).name or not name.endswith(".csv"):
        what = f"'{brief(name)}' is no file of a teaching set"
        raise node.place.error(what, "Give the name of a CSV file beside the codebook, no folder.")
    return name


def shipped() -> bytes:
    """The content of coproduction.yaml, the codebook that ships."""
    return (resources.files("codebooks") / "coproduction.yaml").read_bytes()


def _sources(node: Node | None, noted: Noted) -> tuple[tuple[str, str], ...]:
    if node is None:
        return ()
    if not isinstance(node, Fields):
        noted.note(
            node.place.error("sources must give each citation an id", "Write 'id: citation'.")
        )
        return ()
    return tuple(noted.each(_citation, node.entries))


def _citation(entry: tuple[Scalar, Node]) -> tuple[str, str]:
    id, text = entry
    return line_of(id, "the id of a source"), phrase_of(text, "a citation")


def _themes(node: Node | None, seen: _Seen) -> tuple[Theme, ...]:
    if node is None:
        return ()
    nodes = seen.noted.value((), items_of, node, "themes")
    return tuple(seen.noted.each(_theme, nodes, seen))


def _theme(node: Node, seen: _Seen) -> Theme:
    value = seen.noted.value
    fields = fields_of(node, THEME, seen.noted)
    codes = value((), items_of, fields["codes"], "codes") if "codes" in fields else ()
    return Theme(
        id=value("", seen.once, fields, "id", "theme"),
        name=value("", seen.once, fields, "name", "theme"),
        about=value("", _text, fields, "about"),
        codes=tuple(seen.noted.each(_code, codes, seen)),
        colour=value("", _colour, fields.get("colour")),
        guid=value("", _guid, fields.get("guid")),
    )


def _code(node: Node, seen: _Seen) -> Code:
    noted, value = seen.noted, seen.noted.value
    noted.whose = _id_of(node)
    try:
        fields = fields_of(node, CODE, noted)
        has = fields.get
        return Code(
            id=value("", seen.once, fields, "id", "code"),
            name=value("", seen.once, fields, "name", "code"),
            definition=value("", _text, fields, "definition"),
            says_positive=value("", _line, fields, "says_positive"),
            says_negative=value("", _line, fields, "says_negative"),
            include=value((), phrases_of, has("include"), "include", noted),
            exclude=value((), phrases_of, has("exclude"), "exclude", noted),
            examples=value((), _examples, has("examples"), "examples", noted),
            counter_examples=value(
                (), _examples, has("counter_examples"), "counter_examples", noted
            ),
            aspect=value("process", _aspect, has("aspect")),
            principle=value(None, _principle, has("principle")),
            status=value("draft", _status, has("status")),
            sources=value((), _cited, has("sources"), seen),
            cues=value((), phrases_of, has("cues"), "cues", noted),
            notes=value("", _text, fields, "notes"),
            frameworks=value((), frameworks_of, has("frameworks"), noted),
            colour=value("", _colour, has("colour")),
            guid=value("", _guid, has("guid")),
            replaces=value((), phrases_of, has("replaces"), "replaces", noted),
        )
    finally:
        noted.whose = ""


def _id_of(node: Node) -> str:
    """The id of a code, so that what is wrong with it can be said to be its own; "" without one."""
    entries = node.entries if isinstance(node, Fields) else ()
    ids = (held.text for name, held in entries if name.text == "id" and isinstance(held, Scalar))
    id = next(ids, "").strip()
    return id if len(id) <= MOST_OF_AN_ID and len(id.split()) == 1 else ""


def _text(fields: dict[str, Node], name: str) -> str:
    return text_of(fields[name], name) if name in fields else ""


def _line(fields: dict[str, Node], name: str) -> str:
    return line_of(fields[name], name) if name in fields else ""


def _colour(node: Node | None) -> str:
    if node is None or COLOUR.fullmatch(text := line_of(node, "colour")):
        return text.upper() if node else ""
    what = f"{brief(text)} is not a colour"
    raise node.place.error(what, 'Write # and six digits of 0-9 and A-F: "#1A6E5B".')


def _guid(node: Node | None) -> str:
    if node is None or GUID.fullmatch(text := line_of(node, "guid")):
        return text if node else ""
    what = "guid is not of the form 8-4-4-4-12 hexadecimal digits"
    raise node.place.error(what, "Another program gave it; copy it from there or take it out.")


def _aspect(node: Node | None) -> Aspect:
    return allowed_word(node, "aspect", ASPECTS) if node else "process"


def _status(node: Node | None) -> Status:
    return allowed_word(node, "status", STATUSES) if node else "draft"


def _principle(node: Node | None) -> Principle | None:
    return allowed_word(node, "principle", PRINCIPLES) if node else None


def _examples(node: Node | None, field: str, noted: Noted) -> tuple[Example, ...]:
    if node is None or isinstance(node, Items):
        return tuple(map(Example, phrases_of(node, field, noted)))
    fields = fields_of(node, Shape(field, (), DIRECTIONS), noted)
    return tuple(
        Example(phrase, direction)
        for direction in DIRECTIONS
        for phrase in noted.value((), phrases_of, fields.get(direction), direction, noted)
    )


def _cited(node: Node | None, seen: _Seen) -> tuple[str, ...]:
    items = items_of(node, "sources") if node else ()
    return tuple(seen.noted.each(_source, items, seen.sources))


def _source(node: Node, known: tuple[str, ...]) -> str:
    id = line_of(node, "a source")
    if id not in known:
        what = f"the source {brief(id)} is not defined; defined: {allowed_list(known) or 'none'}"
        raise node.place.error(what, "Add it under 'sources' at the top of the codebook.")
    return id
