"""`heard review --team` as it runs: over TLS beyond this machine, and not at all without."""

import os
import shutil
import socket
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from made_certificate import certificate

from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.reviewers import reviewers
from flows.cli.main import main

AT = "2026-03-02T10:00:00+00:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_evaluation(tmp_path / "hub")
    return tmp_path / "hub"


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (["--host", "0.0.0.0"], "participants' words do not travel unprotected"),
        (["--host", "0.0.0.0", "--behind-proxy", "https://a.example"], "do not travel unprotected"),
        (["--certificate", "none.pem"], "a certificate and its key go together"),
        ([], "there are no reviewers, so nobody could log in"),
    ],
)
def test_it_is_not_served(
    folder: Path, given: list[str], what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", str(folder), "--team", *given]) == 2
    assert what in capsys.readouterr().err


def test_a_port_that_is_taken_is_a_fault_of_the_machine(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reviewers.add(Evaluation.open(folder).store, "AB", "staff", AT)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["review", str(folder), "--team", "--port", port]) == 3
    assert "nothing can be served at this address" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("openssl"), reason="there is no openssl to make a certificate")
def test_it_is_served_over_tls_under_the_teams_name_only(folder: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = (folder / "evaluation.toml").read_text()
    ours = f'address = "https://localhost:{port}"'
    (folder / "evaluation.toml").write_text(settings.replace('address = ""', ours))
    token = reviewers.add(Evaluation.open(folder).store, "AB", "staff", AT)
    pem = certificate(tmp_path)
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "review",
        str(folder),
        "--team",
        "--port",
        str(port),
    ]
    command += ["--certificate", str(pem[0]), "--key", str(pem[1])]
    unbuffered = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=unbuffered) as server:
        assert server.stdout
        try:
            assert (
                server.stdout.readline()
                == f"Reviewers reach the pages at https://localhost:{port}\n"
            )
            trusting = ssl.create_default_context(cafile=str(pem[0]))
            opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusting))
            page = opener.open(f"https://localhost:{port}/enter/{token}", timeout=30)
            assert page.status == 200 and b"Go in as" in page.read()
            with pytest.raises(urllib.error.HTTPError, match="403"):
                opener.open(
                    urllib.request.Request(
                        f"https://localhost:{port}/enter", headers={"Host": "evil.example"}
                    ),
                    timeout=30,
                )
            with pytest.raises(OSError):
                urllib.request.urlopen(f"http://localhost:{port}/enter", timeout=30)
        finally:
            server.terminate()
