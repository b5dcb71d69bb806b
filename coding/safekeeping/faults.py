"""Faults of the database in plain words: what it says itself may hold values, so none is repeated.

explained(where, remedy)      turns whatever a database raises into one of these
├── Busy                          somebody else is writing: waiting helps, restoring would harm
└── StoreFault                    full, not to be opened, out of reach, damaged, and the rest
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFree

from corpora.errors import Busy, StoreFault

# The code of SQLite, or its primary one, and what stands first in PostgreSQL's: which kind it is.
_SQLITE = {
    5: "busy", 6: "busy", 13: "full", 8: "shut", 14: "shut", 3: "shut", 23: "shut",
    10: "unreadable", 11: "damaged", 26: "damaged", 1555: "twice", 2067: "twice",
}  # fmt: skip
_POSTGRESQL = {
    "40": "busy", "55": "busy", "53300": "busy", "53": "full", "42501": "shut", "28": "shut",
    "3D": "shut", "XX001": "damaged", "XX002": "damaged", "08": "away", "57": "away",
    "23505": "twice",
}  # fmt: skip
_AGAIN = "Nothing was changed. Wait a moment, then do it again."
_SAID = {
    "full": ("the disk is full", "Free some space, then do it again."),
    "shut": ("it may not be opened or written", "Check that you may read and write there."),
    "unreadable": (
        "the disk or network drive does not answer",
        "Check the drive, then do it again; a folder on this machine's own disk is safer.",
    ),
    "away": ("its server is out of reach", "Check that it runs, and the setting 'database'."),
}
DAMAGED = "it is damaged"


@contextmanager
def explained(where: str, remedy: Callable[[], str] = str) -> Iterator[None]:
    """Turns a fault of the database into a StoreFault that repeats no statement and no value.

    `remedy` says what to do about a damaged one.
    """
    try:
        yield
    except NoneFree:
        raise Busy("the database is busy: others are reading", where=where, remedy=_AGAIN) from None
    except DBAPIError as fault:
        raise _in_words(fault.orig, where, remedy) from None
    except sqlite3.Error as fault:
        raise _in_words(fault, where, remedy) from None
    except ModuleNotFoundError as fault:
        raise StoreFault(
            f"the driver for this database is not installed ({fault.name})",
            where=where,
            remedy="For PostgreSQL: pip install 'felt-heard[postgresql]', with the constraints.",
        ) from None
    except SQLAlchemyError as fault:
        raise StoreFault(
            f"the database cannot be used ({type(fault).__name__})",
            where=where,
            remedy="Check the setting 'database' in evaluation.toml.",
        ) from None


def _in_words(fault: BaseException | None, where: str, remedy: Callable[[], str]) -> StoreFault:
    kind, code = _kind(fault)
    if kind == "busy":
        return Busy("the database is busy: others are writing", where=where, remedy=_AGAIN)
    if kind == "twice":
        return Busy("somebody else wrote the same just now", where=where, remedy=_AGAIN)
    if kind == "damaged":
        return damaged(where, remedy())
    what, todo = _SAID.get(kind, (code, "Do it again; if it stays so, restart the program."))
    return StoreFault(f"the database cannot be used ({what})", where=where, remedy=todo)


def damaged(where: str, remedy: str) -> StoreFault:
    """The fault of a database that is damaged."""
    return StoreFault(f"the database cannot be used ({DAMAGED})", where=where, remedy=remedy)


def _kind(fault: BaseException | None) -> tuple[str, str]:
    """Which kind of fault it is, and the database's own code, which holds no value."""
    code = getattr(fault, "sqlite_errorcode", None)
    if code is not None:
        kind = _SQLITE.get(code, _SQLITE.get(code & 0xFF, ""))
        return kind, str(getattr(fault, "sqlite_errorname", code))
    state = getattr(fault, "sqlstate", None)
    if state:
        known = (_POSTGRESQL.get(state[:length]) for length in (5, 2))
        return next((kind for kind in known if kind), ""), f"error {state}"
    # A connection to PostgreSQL that never came to be has no code.
    away = type(fault).__module__.startswith("psycopg")
    return "away" if away else "", type(fault).__name__
