"""One reader a format, found by the ending of the file's name.

A reader takes the bytes of a source and its name (for errors) and gives a `Draft`.
"""

from corpora.formats.answers import table_files
from corpora.formats.answers.table_files import Columns
from corpora.formats.documents import docx, md, odt, rtf, txt
from corpora.formats.lines.draft import Draft, HintedReader, Reader
from corpora.formats.pdf import pdf
from corpora.formats.timed import cha, eaf, srt, textgrid, vtt, whisper

READERS: dict[str, Reader] = {
    ".cha": cha.read,
    ".csv": table_files.read_csv,
    ".docx": docx.read,
    ".eaf": eaf.read,
    ".json": whisper.read,
    ".md": md.read,
    ".odt": odt.read,
    ".pdf": pdf.read,
    ".rtf": rtf.read,
    ".srt": srt.read,
    ".textgrid": textgrid.read,
    ".tsv": table_files.read_csv,
    ".txt": txt.read,
    ".vtt": vtt.read,
    ".xlsx": table_files.read_xlsx,
}

TABLES = {
    ".csv": table_files.read_csv,
    ".tsv": table_files.read_csv,
    ".xlsx": table_files.read_xlsx,
}
"""The readers that can be told which columns hold what."""

LABELLED: dict[str, HintedReader] = {
    ".docx": docx.read,
    ".md": md.read,
    ".odt": odt.read,
    ".pdf": pdf.read,
    ".rtf": rtf.read,
    ".srt": srt.read,
    ".txt": txt.read,
    ".vtt": vtt.read,
}
"""The readers that weigh labels among the words, and heed what is known of the speakers."""

__all__ = ["LABELLED", "READERS", "TABLES", "Columns", "Draft", "Reader"]
