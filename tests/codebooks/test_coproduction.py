"""The codebook that ships covers what the evaluation looks for, and each code is complete."""

import pytest

from codebooks.check import MIN_COUNTER_EXAMPLES, MIN_EXAMPLES, problems
from codebooks.codebook import Code
from codebooks.load import loads, shipped
from coding.embedding.encoders.load import load_model
from coding.embedding.vectors import VectorCache
from coding.refining.model_check import problems_by_model
from coding.refining.unused import unseen_problems

CODEBOOK = loads(shipped(), where="coproduction.yaml")

# ../shared/design/domain.md, "What the evaluation looks for".
COVERED = {
    "felt-heard": "voice attention empathy respect common-ground influence tokenism",
    "valued": "worth-of-contribution knowledge-as-equal reciprocity use-of-time",
    "accessibility": (
        "information place-and-travel digital time-and-caring money communication-and-sensory"
    ),
    "equality": "equal-say hierarchy",
    "diversity-and-inclusion": "who-is-in-the-room welcomed",
    "outcomes-for-people": (
        "confidence empowerment trust staff-learn people-learn wellbeing skills engagement "
        "staff-satisfaction staff-practice"
    ),
    "service-change": "change-reported change-attributed change-promised no-change",
}
ASPECTS = {"outcomes-for-people": "impact", "service-change": "impact"}


def test_it_covers_the_themes_and_codes_of_the_domain() -> None:
    held = {theme.id: {code.id for code in theme.codes} for theme in CODEBOOK.themes}
    missing = {
        theme: set(codes.split()) - held.get(theme, set()) for theme, codes in COVERED.items()
    }
    assert not any(missing.values()), missing


@pytest.mark.parametrize("code", CODEBOOK.codes, ids=lambda code: code.id)
def test_each_code_is_complete(code: Code) -> None:
    assert code.definition and code.include and code.exclude and code.sources
    assert len(code.examples) >= MIN_EXAMPLES
    assert len(code.counter_examples) >= MIN_COUNTER_EXAMPLES
    assert all(example.direction for example in code.examples)
    assert code.aspect == ASPECTS.get(CODEBOOK.theme_of(code.id).id, "process")


def test_every_source_is_cited() -> None:
    cited = {source for code in CODEBOOK.codes for source in code.sources}
    assert cited == {id for id, _ in CODEBOOK.sources}


def test_nothing_in_it_is_wrong_or_has_to_be_looked_at() -> None:
    found = [*problems(CODEBOOK), *unseen_problems(CODEBOOK)]
    assert [p for p in found if p.severity != "hint"] == []


@pytest.mark.model
def test_the_model_finds_no_two_codes_alike_and_none_hard_to_tell() -> None:
    assert problems_by_model(CODEBOOK.codes, VectorCache(None, load_model())) == []
