"""What the pages say: simpler where somebody asks for it, and never for readers older than twelve."""

import re
from collections.abc import Iterator

import blind_story
import pytest
from every_page import addresses, reader
from page_words import own_words

from codebooks.reading_age import WORD, definition_sentences, reading_age
from coding import Evaluation
from coding.evaluation.new import new_evaluation

# Written out, and not taken from the program: what nobody who asked for simpler words should meet.
HARD = (
    "excerpt", "excerpts", "code", "codes", "coded", "coding", "codings", "codebook", "transcript",
    "transcripts", "theme", "themes", "accept", "accepted", "reject", "rejected", "positive",
    "negative", "mixed", "neutral", "direction", "directions", "memo", "review", "reviewer",
    "reviewers", "suggestion", "suggestions", "definition", "definitions", "disagreements",
    "agreement", "de-identification", "participant", "participants", "wave", "waves", "second-hand",
    "at random", "blind",
)  # fmt: skip
_HARD = re.compile(rf"(?<![\w-])(?:{'|'.join(HARD)})(?![\w-])", re.I)
OLDEST = 12
# Their words are their own pages' concern: what is written on them is for those who write findings.
ELSEWHERE = ("/findings", "/read")
# Of fewer words a reading age says nothing.
FEWEST = 5


@pytest.fixture(scope="module", params=["empty", "under way"])
def evaluation(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Evaluation:
    folder = tmp_path_factory.mktemp("words") / "evaluation"
    if request.param == "under way":
        return blind_story.told(folder)[0]
    new_evaluation(folder)
    return Evaluation.open(folder)


def pages(evaluation: Evaluation, role: str, words: str) -> Iterator[tuple[str, str]]:
    """Every page that this role may read, by its address."""
    http = reader(evaluation, role)
    http.cookies.set("heard_reader", f"words={words}")
    for path in addresses(evaluation):
        answer = http.get(path)
        if answer.status_code == 200:
            yield path, answer.text


@pytest.mark.parametrize("role", ["unpaid carer", "researcher"])
def test_simpler_words_are_true_on_every_page(evaluation: Evaluation, role: str) -> None:
    hard: dict[str, set[str]] = {}
    for path, page in pages(evaluation, role, "simple"):
        text, labels, _ = own_words(page)
        own = [re.split(": | of ", label)[0] for label in labels]
        if found := {each.casefold() for each in _HARD.findall(" | ".join([text, *own]))}:
            hard[path] = found
    assert hard == {}


@pytest.mark.parametrize("words", ["usual", "simple"])
def test_no_sentence_is_for_older_readers_than_twelve(evaluation: Evaluation, words: str) -> None:
    """On the pages that a co-researcher reads, outside what is marked for researchers."""
    old = [
        (path, round(reading_age([sentence]), 1), sentence)
        for path, page in pages(evaluation, "lived experience", words)
        if not path.startswith(ELSEWHERE)
        for sentence in sentences(page)
        if reading_age([sentence]) > OLDEST
    ]
    assert old == []


@pytest.mark.parametrize("words", ["usual", "simple"])
def test_no_page_is_for_older_readers_than_twelve(evaluation: Evaluation, words: str) -> None:
    every = {path: sentences(page) for path, page in pages(evaluation, "staff", words)}
    ages = {path: reading_age(own) for path, own in every.items()}
    assert {path: age for path, age in ages.items() if age > OLDEST} == {}
    assert sum(map(bool, every.values())) > 10


def sentences(page: str) -> list[str]:
    _, _, paragraphs = own_words(page)
    return [
        sentence
        for paragraph in paragraphs
        for sentence in definition_sentences(paragraph)
        if len(WORD.findall(sentence)) >= FEWEST and sentence[-1] in ".?!"
    ]


def test_a_hard_sentence_would_be_seen() -> None:
    page = (
        "<body><p>Intersubjective verification necessitates considerable methodological care.</p>"
    )
    (sentence,) = sentences(page)
    assert reading_age([sentence]) > OLDEST
    assert sentences(page.replace("<p>", '<details class="for-researchers"><p>')) == []
