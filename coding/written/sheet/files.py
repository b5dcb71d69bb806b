"""Entries back into the files of a team, in which all that is unchanged stays as it is, byte for byte."""

from collections.abc import Sequence

from codebooks.editing.splice import BREAK, MARK, is_in_brackets, text_without_mark
from codebooks.yaml.nodes import Fields, Items, read_nodes, says_something
from coding.written.columns import IN_CSV, IN_YAML, SCOPE
from coding.written.entries import Entry
from coding.written.folder import entries_of
from coding.written.mistakes import Mistakes
from coding.written.sheet.lines import entry_lines, item_lines, said_in, what_it_says
from coding.written.sheet.rows import table_with
from coding.written.sheet.tables import KEYS
from corpora.errors import WrittenError
from corpora.spelling import folded


def file_with(content: bytes, file: str, entries: Sequence[Entry]) -> bytes:
    """The file with these entries in it; `content` itself where it says the same.

    Raises WrittenError where a file cannot be written so that it says exactly this.
    """
    before = entries_of(content, file, Mistakes())
    if list(map(what_it_says, before)) == list(map(what_it_says, entries)):
        return content
    if file in IN_CSV:
        made = table_with(content, file, IN_CSV[file], before, entries)
    elif IN_YAML[file] is SCOPE:
        made = _fields_with(content, before, entries)
    else:
        made = _list_with(content, before, entries)
    mistakes = Mistakes()
    after = entries_of(made, file, mistakes)
    if mistakes.lines or list(map(what_it_says, after)) != list(map(what_it_says, entries)):
        remedy = "Change it in a text editor."
        raise WrittenError("this cannot be written by the program", where=file, remedy=remedy)
    return made


def _list_with(content: bytes, before: Sequence[Entry], entries: Sequence[Entry]) -> bytes:
    """A file that holds a list: items that stay as they are keep their lines."""
    text, end = _text_and_break(content)
    root = read_nodes(content, where="") if says_something(content) else None
    items = root.items if isinstance(root, Items) and not is_in_brackets(content, root) else ()
    if root is not None and not items:
        return _encoded(content, "".join(_lines(each, end) for each in entries))
    starts = [_line_start(text, each.place.start) for each in items]
    chunks = [text[a:b] for a, b in _spans(starts, text)]
    ends = [_line_end(text, each.place.end) for each in items]
    after = [text[a:b] for a, b in zip(ends, [b for _, b in _spans(starts, text)], strict=True)]
    left = list(range(len(before)))
    made = [text[: starts[0]] if starts else text]
    for entry in entries:
        same = next((at for at in left if what_it_says(before[at]) == what_it_says(entry)), None)
        like = next((at for at in left if _key(before[at]) == _key(entry)), None)
        if same is not None:
            made.append(chunks[same])
            left.remove(same)
        elif like is not None:
            made.append(_lines(entry, end) + after[like])
            left.remove(like)
        else:
            made.append(_lines(entry, end))
    return _encoded(content, _joined(made, end))


def _fields_with(content: bytes, before: Sequence[Entry], entries: Sequence[Entry]) -> bytes:
    """aims.yaml, which holds fields: those that stay as they are keep their lines."""
    text, end = _text_and_break(content)
    root = read_nodes(content, where="") if says_something(content) else None
    held = root.entries if isinstance(root, Fields) and not is_in_brackets(content, root) else ()
    starts = [_line_start(text, name.place.start) for name, _ in held]
    spans = _spans(starts, text)
    chunks = {name.text: text[a:b] for (name, _), (a, b) in zip(held, spans, strict=True)}
    head = "" if root is not None and not held else text[: starts[0]] if starts else text
    old = before[0] if before else Entry(SCOPE, {})
    new = entries[0] if entries else Entry(SCOPE, {})
    made = [head]
    for name in (*chunks, *(each for each in SCOPE.names if each not in chunks)):
        if said_in(old, name) == said_in(new, name):
            made.append(chunks.get(name, ""))
        else:
            lines = entry_lines(_only(new, name), "")
            made.append("".join(line + end for line in lines))
    return _encoded(content, _joined(made, end))


def _only(entry: Entry, name: str) -> Entry:
    values = {name: entry.values[name]} if name in entry.values else {}
    below = {name: entry.below[name]} if name in entry.below else {}
    return Entry(entry.kind, values, below)


def _spans(starts: Sequence[int], text: str) -> list[tuple[int, int]]:
    """From where to where each piece goes: up to the next, the last one to the end."""
    return list(zip(starts, [*starts[1:], len(text)], strict=False))


def _text_and_break(content: bytes) -> tuple[str, str]:
    text = text_without_mark(content)
    found = BREAK.search(text)
    return text, found.group() if found else "\n"


def _encoded(content: bytes, text: str) -> bytes:
    return (MARK if content.startswith(MARK) else b"") + text.encode()


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    """The place after the line break that ends the line of `at`."""
    found = BREAK.search(text, at)
    return found.end() if found else len(text)


def _key(entry: Entry) -> str:
    return folded(entry.text(KEYS[entry.kind.name]))


def _lines(entry: Entry, end: str) -> str:
    return "".join(line + end for line in item_lines(entry))


def _joined(pieces: Sequence[str], end: str) -> str:
    """The pieces one after the other, each beginning on a line of its own."""
    made = ""
    for piece in filter(None, pieces):
        made += piece if not made or made.endswith(("\n", "\r")) else end + piece
    return made
