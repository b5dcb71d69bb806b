"""The rooms in order."""

# Who may import whom: a room imports from itself and from rooms that stand before it, here and in
# the packages before; "" is the root of a package. docs/architecture.md says what each is for.
ORDER = {
    "corpora": (
        "", "handed_out", "people", "names", "excerpts", "spreadsheets", "personal", "formats/lines",
        "formats/columns",
        "formats/speech", "formats/timed", "formats/documents", "formats/pdf", "formats/answers",
        "formats", "editing/parts", "editing/rich_text", "editing", "cutting_out", "examples",
    ),
    "codebooks": ("yaml", "", "change", "editing", "exchange", "printing"),
    "coding": (
        "safekeeping", "whereabouts", "evaluation", "published", "written", "written/sheet", "backups", "embedding", "embedding/encoders",
        "coder/sentences", "coder/primer", "coder/scoring", "coder/learning", "coder/direction",
        "coder",
        "decisions", "deidentification", "intake", "withdrawal", "estimates", "reviewers",
        "agreement", "retention", "suggestions", "revisions", "example", "refining", "findings/disclosure", "findings",
        "evidence", "themes", "sheets", "cards", "charts", "document", "report",
        "findings_report/shared", "findings_report/parts", "findings_report",
        "easy_read", "findings_report/release", "evidence_pack",
        "review/look", "review/access", "review/known", "review/lists",
        "review/acts", "review/views", "review/pages/sources", "review/pages/sitting", "review/pages/workshop", "review/pages", "review", "",
    ),
    "flows": ("", "terminal", "cli/codebook", "cli/report", "cli"),
}  # fmt: skip
