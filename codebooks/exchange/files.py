"""Which format a file is in, by its ending and what it holds: read by one door, written by another."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from codebooks.codebook import Code, Codebook
from codebooks.exchange.coded import is_coded, places_of_coded, read_coded
from codebooks.exchange.plain import read_plain, write_plain
from codebooks.exchange.qdc import read_qdc, write_qdc
from codebooks.exchange.tables import FIELDS, read_codebook_table, too_long, write_csv, write_xlsx
from codebooks.exchange.tree import to_branches, to_codebook
from codebooks.load import loads
from codebooks.yaml.places import Places, places_of
from corpora.errors import CodebookError
from corpora.files import shown
from corpora.spreadsheets.cells import CELL_UNITS
from corpora.text import decode

YAML = (".yaml", ".yml")
TABLES = (".csv", ".tsv", ".xlsx")
WRITERS: Mapping[str, Callable[[Codebook], bytes]] = {
    ".qdc": lambda codebook: write_qdc(to_branches(codebook)),
    ".txt": lambda codebook: write_plain(to_branches(codebook)).encode(),
    ".csv": write_csv,
    ".xlsx": write_xlsx,
}

PLAIN = Code("", "")
TREE = (
    "cues", "notes", "aspect", "principle", "frameworks", "status", "sources", "replaces"
)  # fmt: skip
NOT_HELD: Mapping[str, tuple[str, ...]] = {".qdc": TREE, ".txt": (*TREE, "colour", "guid")}
"""What codes say that the trees of other programs have no place for."""


def read_codebook(
    content: bytes, name: str, *, sheet: str = "", columns: Mapping[str, str] | None = None
) -> tuple[Codebook, dict[str, int]]:
    """The codebook that a file holds, and what is left out of it. Raises CodebookError."""
    suffix, where = PurePath(name).suffix.lower(), shown(name)
    for field in columns or {}:
        if field not in FIELDS:
            remedy = f"Ours: {', '.join(FIELDS)}."
            raise CodebookError("this is none of our fields", where=shown(field), remedy=remedy)
    if suffix in (".qdc", ".qdpx"):
        branches, left_out = read_qdc(content, where)
        return to_codebook(branches, PurePath(name).stem), left_out
    if suffix in TABLES:
        return read_codebook_table(content, where, columns or {}, sheet)
    if suffix == ".txt":
        branches = read_plain(decode(content, where))
        if not branches:
            raise CodebookError("there are no codes", where=where, remedy="Write a code a line.")
        return to_codebook(branches, PurePath(name).stem), {}
    if suffix in YAML:
        return (read_coded if is_coded(content) else _ours)(content, where), {}
    raise CodebookError(
        "this kind of file is not read as a codebook",
        where=where,
        remedy=f"Kinds that are: .qdc, .qdpx, .txt, {', '.join((*TABLES, *YAML))}.",
    )


def format_of(content: bytes, name: str) -> str:
    """What `read` takes a file for, in words; "" for a codebook of ours."""
    suffix = PurePath(name).suffix.lower()
    if suffix in YAML:
        return "a data set's list of codes" if is_coded(content) else ""
    if suffix in TABLES:
        return "a table with a code a row"
    return "QualCoder's plain text" if suffix == ".txt" else "a REFI-QDA codebook"


def places_in(content: bytes, name: str) -> Places:
    """The lines of what `read` finds in a file of YAML; none for other kinds of files."""
    if PurePath(name).suffix.lower() not in YAML:
        return {}
    return (places_of_coded if is_coded(content) else _places)(content, shown(name))


def _places(content: bytes, where: str) -> Places:
    return places_of(content, where=where)


def _ours(content: bytes, where: str) -> Codebook:
    return loads(content, where=where)


def exported(codebook: Codebook, name: str) -> bytes:
    """The codebook in the format that a file's ending says. Raises CodebookError for an unknown one."""
    write = WRITERS.get(PurePath(name).suffix.lower())
    if write is None:
        remedy = f"End the name in one of: {', '.join(WRITERS)}."
        raise CodebookError("codebooks are not written like this", where=shown(name), remedy=remedy)
    return write(codebook)


def not_held(codebook: Codebook, name: str) -> list[str]:
    """What of this codebook the format of a file does not hold, or not all of, a sentence each."""
    suffix = PurePath(name).suffix.lower()
    in_table = suffix in TABLES
    around = ["title", "version", "about", "contributors", "history", "outside", "teaching"]
    around += [] if in_table else ["sources"]
    fields = [field for field in around if getattr(codebook, field)]
    if in_table and any(theme.about or theme.colour for theme in codebook.themes):
        fields.append("what themes are about and their colours")
    every = [code for theme in codebook.themes for code in theme.codes]
    if not in_table and len(codebook.codes) < len(every):
        fields.append(_many(len(every) - len(codebook.codes), "retired code"))
    for field in NOT_HELD.get(suffix, ()):
        said = sum(getattr(code, field) != getattr(PLAIN, field) for code in codebook.codes)
        fields += [f"{field} of {_many(said, 'code')}"] if said else []
    told = [f"Left out, since {suffix} does not hold it: {', '.join(fields)}."] if fields else []
    if suffix == ".xlsx" and (long := too_long(codebook)):
        told.append(f"Cut, since a cell holds {CELL_UNITS:,} characters: {'; '.join(long)}.")
    return told


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
