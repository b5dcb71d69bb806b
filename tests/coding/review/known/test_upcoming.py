"""What comes next while the program learns: several people review at once."""

from pathlib import Path
from typing import Any

import pytest
from hub import hub, suggest

from coding import Evaluation
from coding.review.known.upcoming import Asked, Upcoming
from coding.review.known.work import Work


def test_who_asks_while_the_program_learns_is_not_told_that_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With twenty reviewers, learning ended just while the next excerpts were being chosen."""
    known = Work(hub(tmp_path / "hub")).now()
    choose: Any = Upcoming._chosen

    def learning_ends(self: Upcoming, *given: Any) -> Any:
        chosen = choose(self, *given)
        self.learned(self.probabilities)
        return chosen

    monkeypatch.setattr(Upcoming, "_chosen", learning_ends)
    asked = Asked(frozenset(), frozenset())
    assert known.upcoming.next("AB", known.record, asked) in known.shelf.row


MANY = "".join(
    f"{who}: This is the {n}th thing of which we talked that day.\n\n"
    for n in range(30)
    for who in ("Ned Barrow", "Ada Quill")
)
NOBODY = Asked(frozenset(), frozenset())


def test_the_next_excerpt_stays_the_next_until_it_is_finished(tmp_path: Path) -> None:
    known = Work(hub(tmp_path / "hub")).now()
    first = known.upcoming.next("AB", known.record, NOBODY)
    assert known.upcoming.next("AB", known.record, NOBODY) == first
    assert known.upcoming.next("AB", known.record, NOBODY, first) != first


def test_what_is_likely_comes_first_and_what_chance_drew_keeps_its_order(tmp_path: Path) -> None:
    evaluation = hub(tmp_path / "hub", MANY)
    ids = list(evaluation.excerpts()["excerpt_id"])
    suggest(evaluation, *[(id, "voice", "positive", 0.8) for id in ids[::5]])
    known = Work(evaluation).now()
    ahead = known.upcoming.ahead("AB", known.record, NOBODY)
    likely = [bool(known.shelf.suggested(each.row)) for each in ahead]
    chance = [each.drawn == "random" for each in ahead]
    assert len(ahead) == evaluation.settings.review.sitting == 10
    assert likely[0] and chance == sorted(chance)
    chosen = [own for own, drawn in zip(likely, chance, strict=True) if not drawn]
    assert chosen == sorted(chosen, reverse=True)
    drawn = [known.upcoming.order[each.row] for each in ahead if each.drawn == "random"]
    assert drawn == sorted(drawn) and len(drawn) >= 5


def test_learning_leaves_what_chance_drew(tmp_path: Path) -> None:
    known = Work(hub(tmp_path / "hub", MANY)).now()
    before = known.upcoming.ahead("AB", known.record, NOBODY)
    known.upcoming.learned(known.upcoming.probabilities)
    drawn = [each for each in before if each.drawn == "random"]
    assert known.upcoming.ahead("AB", known.record, NOBODY) == drawn


@pytest.mark.parametrize("answer", ["Yes.", "Mm-hm, mm-hm.", "Nobody wrote down what I said."])
def test_an_answer_comes_up_with_its_question(answer: str, tmp_path: Path) -> None:
    text = f"Interviewer: Did they listen to you?\n\nNed Barrow: {answer}\n"
    assert coming_up(hub(tmp_path / "hub", text)) == [answer]


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Mm-hm.", False), ("Well, you know.", False), ("They wrote it down.", True)],
)
def test_a_few_words_without_a_question_do_not_come_up(
    words: str, expected: bool, tmp_path: Path
) -> None:
    evaluation = hub(tmp_path / "hub", f"Ned Barrow: {words}\n")
    assert coming_up(evaluation) == ([words] if expected else [])
    # Whoever is given them sees them.
    (id,) = evaluation.excerpts()["excerpt_id"]
    known = Work(evaluation).now()
    assert known.upcoming.next("AB", known.record, Asked(frozenset([id]), frozenset())) == id


def coming_up(evaluation: Evaluation) -> list[str]:
    known = Work(evaluation).now()
    ahead = known.upcoming.ahead("AB", known.record, NOBODY)
    return [known.shelf.excerpts[each.row].text for each in ahead]
