"""De-identification: what was found, what stands for it, what people said, who signed it off."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables; the next run looks for identifiers in every transcript."""
    transcript = ("transcripts.id",)
    op.create_table(
        "searched",
        sa.Column(
            "transcript_id",
            sa.String(),
            sa.ForeignKey(*transcript, ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("inputs", sa.String(), nullable=False),
    )
    op.create_table(
        "found",
        sa.Column(
            "transcript_id",
            sa.String(),
            sa.ForeignKey(*transcript, ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("text", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
    )
    op.create_index("ix_found_key", "found", ["key"])
    op.create_table(
        "replacements",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.Text()),
        sa.Column("replacement", sa.String(), nullable=False),
        sa.UniqueConstraint("kind", "key"),
    )
    op.create_table(
        "replacement_decisions",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column(
            "replacement", sa.Integer(), sa.ForeignKey("replacements.number"), nullable=False
        ),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("stand_in", sa.String(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
    )
    op.create_index(
        "ix_replacement_decisions_replacement", "replacement_decisions", ["replacement"]
    )
    op.create_table(
        "sign_offs",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
    )
    op.execute("DELETE FROM stages WHERE name = 'run'")
