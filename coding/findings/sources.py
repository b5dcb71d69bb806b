"""What was read and what could not be, as the report may tell it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from coding.findings.material import CodedExcerpt, SourceFile


@dataclass(frozen=True, slots=True)
class KindRead:
    """How much was read of one kind of source."""

    kind: str
    files: int
    words: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read and what could not be. Names stand only with files that could not be read."""

    kinds: tuple[KindRead, ...]
    not_read: tuple[SourceFile, ...]
    left_out: tuple[tuple[str, int], ...]
    excerpts: int
    second_hand: int
    unnamed: int
    suggestions: int
    without_suggestion: int

    @property
    def files_read(self) -> int:
        """How many files were read, of every kind."""
        return sum(kind.files for kind in self.kinds)


def reading(files: Sequence[SourceFile], excerpts: Sequence[CodedExcerpt]) -> Reading:
    """What was read of these files, and cut from them."""
    read = [file for file in files if file.outcome == "read"]
    kinds = sorted({file.kind for file in read})
    left_out = Counter(file.left_out for file in read if file.left_out)
    return Reading(
        kinds=tuple(_kind(kind, [file for file in read if file.kind == kind]) for kind in kinds),
        not_read=tuple(file for file in files if file.outcome != "read"),
        left_out=tuple(sorted(left_out.items())),
        excerpts=len(excerpts),
        second_hand=sum(excerpt.second_hand for excerpt in excerpts),
        unnamed=sum(not (e.second_hand or e.counts_a_person) for e in excerpts),
        suggestions=sum(len(excerpt.suggestions) for excerpt in excerpts),
        without_suggestion=sum(not excerpt.suggestions for excerpt in excerpts),
    )


def _kind(kind: str, files: Sequence[SourceFile]) -> KindRead:
    return KindRead(kind, len(files), sum(file.words for file in files))
