"""Released reports, who agreed to them, and which quotes people let stand."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Empty: nothing was released before."""
    op.create_table(
        "releases",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("name", sa.String(), nullable=False, unique=True),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("at", "by", "role", "state", "codebook_version")
        ),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("files", "figures", "excerpts", "people")
        ),
        sa.Column("recall", sa.String(), nullable=False),
    )
    op.create_table(
        "report_sign_offs",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("state", "name", "role", "verdict")
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
    op.create_table(
        "quote_checks",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("excerpt_id", sa.String(), nullable=False, index=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
