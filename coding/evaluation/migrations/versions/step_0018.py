"""The words of an excerpt that somebody selected for a code, beside their decision."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Empty for decisions from before: they are about the whole excerpt."""
    for name in ("words_start", "words_end"):
        op.add_column("decisions", sa.Column(name, sa.Integer()))
