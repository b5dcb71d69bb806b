"""What the page De-identification shows of a kind of proposals, and keeps of what people press."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coding.deidentification.candidates import proposal_id, proposals_of
from coding.deidentification.numbering import keep_decisions, let_decide_anew
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.replacements import Replacement, Verdict
from corpora.errors import InputError
from corpora.files import content_hash
from corpora.personal.kinds import KINDS, Kind
from corpora.personal.stand_ins import is_stand_in

PRESSED: Mapping[str, Verdict] = {"hide": "accept", "leave": "reject"}
"""What the buttons are called in a form, with what is kept."""

PLURALS: Mapping[Kind, str] = {
    "near name": "words near a name",
    "person": "people",
    "place": "places",
    "organisation": "organisations",
    "address": "addresses",
    "postcode": "postcodes",
    "phone number": "phone numbers",
    "email address": "email addresses",
    "NHS number": "NHS numbers",
    "NI number": "NI numbers",
    "date of birth": "dates of birth",
    "number plate": "number plates",
    "other number": "other numbers",
    "web address": "web addresses",
}


@dataclass(frozen=True, slots=True)
class OfKind:
    """The proposals of one kind. `seen` is a hash of which they are."""

    kind: Kind
    proposals: tuple[Replacement, ...]

    @property
    def name(self) -> str:
        """What they are called: `people`, or `person` where it is one."""
        return PLURALS[self.kind] if len(self.proposals) != 1 else self.kind

    @property
    def seen(self) -> str:
        """A hash of which they are: who decides about all of them decides about these."""
        return content_hash(" ".join(map(proposal_id, self.proposals)).encode())[:16]


def by_kind(proposals: Sequence[Replacement]) -> list[OfKind]:
    """The proposals kind by kind, without kinds of which there are none."""
    kinds = (OfKind(k, tuple(each for each in proposals if each.kind == k)) for k in KINDS)
    return [each for each in kinds if each.proposals]


def keep_pressed(evaluation: Evaluation, form: Mapping[str, str], reviewer: str, at: str) -> int:
    """Keep what a button of the page says of one word, or of all of a kind.

    Gives how many decisions are new. Raises InputError, and nothing is kept, where what was judged has
    changed since, or where what is to stand for it will not do.
    """
    decisions = list(_decisions(evaluation, form))
    with evaluation.store.writing() as connection:
        return keep_decisions(connection, decisions, reviewer, at)


def taken_back(evaluation: Evaluation, reviewer: str, at: str) -> Kind | Literal[""]:
    """Let what `reviewer` said last be as it was before; gives of which kind that is, "" for nothing."""
    with evaluation.store.writing() as connection:
        numbers = let_decide_anew(connection, reviewer, at)
    proposals = proposals_of(evaluation, evaluation.settings.actions)
    kinds: list[Kind] = [each.kind for each in proposals if each.number in numbers]
    return kinds[0] if kinds else ""


def _decisions(
    evaluation: Evaluation, form: Mapping[str, str]
) -> Iterator[tuple[int, Verdict, str]]:
    proposals = proposals_of(evaluation, evaluation.settings.actions)
    for button, verdict in PRESSED.items():
        if kind := form.get(f"{button}-all"):
            for each in _all_of(kind, proposals, form.get("all", "")):
                yield each.number, verdict, each.stand_in
        elif id := form.get(button):
            yield _one(id, proposals, verdict, form.get("stand-in", "").strip())


def _all_of(kind: str, proposals: Sequence[Replacement], seen: str) -> Sequence[Replacement]:
    still_open = by_kind([each for each in proposals if not each.verdict])
    of_kind = next((each for each in still_open if each.kind == kind), None)
    if of_kind is None or of_kind.seen != seen:
        raise InputError("Something of this kind was found or decided since the page was opened")
    return of_kind.proposals


def _one(
    id: str, proposals: Sequence[Replacement], verdict: Verdict, stand_in: str
) -> tuple[int, Verdict, str]:
    each = next((each for each in proposals if proposal_id(each) == id), None)
    if each is None:
        raise InputError("This is no longer here to be decided")
    if not is_stand_in(stand_in or each.stand_in):
        raise InputError(f"{each.stand_in}: what stands for it is short, in [square brackets]")
    return each.number, verdict, stand_in or each.stand_in
