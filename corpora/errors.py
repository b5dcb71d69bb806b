"""The error family of the whole program, drawn once.

    HeardError                  says what was wrong, where, and what to do next
    ├── FileRefused             exit 1: one source file cannot be read; the others go on
    ├── InputError              exit 2: a file people write is wrong
    │   ├── SettingsError           evaluation.toml
    │   ├── PeopleError             people.csv
    │   ├── CodebookError           codebook.yaml
    │   └── WrittenError            the files of the folder findings
    └── EnvironmentFault        exit 3: this machine, folder or model stops the work
        ├── Locked                  another run holds the evaluation
        ├── ModelFault              the embedding model is missing or not the expected one
        └── StoreFault              the evaluation's database cannot be used
            └── Busy                    for the moment: others are writing in it

An error names a file, a line, a position or an id. It never repeats a participant's words.
"""

from collections.abc import Sequence


class HeardError(Exception):
    """What was wrong, where, and what to do next, in one line."""

    exit_code = 3

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        said = f"{self.where}: {self.what}" if self.where else self.what
        said = said.rstrip(".")
        said = said if said.endswith("?") else f"{said}."
        return f"{said} {self.remedy}" if self.remedy else said


class FileRefused(HeardError):
    """One source file cannot be read; the run goes on without it and says so."""

    exit_code = 1


class InputError(HeardError):
    """A file that people write for the program is wrong."""

    exit_code = 2


class SettingsError(InputError):
    """evaluation.toml is wrong."""


class PeopleError(InputError):
    """people.csv is wrong."""


class CodebookError(InputError):
    """The codebook is wrong."""


class WrittenError(InputError):
    """A file of the folder findings is wrong."""


class EnvironmentFault(HeardError):
    """This machine, folder or model stops the work."""

    exit_code = 3


class Locked(EnvironmentFault):
    """Another run holds the evaluation."""


class ModelFault(EnvironmentFault):
    """The embedding model is missing, or is not the one expected."""


class StoreFault(EnvironmentFault):
    """The evaluation's database cannot be used."""


class Busy(StoreFault):
    """Others are writing in the evaluation's database: the same again in a moment goes well."""


_MOST_LISTED = 20


def all_wrong(mistakes: Sequence[str]) -> tuple[str, str]:
    """What to say of a file with several mistakes, a line each, and what to do about it."""
    listed = "".join(f"\n  {mistake}" for mistake in mistakes[:_MOST_LISTED])
    more = len(mistakes) - _MOST_LISTED
    listed += f"\n  and {more} more" if more > 0 else ""
    what = f"{len(mistakes)} things are wrong, so nothing of it is used:{listed}"
    return what, "\nPut them right and run again."
