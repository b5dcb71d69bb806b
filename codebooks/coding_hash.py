"""The hash of what coding depends on: equal hashes give the same suggestions."""

import json
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

from codebooks.codebook import Code, Example


def coding_hash(codes: Iterable[Code]) -> str:
    """SHA-256, 64 hexadecimal digits, over what coding depends on and nothing else.

    That is, for each code: id, name, definition, include, exclude, cues, examples and
    counter-examples with their direction, and status. Left out are title, version, about, sources,
    themes, aspect, principle, notes, frameworks, people, history, comments and layout: a run of
    white space counts as one space, letters are composed (NFC), and the order of codes and of
    phrases does not count. So equal hashes mean that the same excerpts get the same suggestions,
    not that two reports would read the same.
    """
    forms = sorted(_canonical(code) for code in codes)
    return sha256(json.dumps(["codes 1", *forms]).encode()).hexdigest()


def _canonical(code: Code) -> str:
    against = (f"{e.direction}: {e.text}" if e.direction else e.text for e in code.counter_examples)
    form: list[object] = [
        _plain(code.id),
        _plain(code.name),
        _plain(code.definition),
        sorted(map(_plain, code.include)),
        sorted(map(_plain, code.exclude)),
        sorted(_plain(_directed(e)) for e in code.examples),
        sorted(map(_plain, against)),
        code.status,
    ]
    if code.cues:  # so that a codebook without cues keeps the hash that its decisions carry
        form.append({"cues": sorted(map(_plain, code.cues))})
    return json.dumps(form)


def _directed(example: Example) -> str:
    return f"{example.direction or 'unknown'}: {example.text}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
