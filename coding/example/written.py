"""What the invented team wrote: the folder `findings`, with the ids of excerpts looked up.

In the shipped files a quote stands as its file and the words with which it opens, `{{file: words}}`.
"""

import re
from importlib.resources import files
from pathlib import Path

from coding.example.review_tables import ExcerptText, id_by_opening
from coding.written.columns import FILES
from coding.written.folder import FOLDER
from corpora.files import write_atomic

NAMED = re.compile(r"\{\{(?P<source>[^:{}]+): (?P<opens>[^{}]+)\}\}")


def write_findings(evaluation: Path, excerpts: tuple[ExcerptText, ...]) -> None:
    """Write each file into the evaluation's folder; those that are there stay.

    Raises LookupError for an excerpt that is not there.
    """
    for file in FILES:
        path = evaluation / FOLDER / file
        if not path.exists():
            write_atomic(path, findings_file(file, excerpts).encode())


def findings_file(file: str, excerpts: tuple[ExcerptText, ...]) -> str:
    """The text of one of the files. Raises LookupError for an excerpt that is not there."""
    text = (files("coding.example") / "findings" / file).read_text("utf-8")
    return NAMED.sub(lambda at: id_by_opening(excerpts, at["source"], at["opens"]), text)
