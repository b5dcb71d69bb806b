"""Sessions that their reviewers have ended."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """The table of ended sessions is made."""
    op.create_table(
        "ended_sessions",
        sa.Column("digest", sa.String(), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
