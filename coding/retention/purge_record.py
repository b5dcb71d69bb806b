"""That an evaluation was purged: when, by whom, and how much went. No word, and no name of a file."""

import json
from dataclasses import asdict, dataclass

from coding.evaluation.evaluation import Evaluation
from corpora.errors import InputError
from corpora.files import read_limited, shown, write_atomic

RECORD = "purged.json"


@dataclass(frozen=True, slots=True)
class PurgeRecord:
    """What is left to show that words were destroyed: `at` is a day, UTC, in ISO 8601."""

    at: str
    by: str
    files: int
    outputs: int
    people: int
    excerpts: int
    decisions_kept: int


def keep_record(evaluation: Evaluation, record: PurgeRecord) -> None:
    """Write the record into the hidden folder, mode 0600."""
    content = json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"
    write_atomic(evaluation.hidden / RECORD, content.encode(), mode=0o600)


def purged_on(evaluation: Evaluation) -> str:
    """The day on which the evaluation was purged, "" where it was not."""
    path = evaluation.hidden / RECORD
    return str(json.loads(read_limited(path))["at"]) if path.is_file() else ""


def refuse_purged(evaluation: Evaluation) -> None:
    """Raises InputError where the evaluation was purged: a run would write over what is kept."""
    if day := purged_on(evaluation):
        raise InputError(
            f"this evaluation was purged on {day}; what was found is kept as it was",
            where=shown(evaluation.folder.name),
            remedy="For new transcripts make another one: heard new FOLDER",
        )
