"""`heard cards`: excerpts as cards for a workshop, and what people did with them read back."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from coding.cards.drawing import Dealt, WantedCards, deal_again, draw_cards, last_pack
from coding.cards.packs import pack_of
from coding.cards.printing import cards_page, cards_word_file
from coding.cards.sheet import cards_book, read_cards
from coding.cards.sorting import SortingKept, keep_sorted
from coding.deidentification.sign_off import deidentification_state, summary
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import (
    CARDS,
    CARDS_SHEET,
    CARDS_WORD,
    OutputFile,
    make_folders,
    output_for,
)
from corpora.errors import InputError
from corpora.files import keep_aside, lock, shown
from corpora.spreadsheets.workbook import workbook
from flows.arguments import DONE, counted, given_file

BACK = "in"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes, both ways."""
    parser.add_argument(
        "what",
        nargs="*",
        metavar="FOLDER | in FILE FOLDER",
        help="print cards of an evaluation, or read a filled-in sheet back",
    )
    parser.add_argument("--theme", default="", metavar="ID", help="the theme that they are about")
    parser.add_argument("--count", type=int, default=40, metavar="N", help="how many cards")
    parser.add_argument("--on-page", type=int, default=4, metavar="N", help="4 or 8 to a page")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another draw by chance")
    parser.add_argument("--new", action="store_true", help="other cards than those printed before")
    parser.add_argument("--pack", type=int, default=0, metavar="N", help="print these again")
    parser.add_argument("--backs", action="store_true", help="and their numbers for the other side")
    parser.add_argument("--group", default="", metavar="NAME", help="who sorted them, with `in`")
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    if given.what[:1] == [BACK]:
        if not 2 <= len(given.what) <= 3:
            raise InputError(
                "it is not said which sheet", where="heard cards in", remedy="heard cards in FILE FOLDER"
            )  # fmt: skip
        cards_in(Path(given.what[1]), Path(*given.what[2:]), given.group)
        return DONE
    if len(given.what) > 1:
        raise InputError(
            "this is one folder too many",
            where=shown(given.what[1]),
            remedy="To print: heard cards FOLDER --theme ID. To read back: heard cards in FILE FOLDER",
        )
    wanted = WantedCards(given.theme, given.count, given.on_page, given.seed)
    cards_out(Path(*given.what), wanted, pack=given.pack, new=given.new, backs=given.backs)
    return DONE


def cards_out(folder: Path, wanted: WantedCards, *, pack: int, new: bool, backs: bool) -> None:
    """Write the cards, and the sheet for afterwards, and say where they lie."""
    evaluation = Evaluation.open(folder)
    now = datetime.now(UTC)
    if not wanted.theme and not pack:
        themes = ", ".join(theme.id for theme in evaluation.codebook.themes)
        raise InputError("it is not said which theme", where="--theme", remedy=f"One of: {themes}.")
    with lock(evaluation.hidden):
        make_folders(evaluation.outputs)
        dealt = _dealt(evaluation, wanted, pack, new, now.isoformat(timespec="seconds"))
        _write(evaluation, dealt, backs)
    _say(evaluation, folder, dealt)


def _dealt(evaluation: Evaluation, wanted: WantedCards, pack: int, new: bool, at: str) -> Dealt:
    if pack:
        with evaluation.store.reading() as connection:
            return deal_again(evaluation, pack_of(connection, pack))
    before = None if new else last_pack(evaluation, wanted)
    return deal_again(evaluation, before) if before else draw_cards(evaluation, wanted, at)


