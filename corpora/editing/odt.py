"""OpenDocument texts edited in place: every text of every part, the content's first."""

from corpora.editing.docx import OfficeEditor, editor_of
from corpora.editing.parts.office import office
from corpora.editing.parts.opendocument import OPEN_DOCUMENT, part_order


def odt_editor(content: bytes) -> OfficeEditor:
    """The editor of an OpenDocument text. Raises FileRefused where it cannot be edited safely."""
    return editor_of(office(content, "OpenDocument text", OPEN_DOCUMENT, part_order))
