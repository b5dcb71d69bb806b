"""What a reviewer may write into a cell, and what it says: a whole word or the beginning of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

YES = ("x", "yes", "y", "done", "true", "1", "✓", "✔")


class Unclear(Exception):
    """A cell holds something that no answer begins with; the message is a reason for people."""


def answer_of(text: str, answers: Sequence[str], column: str) -> str:
    """The answer that `text` is or begins, "" for an empty cell. Raises Unclear."""
    said = text.casefold()
    if not said:
        return ""
    if said in answers:
        return said
    begun = [answer for answer in answers if answer.startswith(said)]
    if len(begun) != 1:
        raise Unclear(f"'{column}' holds something else than {', '.join(answers)}")
    return begun[0]


def is_yes(text: str, column: str) -> bool:
    """Whether a cell is ticked. Raises Unclear for what is neither a tick nor empty."""
    if text.casefold() in ("", "no", "false", "0"):
        return False
    if text.casefold() not in YES:
        raise Unclear(f"'{column}' holds something else than x")
    return True


@dataclass(frozen=True, slots=True)
class CodeNames:
    """The ids of codes by what people may write for them: the name or the id, in any case."""

    ids: Mapping[str, tuple[str, ...]]

    @classmethod
    def of_names(cls, names: Mapping[str, str]) -> "CodeNames":
        """Of the names of codes by their ids."""
        found: dict[str, list[str]] = {}
        for id, name in names.items():
            for written in sorted({" ".join(name.casefold().split()), id.casefold()}):
                found.setdefault(written, []).append(id)
        return cls({written: tuple(ids) for written, ids in found.items()})

    def id_of(self, text: str, column: str) -> str:
        """The id of the code, "" for an empty cell. Raises Unclear for none or several."""
        if not text:
            return ""
        ids = self.ids.get(" ".join(text.casefold().split()), ())
        if not ids:
            raise Unclear(f"'{column}' holds no code of the codebook")
        if len(ids) > 1:
            raise Unclear(
                f"'{column}': several codes have this name; write one of {', '.join(ids)}"
            )
        return ids[0]
