"""Where settings stand in a TOML file, whatever way it is written."""

import pytest

from coding.whereabouts.toml_places import AsWritten, parsed_toml, toml_places

TEXT = """\
# title = "not this"
title = "A = B" # what it is called
waves = [
  "wave 1", # = the first
]
[groups]  # who
"people = all" = "person"
staff='s'
[publish]
sign_offs = []
team.address = ""
"""


def test_each_setting_has_its_line_and_what_is_written() -> None:
    assert toml_places(TEXT) == {
        ("title",): AsWritten(2, '"A = B"'),
        ("waves",): AsWritten(3, "["),
        ("groups",): AsWritten(6),
        ("groups", "people = all"): AsWritten(7, '"person"'),
        ("groups", "staff"): AsWritten(8, "'s'"),
        ("publish",): AsWritten(9),
        ("publish", "sign_offs"): AsWritten(10, "[]"),
        ("publish", "team", "address"): AsWritten(11, '""'),
    }


@pytest.mark.parametrize(
    ("text", "held", "broken"),
    [
        ("", {}, []),
        ("a = 1", {"a": 1}, []),
        ("a = 1\nb = x\nc = 2", {"a": 1, "c": 2}, [(2, "Invalid value")]),
        ("a = x\nb = x", {}, [(1, "Invalid value"), (2, "Invalid value")]),
        ("a = 1\nnonsense\nb = x", {}, [(2, "Expected '=' after a key in a key/value pair")]),
        ('a = ["b"\nc = 1', {}, [(2, "Unclosed array")]),
    ],
)
def test_lines_that_are_no_toml_do_not_hide_the_others(
    text: str, held: dict[str, int], broken: list[tuple[int, str]]
) -> None:
    assert parsed_toml(text) == (held, broken)
