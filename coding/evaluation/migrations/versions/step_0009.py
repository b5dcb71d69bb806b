"""How surely each file was read."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Files say what is not sure in them; of those read before, that is not known."""
    op.add_column("files", sa.Column("doubts", sa.Text(), nullable=False, server_default=""))
