"""The automations that ship tell people, on a real server: failed, late, refused, silent."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from held_flow import HELD, REACHED
from paths import ROOT
from prefect_served import SECONDS, ServedPrefect, ask, wait_for
from ruamel.yaml import YAML

from coding.evaluation.new import new_evaluation

pytestmark = [pytest.mark.flow, pytest.mark.model]

AUTOMATIONS = ROOT / "docs" / "automations.yaml"
NO_BLOCK = "00000000-0000-0000-0000-000000000000"
SAID = "Interviewer: Were you heard?\n\nDee: Yes, I spoke up about the ramp, and they built one.\n"
# A block that notifies by posting to an address; its id is printed.
BLOCK = """
import sys
from prefect.blocks.notifications import CustomWebhookNotificationBlock as Block
told = {"subject": "{{subject}}", "body": "{{body}}"}
print(Block(name="here", url=sys.argv[1], json_data=told).save("here"))
"""


@pytest.fixture
def told() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An address on this machine, and what was posted to it."""
    posted: list[dict[str, str]] = []

    class Post(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Post)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", posted
    server.shutdown()
    server.server_close()


def test_whoever_looks_after_the_schedule_is_told(
    tmp_path: Path, told: tuple[str, list[dict[str, str]]]
) -> None:
    address, posted = told
    hub = tmp_path / "hub"
    new_evaluation(hub, title="The Hub")
    (hub / "transcripts" / "one.txt").write_text(SAID)
    (hub / "transcripts" / "broken.docx").write_bytes(b"PK not a document")
    # The shortest that Prefect allows, in place of three minutes.
    prefect = ServedPrefect(tmp_path / "prefect", PREFECT_FLOWS_HEARTBEAT_FREQUENCY="30")
    try:
        automated(prefect, tmp_path, address)
        deployed(prefect, tmp_path)

        def subjects() -> list[str]:
            return [post["subject"] for post in posted]

        run = prefect.started("first-evaluation", folder=str(hub))
        wait_for(lambda: "Late: first-evaluation" in subjects())

        worker = prefect.begin("worker", "start", "--pool", "felt-heard", cwd=tmp_path)
        assert prefect.ended(run)["state_name"] == "Completed with refusals"
        wait_for(lambda: any(re.match("Files refused: 1, The Hub, ", s) for s in subjects()))

        prefect.ended(prefect.started("first-evaluation", folder=str(tmp_path / "nowhere")))
        wait_for(lambda: any(re.match("Failed: nowhere, ", s) for s in subjects()))
        (failed,) = [p for p in posted if p["subject"].startswith("Failed: nowhere")]
        assert "there is no such folder" in failed["body"]

        (hub / "transcripts" / "two.txt").write_text(SAID.replace("ramp", "door"))
        (hub / HELD).touch()
        run = prefect.started("first-evaluation", folder=str(hub))
        process = int(wait_for((hub / REACHED).read_text))
        os.killpg(worker.pid, signal.SIGKILL)
        os.kill(process, signal.SIGKILL)
        ended = prefect.ended(run)
        assert ended["state_type"] == "CRASHED"
        assert ended["state"]["message"] == "It gave no sign of life for ten minutes."
        wait_for(lambda: any(re.match("Failed: The Hub, ", s) for s in subjects()))

        runs = ask(prefect.api, "/flow_runs/filter")
        begun = sorted(run["state_name"] for run in runs if run["start_time"])
        assert begun == ["Completed with refusals", "Crashed", "Failed"], "no other was silent"
    finally:
        prefect.end()


def automated(prefect: ServedPrefect, folder: Path, address: str) -> None:
    """The automations as the document says, silent sooner: a test cannot wait for ten minutes."""
    line = [sys.executable, "-c", BLOCK, address]
    saved = subprocess.run(
        line, env=prefect.environment, check=True, capture_output=True, text=True, timeout=SECONDS
    )
    written = AUTOMATIONS.read_text()
    assert written.count(NO_BLOCK) == 1 and written.count("within: 600") == 1
    written = written.replace(NO_BLOCK, saved.stdout.split()[-1])
    (folder / "automations.yaml").write_text(written.replace("within: 600", "within: 75"))
    prefect.command("automation", "create", "--from-file", str(folder / "automations.yaml"))


def deployed(prefect: ServedPrefect, folder: Path) -> None:
    written = (ROOT / "prefect.yaml").read_text().replace("flows.batch.", "held_flow.")
    (folder / "prefect.yaml").write_text(written)
    prefect.command("work-pool", "create", "felt-heard", "--type", "process")
    prefect.command("deploy", "--all", cwd=folder)


def test_every_way_in_which_a_run_ends_is_no_silence() -> None:
    """A name that is left out would turn a run that ended well into one that crashed."""
    automations = YAML(typ="safe").load(AUTOMATIONS.read_text())["automations"]
    (silent,) = [a for a in automations if a["trigger"]["posture"] == "Proactive"]
    named = re.findall(r'name="(\w[^"]*)"', (ROOT / "flows" / "batch.py").read_text())
    from flows.prefect_record import WITH_REFUSALS

    ends = {"Completed", WITH_REFUSALS, "Skipped", "Failed", "Crashed", "Cancelled"}
    assert "Skipped" in named
    assert {f"prefect.flow-run.{name}" for name in ends} <= set(silent["trigger"]["expect"])
