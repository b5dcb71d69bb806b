"""The files of the folder `findings`, as a team writes them and as it gets them wrong."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from written_files import ALL, BOOK, GROUPS, put_all, put_files

from codebooks.codebook import Contributor
from coding.written.folder import read_written
from coding.written.values import (
    AgreedPrinciple,
    Aim,
    Aims,
    Dissent,
    Judgement,
    Learning,
    Marker,
    Measure,
    Resource,
    StepTaken,
    Update,
    WishedOutcome,
    Written,
    WrittenAction,
    WrittenFinding,
)
from corpora.errors import WrittenError


def read(folder: Path) -> Written:
    return read_written(folder, BOOK, GROUPS)


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(WrittenError) as raised:
        read(folder)
    return [line.strip() for line in raised.value.what.splitlines()[1:-1]]


def test_no_folder_and_no_file_is_nothing_written(tmp_path: Path) -> None:
    assert read(tmp_path / "findings") == Written()


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf", b"# not yet\n"])
def test_a_file_in_which_nothing_stands_is_nothing_written(tmp_path: Path, content: bytes) -> None:
    names = [name.replace(".", "_") for name in ALL if name.endswith("yaml")]
    assert read(put_files(tmp_path, **dict.fromkeys(names, content))) == Written()


def test_every_file_is_read_whole(tmp_path: Path) -> None:
    assert read(put_all(tmp_path)) == Written(
        findings=(
            WrittenFinding(
                "F1",
                "People could speak: more than before.",
                "People could speak.",
                "process",
                ("voice",),
                "positive",
                ("unpaid carers",),
                ("0123456789abcdef",),
                ("fedcba9876543210",),
                ("waiting",),
                (Contributor("DC", "lived experience"), Contributor("RW", "researcher")),
                (Contributor("MT", "unpaid carer"),),
                (Dissent("CW", "staff", "I saw it otherwise."),),
            ),
            WrittenFinding("F2", "Nothing came of it yet.", aspect="impact"),
        ),
        aims=Aims(
            "One service, from spring to autumn.",
            (Aim("A1", "Find out whether people were heard.", ("heard",), (), ("waiting",)),),
            (AgreedPrinciple("equality", "Nobody counts more.", date(2024, 3, 1)),),
            (WishedOutcome("A door that is open at night.", GROUPS[:2], ("influence",)),),
            date(2024, 2, 14),
            None,
        ),
        measures=(
            Measure(
                "waiting", "complaints", "at night", "complaints", "down",
                date(2024, 1, 1), date(2024, 6, 30), Decimal(12), 400, Decimal(5),
                ("heard", "access"), "complaints book", "",
            ),
            Measure(
                "waiting", "complaints", "at night", "complaints", "down",
                date(2024, 7, 1), date(2024, 12, 31), None, note="not counted yet",
            ),
        ),
        actions=(
            WrittenAction(
                "A1", "F1", "Start later in the morning.", "not possible",
                "The room is let until ten.", "service manager", date(2025, 3, 31),
                (Update(date(2024, 11, 1), "planned"), Update(date(2025, 3, 31), "not possible")),
                ("voice", "travel"),
                "You want to start later. Others use the room until 10.",
            ),
        ),
        markers=(
            Marker(
                "Papers come a week before.", "accessibility", "the group",
                (
                    Judgement(date(2024, 9, 1), "now and then"),
                    Judgement(date(2025, 3, 1), "always", "the list of papers", "the group"),
                ),
            ),
        ),
        steps=(
            StepTaken(
                date(2024, 4, 10), "notes of April", "An interpreter was booked", "accessibility"
            ),
        ),
        resources=(
            Resource("wave 1", "meetings", "unpaid carers", False, Decimal("120.5"), "hours"),
            Resource("wave 1", "interviews", "interviewers", True, Decimal(30), "hours"),
            Resource("wave 1", "room", "", None, Decimal(600), "pounds"),
        ),
        learning=(Learning(date(2024, 5, 1), "Papers came late", "They go out a week before"),),
    )  # fmt: skip


def test_a_value_knows_the_line_it_stands_in(tmp_path: Path) -> None:
    written = read(put_all(tmp_path))
    assert [finding.line for finding in written.findings] == [2, 21]
    assert [measure.line for measure in written.measures] == [2, 3]


def test_codes_themes_and_groups_may_be_written_by_their_names(tmp_path: Path) -> None:
    named = (
        "- {id: F1, says: It is far., aspect: process, codes: [Place and Travel], groups: [Staff]}"
    )
    finding = read(put_files(tmp_path, findings_yaml=named)).finding("F1")
    assert (finding.codes, finding.groups) == (("travel",), ("staff",))


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("says: A.\n  aspect: process", "line 1: a finding has no id. Write a short name of your own, such as F1."),
        ("id: F1\n  says:\n  aspect: process", "line 1: a finding has no says. Write the finding, in one or two sentences."),
        ("id: F one\n  says: A.\n  aspect: process", "line 1: 'F one' is no id: letters, digits, hyphens and points, at most 40. Write a short one, such as F1."),
        ("id: F1\n  says: A.\n  aspect: context", "line 3: 'context' is not allowed as aspect; allowed here: process, impact."),
        ("id: F1\n  says: A.\n  aspect: proces", "line 3: 'proces' is not allowed as aspect; allowed here: process, impact. Did you mean 'process'?"),
        ("id: F1\n  says: A.\n  aspect: process\n  when: now", "line 4: 'when' is not a field of a finding; allowed: id, says, easy, aspect, codes, direction, groups, quotes, counter, measures, written_by, agreed_by, dissent."),
        ("id: F1\n  says: A.\n  aspect: process\n  code: [voice]", "line 4: 'code' is not a field of a finding; allowed: id, says, easy, aspect, codes, direction, groups, quotes, counter, measures, written_by, agreed_by, dissent. Did you mean 'codes'?"),
        ("id: F1\n  says: A.\n  aspect: process\n  codes: [voice, voices]", "line 4: 'voices' is no id of a code, in codes; allowed here: voice, influence, travel. Did you mean 'voice'?"),
        ("id: F1\n  says: A.\n  aspect: process\n  groups: [carers]", "line 4: 'carers' is no id of a group, in groups; allowed here: people who use services, unpaid carers, staff. Did you mean 'unpaid carers'?"),
        ("id: F1\n  says: A.\n  aspect: process\n  direction: good", "line 4: 'good' is not allowed as direction; allowed here: positive, negative, mixed, neutral."),
        ("id: F1\n  says: A.\n  aspect: process\n  measures: [waiting]", "line 4: 'waiting' is no id of a measure, in measures; allowed here: nothing yet."),
        ("id: F1\n  says: A.\n  aspect: process\n  quotes: [abc]", "line 4: 'abc' is no id of an excerpt, in quotes. Copy it from the page of the excerpt: 16 of 0-9 and a-f. Never its words."),
        ("id: F1\n  says: A.\n  aspect: process\n  quotes: [I was never asked about it]", "line 4: '…' is no id of an excerpt, in quotes. Copy it from the page of the excerpt: 16 of 0-9 and a-f. Never its words."),
        ("id: F1\n  says: A.\n  aspect: process\n  quotes: [0123456789abcdef]\n  counter: [0123456789abcdef]", "line 5: the excerpt 0123456789abcdef stands among the quotes too. It speaks for the finding or against it: keep one."),
        ("id: F1\n  says: A.\n  aspect: process\n  written_by: [{name: DC}]", "line 4: an author has no role. Write in what role."),
        ("id: F1\n  says: A.\n  aspect: process\n  written_by: [{name: DC, role: staff}, {name: dc, role: staff}]", "line 4: this name stands already in findings.yaml line 4. Give each its own; capitals make no difference."),
        ("id: F1\n  says: A.\n  aspect: process\n  dissent: [{name: DC, role: patient, text: No.}]", "line 4: 'patient' is not allowed as role; allowed here: lived experience, unpaid carer, staff, researcher, facilitator, other."),
        ("id: F1\n  says: [A.]\n  aspect: process", "line 2: says must be a text. Put a text in quotation marks that holds a colon or begins with [ or {."),
        ("id: F1\n  says: A: B\n  aspect: process", "line 2, column 10: this is not YAML. Put a text that holds a colon in quotation marks."),
        ("id: F1\n  says: *A\n  aspect: process", "line 2, column 9: an alias (*) is not allowed. Write the text out. Put a text that begins with * & ! % @ ` or holds a colon in quotation marks."),
    ],
)  # fmt: skip
def test_a_mistake_names_its_line_what_stands_there_and_what_may(
    tmp_path: Path, finding: str, expected: str
) -> None:
    lines = mistakes(put_files(tmp_path, findings_yaml=f"- {finding}\n"))
    assert f"findings.yaml {expected}" in lines


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("findings_yaml", "- {id: F1, says: A., aspect: process}\n- {id: f1, says: B., aspect: impact}", "findings.yaml line 2: this id stands already in findings.yaml line 1. Give each its own; capitals make no difference."),
        ("findings_yaml", "id: F1", "findings.yaml line 1: findings must be a list of entries, each beginning with '- '."),
        ("findings_yaml", "- F1", "findings.yaml line 1: a finding must have fields, each with its name and a colon. Fields: id, says, easy, aspect, codes, direction, groups, quotes, counter, measures, written_by, agreed_by, dissent."),
        ("aims_yaml", "began: 2024-03-01\nended: 2024-02-01", "aims.yaml line 2: it ended on 2024-02-01 and began on 2024-03-01. Correct one."),
        ("aims_yaml", "began: 1 March 2024", "aims.yaml line 1: '1 March 2024' is not a day, in began. Write year, month and day: 2026-03-02."),
        ("aims_yaml", "began: 2024-02-30", "aims.yaml line 1: '2024-02-30' is not a day, in began. Write year, month and day: 2026-03-02."),
        ("aims_yaml", "principles: [{principle: fairness, text: All are equal.}]", "aims.yaml line 1: 'fairness' is not allowed as principle; allowed here: equality, diversity, accessibility, reciprocity."),
        ("aims_yaml", "aims: [{id: A1, text: Be heard., themes: [herd]}]", "aims.yaml line 1: 'herd' is no id of a theme, in themes; allowed here: heard, access. Did you mean 'heard'?"),
        ("actions_yaml", "- {id: A1, you_said: Later., response: not possible}", "actions.yaml line 1: the answer is 'not possible', and why is not written. People who asked are owed a reason."),
        ("actions_yaml", "- {id: A1, you_said: Later., response: maybe}", "actions.yaml line 1: 'maybe' is not allowed as response; allowed here: done, under way, planned, not possible, no answer."),
        ("actions_yaml", "- {id: A1, finding: F9, you_said: Later., response: done}", "actions.yaml line 1: 'F9' is no id of a finding, in finding; allowed here: nothing yet."),
        ("actions_yaml", "- {id: A1, you_said: Later., response: done, due: 31/03/2025}", "actions.yaml line 1: '31/03/2025' is not a day, in due. Write year, month and day: 2026-03-02."),
        ("markers_yaml", "- {marker: Papers come early., principle: equality, judged: [{level: mostly}]}", "markers.yaml line 1: a judgement has no date. Write the day."),
        ("steps_csv", "date,document,step,principle\n2024-04-10,notes,Booked,access\n", "steps.csv row 2: 'access' is not allowed as principle; allowed here: equality, diversity, accessibility, reciprocity. Did you mean 'accessibility'?"),
        ("steps_csv", "date,document,principle\n2024-04-10,notes,equality\n", "steps.csv row 1: read as parted by commas, there is no column step. The columns are: date, document, step, principle."),
        ("steps_csv", "date,document,step,principel\n2024-04-10,notes,Booked,equality\n", "steps.csv row 1: there is no column 'principel'; the columns are: date, document, step, principle; your own begin with 'x-'. Did you mean 'principle'?"),
        ("steps_csv", "date,document,step,principle\n2024-04-10,notes,Booked,equality,and more\n", "steps.csv row 2: the row has 5 cells and there are 4 headings. Put a text that holds a comma in quotes."),
        ("resources_csv", "period,what,group,paid,amount,unit\nw1,room,,,£600,\n", "resources.csv row 2: '£600' is not a figure, in amount. Write digits, and a point where there is a fraction: 1250.5. Signs such as % and £ go into unit; leave the field empty where the figure is not available."),
        ("resources_csv", "period,what,group,paid,amount,unit\nw1,time,staff,maybe,5,hours\n", "resources.csv row 2: 'maybe' is not allowed as paid; allowed here: yes, no."),
        ("resources_csv", "period,what,group,paid,amount,unit\nw1,time,staff,no,-5,hours\n", "resources.csv row 2: '-5' is below 0, in amount."),
        ("measures_csv", "measure,kind,unit,period_start,period_end,n\na,goal,people,2024-01,2024-02,1.5\n", "measures.csv row 2: '1.5' is no whole number, in n."),
        ("measures_csv", "measure,kind,unit,period_start,period_end\na,goal,people,2024-03,2024-02\n", "measures.csv row 2: the period ends on 2024-02-29 and starts on 2024-03-01."),
        ("measures_csv", "measure,kind,unit,period_start,period_end\na,goal,people,2024-01,2024-02\na,goal,hours,2024-03,2024-04\n", "measures.csv row 3: its kind, unit or better is another than in row 2. One measure has one kind, unit and better way in all its periods."),
        ("measures_csv", "measure,kind,unit,period_start,period_end\na,goal,people,2024-01,2024-02\nA,goal,people,2024-01,2024-02\n", "measures.csv row 3: this measure and period stands already in measures.csv row 2. Give each its own; capitals make no difference."),
        ("learning_csv", b"PK\x03\x04", "learning.csv: this is a workbook of Excel or LibreOffice and not a table in text. Open it there and save it as 'CSV UTF-8', or give the file its own ending."),
    ],
)  # fmt: skip
def test_a_mistake_of_any_file_is_named(
    tmp_path: Path, name: str, content: str | bytes, expected: str
) -> None:
    assert expected in mistakes(put_files(tmp_path, **{name: content}))


def test_all_mistakes_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = put_files(
        tmp_path,
        findings_yaml="- {id: F1, says: A., aspect: good, codes: [voices]}\n",
        actions_yaml="- {id: A1, you_said: B., response: yes}\n",
        learning_csv="date,noticed\nMay,It was late\n",
    )
    assert [line.partition(":")[0] for line in mistakes(folder)] == [
        "findings.yaml line 1",
        "findings.yaml line 1",
        "actions.yaml line 1",
        "learning.csv row 2",
    ]


def test_a_long_list_of_mistakes_ends_with_how_many_more(tmp_path: Path) -> None:
    rows = "".join(f"2024-13-{day},It was late\n" for day in range(10, 60))
    lines = mistakes(put_files(tmp_path, learning_csv=f"date,noticed\n{rows}"))
    assert (len(lines), lines[-1]) == (31, "and 20 more")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfdate;noticed;changed\r\n2024-05-01;Late, and long;A week before\r\n",
        b"sep=;\r\ndate;noticed;changed\r\n2024-05-01;Late, and long;A week before\r\n",
        "Date\tNoticed\tChanged\r\n2024-05-01\tLate, and long\tA week before\r\n".encode("utf-16"),
        b'Date ,NOTICED,changed,x-who\n2024-05-01,"Late, and long",A week before,DC\n',
        b"date,noticed,changed\n# 2020-01-01,an example,\n2024-05-01,\"Late, and long\",A week before\n",
    ],
)  # fmt: skip
def test_a_table_is_read_however_a_spreadsheet_saves_it(tmp_path: Path, content: bytes) -> None:
    written = read(put_files(tmp_path, learning_csv=content))
    assert written.learning == (Learning(date(2024, 5, 1), "Late, and long", "A week before"),)


def test_a_formula_stays_the_text_that_it_is(tmp_path: Path) -> None:
    written = read(put_files(tmp_path, learning_csv='date,noticed\n2024-05-01,"\'=1+1"\n'))
    assert written.learning[0].noticed == "=1+1"
