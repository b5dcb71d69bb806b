"""What people's decisions come to: each reviewer's last word, and where the team stands.

Decisions are never changed; these are readings of the record. The order is that of the numbers
under which they were kept, whatever the clocks say.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

PAIR = ["excerpt_id", "code_id"]
STANDING = [*PAIR, "verdict", "direction", "reviewers", "settled"]
REMARKS = ["excerpt_id", "reviewer", "kind"]


def without_undone(said: pd.DataFrame) -> pd.DataFrame:
    """`said` (rows of decisions or remarks) without what was taken back, and the taking back."""
    taken_back = undone(list(zip(said["key"], said["undoes"], strict=True)))
    kept = ~said["key"].isin(taken_back) & (said["undoes"] == "")
    return said[kept].reset_index(drop=True)


def undone(said: Sequence[tuple[str, str]]) -> set[str]:
    """The keys that are taken back, of (key, what it undoes) in the order of saying.

    Taking back a taking back makes the first one hold again.
    """
    found: set[str] = set()
    for key, undoes in reversed(said):
        if undoes and key not in found:
            found.add(undoes)
    return found


def last_words(decided: pd.DataFrame) -> pd.DataFrame:
    """What each reviewer says now: one row an excerpt, code and reviewer, columns of decisions."""
    held = without_undone(decided)
    return held.drop_duplicates([*PAIR, "reviewer"], keep="last").reset_index(drop=True)


def last_remarks(remarked: pd.DataFrame) -> pd.DataFrame:
    """What each reviewer says of whole excerpts now: one row an excerpt, reviewer and kind."""
    last = without_undone(remarked).drop_duplicates(REMARKS, keep="last")
    return last[last["value"] != "no"].reset_index(drop=True)


def standing(decided: pd.DataFrame) -> pd.DataFrame:
    """Where the team stands: one row an excerpt and code, columns `STANDING`.

    `verdict` is accept, reject or not sure, or "disagreed" where reviewers differ and nobody has
    settled it; "not sure" gives way to a clear word. `direction` is that of those who accept,
    "disagreed" where they differ, "" without an acceptance. What was settled outweighs the rest,
    whatever its order; `reviewers` counts who said something.
    """
    held = without_undone(decided)
    settled = held[held["source"] == "settled"].drop_duplicates(PAIR, keep="last")
    own = held[held["source"] != "settled"].drop_duplicates([*PAIR, "reviewer"], keep="last")
    rulings = {(e, c): (v, d) for e, c, v, d in _told(settled)}
    said: dict[tuple[str, str], list[tuple[str, str]]] = {pair: [] for pair in rulings}
    for excerpt, code, verdict, direction in _told(own):
        said.setdefault((excerpt, code), []).append((verdict, direction))
    rows = [
        (*pair, *rulings.get(pair, together(words)), len(words), pair in rulings)
        for pair, words in sorted(said.items())
    ]
    return pd.DataFrame(rows, columns=STANDING)


def _told(rows: pd.DataFrame) -> list[tuple[str, str, str, str]]:
    return list(rows[[*PAIR, "verdict", "direction"]].itertuples(index=False, name=None))


def together(words: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """What several reviewers' words (verdict, direction) come to, "not sure" where there are none."""
    words = list(words)
    clear = {verdict for verdict, _ in words} - {"not sure"}
    directions = {direction for verdict, direction in words if verdict == "accept" and direction}
    direction = "disagreed" if len(directions) > 1 else next(iter(directions), "")
    if len(clear) > 1:
        return "disagreed", direction
    return next(iter(clear), "not sure"), direction
