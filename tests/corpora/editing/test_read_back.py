"""What an editor has written is what it reads, and what the reader of the format reads."""

import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from edited import joined, pieces_of, unchanged
from made_odt import odt
from made_rtf import rtf
from made_xlsx import SHARED, SHEET, xlsx
from reading import W, p, table, turns, word

from corpora.editing.docx import docx_editor
from corpora.editing.odt import odt_editor
from corpora.editing.pieces import Editor
from corpora.editing.rtf import rtf_editor
from corpora.editing.xlsx import xlsx_editor

Opened = Callable[[bytes], Editor]

OPEN: dict[str, Opened] = {
    ".docx": docx_editor,
    ".odt": odt_editor,
    ".rtf": rtf_editor,
    ".xlsx": xlsx_editor,
}
COMMENTS = f'<w:comments xmlns:w="{W}"><w:comment w:author="Ann" w:initials="A">{p("Not so.")}</w:comment></w:comments>'
SOURCES = {
    ".docx": word(p("*Ann:", " Who\ncame?") + p("Bob: ", "~hid", "Me.") + table(("A", "B & C")), comments=COMMENTS),
    ".odt": odt("<text:p>Ann:<text:tab/>Who <text:span>came</text:span><text:s text:c='3'/>x</text:p>"),
    ".rtf": rtf("{\\info{\\author Ann}}\\pard {\\b Ann:} Who\\emdash\\'e9\\par\\pard{\\f1 Bob\\u352?}\\uc0\\u8217 x\\par"),
    ".xlsx": xlsx(SHEET.replace("<f>1</f>", ""), SHARED),
}  # fmt: skip
# What would act in one of the formats, letters of several alphabets, spaces at every place.
LETTERS = "ab é\u2014Жñ&<>\"'{}\\[]]>;  \u00a0x-9\U0001f600"


def altered(text: str, chance: random.Random) -> str:
    """`text` with some of it replaced by letters that would mean something to a format."""
    start = chance.randint(0, len(text))
    end = chance.randint(start, len(text))
    inside = "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 8)))
    return f"{text[:start]}Q{inside}Q{text[end:]}"


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("suffix", OPEN)
def test_any_text_is_read_back_as_it_was_written(suffix: str, seed: int) -> None:
    chance = random.Random(seed)
    editor = OPEN[suffix](SOURCES[suffix])
    texts = [piece.text for piece in editor.pieces]
    new = [altered(text, chance) if chance.random() < 0.5 else text for text in texts]
    # Two stretches of a paragraph may have become one, where the tab between them is letters now.
    assert pieces_of(OPEN[suffix](editor.written(new))) == joined(editor, new)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("suffix", OPEN)
def test_what_is_taken_away_is_all_that_is_gone(suffix: str, seed: int) -> None:
    chance = random.Random(seed)
    editor = OPEN[suffix](SOURCES[suffix])
    texts = [piece.text for piece in editor.pieces]
    new = [None if chance.random() < 0.5 else text for text in texts]
    for name, written in getattr(editor, "authors", {}).items():
        # A comment that goes takes the name of who made it with it.
        new[name] = None if all(new[at] is None for at in written) else new[name]
    again = OPEN[suffix](editor.written(new))
    assert letters(piece.text for piece in again.pieces) == letters(text or "" for text in new)


def letters(texts: Iterable[str]) -> list[str]:
    """What is no white space in the texts, sorted."""
    return sorted("".join("".join(texts).split()))


REAL = ("docx", "odt", "rtf", "xlsx")


def real(data: Path) -> list[Path]:
    """The real files of these formats beside the project."""
    return [path for end in REAL for path in sorted((data / "formats").rglob(f"*.{end}"))]


def test_real_files_written_as_they_are_stay_the_same_bytes(data: Path) -> None:
    changed = [
        path.name
        for path in real(data)
        if unchanged(OPEN[path.suffix](path.read_bytes())) != path.read_bytes()
    ]
    assert (changed, len(real(data)) > 10) == ([], True)


def test_a_word_replaced_in_real_files_is_replaced_in_their_turns(data: Path) -> None:
    for path in real(data):
        content = path.read_bytes()
        editor = OPEN[path.suffix](content)
        new = [piece.text.replace("that", "which & so") for piece in editor.pieces]
        expected = [
            (speaker, text.replace("that", "which & so"))
            for speaker, text in turns(content, path.suffix)
        ]
        assert turns(editor.written(new), path.suffix) == expected, path.name
