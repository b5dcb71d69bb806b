"""Under which id an excerpt is found since somebody withdrew."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """An empty table: after earlier withdrawals nobody noted it."""
    op.create_table(
        "moved_excerpts",
        sa.Column("former", sa.String(), primary_key=True),
        sa.Column("excerpt_id", sa.String(), nullable=False),
    )
