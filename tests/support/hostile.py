"""An evaluation in which everybody writes what would act if a page did not show it as it stands.

Every field holds the same attack with a mark of its own, so that a test can tell which of them a
page has shown.
"""

import json
import shutil
from pathlib import Path

import story
from sqlalchemy import select

from codebooks.codebook import Contributor
from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.deidentification.search import search
from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evaluation.settings import FILE
from coding.intake.cutting import read_and_cut
from coding.intake.speakers_file import SpeakersAnswer, with_answer
from coding.refining import workshop
from coding.reviewers import reviewers
from coding.reviewers.assignments import assign
from coding.reviewers.drawing import Wanted
from coding.suggestions.suggest import suggest
from coding.themes import verdicts
from coding.written.folder import written_in
from coding.written.sheet.one_by_one import FindingText, add_finding, dissent_from, state_of

AT = "2026-03-02T10:00:00+00:00"
ATTACK = (
    "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>"
    '" onmouseover="window.pwned=1" \'{{7*7}}{% raw %}<!--&lt;b&gt;'
)
SHORT = "'\"><img src=x onerror=window.pwned=1>"
LONGEST_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
# A name of a person or a file can be no longer than this.
EXPERT, VIEWER, ANSWERER = f"EX{SHORT}", f"VI{SHORT}", f"AN{SHORT}"
GROUP, WAVE = f"group{SHORT}", f"wave{SHORT}"
SOURCE = f"file{SHORT}.txt"


def marked(field: str) -> str:
    """The attack as it stands in a field."""
    return f"{field}: {ATTACK}"


CODE = ("theme", "about", "code", "definition", "include", "exclude", "positive", "counter")
SAID = (
    "transcript",
    "memo",
    "reason",
    "nearest",
    "proposed",
    "answer",
    "agrees",
    "proposal",
    "draft",
    "claim",
    "easy",
    "dissent",
)
DOUBT = ("doubt", "asked", "speaks", "answered", "refused")
FIELDS = {
    **{field: marked(field) for field in ("title", "book", *CODE, *SAID, *DOUBT)},
    "answerer": ANSWERER, "expert": EXPERT, "viewer": VIEWER, "group": GROUP, "wave": WAVE, "file": SOURCE[:-4],
}  # fmt: skip

CODEBOOK = {
    "title": marked("book"),
    "version": "1.0",
    "about": marked("about the book"),
    "themes": [
        {
            "id": "heard",
            "name": marked("theme"),
            "about": marked("about"),
            "codes": [
                {
                    "id": "listened",
                    "name": marked("code"),
                    "definition": marked("definition"),
                    "include": [marked("include")],
                    "exclude": [marked("exclude")],
                    "examples": {"positive": [marked("positive")]},
                    "counter_examples": [marked("counter")],
                },
                {
                    "id": "trust",
                    "name": LONGEST_WORD,
                    "definition": f"People rely on {LONGEST_WORD}.",
                },
            ],
        }
    ],
}
TEXT = f"""Interviewer: How was it?

Robin Vale: {marked("transcript")} and they listened to me, and wrote it down for once.

Robin Vale: {LONGEST_WORD} was what they called the group, and nobody asked in Ravensgate.
"""


def told(template: Path, folder: Path) -> tuple[Evaluation, list[str]]:
    """The story's evaluation with hostile words in every field; the ids of the hostile excerpts first.

    VIEWER and EXPERT have coded two excerpts blind and differ, one of which is settled.
    """
    shutil.copytree(template, folder)
    settings = (folder / FILE).read_text("utf-8")
    title = settings.replace('title = "', f"title = {json.dumps(marked('title'))} #", 1)
    waves = title.replace("waves = [", f"waves = [{json.dumps(WAVE)}, ", 1)
    grouped = waves.replace("[groups]", f'[groups]\n{json.dumps(GROUP)} = "guest"', 1)
    (folder / FILE).write_text(grouped, "utf-8")
    with (folder / "people.csv").open("a", encoding="utf-8") as file:
        cells = ("X1", "Robin Vale", "", GROUP, "", WAVE, "yes", "yes")
        file.write(",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n")
    (folder / "transcripts" / SOURCE).write_text(TEXT, "utf-8")
    (folder / "codebook.yaml").write_text(json.dumps(CODEBOOK), "utf-8")
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    suggest(evaluation, evaluation.excerpts(), story.cache_of(evaluation))
    search(evaluation, evaluation.settings.actions)
    frame = evaluation.excerpts()
    own = frame["participant"] == "X1"
    ids = [*frame[own]["excerpt_id"], *frame[~own]["excerpt_id"][:16]]
    _suggest(evaluation, ids)
    _decide(evaluation, ids)
    _propose(evaluation, ids)
    _discuss(evaluation)
    _doubt(evaluation)
    _claim(evaluation)
    return evaluation, ids


