"""In what role somebody signed off what is hidden, over how much that was not decided, who saw names."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Of old sign-offs none of it is known: `undecided` stays empty there, and is not 0."""
    for name in ("role", "real_names"):
        column = sa.Column(name, sa.String(), nullable=False, server_default="")
        op.add_column("sign_offs", column)
    op.add_column("sign_offs", sa.Column("undecided", sa.Integer()))
