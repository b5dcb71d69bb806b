"""The tutorial can be followed: every command of it, in its order, on the invented evaluation."""

import re
import shlex
from pathlib import Path

import pytest
from paths import ROOT

from flows.cli.main import main

PAGE = (ROOT / "docs" / "tutorial" / "first-evaluation.md").read_text("utf-8")
COMMANDS = re.findall(r"^heard (.*)$", PAGE, re.M)
# It serves pages until it is stopped; tests/coding/review follows those.
WAITS = "review demo --reviewer ME"
# The invented team is not ready for a release, as the page says.
ENDS = {"report check demo": 2}


@pytest.mark.model
@pytest.mark.flow
def test_every_command_of_the_tutorial_does_what_it_says(
    tmp_path: Path, prefect_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert WAITS in COMMANDS
    outcomes = {line: main(shlex.split(line)) for line in COMMANDS if line != WAITS}
    assert outcomes == {line: ENDS.get(line, 0) for line in outcomes}
    paths = re.findall(r"`(demo/[^`]+)`", PAGE)
    assert paths
    assert [path for path in paths if not Path(path).exists()] == []
