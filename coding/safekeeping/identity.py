"""Whose database it is, and what speaks for one that should be there and is not.

A new, empty database in the place of a lost one would show a team's work as never done, and the
next run would write over what came of it. So nothing begins anew beside the traces of a database.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex

from codebooks.change.versions import FOLDER as PUBLISHED
from coding.safekeeping.faults import damaged
from corpora.errors import FileRefused, StoreFault
from corpora.files import read_limited, shown, write_atomic

RECORD = ".heard-id"
SPEAKERS = "speakers.yaml"
COPIES, COPY = "backups", "decisions-*.db"
_DATABASE = ".heard/heard.db"


@dataclass(frozen=True, slots=True)
class Identity:
    """The evaluation's id, also kept in its database; the last `heard backup`: its file, and when."""

    evaluation: str
    backup: str = ""
    at: str = ""


def new_identity() -> str:
    """An id that no other evaluation has."""
    return token_hex(16)


@dataclass(frozen=True, slots=True)
class Safeguard:
    """What guards the database of the evaluation in `folder`, whose hidden folder is `hidden`."""

    folder: Path
    hidden: Path

    def recorded(self) -> Identity | None:
        """What the file beside the hidden folder says; None where there is none that can be read."""
        path = self.folder / RECORD
        try:
            told = json.loads(read_limited(path)) if path.is_file() else {}
            return Identity(**told) if told else None
        except (FileRefused, ValueError, TypeError):
            return None

    def record(self, identity: Identity) -> None:
        """Write that file, where it does not say so already."""
        if self.recorded() != identity:
            content = json.dumps(asdict(identity), ensure_ascii=False, indent=1) + "\n"
            write_atomic(self.folder / RECORD, content.encode(), mode=0o600)

    def refuse_new(self, *, looking: bool = False) -> None:
        """Raises StoreFault where there was a database: its traces, and what brings it back.

        Who is only `looking` makes none, and may have written speakers.yaml before the first run.
        """
        found = [name for name in self._traces() if not (looking and name == SPEAKERS)]
        if found:
            raise StoreFault(
                "the database is not there, or empty, and there was one: beside it are "
                f"{', '.join(found)}",
                where=_DATABASE,
                remedy=f"{self.remedy()} To begin anew on purpose, move these away first.",
            )

    def refuse_other(self, stored: str) -> None:
        """Raises StoreFault where the database is another evaluation's than the record says."""
        kept = self.recorded()
        if kept and kept.evaluation != stored:
            raise StoreFault(
                "this is the database of another evaluation",
                where=_DATABASE,
                remedy=f"Put the right one in its place, or correct the setting 'database'. "
                f"Where it is right, delete {RECORD}. {self.remedy()}",
            )

    def refuse_damaged(self) -> None:
        """Raises StoreFault for a database that is damaged."""
        raise damaged(_DATABASE, self.remedy())

    def remedy(self) -> str:
        """The newest backup, and the command that restores it."""
        lines = [*self._archive(), *self._copy()]
        where = "Look for .heard and the files of heard backup among the backups of this machine."
        return " ".join(lines or [f"There is no backup that the program knows of. {where}"])

    def _archive(self) -> Iterator[str]:
        kept = self.recorded()
        if kept and kept.backup and Path(kept.backup).is_file():
            new = f"{shown(str(self.folder))}-restored"
            yield f"The last backup of all is of {kept.at[:16].replace('T', ' ')} UTC: "
            yield f"heard restore '{shown(kept.backup)}' '{new}'."

    def _copy(self) -> Iterator[str]:
        copies = sorted((self.hidden / COPIES).glob(COPY))
        if copies:
            file, folder = shown(str(copies[-1])), shown(str(self.folder))
            yield f"The newest copy of the decisions: heard restore '{file}' '{folder}'."

    def _traces(self) -> Iterator[str]:
        traces = {
            RECORD: [self.folder / RECORD],
            "outputs": (self.folder / "outputs").rglob("*"),
            SPEAKERS: [self.folder / SPEAKERS],
            f"published codebooks in {PUBLISHED}": (self.folder / PUBLISHED).glob("*.yaml"),
            "vectors": (self.hidden / "vectors").rglob("*"),
            "copies of decisions": (self.hidden / COPIES).glob(COPY),
            "copies from before a change": self.hidden.glob("before-*.db"),
        }
        return (name for name, paths in traces.items() if any(path.is_file() for path in paths))
