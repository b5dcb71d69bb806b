"""One order of decisions and remarks that asks no clock."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Remarks say after which decision they were kept; of older ones that is not known."""
    op.add_column("remarks", sa.Column("after", sa.Integer()))
