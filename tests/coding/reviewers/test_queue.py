"""What to look at next: the mix of rules, chance among them, and nothing left out."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from coding.evaluation.settings import load_settings
from coding.reviewers.queue import Mix, Next, QueueState, queue, random_order

ONLY = Mix(likely=0, uncertain=0, disagreement=0, random=0, spread=0, people=0)
P = np.array([[0.9, 0.1], [0.6, 0.2], [0.45, 0.3], [0.1, 0.8], [0.05, 0.5]])


def standing(**changed: object) -> QueueState:
    """Five excerpts and two codes; nothing decided, nobody disputes, three participants."""
    plain = QueueState(
        probabilities=P,
        labels=np.full((5, 2), np.nan),
        open=np.ones(5, dtype=bool),
        disputed=np.zeros(5, dtype=bool),
        participants=["A", "A", "A", "B", "C"],
        order=np.array([3, 0, 4, 1, 2]),
        lot=np.array([0, 4, 2, 1, 3]),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", Mix()),
        ("[queue]\nlikely = 0\nrandom = 2", replace(Mix(), likely=0, random=2)),
        (
            "[queue]\nlikely = 1\nuncertain = 2\ndisagreement = 3\nrandom = 4\nspread = 5\n"
            "people = 6",
            Mix(likely=1, uncertain=2, disagreement=3, random=4, spread=5, people=6),
        ),
    ],
)
def test_the_mix_is_what_the_settings_say(said: str, expected: Mix) -> None:
    assert Mix.of(load_settings(said.encode())) == expected


@pytest.mark.parametrize(
    ("changed", "mix", "expected"),
    [
        ({"open": np.zeros(5, dtype=bool)}, Mix(), []),
        ({}, replace(ONLY, random=1), [1, 3, 4, 0, 2]),
        ({}, replace(ONLY, likely=1), [0, 3, 4, 1, 2]),
        ({}, replace(ONLY, uncertain=1), [2, 4, 1, 3, 0]),
        ({"disputed": np.arange(5) == 4}, replace(ONLY, disagreement=1), [4, 1, 3, 0, 2]),
        # Nothing is learned: nobody's first with a code can be looked for.
        ({}, replace(ONLY, people=1), [1, 3, 4, 0, 2]),
        ({}, ONLY, [1, 3, 4, 0, 2]),
        # No code at all, or none of which the program says anything: spread, and then chance.
        ({"probabilities": np.zeros((5, 0)), "labels": np.zeros((5, 0))}, Mix(), [0, 1, 3, 4, 2]),
        ({"probabilities": np.zeros((5, 2))}, replace(ONLY, likely=1), [1, 3, 4, 0, 2]),
    ],
)
def test_each_rule_alone(changed: dict[str, object], mix: Mix, expected: list[int]) -> None:
    assert [each.row for each in queue(standing(**changed), mix, 9)] == expected


def many(people: int, **changed: object) -> QueueState:
    """400 excerpts of so many people and three codes; nothing is decided."""
    ids = [str(n) for n in range(400)]
    plain = QueueState(
        np.random.default_rng(0).random((400, 3)),
        np.full((400, 3), np.nan),
        np.ones(400, dtype=bool),
        np.zeros(400, dtype=bool),
        [f"P{n % people}" for n in range(400)],
        random_order(ids, "seed"),
        random_order(ids, "lot"),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def test_chance_has_its_share_and_says_how_small_it_was() -> None:
    """Nothing is in dispute and nothing learned: the other rules share those turns."""
    chosen = queue(many(400), Mix(), 100)
    shares = {"likely": 0.1, "uncertain": 0.1, "random": 0.5, "spread": 0.1}
    counts = Counter(one.drawn for one in chosen)
    assert counts == {
        rule: pytest.approx(100 * share / sum(shares.values()), abs=1)
        for rule, share in shares.items()
    }
    assert len({one.row for one in chosen}) == 100
    for place, one in enumerate(chosen):
        assert one.chance == (1 / (400 - place) if one.drawn == "random" else None)


def test_people_begin_with_what_is_likely_and_end_with_what_chance_draws() -> None:
    drawn = [one.drawn for one in queue(many(12), Mix(), 10)]
    assert drawn[0] == "likely"
    assert drawn == sorted(drawn, key=lambda rule: rule == "random")
    assert drawn.count("random") >= 5


def test_a_code_of_which_the_program_says_nothing_is_not_called_likely() -> None:
    """The second code has fewer acceptances, and the program finds it nowhere."""
    chances = P * [1, 0]
    labels = np.full((5, 2), np.nan)
    labels[0] = [1, 0]
    state = standing(probabilities=chances, labels=labels, open=np.arange(5) > 0)
    assert [one.row for one in queue(state, replace(ONLY, likely=1), 2)] == [1, 2]


def test_what_is_likely_is_of_another_person_each_time() -> None:
    """A's three are the likeliest; B and C have one each, and it is likely enough."""
    chances = np.array([[0.9], [0.8], [0.7], [0.6], [0.5]])
    state = standing(probabilities=chances, labels=np.full((5, 1), np.nan))
    assert [one.row for one in queue(state, replace(ONLY, likely=1), 4)] == [0, 3, 4, 1]
    unlikely = standing(probabilities=chances * 0.9, labels=np.full((5, 1), np.nan))
    assert [one.row for one in queue(unlikely, replace(ONLY, likely=1), 4)] == [0, 3, 1, 2]


