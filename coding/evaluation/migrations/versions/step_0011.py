"""Whose database it is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """An empty table: the id is given when the evaluation is next opened."""
    op.create_table("identity", sa.Column("evaluation", sa.String(), primary_key=True))
