"""The tables of what left the program: released reports, who let quotes stand, cards for a workshop."""

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

# Cards that were printed together. `record` (JSON): of which theme, by which rule and from how many they
# were drawn, the codebook, and what each pile on the table means.
card_packs = Table(
    "card_packs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("record", Text, nullable=False),
    Column("at", String, nullable=False),
)

# Each card: a number is given once and never again. `words` is a hash of what stood on it.
cards = Table(
    "cards",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("pack", Integer, nullable=False, index=True),
    Column("excerpt_id", String, nullable=False, index=True),
    Column("words", String, nullable=False),
)

# On which piles a group laid a card (JSON): rows are added and never changed, the last one counts.
card_placements = Table(
    "card_placements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("card", Integer, nullable=False, index=True),
    Column("reviewer", String, nullable=False),
    Column("piles", Text, nullable=False),
    Column("at", String, nullable=False),
)

# How many people of each role sat at the table, and their initials where they gave them; the last
# row of a pack, a group and a role counts.
card_people = Table(
    "card_people",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("pack", Integer, nullable=False),
    Column("reviewer", String, nullable=False),
    Column("role", String, nullable=False),
    Column("people", Integer, nullable=False),
    Column("names", Text, nullable=False),
    Column("at", String, nullable=False),
)
