"""The benchmark of who speaks, on invented tables of turns."""

from pathlib import Path

from benchmarks.speakers import LABELS, conversations, figures, given, readings_of
from corpora.formats.read import read_bytes

TABLE = "document,speaker,text\n" + "".join(
    f"one,Kay,It was {n} degrees and dry.\none,Bo,They moved {n} chairs.\n" for n in range(9)
)


def test_turns_are_written_read_back_and_counted(tmp_path: Path) -> None:
    (tmp_path / "turns.csv").write_text(TABLE + "two,Kay,Nobody else spoke.\n", encoding="utf-8")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    spoken = list(conversations(tmp_path))
    assert [len(one.turns) for one in spoken] == [18]
    assert figures(readings_of(spoken[0]))["all"] == {
        "files": 4,
        "words": 360,
        "words_right": 1.0,
        "files_right": 4,
        "wrong_words_announced": None,
        "false_alarms": 0.0,
    }


def test_words_of_somebody_who_was_overlooked_are_wrong() -> None:
    said = [("Kay", "It was dry."), ("Bo", "And warm."), ("Kay", "Yes.")]
    text = "Kay: It was dry.\n\nKay: Bo: And warm.\n\nKay: Yes.\n"
    found = list(given(said, read_bytes(text.encode(), source="a.txt")))
    assert found == [(3, 3), (2, 0), (1, 1)]


def test_there_are_three_hundred_labels_and_none_twice() -> None:
    labels = LABELS.read_text(encoding="utf-8").splitlines()
    assert len({label.casefold() for label in labels}) == len(labels) == 300
