"""The tables of released reports: what was released, who agreed to it, who let a quote stand."""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from coding.evaluation.tables import metadata

# Reports that were released: never changed but for what a withdrawal takes out. JSON: the `files`
# with their SHA-256, the `figures` as (key, text), the `excerpts` that are quoted. `people` are
# tokens of `counted_people`: who is counted. `recall` is the day since which it is to be recalled.
releases = Table(
    "releases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("name", String, nullable=False, unique=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("role", String, nullable=False),
    Column("state", String, nullable=False),
    Column("codebook_version", String, nullable=False),
    Column("files", Text, nullable=False),
    Column("figures", Text, nullable=False),
    Column("excerpts", Text, nullable=False),
    Column("people", Text, nullable=False),
    Column("recall", String, nullable=False),
)

# Who agreed to the report in exactly this state, or did not, and why.
report_sign_offs = Table(
    "report_sign_offs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("state", String, nullable=False),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", String, nullable=False),
)

# Whether a quote may stand: said by somebody of the team, or by its speaker (`own`, whose name is
# not kept). `words` is a hash of what was shown: other words need another look.
quote_checks = Table(
    "quote_checks",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("excerpt_id", String, nullable=False, index=True),
    Column("words", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
)
