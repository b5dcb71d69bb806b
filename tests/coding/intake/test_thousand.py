"""A thousand files, fifty of them damaged: none stops the others, and the totals add up."""

import random
from pathlib import Path

import pytest
from docx import Document

from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.intake import sources

FILES, DAMAGED = 1_000, 50


def text(number: int) -> str:
    return f"Ann: This is answer {number} of many.\n\nBo: Is it?\n\nAnn: It is.\n\nBo: I see.\n"


def captions(number: int) -> str:
    return f"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann>This is answer {number}.</v>\n"


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("word") / "a.docx"
    document = Document()
    for line in text(0).split("\n\n"):
        document.add_paragraph(line.strip())
    document.save(str(path))
    return path.read_bytes()


def damaged(content: bytes, suffix: str, chance: random.Random) -> bytes:
    """The content broken in a way that no reader may take for a transcript."""
    at = chance.randrange(len(content))
    if suffix == ".docx":
        # The archive's table of contents is at its end.
        return chance.choice([b"", content[: at // 2], content[: len(content) - 30]])
    return chance.choice([b"", content[:at] + b"\xff\xfe\xff" + content[at:], b"\0\1\2" * 40])


def test_the_damaged_are_refused_and_the_rest_is_read(tmp_path: Path, word: bytes) -> None:
    new_evaluation(tmp_path / "e")
    chance = random.Random(7)
    broken = set(chance.sample(range(FILES), DAMAGED))
    for number in range(FILES):
        suffix = (".txt", ".vtt", ".docx")[number % 3]
        # A comment at the end of an archive makes every Word file one of its own.
        content = {
            ".txt": text(number).encode(),
            ".vtt": captions(number).encode(),
            ".docx": word[:-2] + b"\4\0" + b"%04d" % number,
        }[suffix]
        if number in broken:
            content = damaged(content, suffix, chance)
        (tmp_path / "e" / "transcripts" / f"{number:04}{suffix}").write_bytes(content)
    evaluation = Evaluation.open(tmp_path / "e")
    refused = sources.read_sources(evaluation, sources.plan(evaluation).to_read)
    files = evaluation.files()
    assert refused == DAMAGED
    assert files["outcome"].value_counts().to_dict() == {
        "read": FILES - DAMAGED,
        "refused": DAMAGED,
    }
    named = {int(name[:4]) for name in files.loc[files["outcome"] == "refused", "source"]}
    assert named == broken
    assert files.loc[files["outcome"] == "refused", "reason"].str.len().min() > 20
    assert sources.plan(evaluation).to_read == ()
