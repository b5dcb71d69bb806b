"""Comparing codebooks where nothing was coded yet, and asking for one that is not there."""

from pathlib import Path

import pytest
import story
from folders import whole

from coding.evaluation.new import new_evaluation
from flows.cli.codebook import effects as refining
from flows.cli.main import main


def test_trying_a_draft_in_a_folder_that_was_never_run_makes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new_evaluation(tmp_path / "new")
    before = whole(tmp_path / "new")
    refining.try_draft("draft", tmp_path / "new")
    assert whole(tmp_path / "new") == before
    assert "Nothing is different" in capsys.readouterr().out


def test_two_files_are_compared_without_an_evaluation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two, page = tmp_path / "one.yaml", tmp_path / "two.yaml", tmp_path / "page.html"
    one.write_text(story.ONE)
    two.write_text(story.TWO)
    refining.show_difference(str(one), str(two), tmp_path, page)
    printed = capsys.readouterr().out.splitlines()
    assert printed == [
        "From one.yaml to two.yaml:",
        "- 'Listened to' was split into 'Attention' and 'Influence'. What was rejected is carried over to the parts; the rest is flagged for another look.",
        "    Why so: recognised by the phrases that went over.",
        "- 'Confidence' and 'Trust' were merged into 'Confidence and trust'. Decisions are carried over to the merged code, by a rule; who rejected one is asked again.",
        "    Why so: the codebook states what it replaces.",
        "- 'Information' means something else: definition. Decisions are flagged for another look.",
        "    Why so: other words when capitals, spaces and punctuation are left out.",
        "    definition: People were told in time {+and in plain words+} what they needed to know.",
        "- 'Getting there' is worded differently: definition. Decisions stand.",
        "    Why so: the same words when capitals, spaces and punctuation are left out.",
        "    definition: The [-place-] {+place,+} the bus and the stairs.",
        "Side by side: " + str(page),
    ]
    assert "There are no excerpts to look at." in page.read_text()


def test_the_commands_say_what_is_wrong_and_with_which_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["codebook", "diff", "1.0", "2.0", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        "heard: 1.0: there is no such codebook. "
        "Give a published version (none yet), 'draft', or a file.\n"
    )
    assert main(["codebook", "try", "draft", str(tmp_path)]) == 2
    assert "there is no evaluation.toml here" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
