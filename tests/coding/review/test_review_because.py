"""The page Review says why an excerpt comes up."""

from pathlib import Path

import numpy as np
import pytest
from hub import hub, suggest
from reviewing import client

from coding.decisions.record import Drawn
from coding.evaluation.tables import assignments
from coding.review.known import upcoming
from coding.review.look.put_forward import BECAUSE
from coding.reviewers.queue import RULES, Mix, Next, QueueState

AT = "2026-03-02T10:00:00+00:00"


@pytest.mark.parametrize("rule", RULES)
def test_the_page_says_why_an_excerpt_comes_up_but_not_where_it_is_coded_blind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: Drawn
) -> None:
    evaluation = hub(tmp_path / "hub")
    ids = list(evaluation.excerpts()["excerpt_id"])
    suggest(evaluation, *[(id, "voice", "positive", 0.8) for id in ids])

    def only(state: QueueState, mix: Mix, count: int) -> list[Next]:
        return [Next(int(row), rule, None) for row in np.flatnonzero(state.open)]

    monkeypatch.setattr(upcoming, "queue", only)
    with client(evaluation.folder) as browser:
        opened_by_hand = browser.get(f"/review/{ids[0]}").text
        assert BECAUSE[rule] not in opened_by_hand
        assert BECAUSE[rule] in browser.get("/review").text
        with evaluation.store.writing() as connection:
            rows = [
                {"excerpt_id": id, "reviewer": "AB", "blind": True, "reason": "share", "at": AT}
                for id in ids
            ]
            connection.execute(assignments.insert(), rows)
        blind = browser.get("/review").text
        assert "You code this one without suggestions" in blind
        assert BECAUSE[rule] not in blind
