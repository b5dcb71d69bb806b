"""Whether the words of a label are words of the source as well, or names in it."""

from collections.abc import Iterable

from corpora.formats.lines.label_names import bare_name

ENDS = (".", "?", "!", ":", "\u2026")
AROUND = ".,;:?!()[]{}\"'\u201c\u201d\u2018\u2019\u2026-\u2013\u2014"
FEWEST_LETTERS = 3
ENGLISH = ("the", "and")


class Vocabulary:
    """The words of a source, gone through once somebody asks: few sources need it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._small: set[str] | None = None
        self._named: set[str] = set()

    def has_in_small(self, label: str) -> bool:
        """Whether every word of the label stands in the source with a small letter, as no name does."""
        self._read()
        words = _words(label)
        return bool(words) and all(word in (self._small or ()) for word in words)

    def names(self, label: str) -> bool:
        """Whether somebody says a word of the label as a name, in the middle of a sentence."""
        self._read()
        return any(word in self._named for word in _words(label))

    def is_english(self) -> bool:
        """Whether the source is in English, as its smallest words say."""
        self._read()
        return frozenset(ENGLISH) <= (self._small or set())

    def _read(self) -> None:
        if self._small is not None:
            return
        self._small = set()
        for text in self._texts:
            begins = True
            for raw in text.split():
                word = raw.strip(AROUND)
                if word[:1].islower():
                    self._small.add(word)
                elif word[:1].isupper() and not begins and word.lower() != "i":
                    self._named.add(word.casefold())
                begins = raw.endswith(ENDS)


def _words(label: str) -> list[str]:
    words = [word.strip(AROUND).casefold() for word in bare_name(label).split()]
    return [word for word in words if len(word) >= FEWEST_LETTERS]
