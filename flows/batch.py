"""The main job: a folder of transcripts in, coded excerpts for people to review out.

Prefect keeps the order, retries faults of the environment and records what ran. A flow is given the
folder's path, and gives counts: Prefect stores both. What a stage is given it does not store; that
may hold names of files, which may be names of people, but never a participant's words.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed

from coding.deidentification.search import (
    actions_for_a_run,
    look_through,
    looks_for_names,
    number_stand_ins,
)
from coding.evaluation.output_files import put_in_folders
from coding.intake import sources
from coding.intake.cutting import cut_all
from coding.outputs import is_unchanged, summary_of, write_outputs
from coding.retention.purge_record import refuse_purged
from coding.revisions.versions import verify
from coding.run_record import Before, run_record
from coding.suggestions.changes import last_run
from coding.suggestions.suggest import embed, suggest
from coding.themes.drafts import finish
from coding.themes.uncovered import group
from corpora.errors import Locked
from corpora.files import lock
from flows.faults_for_prefect import environment_only, without_words
from flows.open_run import OpenRun
from flows.prefect_record import name_of_this_run, shown_in_prefect, slug_of, tag_this_run
from flows.progress import stage

FILES_A_TASK = 50

_STAGE: dict[str, Any] = {
    "cache_policy": NO_CACHE,
    "persist_result": False,
    "retries": 2,
    "retry_delay_seconds": 5,
    "retry_condition_fn": environment_only,
}


@task(name="read transcripts", **_STAGE)
@without_words
def read_transcripts(run: OpenRun, due: Sequence[sources.Source], first: int, of: int) -> int:
    """Read these files, which stand in the plan from `first` on; gives how many were refused."""
    with stage("Reading") as advance:
        return sources.read_sources(run.evaluation, due, _shifted(advance, first, of))


def _shifted(
    advance: Callable[[int, int], None], first: int, of: int
) -> Callable[[int, int], None]:
    return lambda done, _: advance(first + done, of)


@task(name="take out removed files", **_STAGE)
@without_words
def take_out_removed(run: OpenRun, names: Sequence[str]) -> int:
    """Take what came of files that are gone out of the store; gives how many files."""
    return sources.remove_sources(run.evaluation, names)


@task(name="cut excerpts", **_STAGE)
@without_words
def cut_excerpts(run: OpenRun) -> int:
    """Say who speaks and cut excerpts; gives how many transcripts were cut anew."""
    with stage("Cutting excerpts") as advance:
        return cut_all(run.evaluation, advance)


@task(name="look for personal data", **_STAGE)
@without_words
def look_for_personal_data(run: OpenRun) -> int:
    """Look for names, places, numbers and the like; gives how many transcripts were looked through."""
    with stage("Looking for names") as advance:
        return look_through(run.evaluation, run.evaluation.settings.actions, progress=advance)


@task(name="look for numbers alone", **_STAGE)
@without_words
def look_for_numbers(run: OpenRun) -> int:
    """Look for numbers, addresses and the like; gives how many transcripts were looked through.

    In a process of its own where there is much: the excerpts are cut at the same time.
    """
    return look_through(run.evaluation, actions_for_a_run(run.evaluation), workers=1)


@task(name="number personal data", **_STAGE)
@without_words
def number_personal_data(run: OpenRun) -> None:
    """Give what was found its stand-ins, now that it is known who speaks."""
    number_stand_ins(run.evaluation, run.evaluation.settings.actions)


@task(name="embed excerpts", **_STAGE)
@without_words
def embed_excerpts(run: OpenRun) -> int:
    """Embed excerpts that have no vector yet; gives how many texts."""
    with stage("Embedding") as advance:
        return embed(run.evaluation, run.excerpts, run.vectors, advance)


@task(name="suggest codes", **_STAGE)
@without_words
def suggest_codes(run: OpenRun) -> bool:
    """Suggest codes for every excerpt; False where nothing had changed."""
    with stage("Suggesting codes") as advance:
        return suggest(run.evaluation, run.excerpts, run.vectors, advance)


@task(name="group what is not covered", **_STAGE)
@without_words
def group_uncovered(run: OpenRun) -> bool:
    """Group what the codebook covers poorly; False where nothing had changed."""
    with stage("Grouping the rest"):
        return group(run.evaluation, run.excerpts, run.vectors)


@task(name="write outputs", **_STAGE)
@without_words
def write_what_changed(run: OpenRun) -> list[str]:
    """Write sheet and report; gives the names of outputs that people had changed and were kept."""
    with stage("Writing"):
        return write_outputs(
            run.evaluation,
            run.excerpts,
            model=run.vectors.model.key,
            prepared=datetime.now(UTC).date(),
        )


_FLOW: dict[str, Any] = {
    "name": "code-transcripts",
    "flow_run_name": name_of_this_run,
    "log_prints": False,
    "persist_result": False,
}


@flow(**_FLOW)
@without_words
def code_transcripts(folder: str) -> State[Any]:
    """Read, cut, embed, suggest, group and write what changed in the evaluation in `folder`.

    Gives counts: files read and refused, excerpts, suggestions and so on. Where another run is at
    work there, this one is completed as skipped.
    """
    tag_this_run(slug_of(folder))
    run = OpenRun(folder)
    refuse_purged(run.evaluation)
    try:
        with lock(run.evaluation.hidden):
            for line in [*finish(run.evaluation), *put_in_folders(run.evaluation.outputs)]:
                get_run_logger().info(line)
            return _code(run)
    except Locked as held:
        get_run_logger().info("Skipped: %s.", held.what)
        return Completed(name="Skipped", message=held.what)


def code_open_run(run: OpenRun) -> dict[str, int]:
    """`code_transcripts` for a run that is open already, by a caller who holds the lock.

    Prefect is given its folder alone.
    """

    @flow(**_FLOW)
    @without_words
    def code_transcripts(folder: str) -> State[Any]:
        tag_this_run(slug_of(folder))
        return _code(run)

    # Called for its result, a flow gives what its state holds.
    counts: Any = code_transcripts(run.folder)
    return dict(counts)


def _code(run: OpenRun) -> State[Any]:
    evaluation = run.evaluation
    verify(evaluation)
    before = Before(summary_of(evaluation), last_run(evaluation))
    unchanged = is_unchanged(evaluation, run.plan)
    if not unchanged:
        _run_stages(run)
    now = summary_of(evaluation)
    record = run_record(evaluation, None if unchanged else run.plan, before, now)
    return shown_in_prefect(record, slug_of(run.folder), asdict(now))


def _run_stages(run: OpenRun) -> None:
    due, removed = run.plan.to_read, run.plan.removed
    if removed:
        take_out_removed(run, removed)
    for first in range(0, len(due), FILES_A_TASK):
        read_transcripts(run, due[first : first + FILES_A_TASK], first, len(due))
    if looks_for_names(actions_for_a_run(run.evaluation)):
        cut_excerpts(run)
        look_for_personal_data(run)
    else:
        looking = look_for_numbers.submit(run)
        cut_excerpts(run)
        looking.result()
    number_personal_data(run)
    embed_excerpts(run)
    suggest_codes(run)
    group_uncovered(run)
    for _ in write_what_changed(run):
        get_run_logger().info("An output that people had changed was kept beside the new one.")
