"""RTF tokens to lines: formatting follows groups, destinations that are not text are counted."""

import codecs
from collections import Counter
from dataclasses import dataclass, replace

from corpora.formats.columns.table_reader import Cell, TableReader
from corpora.formats.documents.rtftokens import Token
from corpora.formats.lines.lines import Line
from corpora.formats.lines.runs import Run, lines_of_runs

# Groups that are not text; the name is what `left_out` says, "" where nothing is lost.
DESTINATIONS = {
    "fonttbl": "", "colortbl": "", "stylesheet": "", "info": "document properties (author, title)",
    "pict": "images", "object": "embedded objects", "footnote": "footnotes",
    "annotation": "comments", "atnid": "", "atnauthor": "", "atntime": "", "atndate": "",
    "header": "page headers", "headerl": "page headers", "headerr": "page headers",
    "headerf": "page headers", "footer": "page footers", "footerl": "page footers",
    "footerr": "page footers", "footerf": "page footers", "fldinst": "", "xe": "", "tc": "",
    "themedata": "", "colorschememapping": "", "datastore": "", "listtable": "",
    "listoverridetable": "", "rsidtbl": "", "generator": "", "latentstyles": "", "nonshppict": "",
    "bkmkstart": "", "bkmkend": "", "pntext": "", "pn": "", "revtbl": "", "xmlnstbl": "",
    "listtext": "", "filetbl": "", "operator": "", "author": "", "title": "",
}  # fmt: skip
KEPT_THOUGH_STARRED = frozenset(("shptxt", "shpinst", "shp"))
CHARACTERS = {
    "tab": "\t", "line": "\n", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c",
    "rdblquote": "\u201d", "endash": "\u2013", "emdash": "\u2014", "bullet": "\u2022",
    "enspace": "\u2002", "emspace": "\u2003", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "\u200e", "rtlmark": "\u200f", "softline": "\n", "sectd": "",
}  # fmt: skip
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
MOST_COLUMNS = 63
CODEPAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}


@dataclass(frozen=True, slots=True)
class State:
    """What holds inside one group."""

    bold: bool = False
    set_off: bool = False
    hidden: bool = False
    deleted: bool = False
    skipped: bool = False
    charset: str = ""
    fallback: int = 1  # how many characters stand in for a Unicode one


