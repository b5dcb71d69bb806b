"""`heard codebook print`: the codebook as a page or a Word file to bring to a meeting."""

import argparse
from pathlib import Path

from codebooks.load import load
from codebooks.printing.blocks import printed_blocks, with_theme_alone
from codebooks.printing.html_page import page
from codebooks.printing.word_file import word_document
from coding.evaluation.evaluation import Evaluation
from corpora.errors import InputError
from corpora.files import keep_aside, shown, write_atomic
from flows.arguments import DONE, Commands, counted

WRITERS = {".html": page, ".docx": word_document}


def add_to(commands: Commands) -> None:
    """Add `print`."""
    printed = commands.add_parser("print", help="write the codebook to bring to a meeting")
    printed.add_argument(
        "target", type=Path, nargs="?", default=Path(), metavar="FOLDER or FILE",
        help="an evaluation, or a codebook's file",
    )  # fmt: skip
    printed.add_argument(
        "--to", type=Path, required=True, metavar="FILE", help="a page (.html) or Word file (.docx)"
    )
    printed.add_argument(
        "--large-print", action="store_true", help="in letters of 18 points and more"
    )
    printed.add_argument(
        "--easy-read", action="store_true", help="two codes a page, one sentence a line"
    )
    printed.add_argument("--theme", default="", metavar="ID", help="the codes of one theme alone")
    printed.set_defaults(command=_print)


def _print(given: argparse.Namespace) -> int:
    print_codebook(
        given.target,
        given.to,
        large_print=given.large_print,
        easy_read=given.easy_read,
        theme=given.theme,
    )
    return DONE


def print_codebook(
    target: Path, to: Path, *, large_print: bool, easy_read: bool, theme: str = ""
) -> None:
    """Write the codebook of an evaluation, or of a file, to `to`; another file there is kept beside.

    With `theme`, its id, only that of its themes. Raises InputError where `to` is neither .html nor
    .docx or where there is no such theme, CodebookError for a wrong codebook.
    """
    write = WRITERS.get(to.suffix.casefold())
    if write is None:
        remedy = f"Let the name end in {' or '.join(WRITERS)}."
        raise InputError("this kind of file cannot be printed", where=shown(to.name), remedy=remedy)
    codebook = load(target) if target.is_file() else Evaluation.look(target).codebook
    if theme:
        codebook = with_theme_alone(codebook, theme)
    said = printed_blocks(codebook, easy_read=easy_read)
    content = write(said, large_print=large_print, easy_read=easy_read)
    if to.exists() and to.read_bytes() != content:
        print(f"The file that was there is now {shown(str(keep_aside(to)))}.")
    write_atomic(to, content)
    codes, themes = len(codebook.codes), len(codebook.themes)
    print(f"{shown(str(to))}: {counted(codes, 'code')} in {counted(themes, 'theme')}.")
