"""The sheet in which piles are typed after a workshop, out and back; no words stand on it."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from codebooks.codebook import ROLES
from coding.cards.packs import CardPack, packs
from coding.cards.piles import (
    NEW_PILES,
    NEW_SAYS,
    NONE,
    NONE_SAYS,
    NOT_HERE,
    NOT_HERE_SAYS,
    TAKEN_OFF,
    Laid,
    Pile,
    PileUnclear,
    laid,
    marks_written,
    pile_name,
)
from coding.cards.sorting import AtTable, Sorted, open_piles
from coding.evaluation.evaluation import Evaluation
from coding.reviewers.reviewers import checked_name
from corpora.errors import InputError
from corpora.files import content_hash, shown
from corpora.spreadsheets.cells import Cell
from corpora.spreadsheets.filled_in import Row, Table, read_filled_in, refused
from corpora.spreadsheets.workbook import Book, Sheet, SheetColumn, TextLine

READ_ME, CARDS_PAGE, PILES_PAGE, THERE_PAGE = "Read me first", "Cards", "Piles", "Who was there"
GROUP_ROW = "name of the group"
SPARE_ROWS = 20
COLUMNS = (
    SheetColumn("card", 8, "The number on the card.", yours=True, free=True),
    SheetColumn("pile", 12, "Its letter or number. Two piles: A, C", yours=True, free=True),
    SheetColumn("name of the new pile", 30, f"For piles 1 to {NEW_PILES[-1]}, once.", yours=True),
    SheetColumn("note", 40, "Anything that was said about it. Do not begin it with =.", yours=True),
    SheetColumn("cards", 16, "The program's: leave it as it is.", printed=False),
)  # fmt: skip
THERE = (
    SheetColumn("who", 24, "A role."),
    SheetColumn("how many", 12, "How many of them were there.", yours=True, free=True),
    SheetColumn("initials", 40, "Only where people want to stand in the record.", yours=True),
)
_PILES = (SheetColumn("pile", 8), SheetColumn("what it means", 60), SheetColumn("code", 36))


def pack_id(pack: CardPack) -> str:
    """The same for the same cards of the same evaluation: it stands beside each number."""
    return f"{pack.number}-{content_hash(f'{pack.at} {pack.hash} {pack.first}'.encode())[:8]}"


def cards_book(title: str, pack: CardPack, numbers: Sequence[int], made: date) -> Book:
    """The workbook with a row for each card, the piles, and who was there."""
    id = pack_id(pack)
    rows: list[list[Cell]] = [[number, "", "", "", id] for number in numbers]
    rows += [["", "", "", "", id] for _ in range(SPARE_ROWS)]
    there: list[list[Cell]] = [[who, "", ""] for who in (GROUP_ROW, *ROLES)]
    return Book(
        title=title,
        created=made,
        footer="Cards for a workshop",
        first_page=(READ_ME, _read_me(title, pack)),
        sheets=[
            Sheet(CARDS_PAGE, COLUMNS, rows, frozen=1, locked=True),
            Sheet(PILES_PAGE, _PILES, _pile_rows(pack.piles)),
            Sheet(THERE_PAGE, THERE, there, locked=True),
        ],
        points=12,
    )


def _pile_rows(piles: Sequence[Pile]) -> Iterator[Sequence[Cell]]:
    yield from ([pile.mark, pile.says, pile.name] for pile in piles)
    yield [NONE, NONE_SAYS, ""]
    yield [NOT_HERE, NOT_HERE_SAYS, ""]
    yield from ([mark, NEW_SAYS, ""] for mark in NEW_PILES)
    yield [TAKEN_OFF, "The card was taken off its pile again", ""]


def _read_me(title: str, pack: CardPack) -> list[TextLine]:
    return [
        TextLine(title, style="title"),
        TextLine(f"Cards {pack.first} to {pack.last}: {pack.theme_name}", style="heading"),
        TextLine("What to do", f"Open the sheet {CARDS_PAGE}. Beside the number of each card write the pile "
             f"that it lies on; the sheet {PILES_PAGE} says which there are. A card on two piles: write "
             "both, with a comma, or use a row at the end. A card that nobody laid anywhere stays empty."),
        TextLine("Who was there", f"The sheet {THERE_PAGE} asks for the name of the group, such as Tuesday "
             "group, and how many people of each role were there."),
        TextLine("Then", "Save it as .xlsx, and: heard cards in FILE FOLDER"),
    ]  # fmt: skip


def read_cards(evaluation: Evaluation, path: Path, group: str = "") -> tuple[CardPack, Sorted]:
    """What a filled-in sheet says; nothing is kept. `group` goes before the name in the sheet.

    Raises InputError with every row that cannot be read.
    """
    table = read_filled_in(path, (CARDS_PAGE,))
    missing = [name for name in ("card", "pile") if name not in table.headings]
    if missing:
        raise refused(path.name, [f"row 1: the column '{missing[0]}' is missing"])
    there = read_filled_in(path, (THERE_PAGE,)) if path.suffix.casefold() != ".csv" else None
    with evaluation.store.reading() as connection:
        every = packs(connection)
    pack, reasons = _pack_of(table, every)
    if pack is None:
        raise refused(path.name, reasons)
    piles = open_piles(evaluation, pack)
    reader = _Reader(pack, piles)
    where, notes = reader.read(table)
    people, named = _people(there, reasons) if there else ((), "")
    reasons = [*table.problems, *reader.reasons, *reasons]
    name = " ".join((group or named).split())
    try:
        name = checked_name(name)
    except InputError:
        reasons.append(
            f"sheet '{THERE_PAGE}', row 2: the group needs a name that can be shown; write it there, "
            "or give --group"
        )
    if reasons:
        raise refused(path.name, reasons)
    return pack, Sorted(name, where, notes, people)


def _pack_of(table: Table, every: Sequence[CardPack]) -> tuple[CardPack | None, list[str]]:
    """The pack that most of the numbers are of, and the rows of which none can be."""
    numbers = [_number(row["card"]) for row in table.rows if row["pile"]]
    of = [p for number in numbers for p in every if p.first <= number <= p.last]
    if of:
        return max(of, key=lambda pack: (of.count(pack), -pack.number)), []
    first = [p for p in every if any(row["cards"] == pack_id(p) for row in table.rows)]
    if first:
        return first[0], []
    return None, ["no row has the number of a card of this evaluation"]


def _number(text: str) -> int:
    """The number that somebody wrote, 0 for what is none."""
    plain = text.strip().removeprefix("#").strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 8 else 0


class _Reader:
    """Reads the rows of one sheet; collects where cards lie, and why some rows cannot be read."""

    def __init__(self, pack: CardPack, piles: Sequence[Pile]) -> None:
        self.pack, self.piles, self.id = pack, piles, pack_id(pack)
        self.reasons: list[str] = []
        self.names: dict[str, str] = {}
        self.marks: dict[int, list[tuple[str, int]]] = {}
        self.notes: dict[int, str] = {}

    def read(self, table: Table) -> tuple[dict[int, Laid], dict[int, str]]:
        """Where each card lies, and the notes."""
        for row in table.rows:
            try:
                self._row(row)
            except PileUnclear as fault:
                self.reasons.append(f"row {row.number}: {fault}")
        where: dict[int, Laid] = {}
        for card, marks in self.marks.items():
            try:
                every = marks_written(" ".join(mark for mark, _ in marks), self.piles)
                where[card] = laid(every, self.names)
            except PileUnclear as fault:
                self.reasons.append(f"row {marks[-1][1]}: card {card}: {fault}")
        return where, self.notes

    def _row(self, row: Row) -> None:
        name = pile_name(row["name of the new pile"])
        if not (row["pile"] or name or row["note"]):
            return
        if row.acting:
            raise PileUnclear(f"a formula or an error stands in '{row.acting[0]}'")
        if row["cards"] not in ("", self.id):
            raise PileUnclear("it belongs to other cards")
        card = _number(row["card"])
        if not self.pack.first <= card <= self.pack.last:
            written = row["card"][:20] or "no number"
            raise PileUnclear(
                f"there is no card '{written}'; cards are {self.pack.first} to {self.pack.last}"
            )
        marks = marks_written(row["pile"], self.piles)
        self._name(name, marks)
        for mark in marks:
            there = [number for known, number in self.marks.get(card, []) if known == mark]
            if there:
                raise PileUnclear(f"card {card} is on pile {mark} already, in row {there[0]}")
            self.marks.setdefault(card, []).append((mark, row.number))
        if row["note"]:
            self.notes[card] = "\n".join(filter(None, (self.notes.get(card), row["note"])))
            if not marks and card not in self.marks:
                raise PileUnclear(f"card {card} has a note and no pile")

    def _name(self, name: str, marks: Sequence[str]) -> None:
        new = [mark for mark in marks if mark in NEW_PILES]
        if not name:
            return
        if len(new) != 1:
            raise PileUnclear(
                f"a name for a new pile stands beside no pile from {NEW_PILES[0]} to {NEW_PILES[-1]}"
            )
        before = self.names.setdefault(new[0], name)
        if before.casefold() != name.casefold():
            raise PileUnclear(f"new pile {new[0]} has two names")


def _people(table: Table, reasons: list[str]) -> tuple[tuple[AtTable, ...], str]:
    """Who was there, by role, and the name of the group; what is wrong is added to `reasons`."""
    people, named = [], ""
    for row in table.rows:
        who, many = row["who"].casefold(), row["how many"]
        if who == GROUP_ROW:
            named = row["initials"] or many
        elif who in ROLES and (many or row["initials"]):
            number = _number(many)
            if not 1 <= number <= 500:
                reasons.append(
                    f"sheet '{THERE_PAGE}', row {row.number}: '{shown(many[:20])}' is no number of people"
                )
            people.append(AtTable(who, number, " ".join(row["initials"].split())[:200]))
        elif who and who not in ROLES:
            reasons.append(
                f"sheet '{THERE_PAGE}', row {row.number}: '{shown(who[:40])}' is no role; roles are "
                f"{', '.join(ROLES)}"
            )
    return tuple(people), named
