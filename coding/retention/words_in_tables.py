"""Which tables hold words or names of participants, and how each is emptied when words have to go.

Every table of the database is in one of three lists; a new one without a place fails the tests.
"""

from sqlalchemy import Connection, Table, delete, func, select, update

from coding.evaluation import hiding_tables as hiding
from coding.evaluation import release_tables, tables

# What was said, who said it, and what was made of that. First those that refer to others.
DELETED: tuple[Table, ...] = (
    tables.turns, tables.speakers, tables.attendance, tables.excerpts, tables.suggestions,
    tables.first_suggestions, tables.could_fit, tables.moved_excerpts, tables.coverage, tables.proposals,
    tables.pseudonyms, tables.files,
    tables.sheets, tables.draws, tables.stages, tables.outputs, tables.ended_sessions,
    tables.counted_people, hiding.searched, hiding.found, hiding.replacement_decisions, hiding.replacements,
    tables.transcripts,
)  # fmt: skip
# What people decided stays, row by row; what they wrote beside it may repeat what was said.
EMPTIED: dict[Table, tuple[str, ...]] = {
    tables.decisions: ("memo",),
    tables.remarks: ("value",),
    tables.workshop: ("text",),
    tables.codebook_sign_offs: ("reason",),
    tables.proposal_decisions: ("name",),
    tables.published_counts: ("people",),
    release_tables.releases: ("people",),
    release_tables.report_sign_offs: ("reason",),
    release_tables.quote_checks: ("words",),
    release_tables.cards: ("words",),
    release_tables.card_placements: ("piles",),
}
# Ids, codes, counts, and the names of those who reviewed.
KEPT: tuple[Table, ...] = (
    tables.assignments, tables.codebook_versions, tables.readiness, tables.reviewers,
    tables.identity, tables.suggesting_runs, hiding.sign_offs,
    release_tables.card_packs, release_tables.card_people,
)  # fmt: skip


def take_words_out(connection: Connection) -> None:
    """Empty what holds words or names; a second call finds nothing more to do."""
    for table in DELETED:
        connection.execute(delete(table))
    for table, columns in EMPTIED.items():
        connection.execute(update(table).values(dict.fromkeys(columns, "")))


def number_of_rows(connection: Connection, table: Table) -> int:
    """How many rows a table has."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)
