"""What was asked for and what was answered, half year by half year; what nobody answered stays."""

from datetime import date

import pytest
from drawn import faults, pictures, words_of

from coding.charts.chart import Chart, Titles
from coding.charts.timeline import ActionLine, ActionUpdate, timeline

TITLES = Titles("actions", "What was asked for", "Actions, as at 1 September 2026.")
TODAY = date(2026, 9, 1)
ASKED = date(2025, 11, 3)


def made(*actions: ActionLine) -> Chart:
    return timeline(TITLES, actions, TODAY)


def update(day: date | None, answer: str, words: str = "") -> ActionUpdate:
    return ActionUpdate(day, answer, words)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("action", "stands"),
    [
        (ActionLine("Pay", ASKED), "no answer for 302 days"),
        (ActionLine("Pay"), "no answer yet"),
        (ActionLine("Pay", date(2026, 9, 2)), "no answer for 0 days"),
        (ActionLine("Pay", ASKED, (update(date(2026, 1, 2), "done"),)), "done, said on 2 January 2026"),
        (ActionLine("Pay", ASKED, (update(None, "planned"),)), "planned"),
        (ActionLine("Pay", None, (update(date(2026, 8, 2), "no answer"),)), "no answer for 30 days"),
        (
            ActionLine("Pay", ASKED, (update(date(2026, 1, 2), "not possible", "no budget."),)),
            "not possible, said on 2 January 2026: no budget",
        ),
        (
            ActionLine("Pay", ASKED, (update(date(2026, 1, 2), "under way"),), date(2026, 6, 30)),
            "under way, said on 2 January 2026; was due on 30 June 2026",
        ),
        (
            ActionLine("Pay", ASKED, (update(date(2026, 7, 2), "done"),), date(2026, 6, 30)),
            "done, said on 2 July 2026",
        ),
    ],
)  # fmt: skip
def test_where_an_action_stands_is_said(action: ActionLine, stands: str) -> None:
    chart = made(action)
    assert chart.alt == f"Pay: {stands}."
    assert chart.table.rows[0][2] == stands
    for picture in pictures(chart):
        assert f"{stands[0].upper()}{stands[1:]}." in words_of(picture)
    assert faults(chart) == []


def test_every_answer_stands_in_the_table_and_is_a_sign_of_its_own_shape() -> None:
    answers = ("planned", "under way", "not possible", "done", "no answer")
    updates = [update(date(2026, 1 + n, 2), answer) for n, answer in enumerate(answers)]
    chart = made(ActionLine("Pay", ASKED, tuple(updates), noticed="nobody noticed it."))
    assert chart.table.rows == (
        (
            "Pay", "3 November 2025", "no answer for 302 days", "–",
            "2 January 2026, planned; 2 February 2026, under way; 2 March 2026, not possible; "
            "2 April 2026, done; 2 May 2026, no answer",
            "nobody noticed it.",
        ),
    )  # fmt: skip
    wide, _ = pictures(chart)
    assert "Noticed: nobody noticed it." in words_of(wide)
    shapes = [it.tag for it in wide.iter() if "chart-shape" in it.get("class", "")]
    # Each in the legend and in the line: a disc, a triangle, a diamond and a square.
    assert len(shapes) == 8


def test_half_years_are_marked() -> None:
    wide, _ = pictures(made(ActionLine("Pay", ASKED)))
    read = words_of(wide)
    assert all(month in read for month in ("Jul 2025", "Jan 2026", "Jul 2026", "Jan 2027"))


def test_no_action_is_said() -> None:
    assert made().alt == "There is nothing to show yet."


@pytest.mark.parametrize("words", ["W" * 60, "<b>&", "الاستماع إلى الناس", "🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 30, ""])
def test_no_words_break_the_picture(words: str) -> None:
    updates = (
        update(date(2020, 1, 2), "planned", words),
        update(date(2026, 1, 2), "not possible", words),
    )
    action = ActionLine(words, date(2019, 12, 31), updates, date(2027, 1, 1), words)
    assert faults(made(action, action)) == []
