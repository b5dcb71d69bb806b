"""All stages of a run, one after the other, with a model that knows no meaning."""

from datetime import date

from deid_evaluation import by_form_alone
from story import cache_of

from coding import Evaluation
from coding.deidentification.search import search
from coding.intake.cutting import read_and_cut
from coding.outputs import write_outputs
from coding.suggestions.suggest import suggest
from coding.themes.uncovered import group


def all_stages(evaluation: Evaluation) -> None:
    """Read, cut, search, suggest, group and write, without Prefect."""
    read_and_cut(evaluation)
    search(evaluation, by_form_alone(evaluation), workers=0)
    cache, excerpts = cache_of(evaluation), evaluation.excerpts()
    suggest(evaluation, excerpts, cache)
    group(evaluation, excerpts, cache)
    write_outputs(evaluation, excerpts, model="words", prepared=date(2026, 3, 2))
