"""Which files a team may write, and what each field in them is for: one list for all that read and write.

A file of YAML and a sheet of a workbook hold the same entries under the same names.
"""

from dataclasses import dataclass

from codebooks.codebook import DIRECTIONS, ROLES
from codebooks.load import PRINCIPLES
from coding.written.values import ANSWERS, BETTER, FINDING_ASPECTS, MEASURE_KINDS

YES_NO = ("yes", "no")
CODES, THEMES, GROUPS, FINDINGS_KNOWN, MEASURES_KNOWN = (
    "codes", "themes", "groups", "findings", "measures",
)  # fmt: skip
"""What a field may refer to that the evaluation knows, where `choices` names it."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: what it is for, whether it must be there, and whether it may hold several values.

    `choices` are the words allowed, or the name of what the evaluation knows (codes, groups, …).
    """

    name: str
    about: str
    required: bool = False
    several: bool = False
    choices: tuple[str, ...] | str = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry: how an error calls one, its fields, and the kinds that stand below it.

    `name` is that of its sheet and, for what stands below another, of the field that holds it.
    """

    name: str
    one: str
    fields: tuple[Field, ...]
    below: tuple["Kind", ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields, and of what stands below it."""
        return (*(field.name for field in self.fields), *(kind.name for kind in self.below))

    def field(self, name: str) -> Field:
        """The field of this name. Raises KeyError where it has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def _people(name: str, about: str, *more: Field) -> Kind:
    fields = (
        Field("name", "initials or a chosen name", required=True),
        Field("role", "in what role", required=True, choices=ROLES),
        *more,
    )
    return Kind(name, about, fields)


WRITTEN_BY = _people("written_by", "an author")
AGREED_BY = _people(
    "agreed_by",
    "somebody who agrees",
    Field("to", "the program's note of the words that they agreed to; leave it as it is"),
)
DISSENT = Kind(
    "dissent",
    "a dissent",
    (
        Field("name", "initials or a chosen name", required=True),
        Field("role", "in what role", required=True, choices=ROLES),
        Field("text", "what they say instead", required=True),
    ),
)
FINDING = Kind(
    "findings",
    "a finding",
    (
        Field("id", "a short name of your own, such as F1", required=True),
        Field("says", "the finding, in one or two sentences", required=True),
        Field("easy", "the same in easy words: short sentences, no jargon"),
        Field(
            "aspect", "whether it is about the process or its impact", True, choices=FINDING_ASPECTS
        ),
        Field("codes", "ids of the codes that it rests on", several=True, choices=CODES),
        Field("direction", "which way people spoke", choices=DIRECTIONS),
        Field(
            "groups", "the groups it speaks about; none: everybody", several=True, choices=GROUPS
        ),
        Field("quotes", "ids of excerpts that show it", several=True),
        Field("counter", "ids of excerpts that speak against it", several=True),
        Field("measures", "measures that belong to it", several=True, choices=MEASURES_KNOWN),
    ),
    (WRITTEN_BY, AGREED_BY, DISSENT),
)
AIM = Kind(
    "aims",
    "an aim",
    (
        Field("id", "a short name of your own, such as A1", required=True),
        Field("text", "the aim, in a sentence", required=True),
        Field("themes", "ids of the themes that speak of it", several=True, choices=THEMES),
        Field("codes", "ids of the codes that speak of it", several=True, choices=CODES),
        Field("measures", "measures of it", several=True, choices=MEASURES_KNOWN),
    ),
)
AGREED_PRINCIPLE = Kind(
    "principles",
    "a principle",
    (
        Field("principle", "which one", required=True, choices=PRINCIPLES),
        Field("text", "what it means here, in your own words", required=True),
        Field("agreed", "the day on which it was agreed"),
    ),
)
OUTCOME = Kind(
    "outcomes",
    "a wished outcome",
    (
        Field("text", "what people wished would come of it", required=True),
        Field("asked_by", "the groups that asked for it", several=True, choices=GROUPS),
        Field("codes", "ids of the codes in which it would be heard", several=True, choices=CODES),
    ),
)
SCOPE = Kind(
    "scope",
    "the aims",
    (
        Field("scope", "what the evaluation looks at, and what it leaves out"),
        Field("began", "the day on which the co-production began"),
        Field("ended", "the day on which it ended; empty while it goes on"),
    ),
    (AIM, AGREED_PRINCIPLE, OUTCOME),
)
UPDATE = Kind(
    "updates",
    "an update",
    (
        Field("date", "the day", required=True),
        Field("status", "how it stood", required=True, choices=ANSWERS),
    ),
)
ACTION = Kind(
    "actions",
    "an action",
    (
        Field("id", "a short name of your own, such as A1", required=True),
        Field("finding", "the id of the finding that it follows from", choices=FINDINGS_KNOWN),
        Field("you_said", "what people asked for", required=True),
        Field("response", "what came of it", required=True, choices=ANSWERS),
        Field("easy", "what people asked for and what came of it, in easy words"),
        Field("why", "the reason; required for 'not possible'"),
        Field("owner", "who answers for it: a role rather than a name"),
        Field("due", "the day by which it is due"),
        Field("felt", "ids of the codes in which it would be noticed", several=True, choices=CODES),
    ),
    (UPDATE,),
)
JUDGED = Kind(
    "judged",
    "a judgement",
    (
        Field("date", "the day", required=True),
        Field("level", "how far it is reached, in your own words", required=True),
        Field("evidence", "what shows it"),
        Field("by", "who judged"),
    ),
)
MARKER = Kind(
    "markers",
    "a marker",
    (
        Field("marker", "what would show that the principle is kept", required=True),
        Field("principle", "which one", required=True, choices=PRINCIPLES),
        Field("agreed_by", "who agreed on it"),
    ),
    (JUDGED,),
)
MEASURE = Kind(
    "measures",
    "a measure",
    (
        Field("measure", "its name, the same in every period", required=True),
        Field("kind", "what kind of measure", required=True, choices=MEASURE_KINDS),
        Field("category", "a part of it, such as complaints about waiting"),
        Field("unit", "what is counted: people, complaints, points of 5", required=True),
        Field("better", "which way is better; empty where neither is", choices=BETTER),
        Field("period_start", "the first day of the period, or its month", required=True),
        Field("period_end", "the last day of the period, or its month", required=True),
        Field("value", "the figure; empty where it is not available"),
        Field("n", "how many people or cases stand behind it"),
        Field("goal", "the figure that was aimed at"),
        Field("themes", "ids of the themes beside which to show it", several=True, choices=THEMES),
        Field("source", "where the figure is from"),
        Field("note", "what a reader must know"),
    ),
)
STEP = Kind(
    "steps",
    "a step",
    (
        Field("date", "the day", required=True),
        Field("document", "the document that shows it", required=True),
        Field("step", "what was done", required=True),
        Field("principle", "for which principle", required=True, choices=PRINCIPLES),
    ),
)
RESOURCE = Kind(
    "resources",
    "a resource",
    (
        Field("period", "which period, such as wave 1", required=True),
        Field("what", "what went in: meetings, interpreting, a room", required=True),
        Field("group", "whose time it is; empty where it is nobody's", choices=GROUPS),
        Field("paid", "whether that time was paid; empty where it is no time", choices=YES_NO),
        Field("amount", "how much", required=True),
        Field("unit", "of what: hours, pounds, meetings", required=True),
    ),
)
LEARNING = Kind(
    "learning",
    "something learned",
    (
        Field("date", "the day", required=True),
        Field("noticed", "what was noticed", required=True),
        Field("changed", "what was changed for it; empty where nothing was"),
    ),
)

IN_YAML = {
    "findings.yaml": FINDING,
    "aims.yaml": SCOPE,
    "actions.yaml": ACTION,
    "markers.yaml": MARKER,
}
IN_CSV = {
    "measures.csv": MEASURE,
    "steps.csv": STEP,
    "resources.csv": RESOURCE,
    "learning.csv": LEARNING,
}
FILES = (*IN_YAML, *IN_CSV)