def _write(evaluation: Evaluation, dealt: Dealt, backs: bool) -> None:
    title, pack = evaluation.settings.title, dealt.pack
    names = summary(deidentification_state(evaluation))
    _put(evaluation, CARDS, dealt, cards_page(title, dealt, names, backs=backs))
    _put(evaluation, CARDS_WORD, dealt, cards_word_file(title, dealt, names, backs=backs))
    numbers = [face.number for face in dealt.faces]
    made = datetime.fromisoformat(pack.at).date()
    sheet = workbook(cards_book(title, pack, numbers, made), scratch=_folder(evaluation))
    path = output_for(CARDS_SHEET, str(pack.number)).path(evaluation.outputs)
    if path.is_file() and path.read_bytes() != sheet:
        print(f"Kept beside it: {shown(keep_aside(path).name)}, which was there already")
    _put(evaluation, CARDS_SHEET, dealt, sheet)


def _folder(evaluation: Evaluation) -> Path:
    return CARDS_SHEET.path(evaluation.outputs).parent


def _put(evaluation: Evaluation, output: OutputFile, dealt: Dealt, content: bytes) -> None:
    output_for(output, str(dealt.pack.number)).write(evaluation.outputs, content)


def _say(evaluation: Evaluation, folder: Path, dealt: Dealt) -> None:
    pack = dealt.pack
    how = "drawn" if dealt.is_new else "printed again, as they were drawn before"
    print(
        f"Cards:       {pack.first} to {pack.last}, {pack.theme_name}, {how} (pack {pack.number})"
    )
    if dealt.is_new:
        drawn = pack.drawn
        print(
            f"Drawn:       {drawn.likely} likely, {drawn.by_chance} by chance, of {drawn.among:,} excerpts"
        )
        for reason, number in drawn.left_out:
            print(f"Left out:    {counted(number, 'excerpt')} {reason}")
        if drawn.likely + drawn.by_chance < drawn.asked:
            print(f"Fewer:       {drawn.asked} were asked for, and no more are left")
    for numbers, why in (
        (dealt.gone, "may not be printed any more"),
        (dealt.changed, "with other words now, since another name is hidden"),
    ):
        if numbers:
            print(f"Look at:     {_listed(numbers)} {why}: take old ones out")
    for output in (CARDS, CARDS_WORD, CARDS_SHEET):
        path = output_for(output, str(pack.number)).path(evaluation.outputs)
        print(f"Written:     {shown(str(path))}")
    print(f"Names:       {summary(deidentification_state(evaluation))}")
    print("             They hold what people said: count the cards afterwards and destroy them.")
    print(
        f"Next:        print, cut, sort; then heard cards in FILE {shown(str(folder))}, or the page"
    )
    print("             Cards of heard review")


def cards_in(path: Path, folder: Path, group: str) -> None:
    """Read a filled-in sheet back and say what came of it."""
    evaluation = Evaluation.open(folder)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with lock(evaluation.hidden), given_file():
        pack, done = read_cards(evaluation, path, group)
        if not done.laid:
            print("Nothing:     no pile is written beside any card")
            return
        kept = keep_sorted(evaluation, pack, done, now)
    print(f"From:        {shown(done.group)}, cards {pack.first} to {pack.last}")
    people = [f"{one.people} {one.role}" for one in done.people]
    print(f"There:       {', '.join(people) or 'nobody said who was there'}")
    print(f"Sorted:      {counted(len(done.laid), 'card')}")
    say_kept(kept)


def say_kept(kept: SortingKept) -> None:
    """Say what is new, and what people have to do about it."""
    if kept.kept:
        print(f"New:         {counted(kept.kept, 'decision')} and notes")
    elif kept.moved:
        print(f"New:         {counted(kept.moved, 'card')} on another pile")
    else:
        print("New:         nothing; it was read before")
    for name in kept.proposed:
        print(f"Proposed:    a new code, {shown(name)}: look at it on the page Codebook")
    if kept.private:
        print(f"Look at:     {_listed(kept.private)} should not be here: not quoted from now on.")
        print("             Look for the name and hide it: heard deidentify")
    if kept.gone:
        print(f"Left out:    {_listed(kept.gone)}: these words are no longer in the evaluation")


def _listed(numbers: Sequence[int]) -> str:
    return f"{'card' if len(numbers) == 1 else 'cards'} {', '.join(map(str, numbers))}"