class Body:
    """Collects the lines of an RTF document from its tokens."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._state = State()
        self._outer: list[State] = []
        self._opening = False  # directly after "{": a control word here names a destination
        self._starred = False
        self._codepage = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._in_fonts = 0
        self._bytes = bytearray()
        self._to_skip = 0
        self._high = ""
        self._runs: list[Run] = []
        self._lines: list[Line] = []
        self._row: list[Cell] = []
        self._rows: list[list[Cell]] = []
        self._reader = TableReader(self.counts)
        self._merges: list[bool] = []  # of the row's cells, in the order they are defined
        self._merge = False
        self._in_table = False

    @property
    def depth(self) -> int:
        """How many groups are open."""
        return len(self._outer)

    def lines(self) -> list[Line]:
        """All lines taken so far."""
        self._end_paragraph()
        self._end_table()
        return self._lines

    def take(self, token: Token) -> None:
        """Take one token."""
        # The second half of a double-byte character may be written as a plain letter.
        if token.kind not in ("byte", "text") or token.word:
            self._flush()
        if token.kind == "open":
            self._outer.append(self._state)
            self._opening, self._starred = True, False
        elif token.kind == "close":
            self._close()
        elif token.kind == "word":
            self._word(token)
        elif token.kind == "byte":
            self._byte(token.raw)
        else:
            self._opening = False
            self._text(token)

    def _close(self) -> None:
        self._opening = False
        if self._outer:
            self._state = self._outer.pop()
        if self._in_fonts > len(self._outer):
            self._in_fonts = 0

    def _word(self, token: Token) -> None:
        word, number = token.word, token.number
        if word == "*":
            self._starred = True
            return
        if self._opening:
            self._opening = False
            self._destination(word)
        if word in ("f", "fcharset"):
            self._font_word(word, number or 0)
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word in ("par", "sect", "page", "cell", "row", "nestcell", "nestrow", "pard", "intbl"):
            self._structure(word)
        elif word in ("trowd", "clvmrg", "cellx"):
            self._define(word)
        elif word in CHARACTERS:
            self._write(CHARACTERS[word])
        else:
            self._formatting(word, number)

    def _destination(self, word: str) -> None:
        if word == "fonttbl":
            self._in_fonts = len(self._outer)
        unknown = self._starred and word not in KEPT_THOUGH_STARRED
        if word not in DESTINATIONS and not unknown:
            return
        what = DESTINATIONS.get(word, "")
        if what and not self._state.skipped:
            self.counts[what] += 1
        self._state = replace(self._state, skipped=True)

    def _font_word(self, word: str, number: int) -> None:
        if not self._in_fonts:
            if word == "f":
                self._state = replace(self._state, charset=self._fonts.get(number, ""))
        elif word == "f":
            self._font = number
        elif number in CHARSETS:
            self._fonts[self._font] = CHARSETS[number]

    def _structure(self, word: str) -> None:
        if self._state.skipped:
            return
        if word == "intbl":
            self._in_table = True
        elif word == "pard":
            self._in_table = False
        elif word in ("cell", "nestcell"):
            at = len(self._row)
            merged = at < len(self._merges) and self._merges[at]
            self._row.append(Cell(self._taken(), merged))
        elif word in ("row", "nestrow"):
            self._rows.append(self._row)
            self._row = []
        else:
            self._end_paragraph()

    def _define(self, word: str) -> None:
        """A row is defined before its cells: which are one with the cell above."""
        if word == "trowd":
            self._merges, self._merge = [], False
        elif word == "clvmrg":
            self._merge = True
        elif len(self._merges) < MOST_COLUMNS:
            self._merges.append(self._merge)
            self._merge = False

    def _formatting(self, word: str, number: int | None) -> None:
        is_on = number != 0
        if word == "b":
            self._state = replace(self._state, bold=is_on)
        elif word in ("i", "ul"):
            self._state = replace(self._state, set_off=is_on)
        elif word in ("ulnone", "plain"):
            plain = replace(self._state, set_off=False)
            self._state = replace(plain, bold=False, hidden=False) if word == "plain" else plain
        elif word == "v":
            self._state = replace(self._state, hidden=is_on)
        elif word == "deleted":
            self._state = replace(self._state, deleted=is_on)
        elif word == "uc":
            self._state = replace(self._state, fallback=max(0, min(number or 0, 20)))
        elif word in CODEPAGES:
            self._codepage = CODEPAGES[word]
        elif word == "ansicpg" and number:
            self._codepage = codec_named(f"cp{number}") or self._codepage

    def _unicode(self, number: int) -> None:
        self._to_skip = self._state.fallback
        code = number % 65_536
        if 0xD800 <= code < 0xDC00:
            self._high = chr(code)
            return
        char = chr(code)
        if self._high and 0xDC00 <= code < 0xE000:
            pair = (self._high + char).encode("utf-16-le", "surrogatepass")
            char = pair.decode("utf-16-le", "replace")
        self._high = ""
        self._write(char, counts=False)

    def _byte(self, raw: bytes) -> None:
        self._opening = False
        if self._to_skip:
            self._to_skip -= 1
            return
        self._bytes += raw

    def _text(self, token: Token) -> None:
        if token.word == "utf-8":
            self._write(token.raw.decode("utf-8"))
            return
        raw = token.raw[self._to_skip :]
        self._to_skip = max(0, self._to_skip - len(token.raw))
        self._bytes += raw
        self._flush()

    def _flush(self) -> None:
        if not self._bytes:
            return
        raw, self._bytes = self._bytes, bytearray()
        text = raw.decode(self._state.charset or self._codepage, "replace")
        self._write(text, counts=False)

    def _write(self, text: str, *, counts: bool = True) -> None:
        if counts and self._to_skip:
            self._to_skip -= 1
            return
        state = self._state
        if state.skipped or not text:
            return
        if state.hidden or state.deleted:
            self.counts["hidden passages" if state.hidden else "tracked deletions"] += 1
            return
        if "\ufffd" in text:
            self.counts["broken characters, shown as \ufffd"] += text.count("\ufffd")
        self._runs.append(Run(text, state.bold, state.set_off))

    def _taken(self) -> list[Line]:
        runs, self._runs = self._runs, []
        return lines_of_runs(runs)

    def _end_paragraph(self) -> None:
        if self._in_table and self._state.skipped:
            return
        if self._in_table:
            self._runs.append(Run("\n"))
            return
        self._end_table()
        self._lines.extend(self._taken())

    def _end_table(self) -> None:
        if self._row:
            self._rows.append(self._row)
        if self._rows:
            runs, self._runs = self._runs, []
            self._lines.extend(self._reader.lines(self._rows))
            self._runs = runs
        self._row, self._rows = [], []


def codec_named(name: str) -> str | None:
    """Python's name of an encoding; None where it has none of that name."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
