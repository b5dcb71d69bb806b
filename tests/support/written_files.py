"""A small codebook and the files of a team that fit it."""

from pathlib import Path

from codebooks.codebook import Code, Codebook, Theme

GROUPS = ("people who use services", "unpaid carers", "staff")
BOOK = Codebook(
    "A codebook",
    "1.0",
    (
        Theme("heard", "Felt heard", "", (Code("voice", "Voice"), Code("influence", "Influence"))),
        Theme(
            "access", "Accessibility", "", (Code("travel", "Place and travel", status="retired"),)
        ),
    ),
)

FINDINGS = """\
# What we found.
- id: F1
  says: "People could speak: more than before."
  easy: People could speak.
  aspect: process
  codes: [voice]
  direction: positive
  groups: [unpaid carers]
  quotes: [0123456789abcdef]
  counter: [fedcba9876543210]
  measures: [waiting]
  written_by:
    - {name: DC, role: lived experience}
    - {name: RW, role: researcher}
  agreed_by:
    - {name: MT, role: unpaid carer}
  dissent:
    - name: CW
      role: staff
      text: I saw it otherwise.
- id: F2
  says: Nothing came of it yet.
  aspect: impact
"""
AIMS = """\
scope: One service, from spring to autumn.
began: 2024-02-14
ended:
aims:
  - id: A1
    text: Find out whether people were heard.
    themes: [heard]
    measures: waiting
principles:
  - {principle: equality, text: Nobody counts more., agreed: 2024-03-01}
outcomes:
  - text: A door that is open at night.
    asked_by: [people who use services, unpaid carers]
    codes: [influence]
"""
ACTIONS = """\
- id: A1
  finding: F1
  you_said: Start later in the morning.
  response: not possible
  easy: You want to start later. Others use the room until 10.
  why: The room is let until ten.
  owner: service manager
  due: 2025-03-31
  updates:
    - {date: 2025-03-31, status: not possible}
    - {date: 2024-11-01, status: planned}
  felt: [voice, travel]
"""
MARKERS = """\
- marker: Papers come a week before.
  principle: accessibility
  agreed_by: the group
  judged:
    - {date: 2025-03-01, level: always, evidence: the list of papers, by: the group}
    - {date: 2024-09-01, level: now and then}
"""
MEASURES = """\
measure,kind,category,unit,better,period_start,period_end,value,n,goal,themes,source,note
waiting,complaints,at night,complaints,down,2024-01,2024-06,12,400,5,heard; access,complaints book,
waiting,complaints,at night,complaints,down,2024-07-01,2024-12-31,,,,,,not counted yet
"""
STEPS = "date,document,step,principle\n2024-04-10,notes of April,An interpreter was booked,accessibility\n"
RESOURCES = """\
period,what,group,paid,amount,unit
wave 1,meetings,unpaid carers,no,120.5,hours
wave 1,interviews,interviewers,yes,30,hours
wave 1,room,,,600,pounds
"""
LEARNING = "date,noticed,changed\n2024-05-01,Papers came late,They go out a week before\n"

ALL = {
    "findings.yaml": FINDINGS,
    "aims.yaml": AIMS,
    "actions.yaml": ACTIONS,
    "markers.yaml": MARKERS,
    "measures.csv": MEASURES,
    "steps.csv": STEPS,
    "resources.csv": RESOURCES,
    "learning.csv": LEARNING,
}


def put_files(folder: Path, **contents: str | bytes) -> Path:
    """Write files into a folder by their names, with _ for the point: findings_yaml=…; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def put_all(folder: Path) -> Path:
    """Write a file of each kind."""
    return put_files(folder, **{name.replace(".", "_"): text for name, text in ALL.items()})
