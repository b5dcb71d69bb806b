"""Who is logged in: a signed cookie, good for twelve hours, checked against the list each time.

The signature is made with the evaluation's own key and with what the reviewer logs in with. So a
session ends at once when its reviewer is removed or gets a new link or password, and outlives a
restart of the server, in the middle of somebody's work. One that was ended stays ended, whoever has
kept the cookie.
"""

import base64
import binascii
import hmac
import json
import secrets
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from sqlalchemy import delete, select

from coding.evaluation import tables
from coding.evaluation.database import Store
from coding.reviewers.reviewers import Reviewer, active_reviewer
from corpora.files import read_limited, write_atomic

COOKIE = "heard_session"
KEY = "session.key"
LASTS_SECONDS = 12 * 60 * 60


def key_in(hidden: Path) -> bytes:
    """The key that signs sessions, made at the first time; its file is its owner's only."""
    path = hidden / KEY
    if not path.is_file():
        write_atomic(path, secrets.token_bytes(32), mode=0o600)
    return read_limited(path)


class Sessions:
    """Makes and reads the cookies of one evaluation."""

    def __init__(self, key: bytes, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._key, self._store, self._clock = key, store, clock

    def begin(self, reviewer: Reviewer) -> str:
        """A new cookie for this reviewer."""
        told = json.dumps([reviewer.name, int(self._clock()), secrets.token_urlsafe(16)])
        content = base64.urlsafe_b64encode(told.encode()).decode()
        return f"{content}.{self._signature(content, reviewer.proof)}"

    def reviewer(self, cookie: str) -> Reviewer | None:
        """Whose session a cookie is; None where it is nobody's, or no longer good."""
        content, _, signature = cookie.partition(".")
        read = _read(content)
        if read is None:
            return None
        name, since = read
        reviewer = active_reviewer(self._store, name)
        if reviewer is None or not 0 <= self._clock() - since + 60 < LASTS_SECONDS:
            return None
        right = self._signature(content, reviewer.proof)
        if not hmac.compare_digest(right.encode(), signature.encode()) or self._ended(content):
            return None
        return reviewer

    def end(self, cookie: str) -> None:
        """End the session of a cookie for good; what is no session is left alone."""
        if self.reviewer(cookie) is None:
            return
        ended, at = tables.ended_sessions, int(self._clock())
        digest = _digest(cookie.partition(".")[0])
        with self._store.writing() as connection:
            # Logged out twice at once, it is ended all the same.
            connection.execute(delete(ended).where(ended.c.digest == digest))
            connection.execute(ended.insert().values(digest=digest, at=at))
            # A cookie that has run out lets nobody in, ended or not.
            connection.execute(delete(ended).where(ended.c.at < at - 2 * LASTS_SECONDS))

    def _ended(self, content: str) -> bool:
        ended = tables.ended_sessions
        query = select(ended.c.digest).where(ended.c.digest == _digest(content))
        with self._store.reading() as connection:
            return connection.execute(query).first() is not None

    def _signature(self, content: str, proof: str) -> str:
        return hmac.new(self._key, f"{content}\n{proof}".encode(), sha256).hexdigest()


def _digest(content: str) -> str:
    return sha256(content.encode()).hexdigest()


def _read(content: str) -> tuple[str, int] | None:
    """The name and the moment (seconds since 1970) that a cookie claims."""
    try:
        told = json.loads(base64.urlsafe_b64decode(content.encode()))
        name, since, _ = told
    except (binascii.Error, ValueError, TypeError, RecursionError):
        return None
    if not isinstance(name, str) or type(since) is not int:
        return None
    return name, since
