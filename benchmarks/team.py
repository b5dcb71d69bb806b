"""Twenty reviewers at once: how long a save takes, and whether any is lost.

    python -m benchmarks.team [--reviewers 20] [--saves 20] [--pause 3] [--database URL] [--run]

`heard review --team` as a process of its own, over TLS, on the invented evaluation; each reviewer a
connection that codes, waits `pause` seconds and codes again, and finishes an excerpt after every
fourth. Prints JSON: milliseconds until a save is answered, which is when it is committed, and until
the next excerpt is there; how many saves were made and how many of them are in the database.
Clients and server share this machine. A `database` that is given must be empty. With `--run`, one
`heard run` after the other is at work meanwhile, each with all transcripts to be cut anew.
"""

import argparse
import http.client
import json
import os
import re
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from urllib.parse import urlencode
from uuid import uuid4

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import demo_evaluation
from coding.intake.cutting import read_and_cut
from coding.review.acts.going_on import SEVERAL, TODAY
from coding.reviewers import reviewers
from coding.suggestions.suggest import open_cache, suggest
from corpora.files import write_atomic
from flows.environment import prepare

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}


@dataclass
class Client:
    """A reviewer's browser: one connection, one session."""

    port: int
    token: str
    cookie: str = ""
    saves: list[float] = field(default_factory=list)
    nexts: list[float] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Come in by the personal link."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        self.at = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=120, context=trusting)
        answer = self.ask("POST", f"/enter/{self.token}")
        self.cookie = answer["set-cookie"].split(";")[0]

    def ask(self, method: str, path: str, **fields: str) -> http.client.HTTPMessage:
        """The headers of the answer. Raises RuntimeError where it is neither a page nor leads on."""
        return self._answered(method, path, **fields)[0]

    def excerpt(self, place: str) -> str:
        """The address of an excerpt: of the one that a place shows, or of the first of several."""
        path = place.partition("?")[0]
        if path == TODAY:
            path = self.ask("GET", "/review")["location"].partition("?")[0]
        if path != SEVERAL:
            return path
        found = re.search(r'name="excerpt" value="([^"]+)"', self._answered("GET", path)[1])
        return f"/review/{found[1]}" if found else path

    def _answered(
        self, method: str, path: str, **fields: str
    ) -> tuple[http.client.HTTPMessage, str]:
        headers = {**FORM, "Cookie": self.cookie}
        self.at.request(method, path, urlencode(fields) if method == "POST" else None, headers)
        answer = self.at.getresponse()
        page = answer.read().decode()
        if answer.status not in (200, 303):
            said = " ".join(re.sub(r"<[^>]*>", " ", page.partition("<h1>")[2]).split())
            raise RuntimeError(f"{method} {path} was answered with {answer.status}: {said}")
        return answer.headers, page

    def work(self, saves: int, pause: float, codes: list[str]) -> None:
        """Code and finish excerpts, and note how long each answer takes."""
        path = self.excerpt(self.ask("GET", "/review")["location"])
        for number in range(saves):
            time.sleep(pause)
            key, code = str(uuid4()), codes[number % len(codes)]
            told = {"key": key, "code": code, "say": "accept:positive"}
            self.saves.append(self._timed(f"{path}/say", **told))
            self.keys.append(f"{key}.{code}.accept:positive")
            self.ask("GET", path)
            if number % 4 == 3:
                began = time.perf_counter()
                leads = self.ask("POST", f"{path}/next", key=str(uuid4()), say="next")["location"]
                self.ask("GET", leads)
                self.nexts.append(time.perf_counter() - began)
                path = self.excerpt(leads)

    def _timed(self, path: str, **fields: str) -> float:
        began = time.perf_counter()
        self.ask("POST", path, **fields)
        return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    prepare()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviewers", type=int, default=20)
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--pause", type=float, default=3.0)
    parser.add_argument("--database", default="")
    parser.add_argument("--run", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(_measured(Path(folder), given), indent=2))


def _measured(base: Path, given: argparse.Namespace) -> dict[str, float]:
    port = _free_port()
    evaluation = _evaluation(base / "evaluation", port, given.database)
    names = [f"R{number}" for number in range(given.reviewers)]
    tokens = [reviewers.add(evaluation.store, name, "other", "2026") for name in names]
    clients = [Client(port, token) for token in tokens]
    codes = [code.id for code in evaluation.codebook.codes]
    server = _served(evaluation.folder, port)
    try:
        began = time.perf_counter()
        over = Event()
        with ThreadPoolExecutor(given.reviewers + 1) as pool:
            runs = pool.submit(_runs, evaluation.folder, over) if given.run else None
            try:
                list(pool.map(Client.begin, clients))
                list(pool.map(lambda client: client.work(given.saves, given.pause, codes), clients))
            finally:
                over.set()
        seconds = time.perf_counter() - began
    finally:
        server.terminate()
        server.wait()
    kept = set(evaluation.decisions()["key"])
    told = [key for client in clients for key in client.keys]
    return {
        "reviewers": given.reviewers,
        "saves": len(told),
        "lost": sum(key not in kept for key in told),
        "seconds": round(seconds, 1),
        "runs": runs.result() if runs else 0,
        **_milliseconds("save", [each for client in clients for each in client.saves]),
        **_milliseconds("next", [each for client in clients for each in client.nexts]),
    }


def _runs(folder: Path, over: Event) -> int:
    """`heard run` until it is `over`, with another list of people each time; how many runs it were.

    Raises CalledProcessError where one fails.
    """
    runs, people = 0, folder / "people.csv"
    while not over.is_set():
        row = f"Z{runs},Zoe Zed {runs},,,,,yes,yes\n"
        write_atomic(people, people.read_bytes() + row.encode())
        command = [sys.executable, "-m", "flows.cli", "run", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
        runs += 1
    return runs


def _milliseconds(name: str, seconds: list[float]) -> dict[str, float]:
    told = sorted(1000 * each for each in seconds)
    return {
        f"{name}_median_ms": round(statistics.median(told), 1),
        f"{name}_95th_ms": round(told[int(0.95 * len(told))], 1),
        f"{name}_slowest_ms": round(told[-1], 1),
    }


def _evaluation(folder: Path, port: int, database: str) -> Evaluation:
    """The invented evaluation, read, cut and suggested codes."""
    demo_evaluation(folder)
    settings = (folder / "evaluation.toml").read_text("utf-8")
    settings = settings.replace('address = ""', f'address = "https://127.0.0.1:{port}"')
    settings = settings.replace('database = ""', f'database = "{database}"')
    write_atomic(folder / "evaluation.toml", settings.encode())
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    suggest(evaluation, evaluation.excerpts(), open_cache(evaluation))
    return evaluation


def _served(folder: Path, port: int) -> "subprocess.Popen[str]":
    """`heard review --team`, once it says where it is."""
    certificate, key = folder.parent / "certificate.pem", folder.parent / "key.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    make += ["-subj", "/CN=127.0.0.1", "-out", str(certificate), "-keyout", str(key)]
    subprocess.run(make, check=True, capture_output=True)
    command = [sys.executable, "-m", "flows.cli", "review", str(folder), "--team"]
    command += ["--port", str(port), "--certificate", str(certificate), "--key", str(key)]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    if server.stdout is None or "reach the pages" not in server.stdout.readline():
        raise RuntimeError("the server did not start")
    return server


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    main()
