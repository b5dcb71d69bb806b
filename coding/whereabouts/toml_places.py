"""Where each setting stands in a TOML file, and how it is written there; `tomllib` says neither."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any

_HEADER = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$")
_SETTING = re.compile(r"\s*((?:\"[^\"]*\"|'[^']*'|[^=#\[\]\"'])+?)\s*=\s*(.*)$")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_MOST_BROKEN = 20

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AsWritten:
    """The line of a setting, from 1, and what stands behind its equals sign, "" for a table."""

    line: int
    value: str = ""


def toml_places(text: str) -> dict[Names, AsWritten]:
    """Where each setting and each table first stands, by the names of its tables and its own."""
    places: dict[Names, AsWritten] = {}
    table: Names = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _path(header[1])
            places.setdefault(table, AsWritten(number))
        elif setting := _SETTING.match(line):
            value = re.sub(r"\s+#[^\"']*$", "", setting[2]).strip()
            places.setdefault((*table, *_path(setting[1])), AsWritten(number, value))
    return places


def _path(key: str) -> Names:
    """The names in a dotted key, quotation marks taken off as TOML does."""
    try:
        held: Any = tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return (key.strip(),)
    names: list[str] = []
    while isinstance(held, dict):
        name, held = next(iter(held.items()))
        names.append(name)
    return tuple(names)


def parsed_toml(text: str) -> tuple[dict[str, Any], list[tuple[int, str]]]:
    """What a TOML file holds without the lines that are no TOML, and those: number and what is wrong.

    A line that breaks off the whole is the last one that is looked at.
    """
    lines, broken = text.splitlines(), list[tuple[int, str]]()
    while True:
        try:
            return tomllib.loads("\n".join(lines)), broken
        except tomllib.TOMLDecodeError as fault:
            message = str(fault)
            place = _PLACE.search(message)
            number = int(place[1]) if place and place[1] else max(len(lines), 1)
            broken.append((number, _PLACE.sub("", message)))
            is_alone = number <= len(lines) and _SETTING.match(lines[number - 1]) is not None
            is_alone = is_alone and not message.startswith("Unclosed")
            if not is_alone or len(broken) == _MOST_BROKEN:
                return {}, broken
            lines[number - 1] = ""
