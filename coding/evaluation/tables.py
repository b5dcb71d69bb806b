"""The tables of an evaluation's database as they are now; `migrations/` says how they came to be.

Offsets are code points, times seconds from the start of a recording, moments UTC in ISO 8601.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData()

# One row, the evaluation's id; see `coding.safekeeping.identity`.
identity = Table("identity", metadata, Column("evaluation", String, primary_key=True))

# What stands in the transcripts folder, as the last run found it: read, refused, empty or the same.
# `doubts` is what is not sure in what was read, as JSON: sentences, and labels to be asked about.
files = Table(
    "files",
    metadata,
    Column("source", String, primary_key=True),
    Column("hash", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("transcript_id", String, nullable=False),
    Column("reader", String, nullable=False),
    Column("doubts", Text, nullable=False, server_default=""),
)

transcripts = Table(
    "transcripts",
    metadata,
    Column("id", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("wave", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("marks", Text, nullable=False),
    Column("left_out", Text, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("transcript_id", ForeignKey("transcripts.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("speaker", String),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("seconds", Float),
    Column("blocks", Integer, nullable=False),
)

# Who each label is. `participant` is an id of people.csv, or a key of the transcript and the label.
speakers = Table(
    "speakers",
    metadata,
    Column("transcript_id", ForeignKey("transcripts.id"), primary_key=True),
    Column("label", String, primary_key=True),
    Column("named", Boolean, nullable=False),
    Column("role", String, nullable=False),
    Column("participant", String, nullable=False),
    Column("listed", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
)

# Who meeting notes list, kept apart from speech: being in the room is not being heard.
attendance = Table(
    "attendance",
    metadata,
    Column("transcript_id", ForeignKey("transcripts.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("participant", String, nullable=False),
    Column("present", Boolean, nullable=False),
    Column("recorded", Boolean, nullable=False),
)

# Given once and never changed, so that `[carer 3]` is the same person in every sheet and report.
pseudonyms = Table(
    "pseudonyms",
    metadata,
    Column("participant", String, primary_key=True),
    Column("pseudonym", String, nullable=False, unique=True),
)

excerpts = Table(
    "excerpts",
    metadata,
    Column("id", String, primary_key=True),
    Column("transcript_id", ForeignKey("transcripts.id"), nullable=False, index=True),
    Column("turn", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker", String),
    Column("participant", String, nullable=False),
    Column("seconds", Float),
    Column("context_start", Integer),
    Column("context_end", Integer),
    Column("second_hand", Boolean, nullable=False),
    Column("consent", Boolean, nullable=False),
)


def _suggested() -> list[Column]:  # type: ignore[type-arg]
    return [
        Column("excerpt_id", String, primary_key=True),
        Column("code_id", String, primary_key=True),
        Column("probability", Float, nullable=False),
        Column("direction", String, nullable=False),
        Column("phrase_start", Integer, nullable=False),
        Column("phrase_end", Integer, nullable=False),
        Column("nearest", Text, nullable=False),
        Column("nearest_similarity", Float, nullable=False),
        Column("codebook_version", String, nullable=False),
        Column("codebook_hash", String, nullable=False),
        Column("coder", String, nullable=False),
    ]


# What the program proposes now, and the first thing it ever proposed for an excerpt and a code.
suggestions = Table("suggestions", metadata, *_suggested())
first_suggestions = Table("first_suggestions", metadata, *_suggested())

# What could fit each excerpt beside what is likely, in order: a list to choose from, never counted.
could_fit = Table(
    "could_fit", metadata,
    Column("excerpt_id", String, primary_key=True), Column("place", Integer, primary_key=True),
    Column("code_id", String, nullable=False),
)  # fmt: skip

# Each run that made suggestions: the hash of its `inputs`, what it made them from, and what it changed
# in what is likely against the run before, "" for the first; both JSON (`coding.suggestions.changes`).
suggesting_runs = Table(
    "suggesting_runs", metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("inputs", String, nullable=False), Column("basis", Text, nullable=False),
    Column("change", Text, nullable=False),
)  # fmt: skip

# Per excerpt: the highest probability of any code, by which themes find what is covered poorly.
coverage = Table(
    "coverage", metadata,
    Column("excerpt_id", String, primary_key=True), Column("highest", Float, nullable=False),
)  # fmt: skip

# How far each code can be left to the program, as the last run found; see `coding.coder.learning.readiness`.
readiness = Table(
    "readiness",
    metadata,
    Column("code_id", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("needs", Integer, nullable=False),
    Column("f1", Float),
    Column("lowest", Float),
    Column("highest", Float),
    Column("codebook_version", String, nullable=False),
    Column("codebook_hash", String, nullable=False),
    Column("coder", String, nullable=False),
)

proposals = Table(
    "proposals",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("words", Text, nullable=False),
    Column("excerpts", Text, nullable=False),
    Column("quotes", Text, nullable=False),
    Column("participants", Integer, nullable=False),
    Column("groups", Text, nullable=False),
    Column("waves", Text, nullable=False),
    Column("nearest_code", String, nullable=False),
    Column("nearest_similarity", Float, nullable=False),
    Column("stability", Float, nullable=False),
)

# What people said. Rows are added and never changed; `key` comes from who made the decision, so
# that the same one sent twice is one. `words_start` and `words_end` are a span of the excerpt's own
# text, from its start on: the words that somebody selected; both empty where it is all of it.
decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False),
    Column("excerpt_id", String, nullable=False, index=True),
    Column("code_id", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("direction", String, nullable=False),
    Column("reviewer", String, nullable=False),
    Column("at", String, nullable=False),
    Column("codebook_version", String, nullable=False),
    Column("memo", Text, nullable=False),
    Column("codebook_hash", String, nullable=False, server_default=""),
    Column("source", String, nullable=False, server_default="page"),
    Column("blind", Boolean, nullable=False, server_default=false()),
    Column("undoes", String, nullable=False, server_default=""),
    Column("drawn", String, nullable=False, server_default=""),
    Column("chance", Float),
    Column("suggested", Float),
    Column("words_start", Integer),
    Column("words_end", Integer),
    UniqueConstraint("key"),
)

# What people said about a whole excerpt: memos, strong quotes, that they have looked at all of it.
# `after` is the number of the last decision that was kept before, so that both have one order.
remarks = Table(
    "remarks",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False, unique=True),
    Column("excerpt_id", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("reviewer", String, nullable=False),
    Column("at", String, nullable=False),
    Column("codebook_version", String, nullable=False),
    Column("undoes", String, nullable=False),
    Column("drawn", String, nullable=False),
    Column("chance", Float),
    Column("after", Integer),
)

# Who reviews. `secret` is an argon2 hash, `link` the SHA-256 of a personal link's token, "" without.
reviewers = Table(
    "reviewers",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("secret", String, nullable=False),
    Column("link", String, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("added_at", String, nullable=False),
)

# Sessions of reviewers who have logged out, by the SHA-256 of their cookie; `at` seconds since 1970.
ended_sessions = Table(
    "ended_sessions", metadata,
    Column("digest", String, primary_key=True), Column("at", BigInteger, nullable=False),
)  # fmt: skip

# Excerpts have ids of the bytes of their source: one that somebody was cut out of has new ones. What
# was handed out before says `former`; `excerpt_id` is "" where it was theirs who withdrew.
moved_excerpts = Table(
    "moved_excerpts", metadata,
    Column("former", String, primary_key=True), Column("excerpt_id", String, nullable=False),
)  # fmt: skip

# Who was asked to look at what; `blind` where suggestions and the other's codings are hidden.
assignments = Table(
    "assignments",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("excerpt_id", String, nullable=False, index=True),
    Column("reviewer", String, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("reason", String, nullable=False),
    Column("at", String, nullable=False),
    UniqueConstraint("excerpt_id", "reviewer"),
)

# Sheets as they were handed out: kept for as long as one may come back. `record` is all that is
# known of it, as JSON; `at` is "" for those from before that was noted.
sheets = Table(
    "sheets",
    metadata,
    Column("id", String, primary_key=True),
    Column("reviewer", String, nullable=False, index=True),
    Column("blind", Boolean, nullable=False),
    Column("record", Text, nullable=False),
    Column("at", String, nullable=False),
)

# How excerpts were drawn that were assigned at the same moment: what was `wanted` (JSON), and how
# many were chosen among how many, which is the chance of each.
draws = Table(
    "draws",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("wanted", Text, nullable=False),
    Column("chosen", Integer, nullable=False),
    Column("among", Integer, nullable=False),
    Column("at", String, nullable=False),
)

# Codebook versions that were published: never changed. `hash` is of what coding depends on,
# `file_hash` of the file's bytes, `changes` what is different from the version before, as JSON.
codebook_versions = Table(
    "codebook_versions",
    metadata,
    Column("version", String, primary_key=True),
    Column("hash", String, nullable=False),
    Column("file_hash", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("published_by", String, nullable=False),
    Column("role", String, nullable=False),
    Column("at", String, nullable=False),
    Column("changes", Text, nullable=False),
)

# Who agreed to a codebook with exactly these bytes, or did not, and why.
codebook_sign_offs = Table(
    "codebook_sign_offs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("version", String, nullable=False),
    Column("file_hash", String, nullable=False),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", String, nullable=False),
)

# What people propose and say about the codebook. `subject` is a code's or a theme's id, or "";
# `about` the number of the row that is answered.
workshop = Table(
    "workshop",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False, unique=True),
    Column("subject", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("about", Integer),
    Column("text", Text, nullable=False),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("at", String, nullable=False),
)

# What people did with proposals for new codes; `excerpts` (JSON ids) find them again after a rerun.
proposal_decisions = Table(
    "proposal_decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False, unique=True),
    Column("proposal_id", String, nullable=False),
    Column("excerpts", Text, nullable=False),
    Column("verdict", String, nullable=False),
    Column("name", String, nullable=False),
    Column("code_id", String, nullable=False),
    Column("reviewer", String, nullable=False),
    Column("at", String, nullable=False),
)

# What each stage was last done with, all of which can be made again: the same inputs, nothing to do.
stages = Table(
    "stages",
    metadata,
    Column("name", String, primary_key=True),
    Column("inputs", String, nullable=False),
)

# The outputs as the program last wrote them: one with another hash was changed by people since.
outputs = Table(
    "outputs",
    metadata,
    Column("name", String, primary_key=True),
    Column("hash", String, nullable=False),
)

# Which counts of people were handed out: a row a count and time. `cell` is its key as JSON, `text`
# as it was printed, `hidden` where that is no number. Of the `newest` of each cell also who was
# counted: `people` are tokens of `counted_people`, `unnamed` how many have none or have it no more.
published_counts = Table(
    "published_counts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("cell", String, nullable=False, index=True),
    Column("text", String, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("outputs", String, nullable=False),
    Column("at", String, nullable=False),
    Column("newest", Boolean, nullable=False, index=True),
    Column("people", Text, nullable=False),
    Column("unnamed", Integer, nullable=False),
)

# Who is meant by a token, which says nothing once its row is gone: people who leave are forgotten.
counted_people = Table(
    "counted_people",
    metadata,
    Column("participant", String, primary_key=True),
    Column("token", String, nullable=False, unique=True),
)
