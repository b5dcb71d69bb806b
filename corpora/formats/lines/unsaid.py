"""Lines that nobody said: boilerplate of programs, attendance, the form at the head of minutes."""

import re

from corpora.formats.lines.label_words import words

HEAD = 90
MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
BOILERPLATE = re.compile(
    r"(?:transcribed (?:by|with) (?:https?://)?(?:www\.)?otter\.ai"
    r"|.{1,60}\b(?:started|stopped) transcription$"
    r"|transcription (?:ended|started) after\b"
    r"|this editable transcript was computer generated"
    r"|(?:this )?transcript(?:ion)? was (?:automatically |computer )?generated"
    r"|(?:recording|transcript) (?:started|stopped|ended|begins|ends)\.?$"
    r"|(?:\d{1,2}h ?)?(?:\d{1,2}m ?)?\d{1,2}s$"
    rf"|(?:{MONTH} \d{{1,2}},?|\d{{1,2}} {MONTH}) \d{{4}}(?:,? \d{{1,2}}:\d{{2}} ?(?:[ap]m)?)?$"
    r"|\W{0,4}(?:end|start|beginning) of (?:the )?(?:transcript|recording|interview)\W{0,4}$)",
    re.IGNORECASE,
)
RULE = re.compile(r"[-=_*~\u2013\u2014\u2500\u2501#. ]{3,}$")
ATTENDANCE = re.compile(
    r"\W{0,3}(?:present|attendees?|attendance|in attendance|attended by|those present|apologies"
    r"|apologies for absence|absent|members present|also present|invited)\b[^:]{0,30}(?::|$)",
    re.IGNORECASE,
)
FORM_FIELD = re.compile(
    r"\W{0,3}(?P<field>date|time|day|location|venue|place|duration|length|transcriber|recording"
    r"|file ?name|file|title|project|study|interviewer|interviewee|participant(?: id)?|id"
    r"|moderator|facilitator|chair|note[- ]?taker|(?:notes?|minutes?) (?:by|taken by|taker)|called by"
    r"|type of meeting|subject|date of interview|interview date|interview"
    r"|language|version|wave|site|format|speakers?|participants)\s{0,3}[:=]",
    re.IGNORECASE,
)
INITIALS = re.compile(r"\((?P<initials>[^\W\d_]{2,5})\)")
PEOPLE_FIELDS = words("interviewer interviewee participant moderator facilitator chair")
NOTES_HEADING = re.compile(r"\W{0,4}(?:notes|summary|meeting notes)\W{0,4}$", re.IGNORECASE)
TRANSCRIPT_HEADING = re.compile(r"\W{0,4}transcript\W{0,4}$", re.IGNORECASE)
GEMINI = "\U0001f4dd", "\U0001f4d6"


def is_boilerplate(line: str) -> bool:
    """Whether a program wrote this line: `Ann started transcription`, Otter's footer, a rule."""
    head = line.strip()
    if len(head) > HEAD + 110:
        return False
    return BOILERPLATE.match(head) is not None or is_rule(head)


def is_rule(line: str) -> bool:
    """Whether the line is drawn, not written."""
    return len(line) <= 200 and RULE.match(line) is not None


def is_attendance(line: str) -> bool:
    """Whether the line says who was there."""
    if ATTENDANCE.match(line[:HEAD]) is not None:
        return True
    return len(initials(line)) * 40 > len(line)


def form_field(line: str) -> str | None:
    """The field of a form that this short line fills in (`date`, `interviewer`), or None."""
    if len(line) > HEAD:
        return None
    match = FORM_FIELD.match(line)
    return " ".join(match["field"].casefold().split()) if match else None


def is_person_field(field: str) -> bool:
    """Whether the field names somebody, as a speaker's label would."""
    return field in PEOPLE_FIELDS


def initials(line: str) -> list[str]:
    """The initials that an attendance list explains: `Ann Bell (AB), Cy Dee (CD)` gives both."""
    found = [match for match in INITIALS.findall(line[:20_000]) if match.isupper()]
    return found if len(found) > 1 else []


def is_note(line: str) -> bool:
    """Whether the whole line is a transcriber's remark: `[they look at it]`, `(pause)`."""
    text = line.strip()
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return len(text.split()) <= 3
    return text.startswith("[") and text.endswith("]") and text.count("[") == 1
