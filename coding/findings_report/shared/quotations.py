"""Which words are quoted for a claim or a code: those people chose, strong ones, then many voices."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet

from codebooks.codebook import Code
from coding.document.blocks import Quotation
from coding.findings.material import CodedExcerpt, GivenCode
from coding.findings.quotes import chosen_quotes, quote
from coding.findings_report.shared.material import ReportMaterial, says

_SHORT_QUESTION = 12
"""Words: what was asked is printed with answers that are shorter than this."""


def quotations(
    material: ReportMaterial,
    codes: Iterable[str],
    ways: Sequence[str],
    most: int,
    *,
    first: Sequence[str] = (),
    without: AbstractSet[str] = frozenset(),
    among: Callable[[CodedExcerpt], bool] = lambda _: True,
) -> tuple[Quotation, ...]:
    """At most so many quotes of these codes in these directions, each of another person.

    `first` are ids of excerpts that people chose; after them come strong quotes, then many voices.
    `without` are ids of excerpts that stand elsewhere. Nothing is quoted without its speaker's
    consent, or that a reviewer said should not be quoted.
    """
    candidates = [
        (excerpt, given)
        for code in dict.fromkeys(codes)
        for excerpt, given in material.quotable.get(code, ())
        if given is not None
        and given.direction in ways
        and excerpt.excerpt_id not in without
        and among(excerpt)
    ]
    chosen_by_people = [pair for pair in candidates if pair[0].excerpt_id in first]
    strong = [pair for pair in candidates if pair[0].excerpt_id in material.strong]
    ordered = [
        *sorted(chosen_by_people, key=lambda pair: first.index(pair[0].excerpt_id)),
        *chosen_quotes(strong, len(strong)),
        *chosen_quotes(candidates, len(candidates)),
    ]
    found: list[Quotation] = []
    voices: set[str] = set()
    for excerpt, given in ordered:
        voice = excerpt.participant or excerpt.source
        if voice not in voices and len(found) < most:
            voices.add(voice)
            found.append(_quotation(material, excerpt, given))
    return tuple(found)


def _quotation(
    material: ReportMaterial, excerpt: CodedExcerpt, given: GivenCode | None
) -> Quotation:
    words = quote((excerpt, given), material.label_of[excerpt.excerpt_id])
    code: Code | None = material.codes.get(given.code_id) if given else None
    return Quotation(
        excerpt_id=excerpt.excerpt_id,
        before=words.before,
        phrase=words.phrase,
        after=words.after,
        label=words.label,
        question=words.context if len(excerpt.text.split()) < _SHORT_QUESTION else "",
        way=says(code, given.direction) if code and given else "",
        shortened=words.shortened,
        checked=excerpt.excerpt_id in material.checked,
    )


def near_quotations(
    material: ReportMaterial, finding: str, without: AbstractSet[str]
) -> tuple[Quotation, ...]:
    """What is near to a finding in meaning and does not stand for it; `without` are ids left out."""
    return tuple(
        _quotation(material, near.excerpt, near.coding)
        for near in material.near.to_weigh(finding, without)
    )


def by_ids(material: ReportMaterial, ids: Sequence[str]) -> tuple[Quotation, ...]:
    """Quotes of these excerpts, those that may be quoted, whatever they were coded with."""
    by_id = {excerpt.excerpt_id: excerpt for excerpt in material.excerpts}
    return tuple(
        _quotation(material, by_id[id], next(iter(by_id[id].suggestions), None))
        for id in ids
        if id in by_id and by_id[id].may_quote
    )
