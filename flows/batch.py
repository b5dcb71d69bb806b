"""The main job: a folder of transcripts in, coded excerpts for people to review out.

Prefect keeps the order, retries faults of the environment and records what ran. A flow is given the
folder's path, and gives counts: Prefect stores both. What a stage is given it does not store; that
may hold names of files, which may be names of people, but never a participant's words.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE

from coding.deidentification.search import by_form_alone, look_through, number_stand_ins
from coding.evaluation.evaluation import Evaluation
from coding.intake import sources
from coding.intake.cutting import cut_all
from coding.outputs import is_unchanged, summary_of, write_outputs
from coding.revisions.versions import verify
from coding.suggestions.suggest import embed, open_cache, suggest
from coding.themes.drafts import finish
from coding.themes.uncovered import group
from corpora.files import lock
from flows.faults import environment_only, without_words
from flows.progress import stage

if TYPE_CHECKING:
    from coding.embedding.vectors import VectorCache

FILES_A_TASK = 50

_STAGE: dict[str, Any] = {
    "cache_policy": NO_CACHE,
    "persist_result": False,
    "retries": 2,
    "retry_delay_seconds": 5,
    "retry_condition_fn": environment_only,
}


@lru_cache(maxsize=1)
def vectors_of(folder: str) -> "VectorCache":
    """The vectors of the evaluation, opened once for the stages that need the model."""
    return open_cache(Evaluation.open(folder))


@lru_cache(maxsize=1)
def _cut(folder: str) -> Evaluation:
    """The evaluation, opened once for the stages after cutting: excerpts and codebook stay the same."""
    return Evaluation.open(folder).keeping_excerpts()


@task(name="read transcripts", **_STAGE)
@without_words
def read_transcripts(folder: str, due: Sequence[sources.Source], first: int, of: int) -> int:
    """Read these files, which stand in the plan from `first` on; gives how many were refused."""
    with stage("Reading") as advance:
        return sources.read_sources(Evaluation.open(folder), due, _shifted(advance, first, of))


def _shifted(
    advance: Callable[[int, int], None], first: int, of: int
) -> Callable[[int, int], None]:
    return lambda done, _: advance(first + done, of)


@task(name="take out removed files", **_STAGE)
@without_words
def take_out_removed(folder: str, names: Sequence[str]) -> int:
    """Take what came of files that are gone out of the store; gives how many files."""
    return sources.remove_sources(Evaluation.open(folder), names)


@task(name="cut excerpts", **_STAGE)
@without_words
def cut_excerpts(folder: str) -> int:
    """Say who speaks and cut excerpts; gives how many transcripts were cut anew."""
    with stage("Cutting excerpts") as advance:
        return cut_all(Evaluation.open(folder), advance)


@task(name="look for personal data", **_STAGE)
@without_words
def look_for_personal_data(folder: str) -> int:
    """Look for numbers, addresses and the like; gives how many transcripts were looked through.

    In a process of its own where there is much: the excerpts are cut at the same time.
    """
    evaluation = Evaluation.open(folder)
    return look_through(evaluation, by_form_alone(evaluation), workers=1)


@task(name="number personal data", **_STAGE)
@without_words
def number_personal_data(folder: str) -> None:
    """Give what was found its stand-ins, now that it is known who speaks."""
    evaluation = Evaluation.open(folder)
    number_stand_ins(evaluation, by_form_alone(evaluation))


@task(name="embed excerpts", **_STAGE)
@without_words
def embed_excerpts(folder: str) -> int:
    """Embed excerpts that have no vector yet; gives how many texts."""
    with stage("Embedding") as advance:
        return embed(_cut(folder), vectors_of(folder), advance)


@task(name="suggest codes", **_STAGE)
@without_words
def suggest_codes(folder: str) -> bool:
    """Suggest codes for every excerpt; False where nothing had changed."""
    with stage("Suggesting codes") as advance:
        return suggest(_cut(folder), vectors_of(folder), advance)


@task(name="group what is not covered", **_STAGE)
@without_words
def group_uncovered(folder: str) -> bool:
    """Group what the codebook covers poorly; False where nothing had changed."""
    with stage("Grouping the rest"):
        return group(_cut(folder), vectors_of(folder))


@task(name="write outputs", **_STAGE)
@without_words
def write_what_changed(folder: str) -> list[str]:
    """Write sheet and report; gives the names of outputs that people had changed and were kept."""
    evaluation = _cut(folder)
    with stage("Writing"):
        return write_outputs(
            evaluation,
            model=vectors_of(folder).model.key,
            prepared=datetime.now(UTC).date(),
        )


@flow(name="code-transcripts", log_prints=False, persist_result=False)
@without_words
def code_transcripts(folder: str) -> dict[str, int]:
    """Read, cut, embed, suggest, group and write what changed in the evaluation in `folder`.

    Gives counts: files read and refused, excerpts, suggestions and so on.
    """
    evaluation = Evaluation.open(folder)
    with lock(evaluation.hidden):
        for line in finish(evaluation):
            get_run_logger().info(line)
        verify(evaluation)
        plan = sources.plan(evaluation)
        if is_unchanged(evaluation, plan):
            get_run_logger().info("Nothing has changed since the last run.")
        else:
            _run_stages(folder, plan)
        counts = asdict(summary_of(evaluation))
    create_table_artifact(
        key="coded-excerpts",
        table=[{"what": name, "how many": number} for name, number in counts.items()],
        description="What stands in the evaluation after this run.",
    )
    return counts


def _run_stages(folder: str, plan: sources.Plan) -> None:
    if plan.removed:
        take_out_removed(folder, plan.removed)
    due = plan.to_read
    for first in range(0, len(due), FILES_A_TASK):
        read_transcripts(folder, due[first : first + FILES_A_TASK], first, len(due))
    looking = look_for_personal_data.submit(folder)
    cut_excerpts(folder)
    looking.result()
    number_personal_data(folder)
    _cut.cache_clear()
    embed_excerpts(folder)
    suggest_codes(folder)
    group_uncovered(folder)
    for _ in write_what_changed(folder):
        get_run_logger().info("An output that people had changed was kept beside the new one.")
    _cut.cache_clear()
    vectors_of.cache_clear()
