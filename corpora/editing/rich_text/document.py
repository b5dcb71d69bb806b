"""An RTF document as groups, paragraphs, rows and texts, each by its place in the bytes."""

from dataclasses import dataclass, field, replace

from corpora.editing.rich_text.texts import RtfCharacters, RtfGroup, RtfText, RtfWord
from corpora.errors import FileRefused
from corpora.formats.documents.rtfbody import (
    CHARACTERS,
    CHARSETS,
    CODEPAGES,
    DESTINATIONS,
    KEPT_THOUGH_STARRED,
    codec_named,
)
from corpora.formats.documents.rtftokens import Token, placed_tokens

MOST_GROUPS = 500
ENDS = frozenset(("par", "sect", "page", "cell", "row", "nestcell", "nestrow"))
IN_ROWS = frozenset(("cell", "nestcell", "nestrow"))
# Groups whose characters are data, numbers and names of fonts, not text.
NO_TEXT = frozenset((
    "fonttbl", "colortbl", "pict", "objdata", "themedata", "colorschememapping", "datastore",
    "rsidtbl", "latentstyles", "blipuid", "bliptag", "fontemb", "panose", "leveltext",
    "levelnumbers", "atrfstart", "atrfend", "atnref", "atntime", "atndate", "atnparent", "sn",
    "generator", "picprop", "falt", "objclass", "passwordhash", "pgptbl",
))  # fmt: skip
# Tables of names: the semicolon after each stays, or the next would take the name's number.
LISTED = frozenset(("revtbl", "stylesheet", "filetbl"))


@dataclass(slots=True, eq=False)
class RtfParagraph:
    """What is read as one stretch, up to the word that ends it."""

    number: int
    texts: list[RtfText] = field(default_factory=list)
    groups: list[RtfGroup] = field(default_factory=list)
    """What is no text and stands in it: pictures, notes, comments."""
    asides: "list[RtfParagraph]" = field(default_factory=list)
    """What is hidden or deleted in it."""
    end: RtfWord | None = None


@dataclass(slots=True)
class RtfRow:
    """A row of a table: its paragraphs, and the words that end its cells and itself."""

    paragraphs: list[RtfParagraph] = field(default_factory=list)
    words: list[RtfWord] = field(default_factory=list)
    is_nested: bool = False


