"""The review sheet as a workbook: what to do, the excerpts, the codebook."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from xlsxwriter.utility import xl_col_to_name

from codebooks.codebook import DIRECTIONS, Code, Codebook
from coding.sheets.coded_excerpts_columns import LIKELY, VERDICTS, clock
from coding.sheets.review_sheet import HandedSheet, SheetRow, probability_text
from corpora.spreadsheets.cells import Cell
from corpora.spreadsheets.workbook import Book, Sheet, SheetColumn, TextLine

PAGE, CODES_PAGE, READ_ME, CHOICES_PAGE = "Review", "Codebook", "Read me first", "Choices"
CODE_NAMES = "code_names"
UNSURE = "not sure"
DONE = "done"
GRADE = "grade"
BLIND_CODES, OPEN_CODES = 4, 2
DIRECTED = (*DIRECTIONS, UNSURE)
POINTS = 12


def _yours(
    name: str, width: int, about: str, choices: tuple[str, ...] | str = (), free: bool = True
) -> SheetColumn:
    return SheetColumn(name, width, about, choices=choices, yours=True, free=free)


READ = (
    SheetColumn("nr", 5, "The number of the row.", number="0"),
    SheetColumn("who", 12, "Who speaks, under a pseudonym."),
    SheetColumn("asked", 14, "The question that a short answer answers."),
    SheetColumn("excerpt", 48, "What was said."),
)
SUGGESTED = (
    SheetColumn(
        "suggested code", 17, "What the program calls likely; empty where nothing is likely."
    ),
    SheetColumn(
        GRADE, 8, f"'{LIKELY}': as probable as your settings ask for, at least a half without."
    ),
    SheetColumn(
        "its direction",
        10,
        "Positive: it happened, it was good. Negative: it did not, it was bad. Empty where the "
        "program is not sure: then say under 'direction' which.",
    ),
    SheetColumn("because of", 16, "The words that weighed most."),
    _yours("decision", 10, "accept, reject or not sure. Typing a, r or n is enough.", VERDICTS),
    _yours(
        "direction",
        11,
        "Where you see another one, or none stands there. p, neg, m and neu are enough.",
        DIRECTIONS,
    ),
)
FINISHED = _yours(
    DONE,
    7,
    "x once you have read the excerpt to its end. What you did not code is then not there. "
    "With several rows for an excerpt, in any one of them.",
    ("x",),
)
NOTE = _yours("note", 26, "Anything you want to say. Do not begin it with =.")
KEPT = (
    SheetColumn("transcript", 18, "The file that it is from.", printed=False),
    SheetColumn("time", 8, "Minutes and seconds into the recording.", printed=False),
    SheetColumn("code_id", 12, "The program's: leave it as it is.", printed=False),
    SheetColumn("probability", 11, "How sure the program is, from 0 to 1.", printed=False),
    SheetColumn("excerpt_id", 12, "The program's: leave it as it is.", printed=False),
    SheetColumn("row", 12, "The program's: leave it as it is.", printed=False),
)


def code_columns(blind: bool) -> tuple[tuple[SheetColumn, SheetColumn], ...]:
    """The pairs of columns for codes that a reviewer adds, and their directions."""
    made = []
    for number in range(1, (BLIND_CODES if blind else OPEN_CODES) + 1):
        name = f"code {number}" if blind else f"missing code {number}"
        about = "A code that is there. Choose it, or begin to type its name." if blind else (
            "A code that is there and was not suggested. First in the list are the codes that are "
            "likely and those that could fit best, then all others."
        )  # fmt: skip
        made.append(
            (
                _yours(name, 20, about, CODE_NAMES, free=False),
                _yours(
                    f"direction {number}",
                    11,
                    f"Its direction, or '{UNSURE}' if you doubt that it is there.",
                    DIRECTED,
                ),
            )
        )
    return tuple(made)


def columns(blind: bool) -> tuple[SheetColumn, ...]:
    """The columns of a sheet in their order: read, decide, done, add, say, and what is kept."""
    pairs = code_columns(blind)
    if blind:
        first, *more = pairs
        rest = [column for pair in more for column in pair]
        kept = [column for column in KEPT if column.name not in ("code_id", "probability")]
        return (*READ, *first, FINISHED, *rest, NOTE, *kept)
    return (*READ, *SUGGESTED, FINISHED, *(c for pair in pairs for c in pair), NOTE, *KEPT)


def book(
    title: str, handed: HandedSheet, rows: Sequence[SheetRow], codebook: Codebook, made: date
) -> Book:
    """The workbook for one reviewer."""
    shown, names = columns(handed.blind), {code.id: code.name for code in codebook.codes}
    offered = [code for code in codebook.codes if code.id in handed.codes]
    if not handed.blind:
        shown = _choosing(shown, len(offered))
    review = Sheet(PAGE, shown, _cells(rows, shown, handed, names), frozen=len(READ), locked=True)
    codes = Sheet(CODES_PAGE, CODEBOOK, _codes(codebook, offered), frozen=1)
    return Book(
        title=title,
        created=made,
        footer=f"For {handed.reviewer.replace('&', '&&')}. Not to be passed on",
        first_page=(READ_ME, _read_me(title, handed, rows, shown)),
        sheets=[review, codes] if handed.blind else [review, codes, _choices(rows, names, offered)],
        names=((CODE_NAMES, f"={CODES_PAGE}!$A$2:$A${1 + len(offered)}"),),
        points=POINTS,
    )


def _choosing(shown: Sequence[SheetColumn], codes: int) -> tuple[SheetColumn, ...]:
    """The columns, with the row's own list wherever a code is chosen.

    Excel takes 255 characters in a list that stands in the rule itself, and any range of cells.
    """
    own = f"{CHOICES_PAGE}!$A2:${xl_col_to_name(codes - 1)}2"
    return tuple(replace(c, choices=own) if c.choices == CODE_NAMES else c for c in shown)


def _choices(rows: Sequence[SheetRow], names: Mapping[str, str], offered: Sequence[Code]) -> Sheet:
    """The page behind the lists: a row for each of the review, its likely and fitting codes first."""
    headings = tuple(SheetColumn(str(place), 20) for place in range(1, 1 + len(offered)))
    cells = ([names.get(code, code) for code in row.offered] for row in rows)
    return Sheet(CHOICES_PAGE, headings, cells, hidden=True)


def _cells(
    rows: Sequence[SheetRow],
    shown: Sequence[SheetColumn],
    handed: HandedSheet,
    names: Mapping[str, str],
) -> Iterator[list[Cell]]:
    sheet_id = handed.id
    for row in rows:
        cells: dict[str, Cell] = {
            "nr": row.number, "who": row.pseudonym, "asked": row.context, "excerpt": row.text,
            "suggested code": names.get(row.code_id, row.code_id), "its direction": row.direction,
            GRADE: LIKELY if row.code_id else "", "because of": row.evidence,
            "transcript": row.source, "time": clock(row.seconds),
            "code_id": row.code_id, "probability": probability_text(row.probability),
            "excerpt_id": row.excerpt_id, "row": row.key(sheet_id),
        }  # fmt: skip
        yield [cells.get(column.name) for column in shown]


CODEBOOK = (
    SheetColumn("code", 26),
    SheetColumn("theme", 20),
    SheetColumn("what it means", 50),
    SheetColumn("positive means", 24),
    SheetColumn("negative means", 24),
    SheetColumn("it takes in", 34),
    SheetColumn("it leaves out", 34),
    SheetColumn("examples", 46),
    SheetColumn("code_id", 18, printed=False),
)


def _codes(codebook: Codebook, offered: Sequence[Code]) -> Iterator[list[Cell]]:
    for code in offered:
        yield [
            code.name,
            codebook.theme_of(code.id).name,
            code.definition,
            code.says_positive,
            code.says_negative,
            "\n".join(code.include),
            "\n".join(code.exclude),
            "\n".join(example.text for example in code.examples),
            code.id,
        ]


def _read_me(
    title: str, handed: HandedSheet, rows: Sequence[SheetRow], shown: Sequence[SheetColumn]
) -> list[TextLine]:
    excerpts = len({row.excerpt_id for row in rows})
    return [
        TextLine(title, style="title"),
        TextLine(f"For {handed.reviewer}: {excerpts} excerpts", style="heading"),
        TextLine("What people said: do not pass it on, and delete it once it is read back.", style="warning"),
        TextLine(""),
        *(TextLine(term, meaning) for term, meaning in (_BLIND if handed.blind else _OPEN)),
        TextLine("Stop whenever you like", "Save and send it back half done: only rows with something in "
             "them are read. It may be read back again later, with more in it."),
        TextLine("Send it back", "Save it as .xlsx. To read it into the evaluation: heard sheet in FILE"),
        TextLine(""),
        TextLine("The columns", style="heading"),
        *(TextLine(column.name, column.about) for column in shown),
        TextLine(""),
        TextLine("codebook", f"version {handed.version} ({handed.hash[:12]})"),
        TextLine("sheet", handed.id),
    ]  # fmt: skip


_CODES = ("Codes", f"The sheet {CODES_PAGE} says what each code means, with examples.")
_BLIND = (
    ("What to do", f"Open the sheet {PAGE}. Read an excerpt. If a code is there, choose it under "
     "'code 1' and say which direction it has; a second one goes under 'code 2'. Then put x under "
     "'done' and go on. An excerpt without any code needs the x only."),
    _CODES,
    ("Blind", "Nothing is suggested here, and you do not see what others say, so that your "
     "judgements can be compared with theirs. Please do not talk about these excerpts before "
     "both of you are done."),
)  # fmt: skip
_OPEN = (
    ("What to do", f"Open the sheet {PAGE}. Read an excerpt before you read the code beside it. "
     "Under 'decision' put a (accept), r (reject) or n (not sure). If a code is there and was "
     "not suggested, choose it under 'missing code 1'. Then put x under 'done' and go on."),
    _CODES,
    ("Likely", "A suggestion is likely: its probability is at least a half, or what your settings ask "
     "for. Where nothing stands, nothing is likely, which does not mean that nothing is there."),
    ("Several rows", "An excerpt with several suggestions has a row for each, one below the other."),
    ("Suggestions", "A program made them: it compares sentences and understands none. Reject freely."),
)  # fmt: skip
