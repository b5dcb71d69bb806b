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
        ("title = Hub", "evaluation.toml line 1: this is not valid TOML (Invalid value)"),
        ('title = "a"\ntitle = "b"', "line 2: this is not valid TOML"),
        ('waves = ["a"\ntitle = "b"', "line 2: this is not valid TOML (Unclosed array)"),
        ("database = 5", "line 1: 'database'; it must be a text in double quotation marks"),
        ('waves = "wave 1"', "line 1: 'waves' is \"wave 1\"; it must be a list in square brackets"),
        ("disclosure = 3", "line 1: 'disclosure' is 3; it must be a table, its name in [ ]"),
        (
            '[deidentify]\npostcod = "apply"',
            "line 2: 'deidentify.postcod' is not a kind. Did you mean 'postcode'? Allowed here: near",
        ),
        (
            '[publish]\nsign_offs = [["carer"]]',
            "line 2: 'publish.sign_offs' is [[\"carer\"]]; it must be 'lived experience', 'unpaid",
        ),
        (
            '\ntitel = "Hub"',
            "evaluation.toml line 2: 'titel' is not a setting. Did you mean 'title'?",
        ),
        (
            "[disclosure]\nfewest = 5",
            "line 2: 'disclosure.fewest' is not a setting. Did you mean 'fewest_people'?",
        ),
        ("[disclosure]\nfewest_people = 0", "line 2: 'disclosure.fewest_people' is 0; it must be"),
        ("title = 5", "line 1: 'title' is 5; it must be a text"),
        ('transcripts = "../elsewhere"', "must be a name inside the evaluation folder"),
        ('people = "/etc/people.csv"', "must be a name inside the evaluation folder"),
        (
            '[coding]\nprecision = "fasst"',
            "line 2: 'coding.precision' is \"fasst\"; it must be 'fast' or 'exact'. Did you mean "
            "'fast'?",
        ),
        (
            "[queue]\nlikely = 1\nrandom = 0",
            "line 3: 'queue.random' is 0; it must be greater than 0",
        ),
        (
            "[queue]\nlikely = -0.1",
            "line 2: 'queue.likely' is -0.1; it must be greater than or equal",
        ),
        ("[queue]\nspread = nan", "line 2: 'queue.spread' is nan; it must be a finite number"),
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


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(
            b'titel = "x"\nwaves = wave 1\n[disclosure] # why\nfewest_people = "5" # of them\n'
            b'[deidentify]\npersn = "apply"\nperson = "aply"\n[tabel]\ntext = []\n'
        )
    first, *mistakes, last = str(caught.value).splitlines()
    assert first == "evaluation.toml: 6 things are wrong, so nothing of it is used:"
    assert [mistake.partition(". ")[0].partition("; ")[0].strip() for mistake in mistakes] == [
        "line 1: 'titel' is not a setting",
        "line 2: this is not valid TOML (Invalid value)",
        "line 4: 'disclosure.fewest_people' is \"5\"",
        "line 6: 'deidentify.persn' is not a kind",
        "line 7: 'deidentify.person' is \"aply\"",
        "line 8: 'tabel' is not a setting",
    ]
    assert last == "Put them right and run again."


def test_the_password_of_a_database_is_never_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(b'database = ["postgresql://heard:opensesame@localhost/hub"]')
    assert "opensesame" not in str(caught.value)


def test_bytes_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(SettingsError, match="byte 9 is not UTF-8"):
        load_settings(b'title = "\xff"')
