"""The evidence pack of an invented evaluation: what is in it, and what never is."""

import json
import zipfile
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from codebooks.exchange.files import read_codebook
from codebooks.load import loads
from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.evaluation.new import new_evaluation
from coding.evidence_pack.identity import TAKEN_OUT, without_identity
from coding.evidence_pack.pack import evidence_pack
from coding.findings_report.gathering import report_material
from coding.findings_report.report import findings_report
from coding.intake.cutting import read_and_cut
from flows.cli.main import main

AT = "2026-03-02T10:00:00+00:00"
GROUPS = ("people who use services", "unpaid carers", "staff")
HEAD = "id,name,aliases,group,role,wave,consent_analysis,consent_quote\n"
NAMES = [
    f"{first} {last}"
    for first in ("Ada", "Bea", "Cleo", "Dara", "Edie", "Fay")
    for last in ("Quillfeather", "Brambleworth", "Nightjarson")
]
SAID = "I could say what I thought about it and they listened to me."
FORMULA = '=HYPERLINK("http://example.org";"see")'
FINDINGS = f"""\
- id: F1
  says: "Many could speak, as P03 and Ada Quillfeather said in interview-03.txt."
  easy: '{FORMULA}'
  aspect: process
  codes: [voice]
  direction: positive
  written_by: [{{name: ZQX, role: researcher}}]
  dissent: [{{name: WVK, role: staff, text: I saw it otherwise.}}]
"""
ACTIONS = """\
- id: A1
  you_said: Meet later.
  response: planned
  updates: [{date: 2026-02-01, status: done}]
"""
MARKERS = """\
- marker: Papers come a week before.
  principle: accessibility
  judged: [{date: 2026-02-01, level: now and then}]
"""
MEASURES = """\
measure,kind,category,unit,better,period_start,period_end,value,n,goal,themes,source,note
waiting,satisfaction,,points of 5,up,2025-01,2025-06,4.5,40,5,,survey,
waiting,satisfaction,,points of 5,up,2025-07,2025-12,4.25,3,5,,survey,
waiting,satisfaction,,points of 5,up,2026-01,2026-02,,,5,,survey,
"""
STEPS = "date,document,step,principle\n2025-04-10,interview-03.txt,A hearing loop was booked,accessibility\n"


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = tmp_path_factory.mktemp("pack") / "hub"
    new_evaluation(folder, title="The lodge")
    people = [f"P{n:02},{name},,{GROUPS[n % 3]},,,yes,yes\n" for n, name in enumerate(NAMES)]
    (folder / "people.csv").write_text(HEAD + "".join(people))
    for number, name in enumerate(NAMES):
        path = folder / "transcripts" / f"interview-{number:02}.txt"
        path.write_text(f"Interviewer: How was it?\n\n{name}: {SAID} That was {number} times.\n\n")
    written = folder / "findings"
    written.mkdir(exist_ok=True)
    for file, text in (("findings.yaml", FINDINGS), ("actions.yaml", ACTIONS), ("markers.yaml", MARKERS),
                       ("measures.csv", MEASURES), ("steps.csv", STEPS)):  # fmt: skip
        (written / file).write_text(text)
    made = Evaluation.open(folder)
    read_and_cut(made)
    said: list[Decision | Remark] = []
    for at, id in enumerate(made.excerpts()["excerpt_id"]):
        if at < 9:
            said.append(Decision(f"{id}-v", id, "voice", "accept", "positive", "R1", AT, "1.0"))
        said.append(Remark(f"{id}-f", id, "finished", "", "R1", AT, "1.0"))
    append_all(made.store, said)
    return made


def packed(evaluation: Evaluation, cleared: Sequence[str] = (), licence: str = "") -> bytes:
    material = report_material(evaluation, date(2026, 4, 1))
    return evidence_pack(
        material,
        findings_report(material),
        clean=without_identity(evaluation),
        cleared=cleared,
        licence=licence,
    )


def members_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def members(evaluation: Evaluation) -> dict[str, bytes]:
    return members_of(packed(evaluation))


def resources(members: dict[str, bytes]) -> dict[str, dict[str, object]]:
    return {each["path"]: each for each in json.loads(members["datapackage.json"])["resources"]}


def table(members: dict[str, bytes], name: str) -> pd.DataFrame:
    content = members[f"tables/{name}.csv"]
    return pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False)


def test_the_same_report_has_the_same_bytes(evaluation: Evaluation) -> None:
    assert packed(evaluation) == packed(evaluation)


def test_the_checksums_are_those_of_all_other_members(members: dict[str, bytes]) -> None:
    lines = members["checksums.sha256"].decode().splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    assert listed == {
        name: sha256(content).hexdigest()
        for name, content in members.items()
        if name != "checksums.sha256"
    }


def test_every_table_is_described_and_has_the_fields_that_are_declared(
    members: dict[str, bytes],
) -> None:
    described = resources(members)
    assert set(described) == {name for name in members if name.startswith("tables/")}
    kinds = {"integer": "Int64", "number": "float64"}
    for path, resource in described.items():
        fields = resource["schema"]["fields"]  # type: ignore[index]
        missing = resource["schema"]["missingValues"]  # type: ignore[index]
        read = pd.read_csv(
            BytesIO(members[path]),
            na_values=missing,
            keep_default_na=False,
            dtype={field["name"]: kinds.get(field["type"], "str") for field in fields},
        )
        assert list(read.columns) == [field["name"] for field in fields]
        assert resource["hash"] == f"sha256:{sha256(members[path]).hexdigest()}"


