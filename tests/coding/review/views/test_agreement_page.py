"""The page Agreement shows no figure of fewer than thirty excerpts."""

import pandas as pd
import pytest

from coding.agreement.agreement import AGREEMENT, CONFUSION, PRESENCE
from coding.agreement.measures import SHARE
from coding.review.views.agreement import agreement_page


def measured(excerpts: int) -> pd.DataFrame:
    """Two people, who have so many excerpts in common, over all codes and on one of them."""
    rows = [
        (PRESENCE, "pair", "AB, CD", code, measure, 0.8, 0.6, 0.9, excerpts, excerpts, 5, 5, 5, "")
        for code in ("", "voice")
        for measure in (SHARE, "cohen", "krippendorff", "gwet")
    ]
    return pd.DataFrame(rows, columns=AGREEMENT)


@pytest.mark.parametrize(("excerpts", "empty"), [(0, True), (29, True), (30, False)])
def test_figures_stand_from_thirty_excerpts_on(excerpts: int, empty: bool) -> None:
    page = agreement_page(measured(excerpts), pd.DataFrame(columns=CONFUSION), {"voice": "Voice"})
    assert (page.empty, page.by_code == (), page.most) == (empty, empty, excerpts)


def test_nothing_measured_is_nothing_to_show() -> None:
    page = agreement_page(pd.DataFrame(columns=AGREEMENT), pd.DataFrame(columns=CONFUSION), {})
    assert (page.empty, page.most) == (True, 0)
