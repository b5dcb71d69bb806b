"""What tells of somebody, taken out of every text of an evidence pack."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath

from coding.evaluation.evaluation import Evaluation

TAKEN_OUT = "[left out]"
_TELLING = re.compile(r"(?=.*\d)(?=.*[^\W\d])")
"""An id that can be told from an ordinary word or number: it has a letter and a digit."""

_EXCERPT = "[0-9a-f]{16}"
"""What every id of an excerpt looks like."""


def without_identity(evaluation: Evaluation) -> Callable[[str], str]:
    """What takes names, pseudonyms, ids of people and of excerpts, and names of files out of a text."""
    names = evaluation.names()
    terms = sorted({*_ids(evaluation), *_files(evaluation)}, key=lambda term: (-len(term), term))
    literal = [_EXCERPT, *map(re.escape, terms)]
    any_term = re.compile(rf"(?<!\w)(?:{'|'.join(literal)})(?!\w)", re.I)
    pseudonyms = sorted(set(evaluation.pseudonyms().values()), key=lambda name: (-len(name), name))
    any_pseudonym = re.compile("|".join(map(re.escape, pseudonyms)) or "(?!)", re.I)

    def clean(text: str) -> str:
        return any_term.sub(TAKEN_OUT, any_pseudonym.sub(TAKEN_OUT, names.replace(text)))

    return clean


def _ids(evaluation: Evaluation) -> Iterator[str]:
    people = evaluation.participants()
    yield from (id for id in people["participant"].astype(str) if _TELLING.match(id))


def _files(evaluation: Evaluation) -> Iterator[str]:
    hide = evaluation.names().replace_in_path
    for source in evaluation.files()["source"].astype(str):
        for path in (source, hide(source)):
            name = PurePath(path)
            yield from (path, name.name)
            if _TELLING.match(name.stem) or {"-", "_"} & set(name.stem):
                yield name.stem
