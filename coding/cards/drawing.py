"""Which excerpts are on cards: half of them likely for the theme, half by chance.

What is drawn is the same for the same evaluation and seed. Only words that may be quoted are
printed, since people outside the team read them and cards may be carried away.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from codebooks.codebook import Theme
from coding.cards.packs import (
    CardDraw,
    CardFace,
    CardPack,
    DrawnCard,
    cards_of,
    excerpts_on_cards,
    keep_pack,
    next_number,
    packs,
)
from coding.cards.piles import piles_of
from coding.decisions.codings import not_to_be_quoted
from coding.decisions.moved import moves_of_excerpts
from coding.evaluation.evaluation import Evaluation
from coding.published.quote_checks import checks_of
from coding.reviewers.drawing import by_lot
from coding.sheets.review_sheet import meaning
from corpora.errors import InputError
from corpora.files import shown

LETTERS_THAT_FIT: Mapping[int, int] = {4: 330, 8: 175}
"""How many characters a card holds in large print, by how many stand on a page."""
SHORTEST, SHORT_ANSWER, MOST_CARDS = 4, 12, 200
RULE = (
    "Half of the cards are likely for the theme: excerpts that the program puts forward for one of its "
    "codes, as many people and codes as can be. The other half was drawn by chance, to find what "
    "was missed. Which is which does not show."
)


@dataclass(frozen=True, slots=True)
class WantedCards:
    """What is to be printed. `seed` another number draws others by chance."""

    theme: str
    count: int = 40
    on_page: int = 4
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Dealt:
    """A pack with what stands on its cards; `gone` are numbers that may not be printed any more.

    `changed` are those on which other words stand than before, since another name is hidden now.
    """

    pack: CardPack
    faces: tuple[CardFace, ...]
    gone: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    is_new: bool = True


def draw_cards(evaluation: Evaluation, wanted: WantedCards, at: str) -> Dealt:
    """Draw cards that nobody had before, and keep which they are; `at` is UTC in ISO 8601.

    Raises InputError for an unknown theme or number, or where no excerpt is left.
    """
    theme = _checked(evaluation, wanted)
    frame = evaluation.excerpts()
    faces = {row["excerpt_id"]: _face(row) for row in frame.to_dict("records")}
    pool, left_out = _pool(evaluation, frame, faces, wanted)
    if pool.empty:
        reasons = "; ".join(f"{number:,} {reason}" for reason, number in left_out)
        raise InputError(
            "no excerpt is left for a card",
            where=f"--theme {wanted.theme}",
            remedy=f"Left out: {reasons}." if reasons else "Run first: heard run",
        )
    likely = _likely(evaluation, theme, pool, (wanted.count + 1) // 2)
    rest = [id for id in pool["excerpt_id"] if id not in set(likely)]
    salt = f"cards {wanted.theme} {wanted.seed}\n"
    chance = by_lot(rest, salt)[: wanted.count - len(likely)]
    # Shuffled: a low number must not say that the program put it forward.
    order = by_lot([*likely, *chance], f"order of {salt}")
    drawn = CardDraw(wanted.count, len(likely), len(chance), len(pool), left_out, wanted.seed)
    codes = [code for code in theme.codes if code.status != "retired"]
    with evaluation.store.writing() as connection:
        first = next_number(connection)
        pack = CardPack(
            number=len(packs(connection)) + 1,
            theme=theme.id,
            theme_name=theme.name,
            version=evaluation.codebook.version,
            hash=evaluation.codebook.hash,
            codes={code.id: meaning(code) for code in codes},
            piles=piles_of(codes),
            drawn=drawn,
            on_page=wanted.on_page,
            first=first,
            last=first + len(order) - 1,
            at=at,
        )
        made = [
            DrawnCard(number, pack.number, id, faces[id].words)
            for number, id in enumerate(order, start=first)
        ]
        keep_pack(connection, pack, made)
    return Dealt(pack, tuple(_numbered(faces[card.excerpt_id], card.number) for card in made))


def deal_again(evaluation: Evaluation, pack: CardPack) -> Dealt:
    """The cards of a pack as they may be printed now: without those whose speaker has said no since."""
    frame = evaluation.excerpts()
    moved, refused = moves_of_excerpts(evaluation.store), _refused(evaluation)
    rows = {row["excerpt_id"]: row for row in frame.to_dict("records")}
    with evaluation.store.reading() as connection:
        made = cards_of(connection, pack.number)
    faces, changed = [], []
    for card in made:
        id = moved.get(card.excerpt_id, card.excerpt_id)
        if id in rows and rows[id]["may_quote"] and id not in refused:
            face = _numbered(_face(rows[id]), card.number)
            faces.append(face)
            if face.words != card.words:
                changed.append(card.number)
    there = {face.number for face in faces}
    gone = [number for number in range(pack.first, pack.last + 1) if number not in there]
    return Dealt(pack, tuple(faces), tuple(gone), tuple(changed), is_new=False)


def last_pack(evaluation: Evaluation, wanted: WantedCards) -> CardPack | None:
    """The last cards of this theme that were drawn in this way with the codebook as it is; None without."""
    asked = (wanted.theme, wanted.count, wanted.on_page, wanted.seed, evaluation.codebook.hash)
    with evaluation.store.reading() as connection:
        alike = [
            pack
            for pack in packs(connection)
            if (pack.theme, pack.drawn.asked, pack.on_page, pack.drawn.seed, pack.hash) == asked
        ]  # fmt: skip
    return alike[-1] if alike else None


def _checked(evaluation: Evaluation, wanted: WantedCards) -> Theme:
    if not 1 <= wanted.count <= MOST_CARDS:
        raise InputError(
            f"{wanted.count} is no number of cards",
            where="--count",
            remedy=f"From 1 to {MOST_CARDS}; a table sorts about 40 in an hour.",
        )
    if wanted.on_page not in LETTERS_THAT_FIT:
        raise InputError(
            f"{wanted.on_page} cards do not go on a page", where="--on-page", remedy="4 or 8."
        )
    for theme in evaluation.codebook.themes:
        if theme.id == wanted.theme and any(code.status != "retired" for code in theme.codes):
            return theme
    raise InputError(
        "the codebook has no theme with this id and codes in it",
        where=f"--theme {shown(wanted.theme)}",
        remedy="Themes are: " + ", ".join(theme.id for theme in evaluation.codebook.themes) + ".",
    )


def _face(row: Mapping[object, object]) -> CardFace:
    """What would stand on a card of an excerpt; the question stands on it where the answer is short."""
    text, asked = " ".join(str(row["text"]).split()), " ".join(str(row["context"]).split())
    return CardFace(0, text, asked if len(text.split()) < SHORT_ANSWER else "")


def _numbered(face: CardFace, number: int) -> CardFace:
    return CardFace(number, face.text, face.asked)


def _refused(evaluation: Evaluation) -> frozenset[str]:
    """What may not be quoted whatever its speaker allowed at first."""
    return checks_of(evaluation).refused | not_to_be_quoted(evaluation.remarks())


def _pool(
    evaluation: Evaluation,
    frame: pd.DataFrame,
    faces: Mapping[str, CardFace],
    wanted: WantedCards,
) -> tuple[pd.DataFrame, tuple[tuple[str, int], ...]]:
    """What may be drawn, and how many are left out for which reason."""
    most = LETTERS_THAT_FIT[wanted.on_page]
    with evaluation.store.reading() as connection:
        before = excerpts_on_cards(connection)
    ids = frame["excerpt_id"]
    short = frame["words"] < SHORTEST
    long = ids.map(lambda id: len(faces[id].text) + len(faces[id].asked) > most)
    left_out = []
    for reason, out in (
        ("without consent to be quoted", ~frame["may_quote"].astype(bool)),
        ("that should not be quoted", ids.isin(_refused(evaluation))),
        ("that a note-taker wrote down", frame["second_hand"].astype(bool)),
        ("on cards before", ids.isin(before)),
        (f"of fewer than {SHORTEST} words", short),
        ("too long for a card of this size", long.astype(bool)),
    ):
        out = out.reindex(frame.index)
        if out.any():
            left_out.append((reason, int(out.sum())))
        frame = frame[~out]
    return frame, tuple(left_out)


def _likely(evaluation: Evaluation, theme: Theme, pool: pd.DataFrame, most: int) -> list[str]:
    """The excerpts that are likely for the theme, as many people and codes as can be.

    Where fewer are likely, those follow that one of its codes could fit.
    """
    codes, who = {code.id for code in theme.codes}, _people(pool)
    offers = [
        (-float(row["probability"]), str(row["excerpt_id"]), str(row["code_id"]))
        for row in evaluation.suggestions().to_dict("records")
    ]
    fitting = [
        (float(row["place"]), str(row["excerpt_id"]), str(row["code_id"]))
        for row in evaluation.could_fit().to_dict("records")
    ]
    chosen: list[str] = []
    of_people, of_codes = Counter[str](), Counter[str]()
    for part in (offers, fitting):
        left = [each for each in part if each[1] in who and each[2] in codes]
        while left and len(chosen) < most:
            left = [each for each in left if each[1] not in chosen]
            if not left:
                break
            _, id, code = min(
                left, key=lambda each: (of_people[who[each[1]]], of_codes[each[2]], each)
            )
            chosen.append(id)
            of_people[who[id]] += 1
            of_codes[code] += 1
    return chosen


def _people(pool: pd.DataFrame) -> dict[str, str]:
    """Who speaks in each excerpt of the pool."""
    pairs: Sequence[tuple[str, str]] = list(
        zip(pool["excerpt_id"], pool["participant"], strict=True)
    )
    return dict(pairs)