@dataclass(slots=True)
class _Stream:
    """Text that is read on its own: the body, a header, a footnote."""

    open: RtfParagraph
    row: RtfRow = field(default_factory=RtfRow)
    aside: RtfParagraph | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside one group."""

    group: RtfGroup
    stream: _Stream
    hidden: bool = False
    deleted: bool = False
    unseen: bool = False
    has_text: bool = True
    charset: str = ""
    fallback: int = 1


@dataclass(slots=True)
class Rtf:
    """An RTF document: the group around all of it, its paragraphs and its rows."""

    root: RtfGroup
    paragraphs: list[RtfParagraph] = field(default_factory=list)
    rows: list[RtfRow] = field(default_factory=list)
    open_words: set[int] = field(default_factory=set)
    """Where a control word ends without a space: a letter right after it would be read as its own."""

    def texts(self) -> list[RtfText]:
        """Every text, those first that are seen in the body."""
        return sorted(self.root.texts(), key=lambda text: not text.is_seen)

    def paragraph(self) -> RtfParagraph:
        """A new paragraph, with the next number."""
        self.paragraphs.append(RtfParagraph(len(self.paragraphs)))
        return self.paragraphs[-1]


def rtf_places(content: bytes) -> Rtf:
    """The places in an RTF document. Raises FileRefused where its groups nest too deep."""
    reading = _Reading(content)
    for token, start, end in placed_tokens(content):
        reading.take(token, start, end)
    reading.end_text()
    return reading.rtf


def groups_by_paragraph(rtf: Rtf) -> dict[int, int]:
    """For the number of a paragraph, that of what is its speaker's as a whole.

    The paragraphs of a row are, and what is hidden in a paragraph or was deleted from it.
    """
    rows = [row for row in rtf.rows if not row.is_nested]
    groups = {each.number: row.paragraphs[0].number for row in rows for each in row.paragraphs}
    for paragraph in rtf.paragraphs:
        if paragraph.asides:
            group = groups.setdefault(paragraph.number, paragraph.number)
            groups |= {aside.number: group for aside in paragraph.asides}
    return groups


class _Reading:
    """Follows the groups and the formatting of a document and collects its texts."""

    def __init__(self, content: bytes) -> None:
        self.rtf = Rtf(RtfGroup(None, 0, len(content)))
        self._content = content
        self._state = _State(self.rtf.root, _Stream(self.rtf.paragraph()))
        self._outer: list[_State] = []
        self._opening = self._starred = False
        self._codepage, self._font = "cp1252", 0
        self._fonts: dict[int, str] = {}
        self._text: RtfCharacters | None = None
        self._to_skip = 0
        self._in_table = False

    def take(self, token: Token, start: int, end: int) -> None:
        """Takes one token at its place."""
        is_named = token.kind == "word" and self._content[start + 1 : start + 2].isalpha()
        if is_named and self._content[end - 1 : end] != b" ":
            self.rtf.open_words.add(end)
        char = _character(token)
        if char is None:
            self.end_text()
            self._structure(token, start, end)
        else:
            self._opening = False
            self._add(token, char, start, end)

    def _add(self, token: Token, char: str, start: int, end: int) -> None:
        state = self._state
        if not state.has_text:
            return
        if self._text is None:
            seen = not (state.unseen or state.hidden or state.deleted)
            codec = state.charset or self._codepage
            text = RtfText(state.group, codec, state.fallback, seen)
            self._text = RtfCharacters(text, self._to_skip)
        self._text.take(token, char, start, end)

    def end_text(self) -> None:
        """The characters read since the last formatting are a text."""
        if self._text is None:
            return
        text, self._to_skip, self._text = self._text.text, self._text.to_skip, None
        if text.group.destination in LISTED or _is_listed(text.group):
            text.drop_semicolon()
        if not text.text:
            return
        stream = self._state.stream
        if self._state.hidden or self._state.deleted:
            if stream.aside is None:
                stream.aside = self.rtf.paragraph()
                stream.open.asides.append(stream.aside)
            paragraph = stream.aside
        else:
            stream.aside, paragraph = None, stream.open
        text.paragraph = paragraph.number
        paragraph.texts.append(text)
        text.group.children.append(text)

    def _structure(self, token: Token, start: int, end: int) -> None:
        if token.kind == "open":
            self._open(start)
        elif token.kind == "close":
            self._close(end)
        elif token.word == "*":
            self._starred = True
        elif token.kind == "word":
            word = RtfWord(token.word, start, end)
            self._state.group.children.append(word)
            if self._opening:
                self._opening = False
                self._destination(token.word)
            if token.word in ENDS:
                self._end(word)
            self._format(token.word, token.number)

    def _open(self, start: int) -> None:
        if len(self._outer) >= MOST_GROUPS:
            raise FileRefused(
                f"the document nests more than {MOST_GROUPS:,} groups",
                remedy="Open it in a word processor and save it as .docx.",
            )
        group = RtfGroup(self._state.group, start)
        self._state.group.children.append(group)
        self._outer.append(self._state)
        is_listed = self._state.group.destination in LISTED
        stream = _Stream(self.rtf.paragraph()) if is_listed else self._state.stream
        self._state = replace(self._state, group=group, stream=stream)
        self._opening, self._starred = True, False

    def _close(self, end: int) -> None:
        self._opening = False
        if self._outer:
            self._state.group.end = end
            self._state = self._outer.pop()

    def _destination(self, word: str) -> None:
        """A group that is no text of the body is a stream of its own."""
        self._state.group.destination = word
        is_beside = self._starred and word not in KEPT_THOUGH_STARRED
        if word in DESTINATIONS or is_beside or word in NO_TEXT:
            self._state.stream.open.groups.append(self._state.group)
            self._state = replace(
                self._state,
                unseen=True,
                stream=_Stream(self.rtf.paragraph()),
                has_text=self._state.has_text and word not in NO_TEXT,
            )

    def _end(self, word: RtfWord) -> None:
        stream = self._state.stream
        stream.open.end = word
        stream.row.paragraphs.append(stream.open)
        stream.open, stream.aside = self.rtf.paragraph(), None
        if word.word in ("cell", "row"):
            stream.row.words.append(word)
        stream.row.is_nested |= word.word in ("nestcell", "nestrow")
        if word.word == "row":
            self.rtf.rows.append(stream.row)
        if word.word == "row" or not (self._in_table or word.word in IN_ROWS):
            stream.row = RtfRow()

    def _format(self, word: str, number: int | None) -> None:
        is_on = number != 0
        if word in ("intbl", "pard"):
            self._in_table = word == "intbl"
        elif word == "v":
            self._state = replace(self._state, hidden=is_on)
        elif word == "deleted":
            self._state = replace(self._state, deleted=is_on)
        elif word == "plain":
            self._state = replace(self._state, hidden=False)
        elif word == "uc":
            self._state = replace(self._state, fallback=max(0, min(number or 0, 20)))
        elif word in CODEPAGES:
            self._codepage = CODEPAGES[word]
        elif word == "ansicpg" and number:
            self._codepage = codec_named(f"cp{number}") or self._codepage
        elif word in ("f", "fcharset"):
            self._font_word(word, number or 0)

    def _font_word(self, word: str, number: int) -> None:
        in_fonts = any(
            state.group.destination == "fonttbl" for state in [*self._outer, self._state]
        )
        if not in_fonts:
            if word == "f":
                self._state = replace(self._state, charset=self._fonts.get(number, ""))
        elif word == "f":
            self._font = number
        elif number in CHARSETS:
            self._fonts[self._font] = CHARSETS[number]


def _is_listed(group: RtfGroup) -> bool:
    return group.outer is not None and group.outer.destination in LISTED


def _character(token: Token) -> str | None:
    """The character that a token stands for, "" where its bytes say which; None for formatting."""
    if token.kind == "word":
        if token.word == "u" and token.number is not None:
            return ""
        return CHARACTERS.get(token.word) or None
    if token.kind in ("text", "byte"):
        return token.raw.decode("utf-8") if token.word else ""
    return None
