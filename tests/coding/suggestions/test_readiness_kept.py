"""A run keeps how far each code can be left to the program, from decisions held back."""

from pathlib import Path

from fake_words import Words
from hub import hub

from coding.coder.learning.readiness import readiness_of
from coding.decisions.record import Decision, Remark, append_all
from coding.embedding.vectors import VectorCache
from coding.suggestions.suggest import suggest


def test_a_run_keeps_what_decisions_say_of_each_code(tmp_path: Path) -> None:
    evaluation, cache = hub(tmp_path / "hub"), VectorCache(None, Words())
    first, *others = evaluation.excerpts()["excerpt_id"]
    codes = [code.id for code in evaluation.codebook.codes]
    assert suggest(evaluation, evaluation.excerpts(), cache)
    assert {str(each) for each in readiness_of(evaluation.readiness()).values()} == {
        "learning (0 of 10)"
    }
    said = [
        Remark(f"f{n}", id, "finished", "", "AB", "", "1.0")
        for n, id in enumerate([first, *others])
    ]
    accepted = Decision("k", first, codes[0], "accept", "positive", "AB", "", "1.0")
    append_all(evaluation.store, [accepted, *said])
    assert suggest(evaluation, evaluation.excerpts(), cache)
    frame = evaluation.readiness()
    known = readiness_of(frame)
    assert sorted(known) == sorted(codes) and set(frame["codebook_hash"]) == {
        evaluation.codebook.hash
    }
    assert (known[codes[0]].accepted, known[codes[0]].rejected) == (1, len(others))
    assert str(known[codes[0]]) == "learning (1 of 10)"
