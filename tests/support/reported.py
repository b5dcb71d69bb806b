"""An invented evaluation that is ready to be released: 40 people, two waves, findings, decisions.

Nobody in it exists, and nothing in it was said by anybody.
"""

from pathlib import Path

from deid_evaluation import looked_through

from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.deidentification.sign_off import sign_off
from coding.evaluation.new import new_evaluation
from coding.intake.cutting import read_and_cut

AT = "2026-03-02T10:00:00+00:00"
GROUPS = ("people who use services", "unpaid carers", "staff")
HEAD = "id,name,aliases,group,role,wave,consent_analysis,consent_quote\n"
FIRST = "Ada Bea Cleo Dara Edie Fay Gwen Hetty Ines Jude Kit Lois".split()
LAST = ("Quillfeather", "Brambleworth", "Nightjarson", "Oxenholt")
PEOPLE = 40
IN_WAVE = {1: range(32), 2: range(14, PEOPLE)}
"""Who is heard in each wave; some are in both."""

GOOD = "I could say what I thought about the {} and the others listened to me until I was done."
BAD = "I tried to speak about the {} and they talked over me, so that I gave up in the end."
PAPERS = "The papers about the {} came in good time and I could read them in peace beforehand."
NOTHING = "I went to the {} on most weeks and there is not much else that I have to tell you."
CHANGE = "They moved the {} to the afternoon because we had asked for it together."
THINGS = (
    "garden kitchen letters rota menu door lift van choir noticeboard laundry phone window fence bench "
    "kettle carpet heating calendar poster stairs parking lunch radio garage hallway piano office hedge "
    "table library gate pond shed roof mirror oven drawer lamp"
).split()

FINDINGS = """\
- id: F1
  says: Most people could say what they thought.
  easy: Most people could say what they thought.
  aspect: process
  codes: [voice]
  direction: positive
  written_by:
    - {name: DC, role: lived experience}
    - {name: RW, role: researcher}
- id: F2
  says: The service did things differently when it was asked.
  easy: The service changed some things. People had asked for it.
  aspect: impact
  codes: [change-reported]
  direction: positive
  written_by:
    - {name: RW, role: researcher}
"""


def name_of(number: int) -> str:
    return f"{FIRST[number % 12]} {LAST[number // 12]}"


def group_of(number: int) -> str:
    return GROUPS[number % 3]


def reported(folder: Path) -> Evaluation:
    """The evaluation in `folder`, read, decided about to the end, its names signed off."""
    new_evaluation(folder, title="The lodge (invented)", waves=("wave 1", "wave 2"))
    people = [f"P{n:02},{name_of(n)},,{group_of(n)},,,yes,yes\n" for n in range(PEOPLE)]
    (folder / "people.csv").write_text(HEAD + "".join(people))
    for number in range(PEOPLE):
        for wave in (wave for wave, those in IN_WAVE.items() if number in those):
            place = folder / "transcripts" / f"wave-{wave}"
            place.mkdir(exist_ok=True)
            (place / f"interview-{number:02}.txt").write_text(_interview(number, wave))
    written = folder / "findings"
    written.mkdir(exist_ok=True)
    (written / "findings.yaml").write_text(FINDINGS)
    evaluation = Evaluation.open(folder)
    read_and_cut(evaluation)
    append_all(evaluation.store, list(_decisions(evaluation)))
    looked_through(evaluation)
    sign_off(evaluation, "DC", AT, evaluation.settings.actions)
    return evaluation


def _interview(number: int, wave: int) -> str:
    """Of five people three could speak and one could not; a change is spoken of in wave 2 only."""
    words = (BAD, GOOD, GOOD, GOOD, NOTHING)[number % 5]
    said = [words, PAPERS if number % 2 else NOTHING]
    if wave == 2 and number % 2 == 0:
        said.append(CHANGE)
    asked = (f"How was it in wave {wave}?", "And the papers?", "What changed?")
    name, thing = name_of(number), THINGS[number % len(THINGS)]
    return "".join(
        f"Interviewer: {question}\n\n{name}: {answer.format(thing)}\n\n"
        for question, answer in zip(asked, said, strict=False)
    )


def _decisions(evaluation: Evaluation) -> "list[Decision | Remark]":
    rules = (
        ("listened to me", "voice", "positive"),
        ("talked over me", "voice", "negative"),
        ("came in good time", "information", "positive"),
        ("because we had asked", "change-reported", "positive"),
    )
    said: list[Decision | Remark] = []
    for id, text in evaluation.excerpts()[["excerpt_id", "text"]].itertuples(index=False):
        for words, code, way in rules:
            if words in text:
                key = f"{id}-{code}"
                said.append(Decision(key, id, code, "accept", way, "R1", AT, "1.0"))  # type: ignore[arg-type]
        said.append(Remark(f"{id}-finished", id, "finished", "", "R1", AT, "1.0"))
    return said
