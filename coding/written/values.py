"""What a team writes about its evaluation, as values: the folder `findings`, read and checked.

None of its files is required, and what a team has not written is empty here. `line` is where a value
stands in its file: a line of YAML or a row of a table, counted from 1.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from codebooks.codebook import Contributor, Direction, Principle, Role
from corpora.files import content_hash

FindingAspect = Literal["process", "impact"]
FINDING_ASPECTS: tuple[FindingAspect, ...] = get_args(FindingAspect)
Answer = Literal["done", "under way", "planned", "not possible", "no answer"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
MeasureKind = Literal["satisfaction", "staff feedback", "complaints", "objective", "goal"]
MEASURE_KINDS: tuple[MeasureKind, ...] = get_args(MeasureKind)
Better = Literal["up", "down"]
BETTER: tuple[Better, ...] = get_args(Better)


@dataclass(frozen=True, slots=True)
class Dissent:
    """What somebody says who does not agree with a finding."""

    name: str
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class WrittenFinding:
    """A claim that people make, with what it rests on.

    `claim` is what the file says under `says`, and `easy` the same in easy words, "" where nobody
    wrote it. `codes` are ids of the codebook, `direction` is None where the claim has none, `groups`
    are those that it speaks about (none: everybody). `quotes` and `counter` are ids of excerpts for
    it and against it; `measures` are names of measures. `agreed_by` agree to these words; who agreed
    to an earlier wording stands in `agreed_before`, and counts for nothing.
    """

    id: str
    claim: str
    easy: str = ""
    aspect: FindingAspect = "process"
    codes: tuple[str, ...] = ()
    direction: Direction | None = None
    groups: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    written_by: tuple[Contributor, ...] = ()
    agreed_by: tuple[Contributor, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    agreed_before: tuple[Contributor, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def wording(self) -> str:
        """A short hash of what people agree to: the claim, which way people spoke, its codes."""
        agreed_to = repr((self.claim, self.direction, sorted(self.codes)))
        return content_hash(agreed_to.encode("utf-8", "surrogatepass"))[:8]


@dataclass(frozen=True, slots=True)
class Aim:
    """Something that the co-production or its evaluation is to find out or bring about.

    `themes` and `codes` are ids of the codebook, `measures` names: where to look for it.
    """

    id: str
    text: str
    themes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class AgreedPrinciple:
    """A principle in the team's own words, and the day on which it was agreed, where that is known."""

    principle: Principle
    text: str
    agreed: date | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class WishedOutcome:
    """What people wished would come of it, the groups that asked for it, and codes to watch."""

    text: str
    asked_by: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Aims:
    """What was asked. `began` and `ended` are the days of the co-production, None where not written."""

    scope: str = ""
    aims: tuple[Aim, ...] = ()
    principles: tuple[AgreedPrinciple, ...] = ()
    outcomes: tuple[WishedOutcome, ...] = ()
    began: date | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What a measure was in one period: one row of measures.csv.

    `better` is None where neither way is better; `value` is None where it is not available, `n` and
    `goal` where none is written. The period holds both its days. `themes` are ids of the codebook.
    """

    measure: str
    kind: MeasureKind
    category: str
    unit: str
    better: Better | None
    period_start: date
    period_end: date
    value: Decimal | None
    n: int | None = None
    goal: Decimal | None = None
    themes: tuple[str, ...] = ()
    source: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Update:
    """How an action stood on a day."""

    date: date
    status: Answer


@dataclass(frozen=True, slots=True)
class WrittenAction:
    """You said, we did. `finding` is the id of a finding, "" where it follows from none.

    `easy` is what comes of it in easy words, "" where nobody wrote it. `why` is never "" where the
    answer is `not possible`. `felt` are ids of codes: where it would be noticed.
    """

    id: str
    finding: str
    you_said: str
    response: Answer
    why: str = ""
    owner: str = ""
    due: date | None = None
    updates: tuple[Update, ...] = ()
    felt: tuple[str, ...] = ()
    easy: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How far people say a marker was reached on a day: `level` in their own words, what shows it."""

    date: date
    level: str
    evidence: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """What people agreed would show that a principle is kept, and their judgements, earliest first."""

    marker: str
    principle: Principle
    agreed_by: str = ""
    judged: tuple[Judgement, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class StepTaken:
    """What was done for a principle, and the document that shows it: one row of steps.csv."""

    date: date
    document: str
    step: str
    principle: Principle
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Resource:
    """What went in: one row of resources.csv.

    `period` is as the team names it; `group` is "" where it is of no group; `paid` is None where
    that is no question (a room, printing).
    """

    period: str
    what: str
    group: str
    paid: bool | None
    amount: Decimal
    unit: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Learning:
    """What was noticed on the way and what was changed for it: one row of learning.csv."""

    date: date
    noticed: str
    changed: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Written:
    """Everything that a team writes, each in its file's order. `aims` is None without aims.yaml."""

    findings: tuple[WrittenFinding, ...] = ()
    aims: Aims | None = None
    measures: tuple[Measure, ...] = ()
    actions: tuple[WrittenAction, ...] = ()
    markers: tuple[Marker, ...] = ()
    steps: tuple[StepTaken, ...] = ()
    resources: tuple[Resource, ...] = ()
    learning: tuple[Learning, ...] = ()

    def finding(self, id: str) -> WrittenFinding:
        """The finding with this id. Raises KeyError for an unknown id."""
        for finding in self.findings:
            if finding.id == id:
                return finding
        raise KeyError(id)

    def actions_of(self, finding: str) -> tuple[WrittenAction, ...]:
        """The actions that follow from the finding with this id."""
        return tuple(action for action in self.actions if action.finding == finding)

    def periods_of(self, measure: str, category: str = "") -> tuple[Measure, ...]:
        """The rows of a measure, or of one category of it, earliest first."""
        rows = (r for r in self.measures if (r.measure, r.category) == (measure, category))
        return tuple(sorted(rows, key=lambda row: (row.period_start, row.period_end)))
