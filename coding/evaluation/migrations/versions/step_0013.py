"""The codes that could fit an excerpt, beside those that are likely."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Empty until the next run: what was suggested before is of the one grade there was."""
    op.create_table(
        "could_fit",
        sa.Column("excerpt_id", sa.String(), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("code_id", sa.String(), nullable=False),
    )
