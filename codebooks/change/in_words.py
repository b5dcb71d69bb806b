"""Changes of a codebook in words, for the command line and the page."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from codebooks.change.diff import CodeChange, Kind
from codebooks.codebook import Codebook

Piece = tuple[Literal["same", "out", "in"], str]

DECISIONS: Mapping[Kind, str] = {
    "added": "Nobody has decided about it yet.",
    "restored": "What was decided about it counts again.",
    "split": "What was rejected is carried over to the parts; the rest is flagged for another look.",
    "merge": "Decisions are carried over to the merged code, by a rule; who rejected one is asked again.",
    "new id": "Decisions are carried over.",
    "meaning": "Decisions are flagged for another look.",
    "wording": "Decisions stand.",
    "renamed": "Decisions stand.",
    "moved": "Decisions stand.",
    "filed": "Decisions stand.",
    "retired": "Decisions are kept; nobody asks for it any more.",
    "removed": "Decisions are kept; nobody asks for it any more.",
    "theme": "Decisions stand.",
}
FIELDS = {
    "says_positive": "what positive means", "says_negative": "what negative means",
    "definition": "definition", "include": "include", "exclude": "exclude", "examples": "examples",
    "counter_examples": "counter-examples", "cues": "cues", "aspect": "aspect",
    "principle": "principle", "frameworks": "frameworks", "status": "status",
    "sources": "sources", "notes": "notes", "colour": "colour", "name": "name", "theme": "theme",
}  # fmt: skip
RULES = (
    "A code means something else when its definition, what it includes or excludes, an example, a "
    "counter-example or a cue is another one, leaving capitals, spaces and punctuation aside. "
    "Anything less is wording, and decisions stand. In the history of the codebook people can say "
    "otherwise, by 'wording:' or 'meaning:' and the ids of codes.",
    "A code takes another's place where the codebook says so ('replaces'), or where enough of the "
    "other's phrases went over to it: a quarter to a new code, half to one that was there.",
    "Merged codes: who accepted one of them accepted the merged code; who rejected each of them "
    "rejected it; who rejected one and said nothing of another is asked again.",
    "Split codes: who rejected the whole rejected its parts; who accepted it is asked again.",
    "What is learned from decisions moves with the codebook, and with it the probability from which "
    "a code is suggested: an excerpt may lose a code though its probability rose.",
    "No decision is changed or taken out. What is carried over is added to the record, under the "
    "name of whoever decided, with the rule in its memo.",
)
MARKS = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}


def sentence(change: CodeChange, before: Codebook, after: Codebook) -> str:
    """One change as a sentence that names codes and themes as people know them."""
    if change.kind == "theme":
        return _theme(change)
    was = in_a_row([f"'{before.code(id).name}'" for id in change.before])
    now = in_a_row([f"'{after.code(id).name}'" for id in change.after])
    said: Mapping[Kind, Callable[[], str]] = {
        "added": lambda: f"{now} is new.",
        "restored": lambda: f"{now} is in use again.",
        "split": lambda: f"{was} was split into {now}.",
        "merge": lambda: f"{was} were merged into {now}.",
        "new id": lambda: f"{now} has a new id: {change.before[0]} is now {change.after[0]}.",
        "meaning": lambda: f"{now} means something else: {_which(change)}.",
        "wording": lambda: f"{now} is worded differently: {_which(change)}.",
        "renamed": lambda: f"{was} is now called {now}.",
        "moved": lambda: f"{now} moved from {_taken(change)} to {_put(change)}.",
        "filed": lambda: f"{now} is filed differently: {_which(change)}.",
        "retired": lambda: f"{was} was retired.",
        "removed": lambda: f"{was} is gone from the file.",
    }
    return said[change.kind]()


def _theme(change: CodeChange) -> str:
    if not change.before:
        return f"The theme {_put(change)} is new."
    if not change.after:
        return f"The theme {_taken(change)} is gone."
    return f"The theme {_taken(change)} is now called {_put(change)}."


def _taken(change: CodeChange) -> str:
    return in_a_row([f"'{text}'" for text in change.fields[0].taken_out])


def _put(change: CodeChange) -> str:
    return in_a_row([f"'{text}'" for text in change.fields[0].put_in])


def _which(change: CodeChange) -> str:
    return in_a_row([FIELDS[each.field] for each in change.fields]) or "as its history says"


def in_a_row(words: Sequence[str]) -> str:
    """The words in a row, as in "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def changed_pieces(before: str, after: str) -> list[Piece]:
    """Two texts as one, word by word: what is in both, only in the first, only in the second."""
    old, new = before.split(), after.split()
    found: list[Piece] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", " ".join(old[a:b])))
            continue
        if a < b:
            found.append(("out", " ".join(old[a:b])))
        if c < d:
            found.append(("in", " ".join(new[c:d])))
    return found


def marked(before: str, after: str) -> str:
    """The same as one line of plain text: [-taken out-] and {+put in+}."""
    return " ".join(MARKS[kind].format(text) for kind, text in changed_pieces(before, after))
