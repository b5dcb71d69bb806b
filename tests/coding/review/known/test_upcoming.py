"""What comes next while the program learns: several people review at once."""

from pathlib import Path
from typing import Any

import pytest
from hub import hub

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
