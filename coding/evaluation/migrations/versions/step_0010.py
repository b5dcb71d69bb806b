"""What counts of people were handed out, so that later ones tell of nobody beside them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Two empty tables: of what was handed out before, nobody noted anything."""
    op.create_table(
        "published_counts",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("outputs", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("newest", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("unnamed", sa.Integer(), nullable=False),
    )
    op.create_index("ix_published_counts_cell", "published_counts", ["cell"])
    op.create_index("ix_published_counts_newest", "published_counts", ["newest"])
    op.create_table(
        "counted_people",
        sa.Column("participant", sa.String(), primary_key=True),
        sa.Column("token", sa.String(), nullable=False, unique=True),
    )
