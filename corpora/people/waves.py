"""Which wave of the evaluation a transcript belongs to."""

import re
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath


def wave_of(source: str, participants: Collection[str], waves: Sequence[str]) -> str:
    """The wave of the file at `source`, "" where nothing says it.

    A wave named in a folder or in the file's name comes first ("wave-1/…" for "wave 1"), then the
    one wave that people.csv gives all the participants who speak in it.
    """
    named = [wave for wave in waves if _names(source, wave)]
    if named:
        return max(named, key=len)
    return next(iter(participants)) if len(participants) == 1 else ""


def _names(source: str, wave: str) -> bool:
    wanted = _plain(wave)
    return any(
        re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", _plain(part))
        for part in PurePosixPath(source).parts
    )


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
