"""Values as YAML text, the way the codebook that ships is laid out."""

import json
import re
import textwrap
from collections.abc import Iterable, Sequence

from codebooks.codebook import DIRECTIONS, Code, Example
from corpora.errors import CodebookError

WIDTH = 110
INDENT = "  "
# Text that means itself in every place of a YAML file, and to every program that reads YAML.
PLAIN = re.compile(r"[^\W\d_][\w'’()/.;?!-]*( [\w'’()/.;?!-]+)*")
# The same where no brackets are around it.
IN_LINES = re.compile(r"[^\W\d_][\w'’()/.;?!,&%+=£–-]*( [\w'’()/.;?!,&%+=£–-]+)*")
OTHERWISE = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null)")


def single_spaced(text: str) -> str:
    """`text` with one space where there is white space, its line breaks kept."""
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def quoted(text: str) -> str:
    """Text in double quotation marks, which hold in every place of a file."""
    said = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escaped(ord(char)) for char in said)


def _escaped(number: int) -> str:
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def one_line(text: str, form: re.Pattern[str] = PLAIN) -> str:
    """Text without quotation marks where it needs none, and within them where it does."""
    plain = form.fullmatch(text) and not OTHERWISE.fullmatch(text)
    return text if plain else quoted(text)


def value(text: str, indent: str, room: int = WIDTH) -> list[str]:
    """The lines of a text after its field's name: the first follows the name, the others stand alone.

    A text that does not fit into `room` characters, or has paragraphs, is folded below the name,
    where folding changes nothing in it.
    """
    if text != single_spaced(text):
        return [quoted(text)]
    if len(single := one_line(text, IN_LINES)) <= room and "\n" not in text:
        return [single]
    # One line break in a folded text is a blank line between.
    parts = re.split("(\n+)", text)
    lines = [">-"]
    for at in range(0, len(parts), 2):
        lines += textwrap.wrap(
            parts[at], WIDTH - len(indent), break_long_words=False, break_on_hyphens=False
        )
        lines += [""] * (len(parts[at + 1]) if at + 1 < len(parts) else 0)
    return [lines[0], *(f"{indent}{line}" if line else "" for line in lines[1:])]


def field_lines(name: str, text: str, indent: str) -> list[str]:
    """The lines of a field that holds a text."""
    first, *more = value(text, indent + INDENT, WIDTH - len(indent) - len(name) - 2)
    return [f"{indent}{name}: {first}", *more]


def if_said(name: str, text: str, indent: str) -> list[str]:
    """The same; none where the text is empty."""
    return field_lines(name, text, indent) if text else []


def list_lines(name: str, texts: Iterable[str], indent: str) -> list[str]:
    """The lines of a field that holds a list; none where the list is empty."""
    items = [f"{indent}{INDENT}- {one_line(text, IN_LINES)}" for text in texts]
    return [f"{indent}{name}:", *items] if items else []


def example_lines(name: str, examples: Sequence[Example], indent: str) -> list[str]:
    """The lines of examples, by direction where they have one.

    Raises CodebookError where some have a direction and some have none.
    """
    ways = [way for way in DIRECTIONS if any(each.direction == way for each in examples)]
    if not ways:
        return list_lines(name, [each.text for each in examples], indent)
    if any(each.direction is None for each in examples):
        remedy = "Give each a direction, or none of them."
        raise CodebookError(f"some {name} have a direction and some have none", remedy=remedy)
    lines = [f"{indent}{name}:"]
    for way in ways:
        held = [each.text for each in examples if each.direction == way]
        lines += list_lines(way, held, indent + INDENT)
    return lines


def code_lines(code: Code, indent: str) -> list[str]:
    """The lines of a code as the item of a list whose dashes stand at `indent`."""
    inner = indent + INDENT
    lines = [
        *field_lines("id", code.id, inner),
        *field_lines("name", code.name, inner),
        *if_said("definition", code.definition, inner),
        *if_said("says_positive", code.says_positive, inner),
        *if_said("says_negative", code.says_negative, inner),
        *list_lines("include", code.include, inner),
        *list_lines("exclude", code.exclude, inner),
        *example_lines("examples", code.examples, inner),
        *example_lines("counter_examples", code.counter_examples, inner),
        *list_lines("cues", code.cues, inner),
        *if_said("notes", code.notes, inner),
        f"{inner}aspect: {code.aspect}",
        *if_said("principle", code.principle or "", inner),
        *framework_lines("frameworks", code.frameworks, inner),
        f"{inner}status: {code.status}",
        *list_lines("sources", code.sources, inner),
        *list_lines("replaces", code.replaces, inner),
        *if_said("colour", code.colour, inner),
        *if_said("guid", code.guid, inner),
    ]
    return [f"{indent}- {lines[0][len(inner) :]}", *lines[1:]]


def framework_lines(name: str, pairs: Sequence[tuple[str, str]], indent: str) -> list[str]:
    """The line of a field that holds items of frameworks; none where there are none."""
    said = ", ".join(f"{id}: [{', '.join(items)}]" for id, items in _by_framework(pairs).items())
    return [f"{indent}{name}: {{{said}}}"] if said else []


def _by_framework(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id, item in pairs:
        found.setdefault(id, []).append(item)
    return found


def code_in_brackets(code: Code) -> str:
    """A code on one line, for a list in brackets: JSON is YAML."""
    said: dict[str, object] = {"id": code.id, "name": code.name, "definition": code.definition}
    said |= {"says_positive": code.says_positive, "says_negative": code.says_negative}
    said |= {"include": code.include, "exclude": code.exclude}
    said |= {name: by_direction(getattr(code, name)) for name in ("examples", "counter_examples")}
    said |= {"cues": code.cues, "notes": code.notes, "aspect": code.aspect}
    said |= {
        "principle": code.principle,
        "frameworks": _by_framework(code.frameworks),
        "status": code.status,
    }
    said |= {"sources": code.sources, "replaces": code.replaces}
    said |= {"colour": code.colour, "guid": code.guid}
    return json.dumps({k: v for k, v in said.items() if v}, ensure_ascii=False)


def by_direction(examples: Sequence[Example]) -> dict[str, list[str]] | list[str]:
    """Examples as a list, or as lists by direction where they have one."""
    if all(each.direction is None for each in examples):
        return [each.text for each in examples]
    found: dict[str, list[str]] = {}
    for each in examples:
        found.setdefault(str(each.direction), []).append(each.text)
    return found
