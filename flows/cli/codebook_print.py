"""`heard codebook print`: the codebook as a page or a Word file to bring to a meeting."""

from pathlib import Path

from codebooks.load import load
from codebooks.printing.blocks import blocks
from codebooks.printing.html_page import page
from codebooks.printing.word_file import document
from coding.evaluation.evaluation import Evaluation
from corpora.errors import InputError
from corpora.files import keep_aside, shown, write_atomic

WRITERS = {".html": page, ".docx": document}


def print_codebook(target: Path, to: Path, *, large_print: bool, easy_read: bool) -> None:
    """Write the codebook of an evaluation, or of a file, to `to`; another file there is kept beside.

    Raises InputError where `to` is neither .html nor .docx, CodebookError for a wrong codebook.
    """
    write = WRITERS.get(to.suffix.casefold())
    if write is None:
        remedy = f"Let the name end in {' or '.join(WRITERS)}."
        raise InputError("this kind of file cannot be printed", where=shown(to.name), remedy=remedy)
    codebook = load(target) if target.is_file() else Evaluation.look(target).codebook
    said = blocks(codebook, easy_read=easy_read)
    content = write(said, large_print=large_print, easy_read=easy_read)
    if to.exists() and to.read_bytes() != content:
        print(f"The file that was there is now {shown(str(keep_aside(to)))}.")
    write_atomic(to, content)
    print(f"{shown(str(to))}: {len(codebook.codes)} codes in {len(codebook.themes)} themes.")
