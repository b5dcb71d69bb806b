"""The program is killed in the middle of 200 decisions: all that the page called saved is there."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
from hub import hub, suggest
from reviewing import let_in

STOPS = (3, 120)
IN_ALL = 200


def started(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """`heard review` as a process of its own, and the link that it prints."""
    command = [sys.executable, "-m", "flows.cli", "review", str(folder), "--no-browser", "--reviewer", "AB"]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    for line in process.stdout:
        found = re.search(r"http://\S+", line)
        if found:
            return process, found.group()
    raise AssertionError("no link was printed")


def test_what_was_saved_survives(tmp_path: Path, database: str) -> None:
    evaluation = hub(tmp_path / "hub", database=database)
    excerpts = list(evaluation.excerpts()["excerpt_id"])
    suggest(evaluation, (excerpts[0], "voice", "positive", 0.8))
    evaluation.store.close()
    saved: list[str] = []
    number = 0
    for stop in (*STOPS, IN_ALL):
        process, link = started(evaluation.folder)
        try:
            with let_in(link) as browser:
                while number < stop:
                    key = f"00000000-0000-4000-8000-{number:012}"
                    fields = {
                        "key": key,
                        "code": "voice",
                        "say": ("reject", "accept:mixed")[number % 2],
                    }
                    path = f"/review/{excerpts[number % len(excerpts)]}/say"
                    answer = browser.post(path, data=fields)
                    assert "Saved." in answer.text
                    saved.append(f"{key}.voice.{fields['say']}")
                    number += 1
                os.kill(process.pid, signal.SIGKILL)
                lost = {
                    "key": f"00000000-0000-4000-9000-{number:012}",
                    "code": "voice",
                    "say": "reject",
                }
                try:
                    browser.post(path, data=lost)
                except httpx2.HTTPError:
                    continue
                raise AssertionError("somebody answered after the kill")
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()
    assert len(saved) == IN_ALL
    assert list(evaluation.decisions()["key"]) == saved
