"""Files to transcripts. Whatever cannot be read faithfully is refused, with what to do about it."""

import os
import re
import unicodedata
from dataclasses import replace
from pathlib import Path, PurePath

from corpora.errors import FileRefused
from corpora.files import read_limited, shown
from corpora.formats import LABELLED, READERS, TABLES, Columns, Draft
from corpora.formats.contents import held_suffix
from corpora.formats.doubts import doubts_of
from corpora.formats.limits import refuse_too_large, refuse_too_long
from corpora.formats.lines.draft import NO_ANSWERS, Hints, Speakers
from corpora.formats.lines.label_names import key
from corpora.transcript import Block, Kind, LeftOut, Transcript, assemble, transcript_id

READER_VERSION = "2"
"""Changes when the same bytes would be read into other turns, so that stored ones are read anew."""

INSTEAD = {
    ".doc": "Save it as .docx.",
    ".docm": "Save it as .docx, without macros.",
    ".dot": "Save it as .docx.",
    ".pages": "Export it as .docx.",
    ".mp3": "Transcribe the recording first.",
    ".mp4": "Transcribe the recording first.",
    ".m4a": "Transcribe the recording first.",
    ".wav": "Transcribe the recording first.",
}
SYSTEM_FILES = frozenset(("thumbs.db", "desktop.ini", "icon\r"))
GROUP_WORDS = re.compile(r"focus[ _-]?groups?|(?<![a-z])fgd?s?(?![a-z])")
NOTES_WORDS = re.compile(r"(?<![a-z])(?:minutes|notes|mins)(?![a-z])")
SURROGATES = re.compile("[\ud800-\udfff]")


def sources(folder: Path) -> list[Path]:
    """The files of `folder` and its subfolders in an order that is the same on every machine.

    Hidden files, Word's lock files and the system's own are passed over. Everything else is in
    the list, so that a file nobody can read is refused by name and not skipped in silence.
    """
    found: list[Path] = []
    for place, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        found += [Path(place) / name for name in [*files, *linked] if not _is_passed_over(name)]
    return sorted(found, key=lambda path: _order(path.relative_to(folder)))


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", "~$", ".~lock")) or name.casefold() in SYSTEM_FILES


def _order(relative: PurePath) -> tuple[str, str]:
    name = relative.as_posix()
    return unicodedata.normalize("NFC", name).casefold(), name


def read_file(
    path: Path,
    *,
    root: Path,
    kind: Kind | None = None,
    columns: Columns | None = None,
    content: bytes | None = None,
    known: frozenset[str] = frozenset(),
    answers: Speakers = NO_ANSWERS,
) -> Transcript:
    """The transcript in a file below `root`; its source is the path from there.

    `content` are its bytes, where the caller has them already; `known` names of people who may
    speak in it; `answers` what people have said about who does. Raises FileRefused, in one line,
    where it cannot be read.
    """
    source = _source(path, root)
    _refuse_unsupported(path, source)
    content = read_limited(path) if content is None else content
    return read_bytes(
        content, source=source, kind=kind, columns=columns, known=known, answers=answers
    )


def _source(path: Path, root: Path) -> str:
    """`path` from `root`, for people to read. Raises FileRefused where it leads outside."""
    where = shown(path.name)
    try:
        inside = path.resolve(strict=True).is_relative_to(root.resolve(strict=True))
        relative = path.absolute().relative_to(root.absolute())
    except (OSError, ValueError, RuntimeError) as fault:
        raise FileRefused(
            "the file is not there, or not in the folder that is read",
            where=where,
            remedy="Put a copy of the file into the folder.",
        ) from fault
    if not inside or ".." in relative.parts:
        raise FileRefused(
            "this is a link to a place outside the folder that is read",
            where=where,
            remedy="Put a copy of the file into the folder.",
        )
    if not path.is_file():
        raise FileRefused(
            "this is not a file", where=where, remedy="Put a copy of the file into the folder."
        )
    return shown(relative.as_posix())


