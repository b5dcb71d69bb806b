from datetime import date
from decimal import Decimal

import pytest

from coding.written.values import Measure, Written, WrittenAction, WrittenFinding

QUIET = WrittenFinding("F1", "Meetings are quieter than they were.")


def row(name: str, start: date, end: date) -> Measure:
    return Measure(name, "goal", "", "people", "up", start, end, Decimal(7))


def test_a_team_that_has_written_nothing_has_nothing() -> None:
    assert Written() == Written((), None, (), (), (), (), (), ())
    assert Written().actions_of("F1") == ()
    assert Written().periods_of("calls") == ()


def test_a_finding_is_found_by_its_id() -> None:
    assert Written(findings=(QUIET,)).finding("F1") is QUIET
    with pytest.raises(KeyError):
        Written(findings=(QUIET,)).finding("F2")


def test_the_actions_of_a_finding_are_those_that_name_it() -> None:
    named = WrittenAction("A1", "F1", "It is too quiet.", "done")
    other = WrittenAction("A2", "", "It is too loud.", "planned")
    assert Written(actions=(other, named)).actions_of("F1") == (named,)


def test_a_measure_goes_from_its_earliest_period_to_its_last() -> None:
    spring = row("calls", date(2025, 4, 1), date(2025, 6, 30))
    winter = row("calls", date(2025, 1, 1), date(2025, 3, 31))
    other = row("visits", date(2025, 1, 1), date(2025, 3, 31))
    assert Written(measures=(spring, other, winter)).periods_of("calls") == (winter, spring)


def test_where_a_value_stands_does_not_make_it_another() -> None:
    assert WrittenFinding("F1", QUIET.claim, line=4) == QUIET
