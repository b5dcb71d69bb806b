"""The tables of personal data: what was found in transcripts, what stands for it, what people said."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from coding.evaluation.tables import metadata, transcripts

# What a transcript was last searched with; gone with the transcript.
searched = Table(
    "searched",
    metadata,
    Column("transcript_id", ForeignKey(transcripts.c.id, ondelete="CASCADE"), primary_key=True),
    Column("inputs", String, nullable=False),
)


# Personal data in a transcript: each distinct text of a kind, how often, and where first. `key` is
# the same for every way of writing the same thing.
found = Table(
    "found",
    metadata,
    Column("transcript_id", ForeignKey(transcripts.c.id, ondelete="CASCADE"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("text", Text, primary_key=True),
    Column("key", Text, nullable=False),
    Column("times", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Index("ix_found_key", "key"),
)


# Given once, never changed or given again: `key` is emptied when no transcript holds it any longer.
replacements = Table(
    "replacements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("kind", String, nullable=False),
    Column("key", Text),
    Column("replacement", String, nullable=False),
    UniqueConstraint("kind", "key"),
)


# What people said about proposals. Rows are added and never changed; the last one counts.
replacement_decisions = Table(
    "replacement_decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("replacement", ForeignKey("replacements.number"), nullable=False, index=True),
    Column("verdict", String, nullable=False),
    Column("stand_in", String, nullable=False),
    Column("reviewer", String, nullable=False),
    Column("at", String, nullable=False),
)


# Who said that the de-identification is good enough, and what it then consisted of; how many proposals
# were not decided (not known of old ones), and which roles could see real names on the team's pages.
sign_offs = Table(
    "sign_offs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("state", String, nullable=False),
    Column("role", String, nullable=False),
    Column("undecided", Integer),
    Column("real_names", String, nullable=False),
)
