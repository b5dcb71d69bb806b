"""What people found, in the shape that publications take: one row an excerpt and code accepted."""

import pandas as pd

from coding.decisions.standing import PAIR, last_remarks, last_words, without_undone
from coding.evaluation.frames import SUGGESTIONS


def people_found(
    standing: pd.DataFrame, excerpts: pd.DataFrame, decided: pd.DataFrame
) -> pd.DataFrame:
    """Codings as rows with the columns of suggestions, without probability, phrase or example.

    What reviewers disagree about, be it the code or its direction, waits until it is settled. Each
    has the version of the codebook that it was last accepted with, whatever the newest is.
    """
    agreed = standing[
        (standing["verdict"] == "accept")
        & (standing["direction"] != "disagreed")
        & standing["excerpt_id"].isin(excerpts["excerpt_id"])
    ]
    found = pd.DataFrame(
        {
            "excerpt_id": agreed["excerpt_id"],
            "code_id": agreed["code_id"],
            "direction": agreed["direction"],
            "nearest": "",
        }
    ).merge(_last_accepted(decided), on=PAIR, how="left")
    return found.reindex(columns=SUGGESTIONS).fillna(
        {"phrase_start": 0, "phrase_end": 0, "nearest_similarity": 0.0}
    )


def _last_accepted(decided: pd.DataFrame) -> pd.DataFrame:
    """The codebook of the last acceptance of each pair of excerpt and code, a settled one first."""
    words = without_undone(decided)
    accepted = words[words["verdict"] == "accept"]
    in_order = accepted.assign(settled=accepted["source"] == "settled").sort_values(
        ["settled", "number"]
    )
    last = in_order.drop_duplicates(PAIR, keep="last")
    return last[[*PAIR, "codebook_version", "codebook_hash"]]


def unsettled(standing: pd.DataFrame) -> int:
    """How many pairs of excerpt and code people disagree about."""
    accepted = (standing["verdict"] == "accept") & (standing["direction"] == "disagreed")
    return int(((standing["verdict"] == "disagreed") | accepted).sum())


def count_looked_at(
    decided: pd.DataFrame, remarked: pd.DataFrame, excerpts: pd.DataFrame
) -> tuple[int, int]:
    """How many excerpts people have decided something about, and how many of them to the end."""
    remarks = last_remarks(remarked)
    finished = set(remarks[remarks["kind"] == "finished"]["excerpt_id"])
    known = set(excerpts["excerpt_id"])
    touched = (set(last_words(decided)["excerpt_id"]) | finished) & known
    return len(touched), len(finished & known)


def count_checked(suggestions: pd.DataFrame, decided: pd.DataFrame, remarked: pd.DataFrame) -> int:
    """Of how many suggestions somebody has said something, or finished the excerpt."""
    words, remarks = last_words(decided), last_remarks(remarked)
    finished = set(remarks[remarks["kind"] == "finished"]["excerpt_id"])
    said = set(words[PAIR].itertuples(index=False, name=None))
    pairs = suggestions[PAIR].itertuples(index=False, name=None)
    return sum(pair in said or pair[0] in finished for pair in pairs)


def not_to_be_quoted(remarked: pd.DataFrame) -> set[str]:
    """The excerpts that a reviewer says should not be quoted, whatever their speaker allowed."""
    remarks = last_remarks(remarked)
    return set(remarks[remarks["kind"] == "not to be quoted"]["excerpt_id"])


CODINGS = ["excerpt_id", "code_id", "direction", "reviewer", "at", "codebook_version"]


def codings(decided: pd.DataFrame) -> pd.DataFrame:
    """What the decisions say: one row an excerpt, code and reviewer whose last word was "accept"."""
    last = last_words(decided)
    return last[last["verdict"] == "accept"][CODINGS].reset_index(drop=True)
