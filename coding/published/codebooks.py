"""The codebook versions that an evaluation has published, loaded."""

from contextlib import suppress
from functools import lru_cache

from sqlalchemy import select

from codebooks.codebook import Codebook
from codebooks.load import loads
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from corpora.errors import CodebookError


def published(evaluation: Evaluation) -> list[Codebook]:
    """The codebooks that were published and can still be read, the first one first."""
    v = tables.codebook_versions
    found = []
    with evaluation.store.reading() as connection:
        rows = connection.execute(select(v.c.version, v.c.content).order_by(v.c.at, v.c.version))
        for row in rows:
            # One published by a version of the program that allowed something else is left out.
            with suppress(CodebookError):
                found.append(loaded(row.version, row.content))
    return found


@lru_cache(maxsize=32)
def loaded(version: str, content: str) -> Codebook:
    return loads(content.encode(), where=f"codebook {version}")
