"""docs/data-protection.md lists what there is: every table, every output, every file of the folder."""

import re

from paths import ROOT

from coding.deidentification.key import KEY
from coding.evaluation.database import DATABASE
from coding.evaluation.evaluation import HIDDEN, OUTPUTS
from coding.evaluation.output_files import OUTPUT_FILES, SHARED, TEAM
from coding.evaluation.settings import FILE, Settings
from coding.evaluation.tables import metadata
from coding.intake.doubted import LOCK
from coding.intake.speakers_file import FILE as SPEAKERS
from coding.retention.purge_record import RECORD as PURGED
from coding.retention.words_in_tables import DELETED, EMPTIED, KEPT
from coding.review.access.sessions import KEY as SESSION
from coding.review.start_file import NAME as START
from coding.safekeeping.identity import COPIES
from coding.safekeeping.identity import RECORD as IDENTITY
from coding.safekeeping.marks import FOLDER as MARKS
from coding.withdrawal.carry_out import BACKUPS, BEGUN
from coding.withdrawal.carry_out import RECORD as WITHDRAWALS
from flows.cli.main import COMMANDS

PAGE = (ROOT / "docs" / "data-protection.md").read_text("utf-8")
ROWS = [re.findall(r"[^|]+", line) for line in PAGE.splitlines() if line.startswith("| `")]
FIRST = {cells[0].strip() for cells in ROWS}


def section(heading: str) -> list[list[str]]:
    text = PAGE[PAGE.index(f"## {heading}") :].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_table_is_there_with_what_a_purge_does_to_it() -> None:
    listed = {cells[0].strip("`"): cells[3] for cells in section("The database, table by table")}
    assert sorted(listed) == sorted(metadata.tables)
    ends = {"gone": DELETED, "stays without": tuple(EMPTIED), "stays": KEPT}
    for end, tables in ends.items():
        for table in tables:
            assert listed[table.name].startswith(end), table.name
    assert [n for n in listed if listed[n] == "stays"] == [
        t for t in listed if t in {table.name for table in KEPT}
    ]


def test_every_output_is_there_with_what_it_holds() -> None:
    listed = {(cells[0].strip("`"), cells[1]) for cells in section("Outputs")}
    assert listed == {(output.place, output.holds) for output in OUTPUT_FILES}


def test_every_place_of_the_folder_is_there() -> None:
    settings = Settings()
    named = {name for cell in FIRST for name in re.findall(r"`([^`]+)`", cell)}
    assert named >= {
        FILE, SPEAKERS, settings.people, settings.codebook, f"{settings.transcripts}/",
        f"{HIDDEN}/", f"{OUTPUTS}/{TEAM}/", f"{OUTPUTS}/{SHARED}/", DATABASE, BACKUPS, KEY, SESSION,
        WITHDRAWALS, BEGUN, PURGED, LOCK, "lock", "lock.holder", "vectors/", IDENTITY, START,
        f"{COPIES}/", f"{MARKS}/",
    }  # fmt: skip


def test_every_command_that_is_named_exists() -> None:
    assert set(re.findall(r"`heard (\w+)", PAGE)) <= COMMANDS.keys()
