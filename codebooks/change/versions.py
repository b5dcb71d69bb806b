"""Published versions of a codebook: what may be published, who has to agree, what was altered."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from codebooks.codebook import Codebook, Role
from codebooks.load import loads
from corpora.errors import CodebookError
from corpora.files import content_hash

FOLDER = "codebooks"
NUMBER = re.compile(r"[0-9A-Za-z]([0-9A-Za-z._-]{0,38}[0-9A-Za-z])?")
DRAFT = "draft"

Verdict = Literal["agree", "dissent"]
Needed = Sequence[Sequence[Role]]
"""Groups of roles: somebody of each group has to agree, for each group somebody else."""


@dataclass(frozen=True, slots=True)
class Published:
    """A version as it was published. `at` is UTC in ISO 8601, `file_hash` of the file's bytes."""

    version: str
    hash: str
    file_hash: str
    content: str
    published_by: str
    role: Role
    at: str
    changes: str = "[]"

    @property
    def codebook(self) -> Codebook:
        """What it holds."""
        return loads(self.content.encode(), where=file_name(self.version))


@dataclass(frozen=True, slots=True)
class SignOff:
    """What somebody says about a codebook with exactly these bytes; of one person the last counts."""

    version: str
    file_hash: str
    name: str
    role: Role
    verdict: Verdict
    reason: str
    at: str


def file_hash(content: bytes) -> str:
    """SHA-256 of a codebook's bytes, 64 hexadecimal digits."""
    return content_hash(content)


def file_name(version: str) -> str:
    """What the file of a published version is called.

    Raises CodebookError for a number that cannot be part of a file name, and for 'draft'.
    """
    if version.casefold() == DRAFT or not NUMBER.fullmatch(version):
        raise CodebookError(
            "this cannot be the number of a version",
            where="version",
            remedy="Use digits, letters, full stops and hyphens, such as 1.1 or 2026-03.",
        )
    return f"codebook-{version}.yaml"


def sign_offs_of(sign_offs: Iterable[SignOff], hash: str) -> tuple[SignOff, ...]:
    """What each person last said about the codebook with this file hash, in the order of saying."""
    last: dict[str, SignOff] = {}
    for each in sign_offs:
        if each.file_hash == hash:
            last.pop(each.name.casefold(), None)
            last[each.name.casefold()] = each
    return tuple(last.values())


def missing(said: Iterable[SignOff], needed: Needed) -> tuple[tuple[Role, ...], ...]:
    """The groups of roles of which nobody agrees, one person standing for one group only."""
    roles = [each.role for each in said if each.verdict == "agree"]
    return _fewest([tuple(group) for group in needed], roles)


def _fewest(groups: list[tuple[Role, ...]], roles: list[Role]) -> tuple[tuple[Role, ...], ...]:
    """What is missing at the least, whoever stands for which group."""
    if not groups:
        return ()
    first, *others = groups
    ways = [(first, *_fewest(others, roles))]
    for role in dict.fromkeys(role for role in roles if role in first):
        left = list(roles)
        left.remove(role)
        ways.append(_fewest(others, left))
    return min(ways, key=len)


def in_words(groups: Iterable[Sequence[Role]]) -> str:
    """Groups of roles as people read them: 'lived experience or unpaid carer, and researcher'."""
    return ", and ".join(" or ".join(group) for group in groups)


def same_bytes(one: bytes, other: bytes) -> bool:
    """Whether two files hold the same; git may have changed the line ends on the way."""
    return one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")


def refuse_altered_record(version: Published) -> None:
    """Raises CodebookError where the record of a version is no longer what was published."""
    if file_hash(version.content.encode()) != version.file_hash:
        raise CodebookError(
            f"version {version.version} in the evaluation's record is not what was published",
            where="codebook versions",
            remedy="A published version is never changed. Restore .heard from a backup.",
        )


def refuse_altered_file(version: Published, content: bytes) -> None:
    """Raises CodebookError where the file of a version is no longer what was published."""
    if not same_bytes(content, version.content.encode()):
        raise CodebookError(
            f"this is not version {version.version} as it was published",
            where=f"{FOLDER}/{file_name(version.version)}",
            remedy="A published version is never changed. Take the file away and it is written "
            "again as it was; make changes in the codebook itself, under a new version.",
        )


def refuse_altered_draft(versions: Iterable[Published], codebook: Codebook, where: str) -> None:
    """Raises CodebookError where a codebook carries a published number and says something else.

    Comments and layout may be others.
    """
    for version in versions:
        if version.version == codebook.version and _loaded(version) not in (codebook, None):
            raise CodebookError(
                f"the codebook was changed but still says version {version.version}, which was "
                f"published on {version.at[:10]}",
                where=where,
                remedy="Give it a new version at its top, such as "
                f"'{_next(version.version)}', or put {FOLDER}/{file_name(version.version)} back.",
            )


def _loaded(version: Published) -> Codebook | None:
    """What it holds; None where a program that allowed something else has published it."""
    try:
        return version.codebook
    except CodebookError:
        return None


def _next(version: str) -> str:
    """A number that comes after `version`: its last part and one, or a part more."""
    head, _, last = version.rpartition(".")
    if last.isdecimal():
        return f"{head}.{int(last) + 1}" if head else f"{last}.1"
    return f"{version}.1"
