"""How far each code can be left to the program, as a run found it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """The table of readiness is made; the next run that suggests anew fills it."""
    op.create_table(
        "readiness",
        sa.Column("code_id", sa.String(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        *(sa.Column(n, sa.Integer(), nullable=False) for n in ("accepted", "rejected", "needs")),
        *(sa.Column(n, sa.Float()) for n in ("f1", "lowest", "highest")),
        *(
            sa.Column(n, sa.String(), nullable=False)
            for n in ("codebook_version", "codebook_hash", "coder")
        ),
    )
