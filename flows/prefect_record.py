"""What Prefect shows of a run: its name, its tag, its artifact, its lines, its state, its event."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prefect import get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.events import emit_event
from prefect.runtime import flow_run
from prefect.states import Completed
from slugify import slugify

from coding.evaluation.settings import FILE, load_settings
from coding.run_record import RunRecord
from corpora.errors import HeardError
from corpora.files import content_hash, read_limited, shown

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

REFUSED_EVENT = "felt-heard.files.refused"
WITH_REFUSALS = "Completed with refusals"


def slug_of(folder: str | Path) -> str:
    """What an evaluation is called in Prefect: its folder, and a hash that tells two of a name."""
    path = Path(folder).resolve()
    return f"{slugify(path.name) or 'evaluation'}-{content_hash(str(path).encode())[:6]}"


def run_name(folder: str | Path, when: datetime) -> str:
    """The evaluation's title and the day and time; without a title, the name of the folder."""
    try:
        title = load_settings(read_limited(Path(folder) / FILE)).title
    except HeardError:
        title = ""
    called = shown(title).strip() or Path(folder).resolve().name
    return f"{called}, {when.day} {when:%B %Y, %H:%M}"


def name_of_this_run() -> str:
    """`run_name` of the run at work, in this machine's time."""
    return run_name(flow_run.parameters["folder"], datetime.now().astimezone())


def tag_this_run(slug: str) -> None:
    """Give the run at work its evaluation as a tag, whoever deployed it."""
    from prefect.client.orchestration import get_client

    tags = list(flow_run.tags)
    if slug not in tags:
        with get_client(sync_client=True) as client:
            client.update_flow_run(flow_run.id, tags=[*tags, slug])


def shown_in_prefect(record: RunRecord, slug: str, counts: dict[str, int]) -> "State[Any]":
    """The state in which the run ends, once artifact, log and event tell of it."""
    log = get_run_logger()
    for line in record.lines():
        log.info("%s", line)
    create_markdown_artifact(
        key=f"{slug}-run", markdown=record.markdown(), description=record.title
    )
    if not record.refused:
        return Completed(message=record.outcome, data=counts)
    log.warning("%s.", record.outcome)
    for file in record.refused:
        log.warning("Refused: %s: %s", file.name, file.reason)
    emit_event(
        REFUSED_EVENT,
        resource={
            "prefect.resource.id": f"felt-heard.evaluation.{slug}",
            "prefect.resource.name": record.title,
        },
        payload={"refused": len(record.refused), "read": counts["read"]},
    )
    return Completed(name=WITH_REFUSALS, message=record.outcome, data=counts)
