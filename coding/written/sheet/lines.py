"""An entry as lines of YAML, and as what it says whatever the layout."""

import re
from collections.abc import Sequence

from codebooks.editing.yaml_text import INDENT, PLAIN, field_lines, one_line
from coding.written.columns import SCOPE
from coding.written.entries import Entry
from coding.written.sheet.tables import PEOPLE
from corpora.spreadsheets.cells import fitting

Plain = tuple[tuple[str, tuple[object, ...]], ...]
"""What an entry says: its fields in order, each with its texts or the entries below it."""

_AS_IT_IS = re.compile(rf"{PLAIN.pattern}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9a-f]*[a-f][0-9a-f]*")
_SHORT_KINDS = (*PEOPLE, "updates")


def what_it_says(entry: Entry) -> Plain:
    """What an entry says, with texts as a cell of a workbook shows them."""
    return tuple((name, held) for name in entry.kind.names if (held := said_in(entry, name)))


def said_in(entry: Entry, name: str) -> tuple[object, ...]:
    """What an entry says in one field: texts, or the entries below it."""
    texts = tuple(fitting(value.text) for value in entry.values.get(name, ()))
    return texts or tuple(map(what_it_says, entry.below.get(name, ())))


def item_lines(entry: Entry, indent: str = "") -> list[str]:
    """The lines of an entry as the item of a list whose dash stands at `indent`."""
    first, *more = entry_lines(entry, indent + INDENT) or [f"{indent}{INDENT}{{}}"]
    return [f"{indent}- {first[len(indent) + len(INDENT) :]}", *more]


def entry_lines(entry: Entry, indent: str) -> list[str]:
    """The lines of the fields of an entry."""
    lines: list[str] = []
    for field in entry.kind.fields:
        texts = [value.text for value in entry.values.get(field.name, ())]
        if texts and field.several:
            lines.append(f"{indent}{field.name}: [{', '.join(map(_word, texts))}]")
        elif texts:
            lines += _field(field.name, texts[0], indent)
    for kind in entry.kind.below:
        held = entry.below.get(kind.name, ())
        lines += [f"{indent}{kind.name}:"] if held else []
        lines += _below(kind.name, held, indent + ("" if entry.kind is SCOPE else INDENT))
    return lines


def _below(name: str, entries: Sequence[Entry], indent: str) -> list[str]:
    if name not in _SHORT_KINDS:
        return [line for entry in entries for line in item_lines(entry, indent)]
    return [f"{indent}- {{{_in_brackets(entry)}}}" for entry in entries]


def _in_brackets(entry: Entry) -> str:
    return ", ".join(f"{name}: {_word(entry.text(name))}" for name in entry.values)


def _field(name: str, text: str, indent: str) -> list[str]:
    return (
        [f"{indent}{name}: {text}"]
        if _AS_IT_IS.fullmatch(text) and len(text) < 80
        else (field_lines(name, text, indent))
    )


def _word(text: str) -> str:
    return text if _AS_IT_IS.fullmatch(text) and not text[0].isalpha() else one_line(text)
