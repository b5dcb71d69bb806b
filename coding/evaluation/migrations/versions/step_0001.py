"""The tables an evaluation begins with."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of the first version."""
    op.create_table(
        "coverage",
        sa.Column("excerpt_id", sa.String(), primary_key=True),
        sa.Column("highest", sa.Float(), nullable=False),
    )
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("excerpt_id", sa.String(), nullable=False),
        sa.Column("code_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("codebook_version", sa.String(), nullable=False),
        sa.Column("memo", sa.Text(), nullable=False),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_decisions_excerpt_id", "decisions", ["excerpt_id"])
    op.create_table(
        "files",
        sa.Column("source", sa.String(), primary_key=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("transcript_id", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
    )
    op.create_table(
        "first_suggestions",
        sa.Column("excerpt_id", sa.String(), primary_key=True),
        sa.Column("code_id", sa.String(), primary_key=True),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("phrase_start", sa.Integer(), nullable=False),
        sa.Column("phrase_end", sa.Integer(), nullable=False),
        sa.Column("nearest", sa.Text(), nullable=False),
        sa.Column("nearest_similarity", sa.Float(), nullable=False),
        sa.Column("codebook_version", sa.String(), nullable=False),
        sa.Column("codebook_hash", sa.String(), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
    )
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("excerpts", sa.Text(), nullable=False),
        sa.Column("quotes", sa.Text(), nullable=False),
        sa.Column("participants", sa.Integer(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("waves", sa.Text(), nullable=False),
        sa.Column("nearest_code", sa.String(), nullable=False),
        sa.Column("nearest_similarity", sa.Float(), nullable=False),
        sa.Column("stability", sa.Float(), nullable=False),
    )
    op.create_table(
        "pseudonyms",
        sa.Column("participant", sa.String(), primary_key=True),
        sa.Column("pseudonym", sa.String(), nullable=False),
        sa.UniqueConstraint("pseudonym"),
    )
    op.create_table(
        "stages",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("inputs", sa.String(), nullable=False),
    )
    op.create_table(
        "suggestions",
        sa.Column("excerpt_id", sa.String(), primary_key=True),
        sa.Column("code_id", sa.String(), primary_key=True),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("phrase_start", sa.Integer(), nullable=False),
        sa.Column("phrase_end", sa.Integer(), nullable=False),
        sa.Column("nearest", sa.Text(), nullable=False),
        sa.Column("nearest_similarity", sa.Float(), nullable=False),
        sa.Column("codebook_version", sa.String(), nullable=False),
        sa.Column("codebook_hash", sa.String(), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
    )
    op.create_table(
        "transcripts",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("wave", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
    )
    op.create_table(
        "excerpts",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("transcript_id", sa.String(), sa.ForeignKey("transcripts.id"), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String()),
        sa.Column("participant", sa.String(), nullable=False),
        sa.Column("seconds", sa.Float()),
        sa.Column("context_start", sa.Integer()),
        sa.Column("context_end", sa.Integer()),
        sa.Column("second_hand", sa.Boolean(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_excerpts_transcript_id", "excerpts", ["transcript_id"])
    op.create_table(
        "speakers",
        sa.Column("transcript_id", sa.String(), sa.ForeignKey("transcripts.id"), primary_key=True),
        sa.Column("label", sa.String(), primary_key=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("participant", sa.String(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_table(
        "turns",
        sa.Column("transcript_id", sa.String(), sa.ForeignKey("transcripts.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("speaker", sa.String()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float()),
        sa.Column("blocks", sa.Integer(), nullable=False),
    )
