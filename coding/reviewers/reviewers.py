"""Who reviews, in what role, and how they show who they are: a personal link or a password.

Of a link only the SHA-256 is kept, of a password only its argon2 hash: whoever reads the database
can log in as nobody. A reviewer who is removed stays on the list, since what they said stays.
"""

import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from sqlalchemy import Connection, RowMapping, select, update

from codebooks.codebook import ROLES
from coding.evaluation.database import Store
from coding.evaluation.tables import reviewers
from corpora.errors import InputError
from corpora.files import shown
from corpora.spelling import nearest_word

LEAST_PASSWORD, MOST_PASSWORD = 12, 200
LONGEST_NAME = 60
GROUP = "group"
"""In place of a role: several people who decided together, such as at a workshop."""
_TOKEN_BYTES = 32
NOT_A_ROLE = "Roles: " + ", ".join(ROLES) + "."


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who reviews. `added_at` is UTC in ISO 8601.

    `proof` is a hash of what they log in with: it is different after each renewal.
    """

    name: str
    role: str
    active: bool
    added_at: str
    by_link: bool
    by_password: bool
    proof: str


def add(store: Store, name: str, role: str, at: str, *, password: str = "") -> str:
    """Keep a new reviewer, or one who was removed and comes back; gives the link's token, once.

    With a password there is no link, and "" is given. Raises InputError, and keeps nothing, where
    name, role or password will not do, or where a reviewer of that name is active.
    """
    name, role = checked_name(name), checked_role(role)
    token, values = _credentials(password)
    values |= {"role": role, "active": True}
    with store.writing() as connection:
        known = _row(connection, name)
        if known and known["active"]:
            raise InputError(
                "there is a reviewer of this name already",
                where=shown(name),
                remedy="Give another name, or make a new link: heard reviewers renew FOLDER NAME",
            )
        if known:
            _change(connection, name, values)
        else:
            new = {"name": name, "added_at": at, **values}
            connection.execute(reviewers.insert().values(new))
    return token


def group_account(store: Store, name: str, at: str) -> str:
    """The name under which a group decides together; kept the first time. Nobody logs in with it.

    Raises InputError where the name will not do, or is that of one person.
    """
    name = checked_name(name)
    with store.writing() as connection:
        known = _row(connection, name)
        if known is None:
            new = {"name": name, "role": GROUP, "secret": "", "link": "", "active": True}
            connection.execute(reviewers.insert().values(new | {"added_at": at}))
        elif known["role"] != GROUP:
            raise InputError(
                "this is the name of one reviewer and no group's",
                where=shown(name),
                remedy="Give the group a name of its own, such as Tuesday group.",
            )
    return name


def renew(store: Store, name: str, *, password: str = "") -> str:
    """Give a reviewer a new link, or a new password; the one before, and their session, end.

    Gives the new link's token, "" with a password. Raises InputError where nobody active has
    that name.
    """
    token, values = _credentials(password)
    with store.writing() as connection:
        _change(connection, _active(connection, name)["name"], values)
    return token


def remove(store: Store, name: str) -> None:
    """Let a reviewer in no longer; what they said stays, and so does their name.

    Raises InputError where nobody active has that name.
    """
    with store.writing() as connection:
        found = _active(connection, name)
        _change(connection, found["name"], {"active": False, "secret": "", "link": ""})


def everybody(store: Store) -> list[Reviewer]:
    """All reviewers there are and were, in alphabetical order."""
    with store.reading() as connection:
        found = connection.execute(select(reviewers).order_by(reviewers.c.name)).mappings()
        return [_reviewer(row) for row in found]


def active_reviewer(store: Store, name: str) -> Reviewer | None:
    """The active reviewer of this name, None where there is none."""
    with store.reading() as connection:
        row = _row(connection, name)
    return _reviewer(row) if row and row["active"] else None


def by_link(store: Store, token: str) -> Reviewer | None:
    """The active reviewer whose personal link holds this token."""
    given, found = hash_of(token), None
    with store.reading() as connection:
        for row in connection.execute(select(reviewers).where(reviewers.c.active)).mappings():
            # Every row is compared, in constant time, whether or not one has been found.
            if hmac.compare_digest(row["link"], given):
                found = row
    return _reviewer(found) if found else None


def by_password(store: Store, name: str, password: str) -> Reviewer | None:
    """The active reviewer with this name and password; as slow for a name that does not exist."""
    with store.reading() as connection:
        row = _row(connection, _plain(name))
    known = bool(row and row["active"] and row["secret"])
    right = _verified(row["secret"] if row and known else _nobody(), password)
    return _reviewer(row) if row and known and right else None


def hash_of(token: str) -> str:
    """The SHA-256 of a token, as it is kept; a token is 256 random bits, so no salt is needed."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def account_key(name: str) -> str:
    """What every way of typing the same reviewer's name has in common, for counting tries.

    It takes together more than `by_password` does (AB and ab), never less: two ways of typing that
    lead to one account have one key, and so have those that lead to none.
    """
    folded = unicodedata.normalize("NFKC", _plain(name)).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())[: LONGEST_NAME + 1]


