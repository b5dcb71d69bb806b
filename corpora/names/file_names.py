"""The name of a file as it may stand outside the evaluation's folder: files are called after people."""

import re

from corpora.files import shown
from corpora.names.dictionary import is_in_dictionary
from corpora.names.gazetteer import given_names, is_common
from corpora.names.names import Names
from corpora.names.words_and_names import is_ordinary, is_word_too

HIDDEN_WORD = "[…]"
_STAND_IN_OR_WORD = re.compile(r"\[[^\[\]]*\]|[^\W\d_]+(?:['’][^\W\d_]+)*\d*")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")

_LITTLE_WORDS = frozenset("and at by for from in no of on or the to with".split())


def file_name_to_show(path: str, names: Names) -> str:
    """`path` with known names replaced, and `[…]` for each other word that may be a name.

    A word stays that is in a dictionary and is no first name or surname ("interview"), and what has
    a letter and a number ("P07"). A file that cannot be read may be called after somebody whom
    nothing else in the evaluation names.
    """
    suffix = _SUFFIX.search(path)
    stem = path[: suffix.start()] if suffix else path
    hidden = _STAND_IN_OR_WORD.sub(lambda word: _shown(word.group()), names.replace_in_path(stem))
    return shown(hidden + (suffix.group() if suffix else ""))


def _shown(word: str) -> str:
    return word if word.startswith("[") or _says_nothing(word) else HIDDEN_WORD


def _says_nothing(word: str) -> bool:
    """Whether a word of a file's name can be no name of a person."""
    letters = word.rstrip("0123456789")
    if len(letters) <= 1 or letters.casefold() in _LITTLE_WORDS:
        return True
    if letters.capitalize() in given_names() or is_ordinary(letters):
        return False
    return is_common(letters) or (is_in_dictionary(letters) and not is_word_too(letters))
