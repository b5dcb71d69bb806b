"""What is wrong in a codebook's file, noted so that all of it can be said at once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from corpora.errors import CodebookError, all_wrong

Given = ParamSpec("Given")
Read = TypeVar("Read")


@dataclass(slots=True)
class Noted:
    """The mistakes met so far, in their order, each with whose it is: the id of a code, or ""."""

    faults: list[CodebookError] = field(default_factory=list)
    whose: str = ""

    def value(
        self,
        otherwise: Read,
        read: Callable[Given, Read],
        *args: Given.args,
        **kwargs: Given.kwargs,
    ) -> Read:
        """What `read` gives; where it raises CodebookError, that is noted and `otherwise` given."""
        try:
            return read(*args, **kwargs)
        except CodebookError as fault:
            self.note(fault)
            return otherwise

    def note(self, fault: CodebookError) -> None:
        """Note a mistake, with whose it is."""
        where = f"{fault.where} ({self.whose})" if self.whose else fault.where
        self.faults.append(CodebookError(fault.what, where=where, remedy=fault.remedy))

    def each(self, read: Callable[..., Read], items: Iterable[object], *args: object) -> list[Read]:
        """What `read` gives for each of the items; those that are wrong are noted and left out."""
        made: list[Read] = []
        for item in items:
            try:
                made.append(read(item, *args))
            except CodebookError as fault:
                self.note(fault)
        return made

    def refuse(self, file: str) -> None:
        """Raises CodebookError with all that was noted, if anything was."""
        if len(self.faults) == 1:
            raise self.faults[0]
        if self.faults:
            in_order = sorted(self.faults, key=_line)
            what, remedy = all_wrong([str(fault).removeprefix(f"{file} ") for fault in in_order])
            raise CodebookError(what, where=file, remedy=remedy)


def _line(fault: CodebookError) -> int:
    """The line that the place of a mistake names."""
    line = re.search(r" line (\d+), column", fault.where)
    return int(line[1]) if line else 0
