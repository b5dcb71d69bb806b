"""What a team does with proposals: look at them, take one up as a draft code, drop one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from codebooks.codebook import Code, Example
from codebooks.editing.edit import add_code
from codebooks.load import loads
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import THEMES_PAGE
from coding.evaluation.published_counts import PublishedCount, published_counts
from coding.findings.publication import Publication, publication_of
from coding.themes.disclosed import PlacedProposal, theme_findings
from coding.themes.drafts import keep_and_write
from coding.themes.inside_codes import inside_codes
from coding.themes.verdicts import Taken, code_id, is_held, keep_verdict, kept_verdicts, matched
from corpora.errors import InputError
from corpora.files import content_hash, read_limited, shown

if TYPE_CHECKING:
    from coding.embedding.vectors import VectorCache

TO_BE_WRITTEN = "To be written. What holds these excerpts together?"


@dataclass(frozen=True, slots=True)
class Proposed:
    """Every proposal as it may be told, the publication that it is part of, and which counts are to
    be kept when both are handed out.
    """

    publication: Publication
    findings: tuple[PlacedProposal, ...]
    new: Mapping[tuple[str, ...], PublishedCount]

    def one(self, id: str) -> PlacedProposal:
        """The proposal with this id. Raises InputError where there is none."""
        for each in self.findings:
            if each.told.proposal_id == id:
                return each
        raise InputError(
            "there is no proposal with this id",
            where=shown(id),
            remedy=f"Ids are in {THEMES_PAGE.file_name}; they change with the excerpts. Run: heard themes",
        )


def proposed(evaluation: Evaluation, cache: "VectorCache", prepared: date) -> Proposed:
    """The proposals for new codes and inside codes, with what people did with them before."""
    excerpts = evaluation.excerpts()
    vectors = cache.first.embed(list(excerpts["text"]))
    inside = inside_codes(evaluation, excerpts, vectors)
    publication = publication_of(evaluation, excerpts, cache.model.key, prepared)
    new = publication.internal.proposals
    every = {p.proposal_id: p.excerpts for p in (*new, *(p for ps in inside.values() for p in ps))}
    with evaluation.store.reading() as connection:
        taken, _ = matched(every, kept_verdicts(connection))
        before = published_counts(connection)
    placed = theme_findings(publication, inside, taken, before)
    return Proposed(publication, placed.proposals, {**publication.choice.new, **placed.new})


def take_up(
    evaluation: Evaluation,
    found: Proposed,
    id: str,
    name: str,
    reviewer: str,
    at: str,
    theme: str = "",
) -> Taken:
    """Keep that `reviewer` takes a proposal up, and write the draft code into the codebook.

    Gives what was kept before where it is in the codebook under this name already. The caller holds
    the evaluation's lock. Raises InputError for an unknown id or without a name, and what
    `with_draft` raises; then nothing is kept or written.
    """
    name = " ".join(name.split())
    if not name:
        raise InputError("a code needs a name", remedy="Give one with --name.")
    proposal = found.one(id)
    # Read anew: somebody may have edited it while the proposals were worked out.
    content = read_limited(evaluation.folder / evaluation.settings.codebook)
    book = loads(content, where=shown(evaluation.settings.codebook))
    before = _last(evaluation, proposal)
    if before and (before.verdict, before.name) == ("take up", name) and is_held(before, book):
        return before
    key = content_hash(f"take up {id} {name} {reviewer} {at}".encode())
    new = code_id(name, book)
    taken = Taken(key, id, proposal.excerpts, "take up", name, new, reviewer, at)
    keep_and_write(evaluation, taken, with_draft(content, taken, proposal, theme))
    return taken


def _last(evaluation: Evaluation, proposal: PlacedProposal) -> Taken | None:
    """What was last done with the proposal."""
    with evaluation.store.reading() as connection:
        decided, _ = matched(
            {proposal.told.proposal_id: proposal.excerpts}, kept_verdicts(connection)
        )
    return decided.get(proposal.told.proposal_id)


def drop(evaluation: Evaluation, found: Proposed, id: str, reviewer: str, at: str) -> None:
    """Keep that `reviewer` drops a proposal. Raises InputError for an unknown id."""
    key = content_hash(f"drop {id} {reviewer} {at}".encode())
    taken = Taken(key, id, found.one(id).excerpts, "drop", "", "", reviewer, at)
    keep_verdict(evaluation.store, taken)


def with_draft(content: bytes, taken: Taken, proposal: PlacedProposal, theme: str = "") -> bytes:
    """A codebook's file with the draft code that was taken up, at the end of a theme.

    Without `theme`, that of the code nearest to the proposal, or else the first. Its examples are
    the proposal's quotes, which may be quoted. Raises CodebookError for an unknown theme, and where
    the file cannot be edited.
    """
    book = loads(content, where="codebook")
    said = (f"{q.before}{q.phrase}{q.after}" for q in proposal.told.quotes if not q.shortened)
    examples = tuple(Example(" ".join(text.split())) for text in said)
    code = Code(taken.code_id, taken.name, TO_BE_WRITTEN, examples=examples)
    holding = [each.id for each in book.themes if proposal.near in {c.id for c in each.codes}]
    return add_code(content, theme or [*holding, book.themes[0].id][0], code)
