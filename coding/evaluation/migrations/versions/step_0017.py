"""Cards for a workshop: what was printed, on which piles it was laid, and who was there."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Empty: no cards were printed before."""
    op.create_table(
        "card_packs",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
    op.create_table(
        "cards",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("pack", sa.Integer(), nullable=False, index=True),
        sa.Column("excerpt_id", sa.String(), nullable=False, index=True),
        sa.Column("words", sa.String(), nullable=False),
    )
    op.create_table(
        "card_placements",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("card", sa.Integer(), nullable=False, index=True),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("piles", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
    op.create_table(
        "card_people",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("pack", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
