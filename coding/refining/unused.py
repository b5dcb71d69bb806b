"""Which codes of a codebook were never used, and which nobody with lived experience has looked at."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from codebooks.change.versions import file_hash, sign_offs_of
from codebooks.check import Problem, Severity
from codebooks.codebook import Code, Codebook
from coding.decisions.codings import codings
from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.revisions.versions import sign_offs

LIVED = ("lived experience", "unpaid carer")


def problems_of_use(evaluation: Evaluation) -> list[Problem]:
    """Codes that were never suggested or given, and what people with lived experience have not seen."""
    return [
        *_never_used(evaluation),
        *unseen_problems(evaluation.codebook, *_looked_at(evaluation)),
    ]


def _never_used(evaluation: Evaluation) -> Iterator[Problem]:
    excerpts = len(evaluation.excerpts())
    used = set(evaluation.suggestions()["code_id"]) | set(
        codings(evaluation.decisions())["code_id"]
    )
    for code in evaluation.codebook.codes if excerpts and used else ():
        if code.id not in used:
            what = f"never suggested and never given in {excerpts:,} excerpts"
            remedy = (
                "Is nobody talking about it, or is it hard to recognise? Give it more examples."
            )
            yield Problem("look", code.id, what, remedy)


def _looked_at(evaluation: Evaluation) -> tuple[bool, set[str]]:
    """Whether somebody with lived experience signed all of it, and the codes somebody spoke about."""
    said = sign_offs_of(sign_offs(evaluation), file_hash(evaluation.codebook_bytes))
    w = tables.workshop
    with evaluation.store.reading() as connection:
        rows = connection.execute(select(w.c.subject).where(w.c.role.in_(LIVED)))
        subjects = set(rows.scalars())
    return any(each.role in LIVED for each in said), subjects


def unseen_problems(
    codebook: Codebook, all_signed: bool = False, subjects: set[str] | None = None
) -> list[Problem]:
    """One problem for the agreed codes that nobody with lived experience has looked at, one for drafts.

    `subjects` are the ids of codes and themes that somebody spoke about in the workshop. Who is
    named among the contributors has looked at all of it.
    """
    if all_signed or any(each.role in LIVED for each in codebook.contributors):
        return []
    subjects = subjects or set()
    open_codes = [
        code
        for theme in codebook.themes
        for code in theme.codes
        if code.status != "retired" and not {code.id, theme.id} & subjects
    ]
    agreed = [code for code in open_codes if code.status == "agreed"]
    drafts = [code for code in open_codes if code.status == "draft"]
    return [*_unseen("look", agreed, "agreed codes"), *_unseen("hint", drafts, "codes in draft")]


def _unseen(severity: Severity, codes: Sequence[Code], kind: str) -> Iterator[Problem]:
    if codes:
        names = ", ".join(f"'{code.name}'" for code in codes[:3])
        more = f" and {len(codes) - 3} more" if len(codes) > 3 else ""
        what = f"nobody with lived experience has looked at {len(codes)} {kind}: {names}{more}"
        remedy = "Look at them together; then name who did under 'contributors', or have them sign."
        yield Problem(severity, "", what, remedy, "contributors")
