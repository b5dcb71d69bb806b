"""Excerpts that have another id since somebody was cut out of their source."""

from collections.abc import Mapping

from sqlalchemy import select

from coding.evaluation.database import Store
from coding.evaluation.tables import moved_excerpts


def moves_of_excerpts(store: Store) -> Mapping[str, str]:
    """The id that an excerpt has now by each it had before; "" where who said it has withdrawn.

    What was handed out before, such as a sheet, says the former one.
    """
    m = moved_excerpts
    with store.reading() as connection:
        return dict(connection.execute(select(m.c.former, m.c.excerpt_id)).tuples().all())
