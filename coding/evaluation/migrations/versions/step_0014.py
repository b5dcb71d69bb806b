"""What suggestions were made from, and what that changed in what is likely."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Empty until the next run, which then has none before it to be compared with."""
    op.create_table(
        "suggesting_runs",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("inputs", sa.String(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
    )
