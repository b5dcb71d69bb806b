"""The codebook that the last run suggested with, kept until the next: what a draft is compared with.

Before anything is published no version says what a draft differs from; the file itself is the draft.
"""

from codebooks.codebook import Codebook
from codebooks.load import loads
from coding.evaluation.evaluation import Evaluation
from corpora.errors import InputError
from corpora.files import read_limited, write_atomic

FILE = "last-run-codebook.yaml"
"""In the hidden folder; a withdrawal takes it away, since it may quote whoever leaves."""


def keep_codebook(evaluation: Evaluation) -> None:
    """Keep the codebook as it is now, where another one is kept or none."""
    path, content = evaluation.hidden / FILE, evaluation.codebook_bytes
    if not path.is_file() or read_limited(path) != content:
        write_atomic(path, content, mode=0o600)


def codebook_of_last_run(evaluation: Evaluation) -> Codebook | None:
    """The codebook of the last run that suggested; None before one, and after a withdrawal."""
    path = evaluation.hidden / FILE
    if not path.is_file():
        return None
    try:
        return loads(read_limited(path), where=FILE)
    except InputError:
        # Written by another version of the program, to which something else was allowed.
        return None