def test_the_tables_are_those_of_the_report(
    evaluation: Evaluation, members: dict[str, bytes]
) -> None:
    heard = table(members, "heard")
    assert list(heard["People"]) == ["6", "6", "6", "0", "18"]
    assert {"tables/read.csv", "tables/steps-accessibility.csv", "tables/actions.csv"} <= set(
        members
    )
    unit = resources(members)["tables/heard.csv"]["schema"]["fields"][1]  # type: ignore[index]
    assert unit == {"name": "People", "type": "integer", "unit": "people"}


def test_what_people_wrote_is_there_with_roles_instead_of_names(members: dict[str, bytes]) -> None:
    finding = table(members, "written-findings").iloc[0]
    assert finding["says"] == (
        f"Many could speak, as {TAKEN_OUT} and {TAKEN_OUT} said in {TAKEN_OUT}."
    )
    assert (finding["written by"], finding["dissent"]) == (
        "researcher",
        "staff: I saw it otherwise.",
    )
    actions = table(members, "written-actions")
    assert list(zip(actions["date"], actions["status"], strict=True)) == [
        ("", "planned"),
        ("2026-02-01", "done"),
    ]
    assert list(table(members, "written-markers")["level"]) == ["now and then"]


def test_a_measure_of_few_people_is_hidden_and_one_that_is_not_there_says_so(
    members: dict[str, bytes],
) -> None:
    measures = table(members, "written-measures")
    assert list(measures["value"]) == ["4.5", "[c]", "[x]"]
    assert list(measures["n"]) == ["40", "[c]", ""]
    assert b"4.25" not in b"".join(members.values())


def test_nothing_in_it_tells_of_anybody(evaluation: Evaluation, members: dict[str, bytes]) -> None:
    whole = b"\0".join(members.values()).decode()
    whole += "\0".join(members)
    people = evaluation.participants()
    canaries = {
        *NAMES,
        *(word for name in NAMES for word in name.split()[1:]),
        *people["participant"],
        *evaluation.pseudonyms().values(),
        *evaluation.files()["source"],
        *(Path(source).stem for source in evaluation.files()["source"]),
        *evaluation.excerpts()["excerpt_id"],
        "ZQX",
        "WVK",
        "R1",
        "they listened to me",
    }
    assert [canary for canary in sorted(canaries) if canary in whole] == []


def test_only_cleared_quotes_are_in_it(evaluation: Evaluation) -> None:
    every = [
        quote.excerpt_id
        for quote in findings_report(report_material(evaluation, date(2026, 4, 1))).quotations()
    ]
    quotes = table(members_of(packed(evaluation, every[:1])), "written-quotes")
    assert list(quotes.columns) == ["quote", "says", "speaker"]
    assert len(quotes) == 1
    assert quotes["quote"][0].startswith(SAID)
    assert "tables/written-quotes.csv" not in members_of(packed(evaluation))


def test_hostile_texts_do_nothing(members: dict[str, bytes]) -> None:
    assert table(members, "written-findings")["easy"][0] == f"'{FORMULA}"


def test_the_codebook_is_there_in_both_formats(
    evaluation: Evaluation, members: dict[str, bytes]
) -> None:
    codes = [code.name for code in evaluation.codebook.codes]
    book = loads(members["codebook/codebook.yaml"], where="codebook.yaml")
    assert [code.name for code in book.codes] == codes
    assert (book.contributors, book.history, book.teaching) == ((), (), "")
    tree, _ = read_codebook(members["codebook/codebook.qdc"], "codebook.qdc")
    assert [code.name for code in tree.codes] == codes


def test_the_licence_is_the_teams_or_not_chosen(evaluation: Evaluation) -> None:
    def licence(content: bytes) -> object:
        return json.loads(members_of(content)["datapackage.json"])["licenses"]

    assert licence(packed(evaluation)) == [{"name": "not chosen"}]
    assert licence(packed(evaluation, licence="CC-BY-4.0")) == [{"name": "CC-BY-4.0"}]


def test_the_method_is_that_of_the_report(members: dict[str, bytes]) -> None:
    assert members["method.md"].decode().startswith("# Method and limits\n\n## What was read\n")


def test_the_command_writes_it_to_share(
    evaluation: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "pack", str(evaluation.folder)]) == 0
    out = capsys.readouterr().out
    assert "without quotes" in out
    assert "[publish] licence" in out
    path = evaluation.folder / "outputs" / "to-share" / "evidence-pack.zip"
    assert "README.md" in members_of(path.read_bytes())


def test_the_draft_comes_with_easy_read(
    evaluation: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(evaluation.folder)]) == 0
    assert "Easy read:" in capsys.readouterr().out
    team = evaluation.folder / "outputs" / "for-the-team"
    assert (team / "internal-findings-easy-read-draft.html").is_file()
    assert (team / "internal-findings-easy-read-draft.docx").is_file()
