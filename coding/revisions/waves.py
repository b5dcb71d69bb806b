"""With which version of the codebook each wave was decided: no trend across two meanings in silence."""

from collections.abc import Iterator, Mapping

import pandas as pd

from codebooks.change.in_words import in_a_row
from coding.decisions.standing import last_words
from coding.evaluation.evaluation import Evaluation
from coding.revisions.another_look import needs_another_look

NO_WAVE = "no wave"


def by_wave(evaluation: Evaluation, excerpts: pd.DataFrame) -> str:
    """The versions that people's decisions were made with, wave by wave, and what to look at again.

    In sentences, "" without a decision. Counts are of last words, never of people.
    """
    decided = evaluation.decisions()
    if decided.empty:
        return ""
    wave = dict(zip(excerpts["excerpt_id"], excerpts["wave"], strict=True))
    names = {code.id: code.name for theme in evaluation.codebook.themes for code in theme.codes}
    order = {name: at for at, name in enumerate(evaluation.settings.waves)}
    words, looks = last_words(decided), needs_another_look(evaluation)
    return " ".join(version_sentences(words, looks, wave, names, order))


def version_sentences(
    words: pd.DataFrame,
    looks: pd.DataFrame,
    wave: Mapping[str, str],
    names: Mapping[str, str],
    order: Mapping[str, int],
) -> Iterator[str]:
    """The same from last words, what needs another look, and the waves of excerpts by id."""
    own = words.assign(wave=words["excerpt_id"].map(wave)).dropna(subset="wave")
    again = looks.assign(wave=looks["excerpt_id"].map(wave)).dropna(subset="wave")
    for each in sorted(set(own["wave"]), key=lambda name: (order.get(name, len(order)), name)):
        counted = own.loc[own["wave"] == each, "codebook_version"].value_counts().sort_index()
        told = [f"version {version} ({count})" for version, count in counted.items()]
        yield f"{(each or NO_WAVE).capitalize()}: decisions with {in_a_row(told)}."
        open_looks = again[again["wave"] == each]
        if len(open_looks):
            codes = in_a_row(
                [f"'{names.get(id, id)}'" for id in sorted(set(open_looks["code_id"]))]
            )
            count = open_looks["decision"].nunique()
            need = f"{count} of them {'needs' if count == 1 else 'need'} another look"
            yield (
                f"{need}, because the code has changed since: {codes}. Read no trend into these "
                "before that."
            )
