"""How fast the review pages are with many excerpts, and how much memory they take.

    python -m benchmarks.review [--excerpts 100000] [--asked 20]

The evaluation is invented: words and vectors by chance, two suggestions for every second excerpt,
2,000 decisions about 1,000 excerpts that are finished. Prints JSON: seconds of making ready, then
milliseconds (medians), memory in MB. Then as many decisions are made as relearning waits for: how
long it takes the first time and again, and how long a save and the next excerpt take meanwhile.
The pages are asked for in the same process, so that no network is measured.
"""

import argparse
import json
import random
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from httpx2 import Response
from starlette.testclient import TestClient

from coding.decisions.record import Decision, Remark, append_all
from coding.embedding.encoders.load import load_model
from coding.embedding.model import Embedded
from coding.embedding.vectors import VectorCache
from coding.evaluation import tables
from coding.evaluation.database import insert, mark_done
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import new_evaluation
from coding.review.access.entrance import Entrance
from coding.review.acts.going_on import TODAY
from coding.review.app import local_app
from coding.review.known.relearning import Relearning
from coding.reviewers.reviewers import Reviewer
from flows.environment import prepare

PORT = 8100
PAUSE = 0.3
PER_TRANSCRIPT = 500
AT = "2026-01-05T10:00:00+00:00"
WORDS = (
    "people meeting letter listen heard asked nobody changed form bus stairs paid trust group "
    "staff carer time say said thing really never always went back home why because"
).split()


def main() -> None:
    """Measure and print."""
    prepare()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--excerpts", type=int, default=100_000)
    parser.add_argument("--asked", type=int, default=20, help="how often each page is asked for")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        evaluation = _made(Path(folder) / "evaluation", given.excerpts)
        print(json.dumps(_measured(evaluation, given.excerpts, given.asked), indent=2))


