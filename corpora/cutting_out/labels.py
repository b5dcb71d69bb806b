"""Labels, times and lists of names beside the words of the one who leaves."""

import re
from collections.abc import Iterator

from corpora.cutting_out.alignment import WORD
from corpora.cutting_out.hers import Leaving
from corpora.formats.lines import times
from corpora.formats.lines.label_names import QUOTES, key
from corpora.formats.lines.unsaid import ATTENDANCE
from corpora.text import edited
from corpora.transcript import WITHDRAWN

Edit = tuple[int, int, str]
"""From where to where in a text, and what comes in place of it."""

LIST_OF_SPEAKERS = re.compile(r"@Participants:\s*")
ID_OF_A_SPEAKER = re.compile(r"@ID:\s*")
ENTRY = re.compile(r"[^,;()]+(?:\([^()]*\)[^,;()]*)*")
OF_A_TIME = frozenset(("am", "pm", "h", "m", "s", "ms", "min", "sec"))
LONGEST_LIST = 2_000
LABEL_RUN = re.compile(r"[^\W\d_][^\[\]<>(){}:*|\t\n\d]*")
BRACKETS = ("[]", "()", "{}", "<>")


def label_spans(text: str, leaving: Leaving) -> list[Edit]:
    """Where a label of hers, or a name, stands in what comes before her words."""
    spans: list[Edit] = []
    for label in sorted(leaving.labels, key=len, reverse=True):
        pattern = r"\s+".join(map(re.escape, label.split()))
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
            _add(spans, *match.span())
    for start, end, _ in leaving.names.spans(text):
        _add(spans, start, end)
    return sorted(spans)


def _add(spans: list[Edit], start: int, end: int) -> None:
    """Take a span in; where it overlaps with others they become one."""
    over = [(a, b) for a, b, _ in spans if a < end and start < b]
    spans[:] = [span for span in spans if span[:2] not in over]
    start, end = min([start, *(a for a, _ in over)]), max([end, *(b for _, b in over)])
    spans.append((start, end, WITHDRAWN))


def marked_label(before: str, leaving: Leaving) -> list[Edit]:
    """The edits that make a mark of the label before her words, however it is written there.

    Of `SMITH` for Ann Smith both words go; brackets around a label are those of the mark.
    """
    made: list[Edit] = []
    is_colon = before.rstrip(f" \t{QUOTES}").endswith(":") and "<" not in before
    runs = list(LABEL_RUN.finditer(before)) if is_colon else []
    spans = label_spans(before, leaving)
    if not spans and runs:  # a slip of the typist's, which the reader saw through
        spans = [(*runs[-1].span(), WITHDRAWN)]
    for start, end, instead in spans:
        run = next((r for r in runs if r.start() <= start < r.end()), None)
        if run is not None:
            start, end = min(start, run.start()), max(end, run.end())
        start, end, instead = _unwrapped(before, start, end)
        if not made or start >= made[-1][1]:
            made.append((start, end, instead))
    return made


def _unwrapped(before: str, start: int, end: int) -> Edit:
    """The span with the brackets or quotation marks around the label, and the mark in its place."""
    around = before[start - 1 : start]
    if around and around + before[end : end + 1] in BRACKETS:
        return start - 1, end + 1, WITHDRAWN
    if around and around in QUOTES:
        rest = before[end:]
        closes = len(rest) - len(rest.lstrip(f":{QUOTES}"))
        return start - 1, end + closes, f"{WITHDRAWN}:"
    return start, end, WITHDRAWN


def replaced(text: str, edits: list[Edit]) -> str:
    """`text` with these edits, which stand apart."""
    return edited(text, sorted(edits))


def is_label_or_time(text: str, leaving: Leaving) -> bool:
    """Whether nothing but a label of hers, a time or both stand in the text."""
    spans = label_spans(text, leaving)
    rest = replaced(text, [(start, end, " ") for start, end, _ in spans])
    words = [word.casefold() for word in WORD.findall(rest)]
    if not all(word.isdigit() or word in OF_A_TIME for word in words):
        return False
    return bool(spans) or times.first_time(text) is not None


def is_her_label(text: str, leaving: Leaving) -> bool:
    """Whether the text is a label of hers and nothing else, as in a cell or a list."""
    wanted = key(text.strip().removesuffix(":"))
    return bool(wanted) and any(key(label) == wanted for label in leaving.labels)


def is_her_entry(text: str, leaving: Leaving) -> bool:
    """Whether the text is a line of a list that is about her alone: CHAT's `@ID`, a name in a list."""
    if ID_OF_A_SPEAKER.match(text):
        fields = text.split("|")
        return len(fields) > 2 and is_her_label(fields[2], leaving)
    return False


def entries_cut(text: str, leaving: Leaving) -> list[Edit] | None:
    """What to cut of a list of who was there; None where nobody else stands in it."""
    if len(text) > LONGEST_LIST:
        return []
    chat = LIST_OF_SPEAKERS.match(text)
    match = chat or (ATTENDANCE.match(text) if ":" in text else None)
    if match is None:
        return []
    entries = list(ENTRY.finditer(text, match.end()))
    hers = [i for i, entry in enumerate(entries) if _names_her(entry.group(), leaving, bool(chat))]
    if hers and len(hers) == len([entry for entry in entries if WORD.search(entry.group())]):
        return None
    return list(_cuts(text, entries, hers))


def _names_her(entry: str, leaving: Leaving, is_chat: bool) -> bool:
    words = entry.split()
    if is_chat:
        return bool(words) and is_her_label(words[0], leaving)
    name = entry.strip().removeprefix("and ")
    return any(start == 0 for start, _, _ in leaving.names.spans(name))


def _cuts(text: str, entries: list[re.Match[str]], hers: list[int]) -> Iterator[Edit]:
    """Each entry with the comma after it, or before it where it is the last."""
    for i in hers:
        entry = entries[i]
        start, end = entry.span()
        start += len(entry.group()) - len(entry.group().lstrip())
        if i + 1 < len(entries):
            following = entries[i + 1]
            end = following.start() + len(following.group()) - len(following.group().lstrip())
        elif i:
            last = max((k for k in range(i) if k not in hers), default=i - 1)
            start = entries[last].end() if last == i - 1 else start
            end = len(text.rstrip(" .")) if text[end:].strip(" .") == "" else end
        yield start, end, ""
