"""Codes as other programs keep them, one within another to any depth, and as themes and codes.

    a code with codes in it     a theme; where it is used for coding, also the first code of the theme
    a theme in a theme          a theme whose name says the way to it: Access › Travel
    a code at the top           a code of the theme 'Codes'

So nothing of names, order within a theme, descriptions, colours and guids is lost either way.
"""

import re
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from codebooks.codebook import Code, Codebook, Theme
from codebooks.coding_hash import coding_hash
from codebooks.exchange.descriptions import described, said_by

WAY = " › "
UNGROUPED = "Codes"
LOOSE = Theme("codes", UNGROUPED, "", ())
GUID = re.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
COLOUR = re.compile("#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
MADE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:felt-heard:codebook")


@dataclass(frozen=True, slots=True)
class Branch:
    """A code of another program with the codes in it; `codable` where it is used for coding."""

    name: str
    description: str = ""
    colour: str = ""
    guid: str = ""
    codable: bool = True
    inside: tuple["Branch", ...] = ()


def to_codebook(branches: Sequence[Branch], title: str) -> Codebook:
    """A codebook in draft of these codes, version 0.1, with ids made from the names.

    Names that stand twice have the way to them behind; the hash is that of the codes.
    """
    making = _Making()
    themes = [*making.loose(branches), *making.themes(branches, "")]
    hash = coding_hash(code for theme in themes for code in theme.codes)
    return Codebook(title or "Codebook", "0.1", tuple(themes), hash=hash)


class Once:
    """Gives each name and id once. A class for what it has given so far."""

    def __init__(self) -> None:
        self._given: set[tuple[str, str]] = set()

    def __call__(self, kind: str, text: str, theme: str = "") -> str:
        """`text`, with the theme or a number behind it where it was given before."""
        tries = [text, *([f"{text} ({theme})"] if theme else [])]
        more = "{}-{}" if kind.endswith("id") else "{} ({})"
        tries += [more.format(text, number) for number in range(2, len(self._given) + 3)]
        for each in tries:
            key = (kind, unicodedata.normalize("NFKC", each).casefold())
            if key not in self._given:
                self._given.add(key)
                return each
        raise AssertionError("one more try than there are names given")


class _Making:
    """Makes themes and codes."""

    def __init__(self) -> None:
        self._once = Once()

    def loose(self, branches: Sequence[Branch]) -> Iterator[Theme]:
        alone = [branch for branch in branches if not _is_theme(branch)]
        if alone:
            self._once("theme id", LOOSE.id), self._once("theme name", LOOSE.name)
            yield replace(LOOSE, codes=tuple(self._code(branch, "") for branch in alone))

    def themes(self, branches: Sequence[Branch], above: str) -> Iterator[Theme]:
        for branch in branches:
            if _is_theme(branch):
                name = self._once("theme name", f"{above}{name_line(branch.name)}")
                own = [replace(branch, inside=())] if branch.codable else []
                codes = [each for each in branch.inside if not _is_theme(each)]
                yield Theme(
                    self._once("theme id", slug(name)),
                    name,
                    "" if branch.codable else clean(branch.description),
                    tuple(self._code(each, name) for each in (*own, *codes)),
                    colour_of(branch.colour),
                    guid_of(branch.guid),
                )
                yield from self.themes(branch.inside, f"{name}{WAY}")

    def _code(self, branch: Branch, theme: str) -> Code:
        name = self._once("code name", name_line(branch.name), theme)
        id = self._once("code id", slug(name))
        colour, guid = colour_of(branch.colour), guid_of(branch.guid)
        return said_by(Code(id, name, colour=colour, guid=guid), clean(branch.description))


def _is_theme(branch: Branch) -> bool:
    return bool(branch.inside) or not branch.codable


def to_branches(codebook: Codebook) -> tuple[Branch, ...]:
    """The codebook as other programs keep it: themes are codes that are not used for coding.

    Each has a guid, made from its id where it brought none. Retired codes are left out.
    """
    top: list[Branch] = []
    names = {code.name.casefold() for code in codebook.codes}
    for theme in reversed(codebook.themes):
        codes = [each for each in theme.codes if each.status != "retired"]
        inside = tuple(_leaf(code, theme.name, names) for code in codes)
        if (theme.id, theme.name, theme.guid) == (LOOSE.id, LOOSE.name, ""):
            top = [*inside, *top]
            continue
        guid = theme.guid or str(uuid.uuid5(MADE, f"theme {theme.id}"))
        below = [each for each in top if each.name.startswith(f"{theme.name}{WAY}")]
        top = [each for each in top if each not in below]
        deeper = tuple(replace(b, name=b.name.removeprefix(f"{theme.name}{WAY}")) for b in below)
        own = next((each for each in inside if each.guid == guid), None)
        rest = tuple(each for each in inside if each is not own)
        about = own.description if own else theme.about
        name = theme.name
        top.insert(0, Branch(name, about, theme.colour, guid, bool(own), rest + deeper))
    return tuple(top)


def _leaf(code: Code, theme: str, names: set[str]) -> Branch:
    guid = code.guid or str(uuid.uuid5(MADE, f"code {code.id}"))
    # The theme stands behind a name only because another code has the name.
    bare = code.name.removesuffix(f" ({theme})")
    name = bare if bare.casefold() in names else code.name
    return Branch(name, described(code), code.colour, guid)


def clean(text: str) -> str:
    """Text without control characters, without white space around it and at the ends of lines."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "\n".join(each.rstrip() for each in kept.strip().splitlines())


def name_line(text: str) -> str:
    """A name on one line, "no name" where there is none."""
    return " ".join(clean(text).split())[:200].strip() or "no name"


def slug(name: str) -> str:
    """An id made from a name: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:60] or "code"


def guid_of(text: str) -> str:
    """A guid without the braces that some programs write; "" where it is none."""
    plain = text.strip().strip("{}")
    return plain if GUID.fullmatch(plain) else ""


def colour_of(text: str) -> str:
    """A colour as #RRGGBB in capitals; "" where it is none."""
    plain = text.strip()
    if not COLOUR.fullmatch(plain):
        return ""
    digits = plain[1:] if len(plain) == 7 else "".join(2 * digit for digit in plain[1:])
    return f"#{digits.upper()}"
