"""An evaluation that was run from the command line, with Prefect and the real model."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from run_files import FIRST, PEOPLE, REFUSED_CONSENT, SECOND

from flows.cli.main import main
from flows.server import server_used


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory, prefect_home: Path) -> Path:
    """An evaluation that has been run once."""
    folder = tmp_path_factory.mktemp("evaluation") / "hub"
    assert main(["new", str(folder), "--title", "The Hub"]) == 0
    settings = folder / "evaluation.toml"
    settings.write_text(settings.read_text().replace("waves = []", 'waves = ["wave 1"]'))
    (folder / "people.csv").write_text(PEOPLE)
    (folder / "transcripts" / "maureen.txt").write_text(FIRST)
    (folder / "transcripts" / "sam.vtt").write_text(SECOND)
    (folder / "transcripts" / "Pat Winter.txt").write_text(REFUSED_CONSENT)
    (folder / "transcripts" / "broken.docx").write_bytes(b"PK not a document")
    assert main(["run", str(folder)]) == 1
    return folder


@pytest.fixture(scope="module")
def server(prefect_home: Path) -> Iterator[None]:
    """One of Prefect's servers for all later runs, which would start one each."""
    with server_used(), pytest.MonkeyPatch.context() as patched:
        from prefect.settings import PREFECT_API_URL

        patched.setenv("PREFECT_API_URL", str(PREFECT_API_URL.value()))
        yield


@pytest.fixture
def copied(ran: Path, tmp_path: Path, server: None) -> Iterator[Path]:
    """A copy of it, for a test that changes something."""
    target = tmp_path / "hub"
    shutil.copytree(ran, target)
    yield target
