"""The record of codebook versions: signing, publishing, and seeing that nothing was altered."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from codebooks.change.diff import changes, to_json
from codebooks.change.versions import (
    DRAFT,
    FOLDER,
    Published,
    SignOff,
    Verdict,
    file_hash,
    file_name,
    in_words,
    missing,
    refuse_altered_draft,
    refuse_altered_file,
    refuse_altered_record,
    same_bytes,
    sign_offs_of,
)
from codebooks.codebook import ROLES, Codebook, Role
from coding.decisions.record import Decision, add_all
from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evaluation.evaluation import Evaluation
from coding.revisions.carrying import carried
from coding.revisions.fates import Step, last_words_of
from corpora.errors import CodebookError, InputError
from corpora.files import read_limited, shown, write_atomic
from corpora.spelling import nearest_word

READ_ONLY = 0o444


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs or publishes, by initials or a chosen name, and in what role."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Version:
    """A version or the draft: the last word of each person on it, and which roles are missing."""

    version: str
    published: Published | None
    said: tuple[SignOff, ...]
    missing: tuple[tuple[Role, ...], ...]


def person(name: str, role: str) -> Signatory:
    """Who signs. Raises InputError for an empty or long name and for a role that is none."""
    name, role = " ".join(name.split()), " ".join(role.split()).casefold()
    if not name or len(name) > 80 or not name.isprintable():
        raise InputError("the name is empty or too long", remedy="Give initials or a chosen name.")
    for known in ROLES:
        if known == role:
            return Signatory(name, known)
    near = nearest_word(role, ROLES)
    meant = f"Did you mean '{near}'? " if near else ""
    raise InputError(
        "this is not a role",
        where=shown(role[:60]) or "--role",
        remedy=f"{meant}The roles are: {', '.join(ROLES)}.",
    )


def versions(evaluation: Evaluation) -> list[Published]:
    """The published versions, the first one first."""
    v = tables.codebook_versions
    with evaluation.store.reading() as connection:
        rows = connection.execute(select(v).order_by(v.c.at, v.c.version)).mappings().all()
    return [Published(**row) for row in rows]


def sign_offs(evaluation: Evaluation) -> list[SignOff]:
    """Everything that people said about versions and drafts, in the order of saying."""
    s = tables.codebook_sign_offs
    with evaluation.store.reading() as connection:
        rows = connection.execute(select(s).order_by(s.c.number)).mappings().all()
    return [SignOff(**{k: v for k, v in row.items() if k != "number"}) for row in rows]


def overview(evaluation: Evaluation) -> list[Version]:
    """Every published version, the first one first, and the draft where it is another one."""
    said, needed = sign_offs(evaluation), evaluation.settings.publish.sign_offs
    found = [
        Version(
            each.version, each, about := sign_offs_of(said, each.file_hash), missing(about, needed)
        )
        for each in versions(evaluation)
    ]
    if evaluation.codebook.version not in {each.version for each in found}:
        about = sign_offs_of(said, file_hash(evaluation.codebook_bytes))
        found.append(Version(evaluation.codebook.version, None, about, missing(about, needed)))
    return found


def sign(
    evaluation: Evaluation, name: str, who: Signatory, at: str, *, dissent: str = ""
) -> SignOff:
    """Keep that `who` agrees to a version, or to the draft, or dissents for the reason given.

    `name` is the number of a published version or of the draft, or "draft". Saying the same again
    changes nothing. Raises CodebookError where there is no such version.
    """
    verify(evaluation)
    version, hash = _meant(evaluation, name)
    verdict: Verdict = "dissent" if dissent.strip() else "agree"
    word = SignOff(version, hash, who.name, who.role, verdict, " ".join(dissent.split()), at)
    for each in sign_offs_of(sign_offs(evaluation), hash):
        told = (each.name.casefold(), each.role, each.verdict, each.reason)
        if told == (who.name.casefold(), who.role, verdict, word.reason):
            return each
    with evaluation.store.writing() as connection:
        insert(connection, tables.codebook_sign_offs, [asdict(word)])
    return word


def _meant(evaluation: Evaluation, name: str) -> tuple[str, str]:
    """The number and the file hash of the version that `name` means."""
    kept = {each.version: each for each in versions(evaluation)}
    if name in kept:
        return name, kept[name].file_hash
    if name in (DRAFT, evaluation.codebook.version):
        return evaluation.codebook.version, file_hash(evaluation.codebook_bytes)
    known = ", ".join(kept) or "none yet"
    draft = shown(evaluation.codebook.version)
    raise CodebookError(
        "there is no such version",
        where=shown(name),
        remedy=f"Published: {known}. The codebook itself is {draft}; 'draft' means that one.",
    )


def freeze_version(evaluation: Evaluation, version: str, who: Signatory, at: str) -> Published:
    """Freeze the codebook as it stands under its version, and carry decisions over to it.

    Raises CodebookError where it carries another version, where this one was published already,
    and where somebody is missing who has to agree; then nothing was changed.
    """
    before = versions(evaluation)
    _refuse_twice(version, before)
    verify(evaluation)
    name, content, book = file_name(version), evaluation.codebook_bytes, evaluation.codebook
    _refuse_other_number(evaluation, book, version)
    _refuse_other_file(evaluation, name, content)
    _refuse_unsigned(evaluation, content)
    old = before[-1].codebook if before else None
    told = to_json(changes(old, book)) if old else "[]"
    words = carried(last_words_of(evaluation.decisions()), Step(old, book), at=at) if old else []
    text, hash = content.decode(), file_hash(content)
    made = Published(version, book.hash, hash, text, who.name, who.role, at, told)
    if not _kept(evaluation, made, words):
        # Somebody else was faster by a moment.
        _refuse_twice(version, versions(evaluation))
    # Stopped before it is written, the file is written by the next command: see `verify`.
    write_atomic(evaluation.folder / FOLDER / name, content, mode=READ_ONLY)
    return made


def _kept(evaluation: Evaluation, made: Published, words: Sequence[Decision]) -> bool:
    """Keep a version, and what is carried over to it; False where its number has been kept."""
    with evaluation.store.writing() as connection:
        try:
            insert(connection, tables.codebook_versions, [asdict(made)])
        except IntegrityError:
            connection.rollback()
            return False
        add_all(connection, words)
    return True


def verify(evaluation: Evaluation) -> None:
    """Raises CodebookError where something that was published is not what it was any longer.

    That is the record, a version's file, or a codebook that still carries a published number. The
    file of a version that is not there is written again.
    """
    kept = versions(evaluation)
    for each in kept:
        refuse_altered_record(each)
        path = evaluation.folder / FOLDER / file_name(each.version)
        if path.is_file():
            refuse_altered_file(each, read_limited(path))
        else:
            write_atomic(path, each.content.encode(), mode=READ_ONLY)
    refuse_altered_draft(kept, evaluation.codebook, shown(evaluation.settings.codebook))


def _refuse_twice(version: str, kept: list[Published]) -> None:
    for each in kept:
        if each.version.casefold() == version.casefold():
            raise CodebookError(
                f"version {each.version} was published by {each.published_by} on {each.at[:10]}",
                where=shown(version),
                remedy="A published version is never changed. Give the codebook a new version.",
            )


def _refuse_other_number(evaluation: Evaluation, book: Codebook, version: str) -> None:
    if book.version != version:
        raise CodebookError(
            f"the codebook says that it is version {shown(book.version)}, not {shown(version)}",
            where=shown(evaluation.settings.codebook),
            remedy=f"Write 'version: \"{shown(version)}\"' at its top and have it signed, or publish "
            "the one that it is.",
        )


def _refuse_other_file(evaluation: Evaluation, name: str, content: bytes) -> None:
    path = evaluation.folder / FOLDER / name
    if path.is_file() and not same_bytes(read_limited(path), content):
        raise CodebookError(
            "a file of this version is there already, with another content",
            where=f"{FOLDER}/{name}",
            remedy="It was published elsewhere, or by hand. Give the codebook another version.",
        )


def _refuse_unsigned(evaluation: Evaluation, content: bytes) -> None:
    every = sign_offs(evaluation)
    said = sign_offs_of(every, file_hash(content))
    if lacking := missing(said, evaluation.settings.publish.sign_offs):
        agreed = ", ".join(f"{e.name} ({e.role})" for e in said if e.verdict == "agree")
        older = len(every) > len(said)
        why = " Words on an earlier state do not count for this one." if older else ""
        raise CodebookError(
            f"nobody has signed this codebook as {in_words(lacking)}",
            where=shown(evaluation.settings.codebook),
            remedy=f"Signed so far: {agreed or 'nobody'}.{why} "
            "Each signs with: heard codebook sign draft --by NAME --role ROLE",
        )
