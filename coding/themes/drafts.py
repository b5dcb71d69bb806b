"""A draft code on its way into the codebook: a stop in the middle is finished or undone later.

The new codebook is written beside the old one, under a name with the decision's key; then the
decision is kept; then the file takes the old one's place, in one step. So a file that still lies
there was never put in place, and a draft that people delete afterwards does not come back.
"""

import re
from pathlib import Path

from codebooks.editing.edit import add_code
from codebooks.load import loads
from coding.evaluation.evaluation import Evaluation
from coding.themes.verdicts import Taken, is_held, keep_verdict, kept_verdicts
from corpora.errors import CodebookError
from corpora.files import put_in_place, read_limited, remove_file, shown, write_atomic


def keep_and_write(evaluation: Evaluation, taken: Taken, content: bytes) -> None:
    """Keep a take-up and write `content`, the codebook with its draft code.

    The caller holds the evaluation's lock. Stopped before the decision is kept, nothing has
    changed; after it, `finish` does what is left.
    """
    book = _book(evaluation)
    waiting = _beside(book, taken.key)
    write_atomic(waiting, content)
    keep_verdict(evaluation.store, taken)
    put_in_place(waiting, book)


def finish(evaluation: Evaluation) -> list[str]:
    """Write the drafts that a stopped command kept and did not write; a line on each.

    The caller holds the evaluation's lock and has not read the codebook yet. What people wrote
    into the codebook meanwhile stays. Raises CodebookError where it cannot be read; the next call
    tries again then.
    """
    book = _book(evaluation)
    waiting = _waiting(book)
    if not waiting or not book.is_file():
        return []
    with evaluation.store.reading() as connection:
        by_key = {taken.key: taken for taken in kept_verdicts(connection)}
    lines = [_finished(path, by_key.get(key), book) for path, key in waiting.items()]
    return [line for line in lines if line]


def _book(evaluation: Evaluation) -> Path:
    return evaluation.folder / evaluation.settings.codebook


def _waiting(book: Path) -> dict[Path, str]:
    """The files that wait to take the codebook's place, with the keys of their decisions."""
    name = re.compile(re.escape(_beside(book, "").name) + "([0-9a-f]{64})")
    names = {path: name.fullmatch(path.name) for path in sorted(book.parent.iterdir())}
    return {path: match[1] for path, match in names.items() if match}


def _beside(book: Path, key: str) -> Path:
    return book.with_name(f".{book.name}.taken-up-{key}")


def _finished(waiting: Path, taken: Taken | None, book: Path) -> str:
    """A line on what came of a file that waits, "" where there was nothing to finish."""
    content = read_limited(book)
    if taken is None or is_held(taken, loads(content, where=shown(book.name))):
        remove_file(waiting)
        return ""
    who = f"the draft code '{taken.code_id}', taken up by {shown(taken.reviewer)},"
    try:
        edited, theme = _with_draft(content, read_limited(waiting), taken.code_id)
    except CodebookError:
        remove_file(waiting)
        return (
            f"Not written: {who} cannot be added to {shown(book.name)} by the program. Its lines "
            "are on the page Themes of heard review, under Decided."
        )
    write_atomic(waiting, edited)
    put_in_place(waiting, book)
    return f"Finished:    {who} is in {shown(book.name)} now, in the theme '{shown(theme)}'."


def _with_draft(content: bytes, meant: bytes, code_id: str) -> tuple[bytes, str]:
    """The codebook with the draft that `meant` holds, and its theme: the first, if its own is gone."""
    book, intended = loads(content, where="codebook"), loads(meant, where="draft")
    theme = intended.theme_of(code_id).id
    if theme not in {each.id for each in book.themes}:
        theme = book.themes[0].id
    return add_code(content, theme, intended.code(code_id)), theme
