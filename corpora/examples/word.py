"""Word files: a typed transcript, what Teams saves, and meeting notes."""

import re
import zipfile
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument

from corpora.examples.script import Script, ScriptTurn, seconds_of

NUMBERED = re.compile(r"\d+\. ")
HEADINGS = ("Actions",)
FIXED = (1980, 1, 1, 0, 0, 0)


def word(script: Script) -> bytes:
    """The bytes of a docx file, the same each time, that opens by saying that it is invented."""
    document = Document()
    document.add_paragraph(script.note)
    write = {
        "docx-bold": _bold,
        "docx-plain": _plain,
        "docx-teams": _teams,
        "docx-notes": _notes,
    }[script.layout]
    write(document, script)
    _settle_properties(document, script)
    return _saved(document)


def _bold(document: WordDocument, script: Script) -> None:
    _title(document, script)
    for said in script.turns:
        paragraph = document.add_paragraph()
        if said.speaker:
            paragraph.add_run(f"{said.speaker}:").bold = True
        paragraph.add_run(f" {said.text}" if said.speaker else said.text)


def _plain(document: WordDocument, script: Script) -> None:
    _title(document, script)
    for line in script.lines:
        document.add_paragraph(line)


def _title(document: WordDocument, script: Script) -> None:
    document.add_heading(script.title, level=1)
    document.add_paragraph(f"{script.when.day} {script.when:%B %Y}")


def _teams(document: WordDocument, script: Script) -> None:
    """What Teams saves: who started it, then a paragraph a turn with a line break inside."""
    when, turns = script.when, script.turns
    stamp = when.strftime("%Y%m%d_%H%M%S")
    document.add_paragraph().add_run(f"{script.title}-{stamp}-Meeting Recording").bold = True
    document.add_paragraph(f"{when:%B} {when.day}, {when.year}, {_clock(when)}")
    document.add_paragraph(_length(turns[-1]))
    document.add_paragraph(f"{turns[0].speaker} started transcription")
    for said in turns:
        paragraph = document.add_paragraph()
        paragraph.add_run(said.speaker).bold = True
        paragraph.add_run(f"   {_minutes(said.seconds)}\n{said.text}")


def _clock(when: datetime) -> str:
    return when.strftime("%I:%M%p").lstrip("0")


def _length(last: ScriptTurn) -> str:
    minutes, seconds = divmod(int(last.seconds + seconds_of(last.text)), 60)
    return f"{minutes}m {seconds}s"


def _minutes(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _notes(document: WordDocument, script: Script) -> None:
    title, *rest = script.lines
    document.add_heading(title, level=1)
    for line in rest:
        if NUMBERED.match(line) or line in HEADINGS:
            document.add_heading(line, level=2)
        elif line.startswith("- "):
            document.add_paragraph(line.removeprefix("- "), style="List Bullet")
        else:
            document.add_paragraph(line)


def _settle_properties(document: WordDocument, script: Script) -> None:
    """The properties say when the interview was, not when this file was made."""
    properties = document.core_properties
    properties.created = properties.modified = script.when
    properties.title, properties.comments = script.title, script.note
    properties.author = properties.last_modified_by = "felt-heard"


def _saved(document: WordDocument) -> bytes:
    """The document's bytes, zipped anew because an archive keeps the time it was made."""
    first, again = BytesIO(), BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as made, zipfile.ZipFile(again, "w") as archive:
        for name in made.namelist():
            member = zipfile.ZipInfo(name, FIXED)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(member, made.read(name))
    return again.getvalue()
