"""Between a file and PostgreSQL a backup carries every table, and new rows are numbered on."""

from pathlib import Path

import pytest
from hub import hub, suggest
from made_postgresql import new_database
from same_frames import assert_same_frames

from coding import Evaluation
from coding.backups.archive import back_up
from coding.backups.restoring import restore
from coding.decisions.record import Decision, append
from coding.evaluation.settings import FILE
from corpora.errors import StoreFault

AT = "2026-03-02T10:00:00+00:00"


def decided(evaluation: Evaluation, key: str) -> None:
    id = evaluation.excerpts()["excerpt_id"][0]
    append(evaluation.store, Decision(key, id, "voice", "accept", "positive", "AB", AT, "1.0"))


def test_from_a_file_to_a_server_and_back_to_a_file(postgresql: str, tmp_path: Path) -> None:
    ours = hub(tmp_path / "ours")
    suggest(ours, (ours.excerpts()["excerpt_id"][0], "voice", "positive", 0.8))
    decided(ours, "k1")
    back_up(ours, tmp_path / "one", AT)
    url = new_database(postgresql)
    assert restore(tmp_path / "one", tmp_path / "served", database=url).database == "PostgreSQL"
    served = Evaluation.open(tmp_path / "served")
    assert (served.settings.database, list(served.hidden.glob("heard.db*"))) == (url, [])
    assert_same_frames(ours, served)
    decided(served, "k2")
    back_up(served, tmp_path / "two", AT)
    restore(tmp_path / "two", tmp_path / "filed", database="")
    filed = Evaluation.open(tmp_path / "filed")
    assert_same_frames(served, filed)
    decided(filed, "k3")
    assert list(filed.decisions()["key"]) == ["k1", "k2", "k3"]
    assert 'database = ""' in (filed.folder / FILE).read_text()


def test_a_database_with_an_evaluation_in_it_is_left_alone(postgresql: str, tmp_path: Path) -> None:
    url = new_database(postgresql)
    theirs = hub(tmp_path / "theirs", database=url)
    decided(theirs, "theirs")
    ours = hub(tmp_path / "ours")
    back_up(ours, tmp_path / "b", AT)
    with pytest.raises(StoreFault, match="there is an evaluation in this database already"):
        restore(tmp_path / "b", tmp_path / "back", database=url)
    assert list(theirs.decisions()["key"]) == ["theirs"]
    assert not (tmp_path / "back").exists()


def test_an_empty_server_in_the_place_of_a_full_one_is_refused(
    postgresql: str, tmp_path: Path
) -> None:
    evaluation = hub(tmp_path / "hub", database=new_database(postgresql))
    settings = evaluation.folder / FILE
    old = evaluation.settings.database
    settings.write_text(settings.read_text().replace(old, new_database(postgresql)))
    with pytest.raises(StoreFault, match=r"there was one: beside it are \.heard-id"):
        Evaluation.open(evaluation.folder)
