from pathlib import Path

import numpy as np
import pytest
from fake_words import Words

from benchmarks import measures, quality
from benchmarks.data import read, read_codebook
from coding.embedding.vectors import VectorCache

CODEBOOK = """
name: Meals
codes:
- name: hot_food
  group: Food
  definition: Food that is hot.
  inclusion: [Soup]
  exclusion: [Cold soup]
  examples: [The soup was hot]
- name: Staff
  definition: ''
  inclusion: []
  exclusion: []
  examples: []
"""
ROWS = """id,text,speaker,document,labels,sentiment
1,The soup was hot,,d,hot_food,1.0
2,"The staff, they were rude",,d,Staff|Unknown,4.0
3,,,d,,3.0
4,Soup from the staff,,d,hot_food|Staff,
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "codebook.yaml").write_text(CODEBOOK)
    (tmp_path / "dev.csv").write_text(ROWS)
    return tmp_path


@pytest.mark.parametrize(
    ("scores", "labels", "expected"),
    [
        ([], [], None),
        ([1, 2], [0, 0], None),
        ([3, 2, 1], [1, 0, 0], 1),
        ([3, 2, 1], [0, 0, 1], 1 / 3),
        ([4, 3, 2, 1], [1, 0, 1, 0], (1 + 2 / 3) / 2),
        ([1, 1, 1], [0, 1, 0], 1 / 2),
    ],
)
def test_average_precision(scores: list[float], labels: list[int], expected: float | None) -> None:
    found = measures.average_precision(np.array(scores, float), np.array(labels, bool))
    assert found == pytest.approx(expected) if expected else np.isnan(found)


@pytest.mark.parametrize(
    ("suggested", "labels", "expected"),
    [([], [], 0), ([0, 0], [0, 0], 0), ([1, 1], [1, 0], 2 / 3), ([1, 0], [1, 0], 1)],
)
def test_f1(suggested: list[int], labels: list[int], expected: float) -> None:
    assert measures.f1(np.array(suggested, bool), np.array(labels, bool)) == pytest.approx(expected)


def test_the_best_f1_is_that_of_the_best_threshold() -> None:
    scores, labels = np.array([[0.9, 0.8], [0.7, 0.1]]), np.array([[1, 1], [0, 1]], bool)
    assert measures.best_f1(scores, labels) == pytest.approx(6 / 7)


@pytest.mark.parametrize(
    ("probabilities", "labels", "expected"),
    [([], [], 0), ([1.0, 0.0], [1, 0], 0), ([0.55, 0.55], [1, 0], 0.05), ([1.0], [0], 1)],
)
def test_calibration_error(probabilities: list[float], labels: list[int], expected: float) -> None:
    found = measures.calibration_error(np.array(probabilities), np.array(labels, bool))
    assert found == pytest.approx(expected)


def test_area_under_curve_leaves_out_what_is_on_neither_side() -> None:
    scores, sides = np.array([0.9, 0.5, 0.5, 0.1, 5.0]), np.array([1, 1, 0, 0, -1])
    assert measures.area_under_curve(scores, sides) == pytest.approx(3.5 / 4)
    assert np.isnan(measures.area_under_curve(scores, np.array([1, 1, 1, 1, -1])))


def test_a_data_set_is_read_into_a_codebook_and_labels(folder: Path) -> None:
    data = read(folder)
    first, second = data.codebook.codes
    assert (first.id, first.name, first.include) == ("hot_food", "hot food", ("Soup",))
    assert [e.text for e in first.examples] == ["The soup was hot"]
    assert second.examples == ()
    assert data.labels.tolist() == [[True, False], [False, True], [False, False], [True, True]]
    assert data.positive.tolist() == [1, 0, -1, -1]


def test_other_rows_are_scored_with_the_same_codebook(folder: Path) -> None:
    other = folder / "test.csv"
    other.write_text("id,text,labels\n9,Soup,hot_food\n")
    data = read(folder, other)
    assert (data.texts, data.codebook) == (("Soup",), read_codebook(folder / "codebook.yaml"))


def test_every_figure_is_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = read(folder)
    figures = quality.measure(data, data, VectorCache(None, Words()))
    assert set(figures) >= {
        "zero_shot", "name_only", "name_definition", "curve", "direction_curve", "f1_micro",
        "f1_macro", "calibration_error", "direction_auc",
    }  # fmt: skip
    assert list(figures["curve"]) == ["all"]


def test_halves_share_no_document_and_lose_no_row(folder: Path) -> None:
    rows = [f"{n},text {n},,document {n // 3},hot_food,1.0" for n in range(60)]
    (folder / "dev.csv").write_text("\n".join(["id,text,speaker,document,labels,sentiment", *rows]))
    one, other = quality.halves(read(folder))
    assert set(one.documents).isdisjoint(other.documents)
    assert sorted([*one.texts, *other.texts]) == sorted(read(folder).texts)
    assert (len(set(one.documents)), len(set(other.documents))) == (10, 10)


def test_what_was_said_before_and_by_whom_comes_along_in_talk(folder: Path) -> None:
    talk = "id,text,speaker,document,labels\n1,Hello,T,a,\n2,Hi,S,a,\n3,Bye,T,b,\n"
    (folder / "dev.csv").write_text(talk)
    data = read(folder)
    assert (data.contexts, data.roles) == (("", "Hello", ""), ("T", "S", "T"))
