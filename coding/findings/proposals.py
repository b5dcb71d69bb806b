"""Proposals for new codes, as the report may tell them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from codebooks.codebook import Codebook
from coding.findings.disclosure.small_numbers import Figure
from coding.findings.material import CodedExcerpt, ProposedCode
from coding.findings.quotes import Chosen, Label, Quote, quotes

TITLE_WORDS = range(4, 17)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
STEADY, FAIRLY_STEADY = 0.75, 0.5


@dataclass(frozen=True, slots=True)
class ProposalFinding:
    """A proposal for a new code. Its words are shown as far as they give nobody away.

    `title` is its most central short quote, "" where none may be quoted; `name` are its words.
    """

    proposal_id: str
    title: str
    name: str
    words: tuple[str, ...]
    people: Figure
    others: int
    nearest: str
    stability: str
    quotes: tuple[Quote, ...]


def proposal_finding(
    proposal: ProposedCode,
    excerpts: Sequence[CodedExcerpt],
    codebook: Codebook,
    people: Figure,
    label_of: Mapping[str, Label],
    least: int,
) -> ProposalFinding:
    """A proposal as the report may tell it; `people` are counted elsewhere."""
    by_id = {excerpt.excerpt_id: excerpt for excerpt in excerpts}
    members = [by_id[excerpt] for excerpt in proposal.excerpts if excerpt in by_id]
    central: list[Chosen] = [
        (by_id[excerpt], None) for excerpt in proposal.quotes if excerpt in by_id
    ]
    known = {code.id: code.name for code in codebook.codes}
    words = tuple(word for word in proposal.words if _may_be_shown(word, members, least))
    named = _may_be_shown(proposal.name, members, least)
    return ProposalFinding(
        proposal_id=proposal.proposal_id,
        title=short_quote(excerpt.text for excerpt, _ in central if excerpt.may_quote),
        name=proposal.name if named else ", ".join(words[:2]),
        words=words,
        people=people,
        others=sum(not member.counts_a_person for member in members),
        nearest=known.get(proposal.nearest_code, proposal.nearest_code),
        stability=stability_in_words(proposal.stability),
        quotes=quotes(central, label_of),
    )


def short_quote(central: Iterable[str]) -> str:
    """The first of these texts that is short enough for a title, or else the first sentence that is.

    "" where there is none. The most central text comes first, and all may be quoted.
    """
    texts = [" ".join(text.split()) for text in central]
    parts = [part for text in texts for part in _SENTENCE_END.split(text)]
    return next((each for each in (*texts, *parts) if len(each.split()) in TITLE_WORDS), "")


def _may_be_shown(words: str, members: Sequence[CodedExcerpt], least: int) -> bool:
    """Whether each of these words of participants may be quoted, or enough people used it."""
    return all(_word_may_be_shown(word, members, least) for word in re.findall(r"\w+", words))


def _word_may_be_shown(word: str, members: Sequence[CodedExcerpt], least: int) -> bool:
    used = [member for member in members if word.casefold() in member.text.casefold()]
    people = {member.participant for member in used if member.counts_a_person}
    return len(people) >= least or any(member.may_quote for member in used)


def stability_in_words(stability: float | None) -> str:
    """What share of the reruns on part of the excerpts found this group again, in words."""
    if stability is None:
        return "not measured"
    if stability >= STEADY:
        return "steady: it comes back when some of the excerpts are left out"
    if stability >= FAIRLY_STEADY:
        return "fairly steady: it often comes back when some of the excerpts are left out"
    return "unsteady: it often falls apart when some of the excerpts are left out"