def test_whoever_stopped_before_chance_had_its_turns_has_them_first() -> None:
    """Seven excerpts a sitting, and each time only the first three are finished."""
    drawn: list[str] = []
    state = many(12)
    for _ in range(40):
        owed = max(0.0, len(drawn) * 0.5 - drawn.count("random"))
        chosen = queue(replace(state, owed=owed), Mix(), 7)[:3]
        drawn += [one.drawn for one in chosen]
        state.open[[one.row for one in chosen]] = False
    assert drawn.count("random") >= 50


@pytest.mark.parametrize("people", [1, 2, 3, 5, 12, 40])
def test_the_first_twenty_are_likely_and_by_chance_and_of_different_people(people: int) -> None:
    state = many(people)
    first = queue(state, Mix(), 20)
    counts = Counter(one.drawn for one in first)
    assert counts["likely"] >= 2
    assert counts["random"] >= 10
    assert len({state.participants[one.row] for one in first}) >= min(people, 5)
    likeliest = [one.row for one in first if one.drawn == "likely"]
    assert (state.probabilities[likeliest].max(axis=1) > 0.95).all()


def test_somebody_who_speaks_little_is_heard_among_the_first_twenty() -> None:
    """One person has all but four of the excerpts; spread looks to the other four."""
    people = ["P0"] * 396 + ["P1", "P2", "P3", "P4"]
    state = many(1, participants=people)
    heard = {people[one.row] for one in queue(state, replace(ONLY, random=0.8, spread=0.2), 25)}
    assert heard == set(people)


def test_spread_goes_by_lot_among_those_of_whom_least_has_been_looked_at() -> None:
    """C's only excerpt was looked at, and one of A's three."""
    state = standing(open=np.array([False, True, True, True, False]))
    assert [one.row for one in queue(state, replace(ONLY, spread=1), 1)] == [3]
    rows = {
        queue(
            many(400, lot=random_order([str(n) for n in range(400)], seed)),
            replace(ONLY, spread=1),
            1,
        )[0].row
        for seed in "abcdefgh"
    }
    assert len(rows) > 1


