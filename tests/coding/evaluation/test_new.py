"""A new evaluation learns from the teaching set that ships, which is not copied into it."""

from pathlib import Path

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.new import new_evaluation


def test_the_shipped_teaching_set_is_there_without_a_copy(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "hub")
    assert [path.name for path in (tmp_path / "hub").rglob("*.csv")] == ["people.csv"]
    shipped = Evaluation.look(tmp_path / "hub").codebook.taught
    assert len(shipped) > 3_000


def test_a_file_of_its_name_beside_the_codebook_takes_its_place(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "hub")
    own = tmp_path / "hub" / "coproduction-teaching.csv"
    own.write_text("text,codes,directions\nThey wrote it down,voice,positive\n")
    taught = Evaluation.look(tmp_path / "hub").codebook.taught
    assert [(text.text, text.codes) for text in taught] == [
        ("They wrote it down", (("voice", "positive"),))
    ]
