"""A file sealed with a password: nobody reads or alters it unnoticed.

The key comes from the password by scrypt (RFC 7914); pieces of 1 MiB are encrypted one by one with
AES-256 in GCM. A piece's nonce holds its number and whether it is the last (the construction
STREAM, Hoang and others 2015), so that none can be left out, repeated or moved.
"""

import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from corpora.errors import InputError
from corpora.files import CHUNK

MAGIC = b"felt-heard, sealed 1\n"
FEWEST_CHARACTERS = 10
_SALT, _PREFIX, _TAG = 16, 7, 16


class SealedWriter:
    """A file to write to, once and from the start; `close` writes its last piece."""

    def __init__(self, file: BinaryIO, password: str) -> None:
        salt, self._prefix = os.urandom(_SALT), os.urandom(_PREFIX)
        self._file, self._cipher, self._header = file, _cipher(password, salt), MAGIC
        self._header += salt + self._prefix
        self._waiting, self._number = bytearray(), 0
        file.write(self._header)

    def write(self, content: bytes) -> int:
        """Seal `content`, after what was written before; how many bytes that were."""
        self._waiting += content
        # The last piece is known only at the end, so one always waits.
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(content)

    def flush(self) -> None:
        """Nothing: what waits is no whole piece yet."""

    def close(self) -> None:
        """Seal what is left, as the last piece."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last)
        self._file.write(self._cipher.encrypt(nonce, piece, self._header))
        self._number += 1


def unsealed(file: BinaryIO, password: str) -> Iterator[bytes]:
    """What a sealed file holds, piece by piece.

    Raises InputError where the password is not the one, or the file is not as it was written.
    """
    header = file.read(len(MAGIC) + _SALT + _PREFIX)
    salt, prefix = header[len(MAGIC) : -_PREFIX], header[-_PREFIX:]
    cipher, number = _cipher(password, salt), 0
    piece = file.read(CHUNK + _TAG)
    while True:
        following = file.read(CHUNK + _TAG)
        try:
            yield cipher.decrypt(_nonce(prefix, number, not following), piece, header)
        except InvalidTag:
            raise _refused(number) from None
        if not following:
            return
        piece, number = following, number + 1


def checked_password(password: str) -> str:
    """The password. Raises InputError for one that is guessed in no time."""
    if len(password) < FEWEST_CHARACTERS:
        raise InputError(
            f"a password has {FEWEST_CHARACTERS} characters or more",
            remedy="Four words that do not belong together are a good one.",
        )
    return password


def _refused(number: int) -> InputError:
    what = "the file is damaged or was cut short" if number else "the password is not the right one"
    return InputError(what, remedy="Nothing was restored. Try the password, or another copy.")


def _cipher(password: str, salt: bytes) -> AESGCM:
    # 64 MiB and a quarter of a second for each guess.
    return AESGCM(Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(password.encode()))


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
