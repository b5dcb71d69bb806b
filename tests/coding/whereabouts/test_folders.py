"""Which evaluation is meant where the folder that was given holds none."""

from pathlib import Path

import pytest

from coding.evaluation.new import new_evaluation
from coding.whereabouts.folders import evaluation_above, no_evaluation


@pytest.fixture(autouse=True)
def standing_beside_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("my-evaluation", "Harbour House"):
        new_evaluation(tmp_path / name)
    (tmp_path / "letters").mkdir()
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("folder", "above"),
    [
        ("my-evaluation/transcripts", "my-evaluation"),
        ("my-evaluation", None),
        ("letters", None),
        ("my-evaluation/transcripts/nowhere", None),
        ("my-evaluation/people.csv", None),
    ],
)
def test_an_evaluation_above_is_the_one_that_is_meant(folder: str, above: str | None) -> None:
    assert evaluation_above(Path(folder)) == (Path(above).resolve() if above else None)


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("my-evalution", "my-evalution: there is no such folder. Did you mean my-evaluation?"),
        ("harbour house", "harbour house: there is no such folder. Did you mean Harbour House?"),
        (
            "zoo",
            "zoo: there is no such folder. Evaluations beside it: Harbour House, my-evaluation.",
        ),
        (
            "nowhere/at-all",
            "nowhere/at-all: there is no such folder. Make a new one with: heard new my-evaluation",
        ),
        (
            "letters",
            "letters: there is no evaluation.toml here. "
            "Make an evaluation here with: heard new letters",
        ),
    ],
)
def test_the_error_names_what_may_be_meant(folder: str, message: str) -> None:
    assert str(no_evaluation(Path(folder))) == message


def test_in_the_folder_around_evaluations_they_are_named(tmp_path: Path) -> None:
    assert str(no_evaluation(Path())) == (
        f"{tmp_path}: there is no evaluation.toml here. "
        "Did you mean Harbour House or my-evaluation?"
    )


def test_a_file_is_answered_with_the_evaluation_that_it_lies_in(tmp_path: Path) -> None:
    assert str(no_evaluation(Path("my-evaluation/people.csv"))) == (
        "my-evaluation/people.csv: this is a file and not the folder of an evaluation. "
        f"Did you mean {tmp_path / 'my-evaluation'}?"
    )
