"""What people were handed and files as they were written, apart from what a run can make again."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_STAGES = sa.table("stages", sa.column("name", sa.String), sa.column("inputs", sa.String))


def upgrade() -> None:
    """Sheets, draws and the hashes of outputs move out of the table of stages."""
    _sheets()
    _draws()
    _outputs()


def _moved(prefix: str) -> Iterator[tuple[str, str]]:
    """The stages (name without `prefix`, inputs), by name; they go from the table."""
    connection, theirs = op.get_bind(), _STAGES.c.name.startswith(prefix, autoescape=True)
    kept = connection.execute(sa.select(_STAGES).where(theirs).order_by(_STAGES.c.name)).all()
    connection.execute(sa.delete(_STAGES).where(theirs))
    return ((row.name.removeprefix(prefix), row.inputs) for row in kept)


def _filled(table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        op.bulk_insert(table, rows)


def _sheets() -> None:
    table = op.create_table(
        "sheets",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
    op.create_index("ix_sheets_reviewer", "sheets", ["reviewer"])
    rows = []
    for id, record in _moved("sheet "):
        told = json.loads(record)
        who = {"reviewer": told["reviewer"], "blind": told["blind"]}
        # When it was handed out, nobody noted.
        rows.append({"id": id, **who, "record": record, "at": ""})
    _filled(table, rows)


def _draws() -> None:
    table = op.create_table(
        "draws",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=False),
        sa.Column("among", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
    rows = []
    for _, record in _moved("draw "):
        wanted = json.loads(record)
        counts = {name: wanted.pop(name) for name in ("chosen", "among", "at")}
        rows.append({"wanted": json.dumps(wanted), **counts})
    _filled(table, rows)


def _outputs() -> None:
    table = op.create_table(
        "outputs",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("hash", sa.String(), nullable=False),
    )
    _filled(table, [{"name": name, "hash": hash} for name, hash in _moved("output ")])
