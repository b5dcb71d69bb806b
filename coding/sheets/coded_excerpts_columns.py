"""The rows of the coded excerpts: what each column holds, and one row an excerpt and code.

An excerpt for which nothing is likely has a row too, with the code left empty: so nobody has to
guess what was never shown to them, and a reviewer can add a code to it.
"""

from collections.abc import Iterator
from dataclasses import replace

from codebooks.codebook import DIRECTIONS, Codebook
from coding.findings.material import CodedExcerpt, GivenCode
from coding.findings.publication import Publication
from corpora.spreadsheets.cells import Cell, cell_pieces
from corpora.spreadsheets.workbook import SheetColumn

Row = dict[str, Cell]

SUGGESTED, NOTHING_SUGGESTED = "machine suggestion", "nothing likely"
LIKELY = "likely"
NOT_REVIEWED = ", not reviewed"
"""Added to what a row is for as long as nobody has decided anything."""

CONTINUED = "goes on from the row above: a cell was full"
VERDICTS = ("accept", "reject", "not sure")
CODE_NAMES = "code_names"
"""The name in the workbook for the cells that list the codes."""


def _column(name: str, width: int, about: str, number: str = "") -> SheetColumn:
    return SheetColumn(name, width, about, number)


def _yours(name: str, width: int, about: str, choices: tuple[str, ...] | str = ()) -> SheetColumn:
    return SheetColumn(name, width, about, choices=choices, yours=True)


READ = (
    _column("transcript", 17, "The file, inside the folder transcripts."),
    _column("time", 7, "Minutes and seconds into the recording, where the file has times."),
    _column("pseudonym", 12, "Who speaks. Empty where the file names nobody."),
    _column("context", 18, "The question that a short answer answers."),
    _column("excerpt", 50, "What was said, with pseudonyms for names."),
    _column("code", 14, "The code that the program suggests. Empty where none is likely."),
    _column(
        "grade", 7, "Likely: its probability is at least a half, or what your settings ask for."
    ),
    _column(
        "direction",
        10,
        "Suggested: positive (it happened, it was good), negative (it did not, it was bad), "
        "mixed or neutral. Empty where the program is not sure.",
    ),
    _column("evidence", 22, "The words of the excerpt that weighed most."),
)
REVIEW = (
    _yours("your decision", 11, "Accept, reject or not sure.", VERDICTS),
    _yours(
        "your direction", 11, "Where you see another direction, or none stands there.", DIRECTIONS
    ),
    _yours(
        "other code",
        14,
        "A code that fits better or that is missing. For a second one, copy the row.",
        CODE_NAMES,
    ),
    _yours("reviewer", 10, "Your initials, or what your team uses."),
    _yours("note", 20, "Anything you want to say about it."),
)
KEPT = (
    _column("probability", 11, "How sure the program is, from 0 to 1.", "0.00"),
    _column("nearest example", 30, "The example in the codebook that is most like the excerpt."),
    _column("similarity", 10, "How like it is, from 0 to 1.", "0.00"),
    _column("theme", 16, "The theme of the code."),
    _column("group", 16, "The group of who speaks. Empty where people.csv does not say."),
    _column("wave", 14, "The round of the evaluation."),
    _column("kind", 13, "Interview, focus group, meeting notes or document."),
    _column("second-hand", 11, "Yes where a note-taker reports what others said."),
    _column("may be quoted", 10, "Whether the person agreed to be quoted. Unknown counts as no."),
    _column("status", 20, "What the row is."),
    _column("start", 8, "Where the excerpt starts in the text of the file, in characters.", "0"),
    _column("end", 8, "Where it ends.", "0"),
    _column("code_id", 16, "The id of the code. The program needs it."),
    _column("excerpt_id", 20, "The id printed under each quote of the report, to find it here."),
    _column("codebook version", 11, "The version of the codebook that the suggestion is from."),
)
COLUMNS = (*READ, *REVIEW, *(replace(column, printed=False) for column in KEPT))
HEADINGS = tuple(column.name for column in COLUMNS)


def excerpt_rows(publication: Publication) -> Iterator[Row]:
    """The rows in the order of files and of the text; a column that is not in a row is empty."""
    names = _Names(publication.codebook)
    standing = "" if publication.about.decisions else NOT_REVIEWED
    for excerpt in publication.internal.excerpts:
        said = _of_excerpt(excerpt)
        for suggestion in excerpt.suggestions:
            suggested = names.of(suggestion, excerpt)
            yield said | suggested | {"status": SUGGESTED + standing}
        if not excerpt.suggestions:
            yield said | {"status": NOTHING_SUGGESTED + standing}


def _of_excerpt(excerpt: CodedExcerpt) -> Row:
    return {
        "transcript": excerpt.source,
        "time": clock(excerpt.seconds),
        "pseudonym": excerpt.pseudonym,
        "group": excerpt.group,
        "wave": excerpt.wave,
        "context": excerpt.context,
        "excerpt": excerpt.text,
        "may be quoted": _yes_or_no(excerpt.may_quote),
        "kind": excerpt.kind,
        "second-hand": _yes_or_no(excerpt.second_hand),
        "start": excerpt.start,
        "end": excerpt.end,
        "excerpt_id": excerpt.excerpt_id,
    }


class _Names:
    """The names of codes and themes by the code's id; an id that is unknown stands for itself."""

    def __init__(self, codebook: Codebook) -> None:
        self.codes = {code.id: code.name for theme in codebook.themes for code in theme.codes}
        self.themes = {code.id: theme.name for theme in codebook.themes for code in theme.codes}

    def of(self, suggestion: GivenCode, excerpt: CodedExcerpt) -> Row:
        code_id = suggestion.code_id
        return {
            "theme": self.themes.get(code_id, ""),
            "code": self.codes.get(code_id, code_id),
            "code_id": code_id,
            "grade": LIKELY,
            "direction": suggestion.direction,
            "probability": round(suggestion.probability or 0.0, 3),
            "evidence": excerpt.text[suggestion.phrase_start : suggestion.phrase_end],
            "nearest example": suggestion.nearest,
            "similarity": round(suggestion.nearest_similarity, 3),
            "codebook version": suggestion.codebook_version,
        }


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


def clock(seconds: float | None) -> str:
    """A moment of a recording as `mm:ss`, from an hour on as `h:mm:ss`; empty where unknown."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def split(row: Row) -> Iterator[Row]:
    """The row, and a row more for each further cell that a very long excerpt needs."""
    first, *more = cell_pieces(str(row["excerpt"]))
    yield row | {"excerpt": first} if more else row
    for piece in more:
        kept = {name: row[name] for name in ("transcript", "excerpt_id", "may be quoted")}
        yield kept | {"excerpt": piece, "status": CONTINUED}
