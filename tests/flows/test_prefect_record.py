"""What Prefect shows of a run, against one of its servers on this machine."""

import json
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from run_files import FIRST, PEOPLE, SECOND

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import new_evaluation
from coding.outputs import summary_of
from flows.batch import code_open_run, code_transcripts
from flows.open_run import OpenRun
from flows.prefect_record import run_name, slug_of
from flows.server import server_used

WHEN = datetime(2026, 11, 3, 6, 5, tzinfo=UTC)
SECONDS = 180


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    folder = tmp_path / "Our hub"
    new_evaluation(folder, title="Hub {of} *ours*")
    (folder / "people.csv").write_text(PEOPLE.replace("wave 1", ""))
    (folder / "transcripts" / "maureen.txt").write_text(FIRST)
    return folder


def test_a_run_is_named_after_the_title_and_the_time(hub: Path) -> None:
    assert run_name(hub, WHEN) == "Hub {of} *ours*, 3 November 2026, 06:05"


@pytest.mark.parametrize("settings", [None, "", 'title = ""', "titel = 1"])
def test_a_run_whose_title_cannot_be_read_is_named_after_its_folder(
    tmp_path: Path, settings: str | None
) -> None:
    (tmp_path / "The hub").mkdir()
    if settings is not None:
        (tmp_path / "The hub" / "evaluation.toml").write_text(settings)
    assert run_name(tmp_path / "The hub", WHEN) == "The hub, 3 November 2026, 06:05"


def test_two_folders_of_one_name_are_two_in_prefect() -> None:
    names = [slug_of(path) for path in ("/a/Our hub", "/b/Our hub", "/a/x/../Our hub/")]
    assert [name.rpartition("-")[0] for name in names] == ["our-hub"] * 3
    assert names[0] == names[2] != names[1]


def test_a_folder_whose_name_has_no_letters_has_a_slug() -> None:
    assert slug_of("/").startswith("evaluation-")


@pytest.fixture(scope="module")
def api(prefect_home: Path) -> Iterator[str]:
    with server_used():
        from prefect.settings import PREFECT_API_URL

        yield str(PREFECT_API_URL.value())


def ask(api: str, path: str, body: dict[str, Any]) -> Any:
    content, kind = json.dumps(body).encode(), {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{api}{path}", content, kind, method="POST")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def events(api: str, slug: str) -> list[dict[str, Any]]:
    """The events about an evaluation; they are sent beside the run and come a little after it."""
    wanted = {"event": {"name": ["felt-heard.files.refused"]}}
    wanted["resource"] = {"id": [f"felt-heard.evaluation.{slug}"]}
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if there := ask(api, "/events/filter", {"filter": wanted})["events"]:
            return list(there)
        time.sleep(0.5)
    return []


@pytest.mark.flow
@pytest.mark.model
def test_a_run_with_a_refused_file_is_seen_at_a_glance(
    hub: Path, api: str, prefect_home: Path
) -> None:
    slug = slug_of(hub)
    quiet = code_transcripts(str(hub), return_state=True)
    assert (quiet.name, quiet.message) == ("Completed", "Every file could be read")

    (hub / "transcripts" / "sam.vtt").write_text(SECOND)
    (hub / "transcripts" / "Maureen Tate 2.docx").write_bytes(b"PK not a document")
    by_hand = code_open_run(OpenRun(str(hub)))
    evaluation = Evaluation.open(hub)
    assert by_hand == {
        name: getattr(summary_of(evaluation), name) for name in summary_of(evaluation).__slots__
    }

    mine = {"flow_runs": {"tags": {"all_": [slug]}}, "sort": "START_TIME_ASC"}
    first, second = ask(api, "/flow_runs/filter", mine)
    assert first["state_name"] == "Completed"
    assert (second["state_type"], second["state_name"]) == ("COMPLETED", "Completed with refusals")
    assert second["state"]["message"] == "1 file was refused"
    assert second["name"].startswith("Hub {of} *ours*, ")
    (artifact,) = ask(
        api, "/artifacts/latest/filter", {"artifacts": {"key": {"any_": [f"{slug}-run"]}}}
    )
    assert artifact["flow_run_id"] == second["id"]
    page = "# Hub \\{of\\} \\*ours\\*\n\n**1 file was refused.**\n\n| "
    assert artifact["data"].startswith(page)
    assert "| \\[carer 1\\] 2.docx | this is not really a Word file" in artifact["data"]
    assert "| Transcripts read | 2 | +1 |" in artifact["data"]

    (event,) = events(api, slug)
    assert event["payload"] == {"refused": 1, "read": 2}
    assert event["resource"]["prefect.resource.name"] == "Hub {of} *ours*"
    assert f"prefect.flow-run.{second['id']}" in {
        related["prefect.resource.id"] for related in event["related"]
    }
    stored = b"".join(p.read_bytes() for p in prefect_home.rglob("*") if p.is_file())
    for word in ("Maureen", "Tate", "Okoro", "opening hours", "nodded along"):
        for form in (word.encode(), word.encode("utf-16-le")):
            assert form not in stored
