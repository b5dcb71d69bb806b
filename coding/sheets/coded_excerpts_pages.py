"""The workbook around the coded excerpts: how to use it, codebook, waves, files, proposals."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple

from codebooks.codebook import Code, Theme
from coding.evaluation.output_files import SHARED
from coding.evidence.waves import codes_by_wave
from coding.findings.material import ProposedCode
from coding.findings.notices import notice
from coding.findings.proposals import stability_in_words
from coding.findings.publication import Publication
from coding.sheets.coded_excerpts_columns import (
    CODE_NAMES,
    COLUMNS,
    HEADINGS,
    VERDICTS,
    excerpt_rows,
    split,
)
from corpora.spreadsheets.cells import Cell
from corpora.spreadsheets.workbook import Book, Sheet, SheetColumn, TextLine

CODEBOOK_COLUMNS = (
    SheetColumn("theme", 15),
    SheetColumn("code", 17),
    SheetColumn("definition", 36),
    SheetColumn("positive means", 20),
    SheetColumn("negative means", 20),
    SheetColumn("include", 26),
    SheetColumn("exclude", 26),
    SheetColumn("examples", 38),
    SheetColumn("counter-examples", 28),
    SheetColumn("aspect", 10, printed=False),
    SheetColumn("principle", 13, printed=False),
    SheetColumn("status", 10, printed=False),
    SheetColumn("the program is", 19, printed=False),
    SheetColumn("sources", 24, printed=False),
    SheetColumn("code_id", 18, printed=False),
)
FILE_COLUMNS = (
    SheetColumn("file", 36),
    SheetColumn("outcome", 11),
    SheetColumn("reason", 60),
    SheetColumn("doubts", 60),
    SheetColumn("kind", 15),
    SheetColumn("wave", 14),
    SheetColumn("turns", 9, number="#,##0"),
    SheetColumn("speakers", 10, number="#,##0"),
    SheetColumn("words", 10, number="#,##0"),
    SheetColumn("excerpts", 10, number="#,##0"),
    SheetColumn("left out", 36),
)
WAVE_COLUMNS = (
    SheetColumn("wave", 16),
    SheetColumn("theme", 20),
    SheetColumn("code_id", 20, printed=False),
    SheetColumn("code", 28),
    SheetColumn("direction", 11),
    SheetColumn("people", 9, number="0"),
    SheetColumn("excerpts", 10, number="0"),
    SheetColumn("counted apart", 10, number="0"),
    SheetColumn("codebook versions", 12),
)
PROPOSAL_COLUMNS = (
    SheetColumn("name", 18),
    SheetColumn("words", 22),
    SheetColumn("excerpts", 10, number="0"),
    SheetColumn("quotes", 56),
    SheetColumn("nearest code", 15),
    SheetColumn("similarity", 10, number="0.00"),
    SheetColumn("stability", 20),
    SheetColumn("your decision", 11, choices=("take up", "drop", "not sure"), yours=True),
    SheetColumn("your name for it", 18, yours=True),
    SheetColumn("reviewer", 10, yours=True),
    SheetColumn("note", 20, yours=True),
    SheetColumn("excerpt_ids", 24, printed=False),
    SheetColumn("proposal_id", 12, printed=False),
)


def book(publication: Publication) -> Book:
    """Read me first, coded excerpts, codebook, waves, files, and proposals where there are any."""
    split_rows = (part for row in excerpt_rows(publication) for part in split(row))
    coded = ([row.get(name) for name in HEADINGS] for row in split_rows)
    sheets = [
        Sheet("Coded excerpts", COLUMNS, coded),
        Sheet("Codebook", CODEBOOK_COLUMNS, _codebook(publication)),
        Sheet("Codes by wave", WAVE_COLUMNS, _waves(publication)),
        Sheet("Files", FILE_COLUMNS, _files(publication)),
    ]
    if publication.internal.proposals:
        sheets.append(Sheet("Proposals", PROPOSAL_COLUMNS, _proposals(publication)))
    last = 1 + len(publication.codebook.codes)
    return Book(
        title=publication.about.title,
        created=publication.about.prepared,
        footer=notice(publication.about).footer,
        first_page=("Read me first", _read_me(publication)),
        sheets=sheets,
        names=((CODE_NAMES, f"=Codebook!$B$2:$B${last}"),),
    )


def _codebook(publication: Publication) -> Iterator[list[Cell]]:
    """Every code, retired ones last, so that those to choose from stand in one piece."""
    known = publication.about.readiness
    every = [(theme, code) for theme in publication.codebook.themes for code in theme.codes]
    for theme, code in sorted(every, key=lambda pair: pair[1].status == "retired"):
        yield _code(theme, code, str(known.get(code.id, "")))


def _code(theme: Theme, code: Code, readiness: str) -> list[Cell]:
    return [
        theme.name,
        code.name,
        code.definition,
        code.says_positive,
        code.says_negative,
        "\n".join(code.include),
        "\n".join(code.exclude),
        "\n".join(example.text for example in code.examples),
        "\n".join(example.text for example in code.counter_examples),
        code.aspect,
        code.principle or "",
        code.status,
        readiness,
        "\n".join(code.sources),
        code.id,
    ]


def _waves(publication: Publication) -> Iterator[Sequence[Cell]]:
    said, waves = publication.internal.excerpts, publication.about.waves
    return map(astuple, codes_by_wave(said, publication.codebook, waves))


def _files(publication: Publication) -> Iterator[list[Cell]]:
    for file in publication.internal.files:
        told: list[Cell] = [
            file.source,
            file.outcome,
            file.reason,
            file.doubts,
            file.kind,
            file.wave,
        ]
        counts: list[Cell] = [file.turns, file.speakers, file.words, file.excerpts]
        yield [*told, *(counts if file.outcome == "read" else [None] * 4), file.left_out]


def _proposals(publication: Publication) -> Iterator[list[Cell]]:
    said = {excerpt.excerpt_id: excerpt.text for excerpt in publication.internal.excerpts}
    names = {code.id: code.name for code in publication.codebook.codes}
    for proposal in publication.internal.proposals:
        yield [
            proposal.name,
            ", ".join(proposal.words),
            len(proposal.excerpts),
            _quotes(proposal, said),
            names.get(proposal.nearest_code, proposal.nearest_code),
            proposal.nearest_similarity,
            stability_in_words(proposal.stability),
            *[None] * 4,
            " ".join(proposal.excerpts),
            proposal.proposal_id,
        ]


def _quotes(proposal: ProposedCode, said: dict[str, str]) -> str:
    return "\n\n".join(said[excerpt] for excerpt in proposal.quotes if excerpt in said)


def _read_me(publication: Publication) -> list[TextLine]:
    about, codebook = publication.about, publication.codebook
    now = notice(about)
    return [
        TextLine(about.title, style="title"),
        TextLine(now.headline, style="warning"),
        *([TextLine(about.note, style="warning")] if about.note else []),
        TextLine(""),
        *(TextLine(term, meaning) for term, meaning in _INTRODUCTION),
        TextLine(""),
        TextLine("How to review", style="heading"),
        *(TextLine(term, meaning) for term, meaning in _STEPS),
        TextLine(""),
        TextLine("The columns of the sheet Coded excerpts", style="heading"),
        *(TextLine(column.name, column.about) for column in COLUMNS),
        TextLine(""),
        TextLine("How it was made", style="heading"),
        TextLine("prepared", f"{about.prepared:%Y-%m-%d}"),
        TextLine("program", about.program),
        TextLine("model", about.model),
        TextLine("coder", about.coder),
        TextLine(
            "codebook", f"{codebook.title}, version {codebook.version} ({codebook.hash[:12]})"
        ),
        *(TextLine(label, value) for label, value in about.settings),
    ]


_INTRODUCTION = (
    (
        "What this is",
        "Excerpts of transcripts with codes that a program suggests. It compares sentences and "
        "does not understand them. It misses things and gets things wrong, so people decide. Only "
        "codes that it calls likely are in the table: their probability is at least a half, or what "
        "your settings ask for.",
    ),
    (
        "How far to trust it",
        "The sheet Codebook says it for each code, measured by decisions that the program was not "
        "shown. Ready: what it suggested was mostly what people decided. Learning (3 of 10): so many "
        "of the decisions that it needs, of yes and of no. People must code this: mostly it was wrong.",
    ),
    (
        "Who may see it",
        "The review team only. It holds the words of everyone who agreed to analysis, also of "
        f"those who did not agree to be quoted. What may be shared is in the folder {SHARED}.",
    ),
    (
        "Names",
        "Names that stand in people.csv are replaced by pseudonyms in [brackets]. Others may be "
        "left: tell whoever runs the evaluation, so that they are added to people.csv.",
    ),
)
_STEPS = (
    ("1", "Open the sheet Coded excerpts. Read an excerpt before you read the code beside it."),
    ("2", f"Fill in the yellow columns: {', '.join(VERDICTS[:-1])} or {VERDICTS[-1]}."),
    (
        "3",
        "If another code fits better, choose it under 'other code'. Rows without a code are "
        "excerpts for which nothing is likely: add a code where one is missing.",
    ),
    (
        "4",
        "The sheet Codebook says what each code means. If a definition is in your way, say so in "
        "the note.",
    ),
    ("5", "Change nothing in the other columns, and leave the ids as they are."),
)