def _made(folder: Path, count: int) -> Evaluation:
    new_evaluation(folder)
    evaluation, chance = Evaluation.open(folder), random.Random(1)
    codes = [code.id for code in evaluation.codebook.codes]
    excerpts: list[dict[str, object]] = []
    for number in range(-(-count // PER_TRANSCRIPT)):
        excerpts += _transcript(evaluation, f"t{number}", chance)
    suggested = [
        _suggestion(evaluation, str(row["id"]), code)
        for row in excerpts[::2]
        for code in chance.sample(codes, 2)
    ]
    said = [
        Decision(
            f"k{at}",
            str(row["excerpt_id"]),
            str(row["code_id"]),
            "accept",
            "positive",
            "AB",
            AT,
            "1",
        )
        for at, row in enumerate(suggested[:2_000])
    ]
    with evaluation.store.writing() as connection:
        insert(connection, tables.suggestions, suggested)
        mark_done(connection, "suggest", "invented")
    done = [
        Remark(f"f{at}", str(row["id"]), "finished", "", "AB", AT, "1")
        for at, row in enumerate(excerpts[:2_000:2])
    ]
    append_all(evaluation.store, [*said, *done])
    _embed(evaluation)
    return evaluation


@dataclass(frozen=True, slots=True)
class Chance:
    """Vectors by chance in place of an embedding model's, under its name."""

    key: str
    dimensions: int
    at_once: int = 1

    def embed(self, texts: Sequence[str]) -> list[Embedded]:
        """One `Embedded` a text: two phrases, half of it each."""
        generator = np.random.default_rng(len(texts))
        vectors = generator.standard_normal((len(texts), self.dimensions)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        halves = [(text.index(" "), len(text)) for text in texts]
        return [
            Embedded(vector, ((0, middle), (middle, end)), np.stack([vector / 2, vector / 2]))
            for vector, (middle, end) in zip(vectors, halves, strict=True)
        ]


def _embed(evaluation: Evaluation) -> None:
    """Fill the vector cache, as a run would have done."""
    model = load_model("", precision="fast")
    cache = VectorCache(evaluation.hidden / "vectors", Chance(model.key, model.dimensions))
    cache.embed(list(evaluation.excerpts()["text"]))


def _transcript(evaluation: Evaluation, id: str, chance: random.Random) -> list[dict[str, object]]:
    """Keep a transcript of turns with one excerpt each; gives the excerpts."""
    texts = [" ".join(chance.choices(WORDS, k=20)) + "." for _ in range(PER_TRANSCRIPT)]
    starts = [at * len("\n\n") + sum(map(len, texts[:at])) for at in range(len(texts))]
    spans = [(start, start + len(text)) for start, text in zip(starts, texts, strict=True)]
    turns = [
        {
            "transcript_id": id, "number": n, "speaker": f"S{n % 9}", "start": start, "end": end,
            "seconds": None, "blocks": 1,
        }
        for n, (start, end) in enumerate(spans)
    ]  # fmt: skip
    excerpts: list[dict[str, object]] = [
        {
            "id": f"{id}-{n}", "transcript_id": id, "turn": n, "start": start, "end": end,
            "speaker": f"S{n % 9}", "participant": f"{id}-{n % 9}", "seconds": None,
            "context_start": None, "context_end": None, "second_hand": False, "consent": True,
        }
        for n, (start, end) in enumerate(spans)
    ]  # fmt: skip
    whole = {
        "id": id, "source": f"{id}.txt", "kind": "interview", "wave": "", "marks": "[]",
        "text": "\n\n".join(texts), "left_out": "[]",
    }  # fmt: skip
    with evaluation.store.writing() as connection:
        insert(connection, tables.transcripts, [whole])
        insert(connection, tables.turns, turns)
        insert(connection, tables.excerpts, excerpts)
    return excerpts


def _suggestion(evaluation: Evaluation, excerpt: str, code: str) -> dict[str, object]:
    return {
        "excerpt_id": excerpt, "code_id": code, "probability": 0.5, "direction": "positive",
        "phrase_start": 0, "phrase_end": 10, "nearest": "", "nearest_similarity": 0.0,
        "codebook_version": "1", "codebook_hash": evaluation.codebook.hash, "coder": "2",
    }  # fmt: skip


def _measured(evaluation: Evaluation, excerpts: int, asked: int) -> dict[str, float]:
    reviewer = Reviewer("RW", "other", True, "", False, False, "")
    entrance = Entrance(reviewer, PORT)
    here = f"http://127.0.0.1:{PORT}"
    began = time.perf_counter()
    app = local_app(evaluation, entrance)
    ready = time.perf_counter() - began
    client = TestClient(app, base_url=here)
    client.headers["Sec-Fetch-Site"] = "same-origin"
    began = time.perf_counter()
    client.get(entrance.path)
    first = _excerpt_of(client, client.get("/review"))
    start = time.perf_counter() - began
    code = evaluation.codebook.codes[0].id
    paths = {
        "codes": "/codes",
        "filter": f"/codes/list?code={code}&status=open",
        "search": "/codes/list?words=letter+stairs+trust",
    }
    pages = {name: _median(partial(client.get, path), asked) for name, path in paths.items()}
    return {
        "excerpts": excerpts,
        "ready_seconds": round(ready, 1),
        "first_page_ms": round(1000 * start, 1),
        "same_excerpt_ms": _median(lambda: client.get(first), asked),
        "next_excerpt_ms": _next(client, first, asked),
        **{f"{name}_ms": value for name, value in pages.items()},
        "memory_mb": _memory(),
        **_relearned(client, app.state.desk.relearning, code),
        "memory_relearning_mb": _memory(),
    }


def _excerpt_of(client: TestClient, answer: Response) -> str:
    """The address of the excerpt that comes next, the first where several stand on a page."""
    if answer.url.path == TODAY:
        answer = client.get("/review")
    several = re.search(r'name="excerpt" value="([^"]+)"', answer.text)
    return f"/review/{several[1]}" if several else str(answer.url.path)


def _memory() -> int:
    """The most that was used, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _relearned(client: TestClient, relearning: Relearning, code: str) -> dict[str, float]:
    """How long learning takes, the first time and again, and the pages meanwhile."""
    where = [_excerpt_of(client, client.get("/review"))]
    saves: list[float] = []
    seen: list[float] = []

    def say() -> None:
        key = f"benchmark-{time.perf_counter_ns()}"
        client.post(f"{where[0]}/say", data={"key": key, "code": code, "say": "accept:positive"})

    def go_on() -> None:
        key = f"benchmark-{time.perf_counter_ns()}"
        answer = client.post(f"{where[0]}/next", data={"key": key, "say": "next"})
        where[0] = _excerpt_of(client, answer)

    taken = []
    for _ in range(2):
        relearning.rested, before = 0.0, relearning.thread
        while relearning.thread is before:
            say()
        began = time.perf_counter()
        while relearning.thread and relearning.thread.is_alive():
            saves.append(_seconds(say))
            seen.append(_seconds(go_on))
            time.sleep(PAUSE)
        taken.append(round(time.perf_counter() - began, 1))
    return {
        "learning_seconds": taken[0],
        "learning_again_seconds": taken[1],
        "save_while_learning_ms": round(1000 * statistics.median(saves), 1),
        "next_while_learning_ms": round(1000 * statistics.median(seen), 1),
        "next_while_learning_95_ms": round(1000 * statistics.quantiles(seen, n=20)[-1], 1),
    }


def _next(client: TestClient, first: str, asked: int) -> float:
    """Finishing an excerpt and seeing the next one."""
    where = [first]

    def go_on() -> None:
        answer = client.post(
            f"{where[0]}/next", data={"key": f"benchmark-{time.perf_counter_ns()}", "say": "next"}
        )
        where[0] = _excerpt_of(client, answer)

    return _median(go_on, asked)


def _median(act: Callable[[], object], asked: int) -> float:
    taken: Sequence[float] = [_seconds(act) for _ in range(asked)]
    return round(1000 * statistics.median(taken), 1)


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
