"""What is said of how far a stage of a run has come."""

from io import StringIO
from itertools import chain, repeat

import pytest

from flows.progress import Lines, done_of, duration


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0, "0 s"), (0.4, "0 s"), (20, "20 s"), (59.6, "1 min 0 s"), (125, "2 min 5 s"),
     (7_261, "121 min 1 s")],
)  # fmt: skip
def test_a_time_is_said_in_minutes_and_seconds(seconds: float, expected: str) -> None:
    assert duration(seconds) == expected


@pytest.mark.parametrize(
    ("done", "total", "seconds", "expected"),
    [
        (400, 1_200, 20, "400 of 1,200 … 20 s, about 40 s more"),
        (1_200, 1_200, 61, "1,200 of 1,200 … 1 min 1 s"),
        (0, 1_200, 12, "0 of 1,200 … 12 s"),
        (0, 0, 12, "0 of 0 … 12 s"),
    ],
)
def test_how_far_it_is_and_how_long_it_will_take(
    done: int, total: int, seconds: float, expected: str
) -> None:
    assert done_of(done, total, seconds) == expected


def test_a_log_has_a_line_now_and_then_and_one_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    times = chain([100.0, 105.0, 120.0, 121.0, 160.0], repeat(161.0))
    monkeypatch.setattr("flows.progress.time.monotonic", lambda: next(times))
    out = StringIO()
    with Lines(out).stage("Embedding") as advance:
        for done in (100, 400, 420, 1_200):
            advance(done, 1_200)
    assert out.getvalue().splitlines() == [
        "Embedding …",
        "Embedding 400 of 1,200 … 20 s, about 40 s more",
        "Embedding 1,200 of 1,200 … 1 min 0 s",
        "Embedding: 1,200 in 1 min 1 s",
    ]


def test_a_stage_without_anything_to_count_says_how_long_it_took() -> None:
    out = StringIO()
    with Lines(out).stage("Writing"):
        pass
    assert out.getvalue().splitlines()[0] == "Writing …"
    assert out.getvalue().splitlines()[1].startswith("Writing: ")
