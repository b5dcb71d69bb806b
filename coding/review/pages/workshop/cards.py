"""The page Cards: the number of a card, Enter, its pile, Enter, until a workshop is typed in."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from codebooks.codebook import ROLES
from coding.cards.packs import CardPack, pack_of
from coding.cards.piles import NEW_PILES, PileUnclear, laid, marks_written, pile_name
from coding.cards.sorting import AtTable, Sorted, keep_sorted
from coding.review.access.bodies import form_of
from coding.review.acts.forms import go, known_of
from coding.review.known.desk import desk_of, render
from coding.review.look.clock import this_moment
from coding.review.look.page import Page
from coding.review.views.sorted_cards import SortedCards, pack_lines, sorted_cards
from coding.reviewers.reviewers import checked_name, group_account
from corpora.errors import InputError

PATH, TEMPLATE, ONE = "/cards", "cards.html.j2", "cards_typed.html.j2"
MOST_PEOPLE, LONGEST_INITIALS = 500, 200


def list_packs(request: Request) -> Response:
    """The cards that were printed, and who sorted them."""
    return _list(request, "")


def show_pack(request: Request) -> Response:
    """The next thing to type of a pack and a group: a number, or the pile of one (`card`)."""
    pack = _pack(request)
    if pack is None:
        return _list(request, "There are no such cards.", 404)
    given = request.query_params
    group, card = given.get("group", ""), given.get("card", "").strip()
    if not group:
        return _typed(request, pack, "")
    view = sorted_cards(desk_of(request).evaluation, pack, group)
    number, fault = _card(view, card) if card else (0, "")
    return _typed(request, pack, fault, view=view, card=number, typed=card if fault else "")


def say_who_was_there(request: Request) -> Response:
    """Keep the name of a group, and how many of each role were there."""
    pack, form = _pack(request), form_of(request)
    if pack is None:
        return _list(request, "There are no such cards.", 404)
    evaluation = desk_of(request).evaluation
    try:
        group = group_account(evaluation.store, checked_name(form.get("group", "")), this_moment())
        people = tuple(_people(request, role) for role in ROLES)
        there = tuple(one for one in people if one.people or one.names)
        keep_sorted(evaluation, pack, Sorted(group, {}, {}, there), this_moment())
    except InputError as fault:
        return _typed(request, pack, str(fault))
    return go(f"{PATH}/{pack.number}?{urlencode({'group': group, 'done': 'there'})}")


def lay(request: Request) -> Response:
    """Keep on which pile a card lies."""
    pack, form = _pack(request), form_of(request)
    if pack is None:
        return _list(request, "There are no such cards.", 404)
    evaluation, group = desk_of(request).evaluation, form.get("group", "")
    view = sorted_cards(evaluation, pack, group)
    card, fault = _card(view, form.get("card", ""))
    if fault:
        return _typed(request, pack, fault, view=view, typed=form.get("card", "")[:20])
    try:
        marks = marks_written(form.get("pile", ""), view.open_piles)
        if not marks:
            raise PileUnclear("it is not said which pile")
        name = pile_name(form.get("name", ""))
        new = {mark: name for mark in marks if mark in NEW_PILES and mark not in view.names}
        where = laid(marks, {**view.names, **new})
        keep_sorted(evaluation, pack, Sorted(group, {card: where}, {}), this_moment())
    except PileUnclear as wrong:
        return _typed(request, pack, f"Not kept: {wrong}.", view=view, card=card)
    except InputError as wrong:
        return _typed(request, pack, str(wrong))
    done = {"group": group, "laid": str(card), "on": " ".join(where.marks)}
    return go(f"{PATH}/{pack.number}?{urlencode(done)}")


def _pack(request: Request) -> CardPack | None:
    number = request.path_params["pack"]
    try:
        with desk_of(request).evaluation.store.reading() as connection:
            return pack_of(connection, int(number) if number.isdecimal() else 0)
    except (InputError, ValueError):
        return None


def _card(view: SortedCards, written: str) -> tuple[int, str]:
    """The card with the number that somebody wrote, and what is wrong with it."""
    plain = written.strip().removeprefix("#")
    number = int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 8 else 0
    if number in view.excerpts:
        return number, ""
    first, last = view.pack.first, view.pack.last
    if first <= number <= last:
        return 0, f"Card {number} is no longer there: its words are not in the evaluation any more."
    return 0, f"There is no card {written.strip()[:20]}. These cards are {first} to {last}."


def _people(request: Request, role: str) -> AtTable:
    """How many of a role were there. Raises InputError where it is no number."""
    form, key = form_of(request), role.replace(" ", "-")
    many, names = form.get(f"many-{key}", "").strip(), form.get(f"names-{key}", "")
    number = int(many) if many.isascii() and many.isdecimal() and len(many) < 4 else 0
    if (many and not 0 < number <= MOST_PEOPLE) and many != "0":
        raise InputError(
            f"'{many[:20]}' is no number of people", where=role, remedy="Nothing was kept."
        )
    return AtTable(role, number, " ".join(names.split())[:LONGEST_INITIALS])


def _list(request: Request, fault: str, status: int = 200) -> Response:
    lines = pack_lines(desk_of(request).evaluation)
    return render(request, TEMPLATE, status, fault=fault, lines=lines)


def _typed(
    request: Request,
    pack: CardPack,
    fault: str,
    *,
    view: SortedCards | None = None,
    card: int = 0,
    typed: str = "",
) -> Response:
    _, shelf = known_of(request)
    excerpt = view.excerpts.get(card, "") if view else ""
    row = shelf.row.get(excerpt)
    return render(
        request,
        ONE,
        409 if fault and request.method == "POST" else 200,
        card=card,
        excerpt=shelf.excerpts[row] if row is not None else None,
        fault=fault,
        form=form_of(request) if request.method == "POST" else {},
        lies=" ".join(view.laid[card].marks) if view and card in view.laid else "",
        message=_done(request, view),
        new_piles=NEW_PILES,
        pack=pack,
        roles=ROLES,
        typed=typed,
        view=view,
    )


def _done(request: Request, view: SortedCards | None) -> str:
    """What was kept last, from the address; nothing of it is anybody's words."""
    given = request.query_params
    if given.get("done") == "there":
        return "Kept. Now type the number of the first card."
    number, marks = given.get("laid", ""), given.get("on", "")
    if view is None or not number.isdecimal() or int(number[:8]) not in view.excerpts:
        return ""
    known = {line.mark for line in view.piles}
    on = [mark for mark in marks.split() if mark in known]
    return f"Card {number[:8]}: {' and '.join(on)}." if on else f"Card {number[:8]}: taken off."


PAGE = Page(
    "Cards",
    PATH,
    (
        Route(PATH, list_packs),
        Route(f"{PATH}/{{pack}}", show_pack),
        Route(f"{PATH}/{{pack}}/people", say_who_was_there, methods=["POST"]),
        Route(f"{PATH}/{{pack}}/lay", lay, methods=["POST"]),
    ),
)