def learned(**changed: object) -> QueueState:
    """130 excerpts, of which 100 are decided: ten of P0 carry code 0, ninety of P1 no code. Open are
    ten each of P2, P3 and P0. Code 1 was never found.
    """
    labels = np.full((130, 2), np.nan)
    labels[:10] = [1, 0]
    labels[10:100] = 0
    chances = np.zeros((130, 2))
    chances[100:, 0] = np.linspace(0.3, 0.6, 30)
    chances[100:, 1] = 0.9
    plain = QueueState(
        chances,
        labels,
        np.isnan(labels[:, 0]),
        np.zeros(130, dtype=bool),
        ["P0"] * 10 + ["P1"] * 90 + ["P2"] * 10 + ["P3"] * 10 + ["P0"] * 10,
        np.arange(130),
        np.arange(130),
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def test_the_likeliest_first_of_each_person_is_looked_for_where_the_code_is_learned() -> None:
    """P0 has code 0 already, whose excerpts are the likeliest; code 1 has no acceptance. Two turns go
    to two people, and one more to the first of them, with whom it is not yet sure.
    """
    assert queue(learned(), replace(ONLY, people=1), 3) == [
        Next(119, "people", None),  # of P3
        Next(109, "people", None),  # of P2
        Next(118, "people", None),  # of P3
    ]


def test_whoever_has_the_code_is_looked_at_no_more_for_it() -> None:
    state = learned()
    state.labels[119] = [1, 0]
    state.labels[109] = [0, 0]
    after = replace(state, open=np.isnan(state.labels[:, 0]))
    assert [one.row for one in queue(after, replace(ONLY, people=1), 2)] == [108, 107]
    state.labels[108] = [1, 0]
    after = replace(state, open=np.isnan(state.labels[:, 0]))
    assert queue(after, replace(ONLY, people=1), 1)[0].drawn == "random"


def test_an_excerpt_with_two_firsts_is_worth_more_than_the_likeliest_one() -> None:
    labels = learned().labels.copy()
    labels[:10, 1] = 1
    chances = np.zeros((130, 2))
    chances[[105, 115]] = [[0.6, 0.0], [0.4, 0.4]]
    state = learned(labels=labels, probabilities=chances)
    assert queue(state, replace(ONLY, people=1), 2) == [
        Next(115, "people", None),
        Next(105, "people", None),
    ]


def test_excerpts_of_nobody_known_are_nobodys_first() -> None:
    people = ["P0"] * 110 + [""] * 20
    assert [one.row for one in queue(learned(participants=people), replace(ONLY, people=1), 1)] != [
        39
    ]
    assert queue(learned(participants=people), replace(ONLY, people=1), 1)[0].drawn == "random"


@pytest.mark.parametrize("accepted", [9, 10])
def test_a_code_is_learned_once_ten_excerpts_have_it_and_ten_do_not(accepted: int) -> None:
    labels = learned().labels.copy()
    labels[accepted:10, 0] = 0
    drawn = queue(learned(labels=labels), replace(ONLY, people=1), 1)[0].drawn
    assert drawn == ("people" if accepted == 10 else "random")


def test_the_first_hundred_are_not_chosen_for_whose_first_they_are() -> None:
    labels = learned().labels.copy()
    labels[99] = np.nan
    state = learned(labels=labels, open=np.isnan(labels[:, 0]))
    assert queue(state, replace(ONLY, people=1), 1)[0].drawn == "random"


@pytest.mark.parametrize("rule", ["likely", "disagreement", "spread"])
def test_what_other_rules_choose_says_nothing_of_what_chance_draws_next(rule: str) -> None:
    """Two excerpts are alike to the rule, the third is not: of the two that are left, each is drawn
    by chance as often. (The fourth has been looked at.)
    """
    alike = np.array([True, True, False, False])
    mix = replace(ONLY, **{rule: 1, "random": 0.9})
    third = 0
    for seed in range(1_200):
        state = QueueState(
            alike[:, None] * 0.8,
            np.full((4, 1), np.nan),
            np.array([True, True, True, False]),
            alike,
            ["A", "A", "B", "B"],
            random_order(["w", "x", "y", "z"], f"order {seed}"),
            random_order(["w", "x", "y", "z"], f"lot {seed}"),
        )
        first, second = queue(state, mix, 2)
        assert (first.drawn, second.drawn) == (rule, "random")
        assert alike[first.row]
        third += second.row == 2
    assert third == pytest.approx(600, abs=75)


def test_the_order_of_chance_does_not_depend_on_that_of_the_excerpts() -> None:
    ids = ["a", "b", "c", "d"]
    order, turned = random_order(ids, "s"), random_order(ids[::-1], "s")
    assert dict(zip(ids, order, strict=True)) == dict(zip(ids[::-1], turned, strict=True))
    assert sorted(order) == [0, 1, 2, 3]
    assert list(random_order(ids, "other")) != list(order)


def test_codes_with_fewest_acceptances_have_their_turn_first() -> None:
    labels = np.full((5, 2), np.nan)
    labels[0] = [1, 0]
    known = standing(labels=labels, open=np.array([False, True, True, True, True]))
    assert queue(known, replace(ONLY, likely=1), 1) == [Next(3, "likely", None)]
