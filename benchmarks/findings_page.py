"""How fast the page *Findings* of `heard review` is with many excerpts and people.

    python -m benchmarks.findings_page [--people 400] [--excerpts 10000] [--asked 20]

The evaluation is invented: people who each say as many sentences, read to the end, every second one
decided about. Prints JSON: milliseconds of processor time of the list and of a finding at the first
time, then medians of both, and of keeping: a quote chosen and left out, an agreement and its taking
back. Processor time, since it is the same however busy the machine is. The pages are asked for in
the same process, so that no network is measured.
"""

import argparse
import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient

from coding.decisions.record import Decision, Remark, append_all
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import new_evaluation
from coding.intake.cutting import read_and_cut
from coding.review.access.entrance import Entrance
from coding.review.app import local_app
from coding.reviewers.reviewers import Reviewer
from flows.environment import prepare

PORT, AT = 8100, "2026-01-05T10:00:00+00:00"
HEAD = "id,name,aliases,group,role,wave,consent_analysis,consent_quote\n"
GROUPS = ("people who use services", "unpaid carers", "staff")
SENTENCE = (
    "On day {0} of the month number {1} told us what they thought about the garden, the kitchen and "
    "the letters, and the others in the room listened until all of it was said."
)
FINDING = """- id: F1
  says: People could speak.
  aspect: process
  codes: [voice]
  direction: positive
"""


def main() -> None:
    """Measure and print."""
    prepare()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--excerpts", type=int, default=10_000)
    parser.add_argument("--asked", type=int, default=20, help="how often each page is asked for")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        evaluation = invented_evaluation(Path(folder) / "evaluation", given.people, given.excerpts)
        print(json.dumps(_measured(evaluation, given.asked), indent=2))


def invented_evaluation(folder: Path, people: int, excerpts: int) -> Evaluation:
    new_evaluation(folder)
    rows = [f"P{n:03},Speaker {n:03},,{GROUPS[n % 3]},,,yes,yes\n" for n in range(people)]
    (folder / "people.csv").write_text(HEAD + "".join(rows))
    for number in range(people):
        answers = (
            f"Interviewer: And then?\n\nSpeaker {number:03}: {SENTENCE.format(day, number)}\n\n"
            for day in range(excerpts // people)
        )
        (folder / "transcripts" / f"interview-{number:03}.txt").write_text("".join(answers))
    (folder / "findings").mkdir(exist_ok=True)
    (folder / "findings" / "findings.yaml").write_text(FINDING)
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    append_all(evaluation.store, list(_said(evaluation)))
    return evaluation


def _said(evaluation: Evaluation) -> "list[Decision | Remark]":
    said: list[Decision | Remark] = []
    for at, id in enumerate(evaluation.excerpts()["excerpt_id"]):
        if at % 2:
            way = "negative" if at % 6 == 1 else "positive"
            said.append(Decision(f"k{at}", id, "voice", "accept", way, "AB", AT, "1.0"))  # type: ignore[arg-type]
        said.append(Remark(f"f{at}", id, "finished", "", "AB", AT, "1.0"))
    return said


def _measured(evaluation: Evaluation, asked: int) -> dict[str, float]:
    entrance = Entrance(Reviewer("AB", "researcher", True, "", False, False, ""), PORT)
    client = TestClient(local_app(evaluation, entrance), base_url=f"http://127.0.0.1:{PORT}")
    client.headers["Sec-Fetch-Site"] = "same-origin"
    client.get(entrance.path)
    about = "/findings/about?of=F1"
    first = {
        "excerpts": float(len(evaluation.excerpts())),
        "list, first time": _milliseconds(lambda: _page(client, "/findings")),
        "finding, first time": _milliseconds(lambda: _page(client, about)),
    }
    quote = re.findall(r'name="excerpt" value="([0-9a-f]{16})"', _page(client, about))[0]

    def choose(side: str) -> None:
        form = {"of": "F1", "excerpt": quote, "side": side, "page": "1", "column": ""}
        _post(client, "/findings/choose", form)

    def say(word: str) -> None:
        state = re.findall(r'name="made-from" value="(\w+)"', _page(client, about))[0]
        sent = {"of": "F1", "word": word, "made-from": state}
        kept.append(_milliseconds(lambda: _post(client, "/findings/say", sent)))

    kept: list[float] = []
    sides = ("quotes", "") * (asked // 2)
    chosen = [_milliseconds(lambda side=side: choose(side)) for side in sides]  # type: ignore[misc]
    for word in ("agree", "take back") * (asked // 2):
        say(word)
    return first | {
        "list": _median(lambda: _page(client, "/findings"), asked),
        "finding": _median(lambda: _page(client, about), asked),
        "keep a quote": statistics.median(chosen),
        "keep a word": statistics.median(kept),
    }


def _page(client: TestClient, path: str) -> str:
    answer = client.get(path)
    answer.raise_for_status()
    return answer.text


def _post(client: TestClient, path: str, form: dict[str, str]) -> None:
    answer = client.post(path, data=form, follow_redirects=False)
    if answer.status_code != 303:
        raise SystemExit(f"{path} answers {answer.status_code}")


def _median(act: Callable[[], object], asked: int) -> float:
    return statistics.median(_milliseconds(act) for _ in range(asked))


def _milliseconds(act: Callable[[], object]) -> float:
    begun = time.process_time()
    act()
    return round((time.process_time() - begun) * 1000, 1)


if __name__ == "__main__":
    main()
