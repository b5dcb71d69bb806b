"""evaluation.toml: the template says every default; mistakes are named with their line."""

import tomllib
from typing import Any

import pytest

from coding.evaluation.new import settings_text
from coding.evaluation.settings import Settings, load_settings
from corpora.errors import SettingsError


def names(said: dict[str, Any]) -> dict[str, Any]:
    """The names of all settings, those of a table below its own."""
    return {key: names(each) if isinstance(each, dict) else None for key, each in said.items()}


def test_an_empty_file_is_all_defaults() -> None:
    assert load_settings(b"") == Settings()


def test_the_template_holds_every_setting_at_its_default() -> None:
    text = settings_text("Our evaluation", ())
    assert load_settings(text.encode()) == Settings()
    assert names(tomllib.loads(text)) == names(Settings().model_dump())


def test_a_title_with_quotation_marks_stays_one_string() -> None:
    text = settings_text('The "Hub"', ("wave 1",))
    assert load_settings(text.encode()).title == 'The "Hub"'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = Hub", "evaluation.toml: this is not valid TOML"),
        (
            '\ntitel = "Hub"',
            "evaluation.toml line 2: 'titel' is not a setting. Did you mean 'title'?",
        ),
        (
            "[disclosure]\nfewest = 5",
            "line 2: 'disclosure.fewest' is not a setting. Did you mean 'fewest_people'?",
        ),
        ("[disclosure]\nfewest_people = 0", "line 2: 'disclosure.fewest_people': input should be"),
        ("title = 5", "line 1: 'title': input should be a valid string"),
        ('transcripts = "../elsewhere"', "must be a name inside the evaluation folder"),
        ('people = "/etc/people.csv"', "must be a name inside the evaluation folder"),
        (
            '[coding]\nprecision = "slow"',
            "line 2: 'coding.precision': input should be 'fast' or 'exact'",
        ),
        (
            "[queue]\nlikely = 1\nrandom = 0",
            "line 3: 'queue.random': input should be greater than 0",
        ),
        ("[queue]\nlikely = -0.1", "line 2: 'queue.likely': input should be greater than or equal"),
        ("[queue]\nspread = nan", "line 2: 'queue.spread': input should be a finite number"),
        (
            "[queue]\nlikeliest = 1",
            "line 2: 'queue.likeliest' is not a setting. Did you mean 'likely'?",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(text.encode())
    assert message in str(caught.value)
    assert caught.value.exit_code == 2


def test_bytes_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(SettingsError, match="byte 9 is not UTF-8"):
        load_settings(b'title = "\xff"')
