"""One editor a format, found by the ending that says what a file holds."""

from importlib import import_module
from typing import cast

from corpora.editing.pieces import OpenEditor

# Module and function: an editor is loaded when a source of its format is edited, which is rare.
EDITORS: dict[str, tuple[str, str]] = {
    ".cha": ("corpora.editing.lines", "chat_editor"),
    ".csv": ("corpora.editing.delimited_cells", "cells_editor"),
    ".docx": ("corpora.editing.docx", "docx_editor"),
    ".eaf": ("corpora.editing.annotations", "eaf_editor"),
    ".json": ("corpora.editing.json_strings", "json_editor"),
    ".md": ("corpora.editing.lines", "lines_editor"),
    ".odt": ("corpora.editing.odt", "odt_editor"),
    ".rtf": ("corpora.editing.rtf", "rtf_editor"),
    ".srt": ("corpora.editing.lines", "captions_editor"),
    ".textgrid": ("corpora.editing.intervals", "textgrid_editor"),
    ".tsv": ("corpora.editing.delimited_cells", "cells_editor"),
    ".txt": ("corpora.editing.lines", "lines_editor"),
    ".vtt": ("corpora.editing.lines", "captions_editor"),
    ".xlsx": ("corpora.editing.xlsx", "xlsx_editor"),
}


def editor_for(suffix: str) -> OpenEditor | None:
    """What opens a file of this format for editing; None where it cannot be edited safely."""
    place = EDITORS.get(suffix.casefold())
    if place is None:
        return None
    module, name = place
    return cast(OpenEditor, getattr(import_module(module), name))
