"""Somebody who leaves: whose names are known, and a source without what she said."""

from corpora.cutting_out.hers import Leaving
from corpora.cutting_out.take_out import Failure, TakenOut, taken_out
from corpora.formats.read import read_bytes
from corpora.names.names import names_of
from corpora.people.people import Person
from corpora.transcript import WITHDRAWN

NAMES = names_of(
    [Person("P1", "Zephyrine Quillfeather", ("ZQ",))],
    {},
    {"P1": WITHDRAWN},
    {"ZQ": WITHDRAWN},
    ["Ned Barrow", "Ida Moss"],
)


def without_her(content: bytes, source: str, *labels: str) -> TakenOut | Failure:
    """The source without Zephyrine Quillfeather, who speaks in it under these labels."""
    stem, _, suffix = source.rpartition(".")
    return taken_out(
        content,
        f".{suffix}",
        read_bytes(content, source=source),
        Leaving(frozenset(labels), NAMES),
        lambda made, ending: read_bytes(made, source=f"{stem}{ending}"),
        lambda after, offsets: True,
    )


def bytes_without_her(content: bytes, source: str, *labels: str) -> bytes:
    """The bytes of it, or the failure as bytes."""
    made = without_her(content, source, *labels)
    return made.content if isinstance(made, TakenOut) else made.encode()
