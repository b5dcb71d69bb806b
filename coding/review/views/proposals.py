"""What the page Themes shows: groups of excerpts that no code covers, and what people did with them."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from coding.decisions.codings import not_to_be_quoted
from coding.evaluation.evaluation import Evaluation
from coding.findings.disclosure.last_reports import LastReports, last_reports
from coding.findings.proposals import short_quote, stability_in_words
from coding.published.quote_checks import checks_of
from coding.report.words import count_of
from coding.review.known.excerpts import Shelf, Shelved
from coding.reviewers.blinding import blinded
from coding.themes.verdicts import Taken, code_id, draft_code, is_held, kept_verdicts, matched


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal, its most central excerpts, and what was last done with it (None: nothing).

    `title` is the most central short quote, "" where none may be quoted.

    `draft` holds the lines to add to the codebook, "" unless it was taken up. `many` says how many
    excerpts and people it is of, `groups` and `waves` of which, as far as the reader may know it.
    """

    id: str
    title: str
    name: str
    words: str
    many: str
    groups: str
    waves: str
    nearest: str
    stability: str
    excerpts: tuple[str, ...]
    quotes: tuple[Shelved, ...]
    taken: Taken | None
    draft: str

    @property
    def in_codebook(self) -> bool:
        """Whether the codebook holds the code that was taken up."""
        return self.taken is not None and self.taken.verdict == "take up" and not self.draft


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proposals to decide about, those decided, and decisions on what is proposed no longer.

    `codebook` is what is written about these last in it: (decision, draft), "" without one.
    """

    open: tuple[ProposalCard, ...]
    decided: tuple[ProposalCard, ...]
    before: tuple[tuple[Taken, str], ...]


def proposals_page(
    evaluation: Evaluation, shelf: Shelf, reviewer: str, *, every_count: bool
) -> Proposals:
    """The proposals as they stand now. What this reviewer codes blind is not among the quotes.

    Without `every_count`, people are counted as reports and the page of themes have them.
    """
    frame = evaluation.proposals()
    with evaluation.store.reading() as connection:
        hidden, decided = blinded(connection, reviewer), kept_verdicts(connection)
    found, gone = matched(dict(zip(frame["proposal_id"], frame["excerpts"], strict=True)), decided)
    told = None if every_count else last_reports(evaluation)
    refused = not_to_be_quoted(evaluation.remarks()) | checks_of(evaluation).refused
    by_id = {e.id: e for e in shelf.excerpts if e.id not in hidden}
    cards = [
        _card(evaluation, row, by_id, found.get(str(row["proposal_id"])), told, refused)
        for row in frame.to_dict("records")
    ]
    return Proposals(
        open=tuple(card for card in cards if card.taken is None),
        decided=tuple(card for card in cards if card.taken is not None),
        before=tuple((each, _draft(evaluation, each, [])) for each in gone),
    )


def _card(
    evaluation: Evaluation,
    row: Mapping[Any, Any],
    by_id: Mapping[str, Shelved],
    taken: Taken | None,
    told: LastReports | None,
    refused: AbstractSet[str],
) -> ProposalCard:
    names = {code.id: code.name for code in evaluation.codebook.codes}
    quotes = tuple(by_id[id] for id in row["quotes"] if id in by_id)
    quotable = [quote.text for quote in quotes if quote.may_quote and quote.id not in refused]
    return ProposalCard(
        id=row["proposal_id"],
        title=short_quote(quotable),
        name=row["name"],
        words=row["words"],
        many=_many(row, told),
        groups=_those_with_enough(row, "group", told),
        waves=_those_with_enough(row, "wave", told),
        nearest=names.get(row["nearest_code"], row["nearest_code"]),
        stability=stability_in_words(row["stability"]),
        excerpts=tuple(row["excerpts"]),
        quotes=quotes,
        taken=taken,
        draft=_draft(evaluation, taken, quotable),
    )


def _many(row: Mapping[Any, Any], told: LastReports | None) -> str:
    """Of how many excerpts and people. One excerpt is of one person, so both stand or neither."""
    excerpts = count_of(len(row["excerpts"]), "excerpt")
    if told is None:
        return f"{excerpts}, {count_of(row['participants'], 'person', 'people')}"
    people = told.figure("suggestions", "proposal", str(row["proposal_id"]))
    if people.value is None:
        return f"{people.text} people" if people.tells else "number of people not shown"
    return f"{excerpts}, {people.text} people"


def _those_with_enough(row: Mapping[Any, Any], by: str, told: LastReports | None) -> str:
    """The groups or waves it is of; in public those of which enough people are in it."""
    if told is None:
        return str(row[f"{by}s"])
    enough = f"{told.least} or more"
    of = ("suggestions", f"{by} in", str(row["proposal_id"]))
    return ", ".join(
        sorted(k[3] for k, last in told.counts.items() if k[:3] == of and last.text == enough)
    )


def _draft(evaluation: Evaluation, taken: Taken | None, examples: Sequence[str]) -> str:
    """What is to be added for a proposal that was taken up and is not in the codebook yet."""
    if taken is None or taken.verdict != "take up":
        return ""
    return "" if is_held(taken, evaluation.codebook) else draft_code(taken, examples)


def decided(
    evaluation: Evaluation, proposal_id: str, verdict: str, name: str, who: str, at: str, key: str
) -> Taken | None:
    """What a form decides about a proposal; None where the proposal or the name is not there."""
    frame = evaluation.proposals()
    row = frame[frame["proposal_id"] == proposal_id]
    name = " ".join(name.split())
    if row.empty or verdict not in ("take up", "drop") or (verdict == "take up" and not name):
        return None
    excerpts = tuple(row["excerpts"].iloc[0])
    if verdict == "drop":
        return Taken(key, proposal_id, excerpts, "drop", "", "", who, at)
    id = code_id(name, evaluation.codebook)
    return Taken(key, proposal_id, excerpts, "take up", name, id, who, at)
