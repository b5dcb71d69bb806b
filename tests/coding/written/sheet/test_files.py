"""Entries back into files: what changes is written, and all else keeps its bytes."""

from dataclasses import replace

import pytest
from written_files import ALL

from coding.written.columns import IN_CSV, IN_YAML
from coding.written.entries import Entry, Value
from coding.written.folder import entries_of
from coding.written.mistakes import Mistakes
from coding.written.sheet.files import file_with
from coding.written.sheet.lines import what_it_says

YAML = {file: text for file, text in ALL.items() if file in IN_YAML}
TABLES = {file: text for file, text in ALL.items() if file in IN_CSV}


def read(content: bytes, file: str) -> tuple[Entry, ...]:
    mistakes = Mistakes()
    entries = entries_of(content, file, mistakes)
    assert mistakes.lines == []
    return entries


def changed(entry: Entry, **texts: str) -> Entry:
    values = {**entry.values, **{name: (Value(text, ""),) for name, text in texts.items()}}
    return replace(entry, values={name: held for name, held in values.items() if held[0].text})


@pytest.mark.parametrize("file", ALL)
def test_a_file_that_says_the_same_is_the_same(file: str) -> None:
    content = b"\xef\xbb\xbf" + ALL[file].replace("\n", "\r\n").encode()
    assert file_with(content, file, read(content, file)) is content


@pytest.mark.parametrize("file", ALL)
@pytest.mark.parametrize("before", [b"", b"# nothing yet\n"])
def test_a_file_is_begun(file: str, before: bytes) -> None:
    if file in IN_CSV and before:
        before = (
            ",".join(field.name for field in IN_CSV[file].fields).encode() + b"\n# an example\n"
        )
    entries = read(ALL[file].encode(), file)
    made = file_with(before, file, entries)
    assert made.startswith(before)
    assert list(map(what_it_says, read(made, file))) == list(map(what_it_says, entries))


def test_a_changed_finding_changes_its_own_lines_and_no_others() -> None:
    content = b"# On top.\n- id: F1   # the first\n  says: A.\n  aspect: process\n\n# Of F2.\n- {id: F2, says: B., aspect: impact}\n"
    first, second = read(content, "findings.yaml")
    made = file_with(content, "findings.yaml", [changed(first, says="It is: #1."), second])
    assert made == (
        b'# On top.\n- id: F1\n  says: "It is: #1."\n  aspect: process\n\n# Of F2.\n'
        b"- {id: F2, says: B., aspect: impact}\n"
    )


def test_findings_are_taken_out_turned_and_added() -> None:
    content = (
        b"- id: F1\n  says: A.\n  aspect: process\n# Of F2.\n- id: F2\n  says: B.\n  aspect: impact"
    )
    first, second = read(content, "findings.yaml")
    third = changed(first, id="F3", says="C.")
    assert file_with(content, "findings.yaml", [second, third]) == (
        b"- id: F2\n  says: B.\n  aspect: impact\n- id: F3\n  says: C.\n  aspect: process\n"
    )
    assert file_with(content, "findings.yaml", []) == b""


def test_of_the_aims_only_the_field_that_changes_is_written() -> None:
    content = b"scope: One.  # two words\nbegan: 2024-02-14\n\n# What we want.\naims: [{id: A1, text: T.}]\n"
    (scope,) = read(content, "aims.yaml")
    assert file_with(content, "aims.yaml", [changed(scope, began="", ended="2025-01-31")]) == (
        b"scope: One.  # two words\naims: [{id: A1, text: T.}]\nended: 2025-01-31\n"
    )


def test_a_changed_row_keeps_the_columns_of_the_team_and_the_others_keep_their_bytes() -> None:
    content = b'\xef\xbb\xbfdate;x-who;noticed;changed\r\n"2024-05-01";DC;Late;\r\n;;;\r\n2024-06-01;MT;"Too long";Shorter\r\n'
    first, second = read(content, "learning.csv")
    made = file_with(content, "learning.csv", [first, changed(second, noticed="=1+1")])
    assert made == (
        b'\xef\xbb\xbfdate;x-who;noticed;changed\r\n"2024-05-01";DC;Late;\r\n;;;\r\n2024-06-01;MT;\'=1+1;Shorter\r\n'
    )


def test_rows_are_taken_out_and_added_beside_remarks() -> None:
    content = b"date,noticed,changed\n# 2020-01-01,an example,\n2024-05-01,Late,Early\n2024-06-01,Long,Short"
    first, second = read(content, "learning.csv")
    third = changed(second, date="2024-07-01", noticed="a, b")
    assert file_with(content, "learning.csv", [second, third]) == (
        b'date,noticed,changed\n# 2020-01-01,an example,\n2024-06-01,Long,Short\n2024-07-01,"a, b",Short\n'
    )
    assert first


def test_a_column_that_is_not_there_yet_is_added_and_those_of_the_team_stay() -> None:
    content = b"date,noticed,x-who\n2024-05-01,Late,DC\n2024-06-01,Long,MT\n"
    first, second = read(content, "learning.csv")
    made = file_with(content, "learning.csv", [first, changed(second, changed="Shorter")])
    assert made.decode("utf-8-sig").splitlines() == [
        '"date","noticed","changed","x-who"',
        '"2024-05-01","Late","","DC"',
        '"2024-06-01","Long","Shorter",""',
    ]
