"""docs/findings.md says of every file which fields it may have."""

import re

import pytest
from paths import ROOT

from coding.written.columns import IN_CSV, IN_YAML, Field, Kind

PAGE = (ROOT / "docs" / "findings.md").read_text("utf-8")
SECTIONS = {
    part.partition("`\n")[0]: part for part in re.split("^## `", PAGE, flags=re.M)[1:]
}  # fmt: skip
ALL = {**IN_YAML, **IN_CSV}


def documented(field: Field) -> str:
    words = (
        f" ({', '.join(field.choices)})"
        if isinstance(field.choices, tuple) and field.choices
        else ""
    )
    return f"| `{field.name}`{' *' if field.required else ''} | {field.about}{words} |"


def rows(kind: Kind) -> list[str]:
    return [documented(field) for field in kind.fields]


def test_every_file_has_a_section_and_no_other() -> None:
    assert list(SECTIONS) == list(ALL)


@pytest.mark.parametrize("file", ALL)
def test_every_field_of_a_file_is_there_as_it_is_read(file: str) -> None:
    kinds = (ALL[file], *(ALL[file].below if file == "aims.yaml" else ()))
    assert [row for kind in kinds for row in rows(kind) if row not in SECTIONS[file]] == []


@pytest.mark.parametrize("file", IN_YAML)
def test_what_stands_below_an_entry_is_there(file: str) -> None:
    for kind in IN_YAML[file].below:
        fields = ", ".join(f"`{each.name}`{' *' if each.required else ''}" for each in kind.fields)
        assert f"| `{kind.name}` | a list, each with {fields} |" in SECTIONS[file]


@pytest.mark.parametrize("file", ALL)
def test_no_field_is_named_that_is_not_read(file: str) -> None:
    named = set(re.findall(r"^\| `(\w+)`", SECTIONS[file], re.M))
    kinds = (ALL[file], *ALL[file].below)
    assert named <= {name for kind in kinds for name in kind.names}
