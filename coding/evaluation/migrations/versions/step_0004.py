"""Review by several people, codebook versions, and what becomes of proposals."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Decisions say how they came about; the tables of review and of the codebook are made."""
    _decisions()
    _review()
    _codebook()


def _text(*names: str) -> list["sa.Column[str]"]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _line(*names: str) -> list["sa.Column[str]"]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbered() -> "sa.Column[int]":
    return sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True)


def _decisions() -> None:
    for name, default in (("codebook_hash", ""), ("source", "page"), ("undoes", ""), ("drawn", "")):
        column = sa.Column(name, sa.String(), nullable=False, server_default=default)
        op.add_column("decisions", column)
    no = sa.false()
    op.add_column("decisions", sa.Column("blind", sa.Boolean(), nullable=False, server_default=no))
    op.add_column("decisions", sa.Column("chance", sa.Float()))
    op.add_column("decisions", sa.Column("suggested", sa.Float()))


def _review() -> None:
    op.create_table(
        "remarks",
        _numbered(),
        *_line("key", "excerpt_id", "kind"),
        *_text("value"),
        *_line("reviewer", "at", "codebook_version", "undoes", "drawn"),
        sa.Column("chance", sa.Float()),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_remarks_excerpt_id", "remarks", ["excerpt_id"])
    op.create_table(
        "reviewers",
        sa.Column("name", sa.String(), primary_key=True),
        *_line("role", "secret", "link"),
        sa.Column("active", sa.Boolean(), nullable=False),
        *_line("added_at"),
    )
    op.create_table(
        "assignments",
        _numbered(),
        *_line("excerpt_id", "reviewer"),
        sa.Column("blind", sa.Boolean(), nullable=False),
        *_line("reason", "at"),
        sa.UniqueConstraint("excerpt_id", "reviewer"),
    )
    op.create_index("ix_assignments_excerpt_id", "assignments", ["excerpt_id"])
    op.create_table(
        "proposal_decisions",
        _numbered(),
        *_line("key", "proposal_id"),
        *_text("excerpts"),
        *_line("verdict", "name", "code_id", "reviewer", "at"),
        sa.UniqueConstraint("key"),
    )


def _codebook() -> None:
    op.create_table(
        "codebook_versions",
        sa.Column("version", sa.String(), primary_key=True),
        *_line("hash", "file_hash"),
        *_text("content"),
        *_line("published_by", "role", "at"),
        *_text("changes"),
    )
    op.create_table(
        "codebook_sign_offs",
        _numbered(),
        *_line("version", "file_hash", "name", "role", "verdict"),
        *_text("reason"),
        *_line("at"),
    )
    op.create_table(
        "workshop",
        _numbered(),
        *_line("key", "subject", "kind"),
        sa.Column("about", sa.Integer()),
        *_text("text"),
        *_line("name", "role", "at"),
        sa.UniqueConstraint("key"),
    )