def checked_name(name: str) -> str:
    """A reviewer's name as it is kept. Raises InputError where it will not do."""
    plain = _plain(name)
    if not plain or len(plain) > LONGEST_NAME or plain != shown(plain):
        raise InputError(
            "a reviewer needs a name that can be shown",
            where=shown(plain[:LONGEST_NAME]),
            remedy=f"Initials or a chosen name, up to {LONGEST_NAME} characters.",
        )
    return plain


def checked_role(role: str) -> str:
    """A role as it is kept. Raises InputError for one that there is not."""
    plain = " ".join(role.split()).lower()
    if plain not in ROLES:
        near = nearest_word(plain, ROLES)
        meant = f"Did you mean '{near}'? " if near else ""
        raise InputError(
            "there is no such role", where=shown(role[:60]), remedy=f"{meant}{NOT_A_ROLE}"
        )
    return plain


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _credentials(password: str) -> tuple[str, dict[str, object]]:
    """A new link's token with what is kept of it; or what is kept of a password, and no token."""
    if password:
        return "", {"secret": _hashed(password), "link": ""}
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    return token, {"secret": "", "link": hash_of(token)}


def _hashed(password: str) -> str:
    from argon2 import PasswordHasher

    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise InputError(
            "the password is too short or too long",
            remedy=f"{LEAST_PASSWORD} to {MOST_PASSWORD} characters: a few words make a good one.",
        )
    return PasswordHasher().hash(password)


def _verified(kept: str, password: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(kept, password[: MOST_PASSWORD + 1])
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    """The hash of a password that nobody has, for names that nobody has."""
    return _hashed(secrets.token_urlsafe(_TOKEN_BYTES))


def _row(connection: Connection, name: str) -> RowMapping | None:
    query = select(reviewers).where(reviewers.c.name == name)
    return connection.execute(query).mappings().one_or_none()


def _active(connection: Connection, name: str) -> RowMapping:
    row = _row(connection, _plain(name))
    if row is None or not row["active"]:
        raise InputError(
            "there is no reviewer of this name",
            where=shown(name[:LONGEST_NAME]),
            remedy=who_there_is(connection),
        )
    return row


def who_there_is(connection: Connection) -> str:
    """The names of those who review, for an error that somebody else was named."""
    query = select(reviewers.c.name).where(reviewers.c.active).order_by(reviewers.c.name)
    names = [shown(name) for name in connection.execute(query).scalars()]
    return f"Who there is: {', '.join(names) or 'nobody yet; heard reviewers add makes one'}."


def _change(connection: Connection, name: str, values: dict[str, object]) -> None:
    connection.execute(update(reviewers).where(reviewers.c.name == name).values(values))


def _reviewer(row: RowMapping) -> Reviewer:
    return Reviewer(
        name=row["name"],
        role=row["role"],
        active=row["active"],
        added_at=row["added_at"],
        by_link=bool(row["link"]),
        by_password=bool(row["secret"]),
        proof=hash_of(f"{row['secret']}\n{row['link']}"),
    )