def _refuse_unsupported(path: Path, where: str) -> None:
    suffix = path.suffix.casefold()
    if suffix in READERS:
        return
    known = ", ".join(sorted(READERS))
    what = f"files ending in {shown(suffix)} cannot be read" if suffix else "the name has no ending"
    raise FileRefused(what, where=where, remedy=INSTEAD.get(suffix, f"Save it as one of: {known}."))


def read_bytes(
    content: bytes,
    *,
    source: str,
    kind: Kind | None = None,
    columns: Columns | None = None,
    known: frozenset[str] = frozenset(),
    answers: Speakers = NO_ANSWERS,
) -> Transcript:
    """The transcript that `content` holds; the ending of `source` says in which format.

    `columns` says which columns of a table hold what, `known` and `answers` as in `read_file`.
    Raises FileRefused, in one line, where the content cannot be read.
    """
    where = shown(source)
    suffix = Path(source).suffix.casefold()
    _refuse_unsupported(Path(source), where)
    held = suffix if columns is not None else held_suffix(content, suffix, where)
    refuse_too_large(content, held, where)
    if columns is not None and suffix in TABLES:
        found = TABLES[suffix](content, where, columns)
    elif held in LABELLED:
        found = LABELLED[held](content, where, Hints(known, answers))
    else:
        found = READERS[held](content, where)
    refuse_too_long(found, where)
    kind = kind or kind_of(source)
    draft = _without_asides(_one_person(_without_surrogates(found, where), answers), kind)
    transcript = assemble(
        draft.blocks,
        id=transcript_id(content),
        source=where,
        kind=kind,
        left_out=draft.left_out,
    )
    return replace(
        transcript, doubts=doubts_of(transcript, draft, answers, is_table=suffix in TABLES)
    )


def kind_of(source: str) -> Kind:
    """What kind of source a path speaks of; an interview where it does not say."""
    name = source.casefold()
    if GROUP_WORDS.search(name):
        return "focus group"
    if NOTES_WORDS.search(name):
        return "meeting notes"
    return "interview"


def _without_asides(draft: Draft, kind: Kind) -> Draft:
    """`draft` with the paragraphs outside every turn taken out of speech in a conversation.

    In an interview nobody said the title, the preface or the interviewer's summary; in meeting
    notes the same paragraphs are what the note-taker reports.
    """
    if kind in ("meeting notes", "document") or not draft.asides:
        return draft
    blocks = tuple(
        replace(block, speech=False) if i in draft.asides else block
        for i, block in enumerate(draft.blocks)
    )
    return replace(draft, blocks=blocks)


def _one_person(draft: Draft, answers: Speakers) -> Draft:
    """`draft` with the labels of one person shown as the first of them, where people said so."""
    groups = {key(label): group[0] for group in answers.one_person for label in group}
    if not groups:
        return draft
    blocks = tuple(
        replace(block, speaker=groups.get(key(block.speaker), block.speaker))
        if block.speaker is not None
        else block
        for block in draft.blocks
    )
    return replace(draft, blocks=blocks)


def _without_surrogates(draft: Draft, where: str) -> Draft:
    """`draft` with half characters replaced, which no file could be written with."""
    if any("\0" in block.text or "\0" in (block.speaker or "") for block in draft.blocks):
        raise FileRefused(
            "this is not text (it holds a NUL character)",
            where=where,
            remedy="Export the transcript again.",
        )
    labels = {block.speaker for block in draft.blocks if block.speaker}
    broken = sum(len(SURROGATES.findall(block.text)) for block in draft.blocks)
    broken += sum(len(SURROGATES.findall(label)) for label in labels)
    if not broken:
        return draft
    blocks = tuple(_whole(block) for block in draft.blocks)
    left_out = (*draft.left_out, LeftOut("broken characters, shown as \ufffd", broken))
    return replace(draft, blocks=blocks, left_out=left_out)


def _whole(block: Block) -> Block:
    speaker = block.speaker and SURROGATES.sub("\ufffd", block.speaker)
    return replace(block, text=SURROGATES.sub("\ufffd", block.text), speaker=speaker)
