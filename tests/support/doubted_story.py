"""An evaluation in which two files were read with doubts, one without and one not at all."""

import json
from pathlib import Path

from sqlalchemy import update

from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.evaluation.tables import files
from coding.intake.cutting import read_and_cut

HEADER_ROW = "P1,Ann Bell,,,,,yes,yes\n"
SAID = [
    ("Ann Bell", "We met in the hall that week."),
    ("Bo", "Nobody had told me of it."),
    ("Ann Bell", "They had put up a notice."),
    ("Bo", "It was behind the door, though."),
    ("A. Bell", "So it was, and nobody saw it."),
] * 3
TALK = "\n\n".join(f"{label}: {words}" for label, words in SAID)
ALONE = "Cy: We met in the hall.\n\nCy: Nobody had told me.\n\nCy: It rained."
SENTENCES = [
    "'Link worker:' opens 3 paragraphs and was not taken for a speaker",
    "'Bo:' opens 6 paragraphs and was taken for a speaker",
    "'A. Bell' was taken for a slip of 'Ann Bell'",
    "'Bell' is listed as present and never speaks",
]
ASKED = ["Link worker", "Bo"]


def doubted(folder: Path) -> Evaluation:
    """Files: `Ann_Bell.txt` with the doubts above, `alone.txt`, `sure.txt`, and `broken.docx`."""
    new_evaluation(folder)
    (folder / "people.csv").open("a").write(HEADER_ROW)
    transcripts = folder / "transcripts"
    (transcripts / "Ann_Bell.txt").write_text(TALK)
    (transcripts / "alone.txt").write_text(ALONE)
    (transcripts / "sure.txt").write_text("\n\n".join(TALK.split("\n\n")[:4]))
    (transcripts / "broken.docx").write_bytes(b"PK not a document")
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    doubts = json.dumps({"sentences": SENTENCES, "asked": ASKED})
    with evaluation.store.writing() as connection:
        connection.execute(
            update(files).where(files.c.source == "Ann_Bell.txt").values(doubts=doubts)
        )
        connection.execute(update(files).where(files.c.source == "sure.txt").values(doubts=""))
    return evaluation
