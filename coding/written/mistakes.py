"""Everything that is wrong in what a team has written, gathered so that it can be said at once."""

from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

from codebooks.yaml.fields import allowed_list
from codebooks.yaml.nodes import brief
from corpora.errors import HeardError, WrittenError

MOST_LISTED = 30
_NEAR = 0.6
_MOST_ALLOWED = 12


@dataclass(slots=True)
class Mistakes:
    """What is wrong, in the order in which it was met: the place, what stands there, what to do."""

    lines: list[str] = field(default_factory=list)

    def note(self, where: str, what: str, remedy: str = "") -> None:
        """Note a mistake at a place such as `actions.yaml line 7`."""
        self.lines.append(str(WrittenError(what, where=where, remedy=remedy)))

    def note_fault(self, fault: HeardError) -> None:
        """Note what another reader raised."""
        self.lines.append(str(fault))

    def refuse(self, where: str) -> None:
        """Raise WrittenError with all of them, where there are any; `where` names what was read."""
        if not self.lines:
            return
        listed = "".join(f"\n  {line}" for line in self.lines[:MOST_LISTED])
        more = len(self.lines) - MOST_LISTED
        listed += f"\n  and {more} more" if more > 0 else ""
        things = "1 thing is" if len(self.lines) == 1 else f"{len(self.lines)} things are"
        what = f"{things} wrong, so nothing of it is used:{listed}\nPut that right and try again"
        raise WrittenError(what, where=where)


def not_allowed(value: str, field: str, allowed: Collection[str]) -> tuple[str, str]:
    """What is wrong with a value that is none of `allowed`, and what to do."""
    names = tuple(allowed)
    more = len(names) - _MOST_ALLOWED
    listed = allowed_list(names[:_MOST_ALLOWED]) + (f" and {more} more" if more > 0 else "")
    what = f"{brief(value)} is not allowed as {field}; allowed here: {listed or 'nothing yet'}"
    return what, nearest_allowed(value, names)


def nearest_allowed(value: str, allowed: Collection[str]) -> str:
    """The allowed value that may be meant, as a question; "" where none is near."""
    plain = {name.casefold(): name for name in allowed}
    near = get_close_matches(value.casefold(), plain, 1, _NEAR)
    return f"Did you mean {plain[near[0]]!r}?" if near else ""