def _doubt(evaluation: Evaluation) -> None:
    """The file is read with doubts, a label of it speaks, another one was answered by hand."""
    f, t = tables.files, tables.turns
    doubts = json.dumps({"sentences": [marked("doubt")], "asked": [marked("asked"), LONGEST_WORD]})
    ours = f.c.source == SOURCE
    refused = {
        "source": f"no{SOURCE}", "hash": "", "outcome": "refused", "reason": marked("refused"),
        "transcript_id": "", "reader": "",
    }  # fmt: skip
    with evaluation.store.writing() as connection:
        connection.execute(f.update().where(ours).values(doubts=doubts))
        connection.execute(f.insert().values(refused))
        id = connection.execute(select(f.c.transcript_id).where(ours)).scalar_one()
        first = (t.c.transcript_id == id) & (t.c.number == 0)
        connection.execute(t.update().where(first).values(speaker=marked("speaks")))
    answer = SpeakersAnswer(SOURCE, nobody=(marked("answered"),), by=ANSWERER, at=AT)
    (evaluation.folder / "speakers.yaml").write_bytes(with_answer(b"", answer))


def _claim(evaluation: Evaluation) -> None:
    """VIEWER writes a finding, and EXPERT sees it otherwise."""
    text = FindingText(
        "F1", marked("claim"), marked("easy"), "process", "positive", ("listened",), (GROUP,)
    )
    add_finding(evaluation, text, Contributor(VIEWER, "researcher"))
    (finding,) = written_in(evaluation).findings
    expert, made_from = Contributor(EXPERT, "researcher"), state_of(finding)
    dissent_from(evaluation, "F1", expert, marked("dissent"), made_from)


def _suggest(evaluation: Evaluation, ids: list[str]) -> None:
    book, s = evaluation.codebook, tables.suggestions
    rows = [
        {
            "excerpt_id": id, "code_id": "listened", "probability": 0.8, "direction": "positive",
            "phrase_start": 3, "phrase_end": 40, "nearest": marked("nearest"),
            "nearest_similarity": 0.5, "codebook_version": book.version, "codebook_hash": book.hash,
            "coder": "1",
        }
        for id in ids
    ]  # fmt: skip
    with evaluation.store.writing() as connection:
        connection.execute(s.delete().where(s.c.excerpt_id.in_(ids)))
        insert(connection, s, rows)


def _decide(evaluation: Evaluation, ids: list[str]) -> None:
    for name in (EXPERT, VIEWER):
        reviewers.add(evaluation.store, name, "researcher", AT)
    said: list[Decision | Remark] = []
    for n, id in enumerate(ids[:12]):
        for who, way in ((EXPERT, "positive"), (VIEWER, ("positive", "negative")[n % 2])):
            key = f"{n}-{who}"
            # About every third they differ if it is there at all.
            verdict = "reject" if who == VIEWER and n % 3 == 0 else "accept"
            way = way if verdict == "accept" else ""
            said += [
                Decision(
                    key, id, "listened", verdict, way, who, AT, "1.0",  # type: ignore[arg-type]
                    memo=marked("memo"), blind=True,
                ),
                Remark(f"f{key}", id, "finished", "", who, AT, "1.0"),
            ]  # fmt: skip
    said += [
        Remark("m", ids[0], "memo", marked("memo"), VIEWER, AT, "1.0"),
        Decision(
            "s", ids[1], "listened", "accept", "mixed", EXPERT, AT, "1.0", memo=marked("reason"),
            source="settled",
        ),
    ]  # fmt: skip
    append_all(evaluation.store, said)
    assign(evaluation, Wanted((VIEWER,), training=EXPERT), AT)


def _propose(evaluation: Evaluation, ids: list[str]) -> None:
    row = {
        "number": 1, "words": marked("proposal"), "participants": 3, "groups": GROUP, "waves": WAVE,
        "nearest_code": "listened", "nearest_similarity": 0.3, "stability": 0.8,
    }  # fmt: skip
    rows = [
        {
            **row, "id": f"p{n}", "name": marked("proposal"), "excerpts": json.dumps(every),
            "quotes": json.dumps(every[:3]),
        }
        for n, every in enumerate((ids[:6], ids[10:16]))
    ]  # fmt: skip
    with evaluation.store.writing() as connection:
        connection.execute(tables.proposals.delete())
        insert(connection, tables.proposals, rows)
    taken = verdicts.Taken(
        "t", "p1", tuple(ids[10:16]), "take up", marked("draft"), "draft-code", EXPERT, AT
    )
    verdicts.keep_verdict(evaluation.store, taken)


def _discuss(evaluation: Evaluation) -> None:
    said = (
        ("w1", "propose", None, marked("proposed"), VIEWER),
        ("w2", "comment", 1, marked("answer"), EXPERT),
        ("w3", "disagree", 1, marked("agrees"), EXPERT),
    )
    for key, kind, about, text, name in said:
        contribution = workshop.Contribution(
            key, "listened", kind, about, text, name, "researcher", AT  # type: ignore[arg-type]
        )  # fmt: skip
        workshop.keep_contribution(evaluation.store, contribution)
