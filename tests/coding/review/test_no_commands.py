"""No page shows a command to somebody who will never see a terminal."""

import re
from html import unescape
from pathlib import Path

import blind_story
import pytest
from every_page import addresses, reader

from codebooks.roles import ROLES
from coding import Evaluation
from coding.evaluation.new import new_evaluation
from coding.review.access.rights import NEEDED, WHO
from flows.cli.main import parser_of

RUN_IT = WHO["run the evaluation"]
OTHERS = [role for role in ROLES if role not in RUN_IT]
COMMANDS = next(
    set(action.choices) for action in parser_of()._actions if isinstance(action.choices, dict)
)
COMMAND = re.compile(rf"\bheard (?:{'|'.join(sorted(COMMANDS))})\b|--[a-z]|\.(?:yaml|toml|csv)\b")


@pytest.fixture(scope="module", params=["empty", "under way"])
def evaluation(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Evaluation:
    folder = tmp_path_factory.mktemp("commands") / "evaluation"
    if request.param == "under way":
        return blind_story.told(folder)[0]
    new_evaluation(folder)
    return Evaluation.open(folder)


@pytest.mark.parametrize("role", OTHERS)
def test_no_page_shows_a_command_to_who_does_not_run_the_evaluation(
    evaluation: Evaluation, role: str
) -> None:
    http = reader(evaluation, role)
    shown = {path: unescape(http.get(path).text) for path in addresses(evaluation)}
    found = {path: COMMAND.findall(text) for path, text in shown.items()}
    assert {path: commands for path, commands in found.items() if commands} == {}
    assert all("<h1" in text for text in shown.values())


def test_who_runs_the_evaluation_is_shown_them(tmp_path: Path) -> None:
    new_evaluation(tmp_path / "e")
    http = reader(Evaluation.open(tmp_path / "e"), "researcher")
    assert "heard run" in COMMAND.findall(http.get("/today").text)


def test_every_page_is_tried(evaluation: Evaluation) -> None:
    tried = {path.partition("?")[0] for path in addresses(evaluation)}
    assert len(tried) >= len({path for method, path in NEEDED if method == "GET"})
