"""To which words somebody has agreed: noted beside their name, so that no other words take their place.

Whoever writes a name by hand leaves the note out; the program puts it there before the words of the
finding can change through it, and whenever a report is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from codebooks.editing.splice import BREAK, is_in_brackets, put, text_without_mark
from codebooks.yaml.nodes import Fields, Items, Node, read_nodes, says_something
from coding.evaluation.evaluation import Evaluation
from coding.written.checked import Terms, terms
from coding.written.columns import AGREED_BY
from coding.written.entries import Entry, Value
from coding.written.folder import FOLDER, LOCK, content_of, entries_in
from coding.written.mistakes import Mistakes
from coding.written.readers import written_of
from coding.written.sheet.files import file_with
from coding.written.values import WrittenFinding
from corpora.files import short_lock, write_atomic
from corpora.spelling import folded

FILE = "findings.yaml"
TO = "to"


def finding_of(entry: Entry, own: Terms) -> WrittenFinding:
    """The finding in an entry; what is wrong in it comes back empty."""
    (finding,) = written_of({FILE: (entry,)}, own, Mistakes()).findings
    return finding


def noted(entry: Entry, wording: str) -> Entry:
    """The entry in which everybody who agrees has a note; without one they agree to `wording`."""
    agreed = entry.below.get(AGREED_BY.name, ())
    if all(each.text(TO) for each in agreed):
        return entry
    people = tuple(each if each.text(TO) else _with_note(each, wording) for each in agreed)
    return replace(entry, below={**entry.below, AGREED_BY.name: people})


def noted_beside(entries: Sequence[Entry], before: Sequence[Entry], own: Terms) -> list[Entry]:
    """Entries of a workbook, in which who is new, or has no note any longer, agrees to its words.

    Who stood there `before` without a note agreed to the words of then.
    """
    former = {folded(entry.text("id")): entry for entry in before}
    made = []
    for entry in entries:
        last = former.get(folded(entry.text("id")))
        wording = finding_of(entry, own).wording
        made.append(_beside(entry, wording, last, finding_of(last, own).wording if last else ""))
    return made


def _beside(entry: Entry, wording: str, last: Entry | None, then: str) -> Entry:
    agreed = last.below.get(AGREED_BY.name, ()) if last else ()
    unnoted = {_key(each) for each in agreed if not each.text(TO)}
    people = []
    for each in entry.below.get(AGREED_BY.name, ()):
        if each.text(TO) or (_key(each) in unnoted and then == wording):
            people.append(each)
        else:
            people.append(_with_note(each, then if _key(each) in unnoted else wording))
    below = {**entry.below, AGREED_BY.name: tuple(people)} if people else entry.below
    return replace(entry, below=below)


def _key(person: Entry) -> tuple[str, str]:
    return folded(person.text("name")), person.text("role")


def _with_note(person: Entry, wording: str) -> Entry:
    values: Mapping[str, tuple[Value, ...]] = {
        **person.values,
        TO: (Value(wording, person.where),),
    }
    return replace(person, values=values)


def note_agreements(evaluation: Evaluation) -> int:
    """Note in findings.yaml to which words people agree who were written there by hand; how many.

    Nothing else in the file changes. Raises WrittenError with all mistakes of the folder.
    """
    folder = evaluation.folder / FOLDER
    with short_lock(evaluation.hidden / LOCK):
        mistakes = Mistakes()
        before = content_of(folder, FILE, mistakes)
        entries = entries_in(folder, mistakes)[FILE]
        own = terms(evaluation.codebook, evaluation.settings.groups)
        mistakes.refuse(FOLDER)
        wordings = [finding_of(entry, own).wording for entry in entries]
        after = [noted(entry, wording) for entry, wording in zip(entries, wordings, strict=True)]
        content = _with_notes(before, wordings)
        # Where it did not come out as it should, the file is laid out anew.
        content = file_with(content, FILE, after)
        if content != before:
            write_atomic(folder / FILE, content)
        return sum(
            not each.text(TO) for entry in entries for each in entry.below.get(AGREED_BY.name, ())
        )


def _with_notes(content: bytes, wordings: Sequence[str]) -> bytes:
    """The file with a note behind everybody who has none, by the order of findings."""
    if not says_something(content):
        return content
    root = read_nodes(content, where="")
    findings = root.items if isinstance(root, Items) else ()
    puts = [
        at
        for finding, wording in zip(findings, wordings, strict=True)
        for at in _notes(content, finding, wording)
    ]
    for place, text in sorted(puts, reverse=True):
        content = put(content, place, place, text)
    return content


def _notes(content: bytes, finding: Node, wording: str) -> Iterator[tuple[int, str]]:
    agreed = dict(_fields(finding)).get(AGREED_BY.name)
    for person in agreed.items if isinstance(agreed, Items) else ():
        fields = _fields(person)
        if not fields or TO in dict(fields):
            continue
        last = fields[-1][1].place.end
        if is_in_brackets(content, person):
            yield last, f', {TO}: "{wording}"'
        else:
            text = text_without_mark(content)
            begin = max(text.rfind("\n", 0, person.place.start), -1) + 1
            indent = " " * (person.place.start - begin)
            found = BREAK.search(text)
            yield last, f'{found.group() if found else ""}{indent}{TO}: "{wording}"'


def _fields(node: Node) -> list[tuple[str, Node]]:
    return [(n.text, held) for n, held in node.entries] if isinstance(node, Fields) else []
