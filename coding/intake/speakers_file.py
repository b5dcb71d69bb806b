"""speakers.yaml: what people have answered about who speaks in files that were read with doubts.

Answers are added and never changed. What is said of a label later stands above what was said of it
before; a file that is gone keeps its answers for when it comes back.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from codebooks.yaml.fields import Shape, fields_of, items_of, line_of, phrase_of, phrases_of
from codebooks.yaml.nodes import Node, read_nodes, says_something
from corpora.errors import CodebookError, InputError
from corpora.files import read_limited
from corpora.formats.lines.draft import NO_ANSWERS, Speakers
from corpora.formats.lines.label_names import key

FILE = "speakers.yaml"
HEAD = """# Who speaks in transcripts of which the program was not sure. The review pages add to it; you
# may, too. It counts from the next run on. The last word about a label of a file is the one that
# counts. For each answer:
#   file        the transcript, as it is called below the folder of transcripts
#   speakers    labels that are speakers
#   nobody      labels that are not
#   one person  labels of one and the same person; a single one where all words are theirs
#   by, at      who says so, and when
#   key         the form it came from: one that is sent twice counts once. Not for you to write.
"""
_SHAPE = Shape("an answer", ("file",), ("speakers", "nobody", "one person", "by", "at", "key"))


@dataclass(frozen=True, slots=True)
class SpeakersAnswer:
    """What somebody said of one file; `by`, `at` (UTC in ISO 8601) and `key` may be "".

    `key` is that of the form it came from.
    """

    file: str
    speakers: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    one_person: tuple[str, ...] = ()
    by: str = ""
    at: str = ""
    key: str = ""


def answers_as_written(folder: Path) -> bytes:
    """The bytes of the file in an evaluation's folder; none where there is no such file."""
    path = folder / FILE
    return read_limited(path) if path.is_file() and path.stat().st_size else b""


def load_answers(content: bytes) -> tuple[SpeakersAnswer, ...]:
    """The answers in the file's order. Raises InputError with all that is wrong in it."""
    try:
        root = read_nodes(content, where=FILE) if says_something(content) else None
        nodes = items_of(root, FILE) if root is not None else ()
    except CodebookError as fault:
        raise InputError(fault.what, where=fault.where, remedy=fault.remedy) from None
    answers, faults = [], []
    for node in nodes:
        try:
            answers.append(_answer(node))
        except CodebookError as fault:
            faults.append(fault)
    if faults:
        first, *others = faults
        more = "".join(f" Also {fault}" for fault in others)
        raise InputError(first.what, where=first.where, remedy=f"{first.remedy}{more}")
    return tuple(answers)


def _answer(node: Node) -> SpeakersAnswer:
    fields = fields_of(node, _SHAPE)
    speakers, nobody, one = (
        phrases_of(fields.get(name), name) for name in ("speakers", "nobody", "one person")
    )
    if not (speakers or nobody or one):
        raise node.place.error(
            "this answer says nothing", "Give it one of: speakers, nobody, one person."
        )
    if both := set(map(label_key, speakers)) & set(map(label_key, nobody)):
        what = f"{sorted(both)[0]!r} is both among speakers and among nobody"
        raise node.place.error(what, "Take it out of one of the two.")
    by, at, form = (
        line_of(fields[name], name) if name in fields else "" for name in ("by", "at", "key")
    )
    file = phrase_of(fields["file"], "file")
    return SpeakersAnswer(file, speakers, nobody, one, by, at, form)


def without_files(content: bytes, names: Iterable[str]) -> bytes:
    """The file without the answers about files of these names; the same bytes where there are none.

    Comments go with them, since nobody can say about whom they speak.
    """
    gone, answers = set(map(file_key, names)), load_answers(content)
    left = [answer for answer in answers if file_key(answer.file) not in gone]
    if len(left) == len(answers):
        return content
    made = HEAD.encode()
    for answer in left:
        made = with_answer(made, answer)
    return made


def speakers_by_file(answers: Sequence[SpeakersAnswer]) -> dict[str, Speakers]:
    """What holds for each file, by its name with its accents composed."""
    held: dict[str, Speakers] = {}
    for answer in answers:
        name = file_key(answer.file)
        held[name] = _with(held.get(name, NO_ANSWERS), answer)
    return held


def file_key(name: str) -> str:
    """The name of a file as names of files are compared: YAML keeps one space of several."""
    composed = unicodedata.normalize("NFC", " ".join(name.split()))
    return composed.replace("\\", "/").removeprefix("./")


def label_key(label: str) -> str:
    """A label as labels are compared, with or without its colon."""
    return key(label.strip().removesuffix(":"))


def _with(before: Speakers, answer: SpeakersAnswer) -> Speakers:
    said = {label_key(label) for label in (*answer.speakers, *answer.nobody, *answer.one_person)}
    groups = tuple(
        left
        for group in before.one_person
        if (left := tuple(label for label in group if label_key(label) not in said))
    )
    return Speakers(
        frozenset(answer.speakers) | {x for x in before.labels if label_key(x) not in said},
        frozenset(answer.nobody) | {x for x in before.nobody if label_key(x) not in said},
        (*groups, answer.one_person) if answer.one_person else groups,
    )


def _in_single_spaces(answer: SpeakersAnswer) -> SpeakersAnswer:
    """The answer as it comes back from a file, in which more spaces than one are one."""
    speakers, nobody, one = (
        tuple(" ".join(label.split()) for label in labels)
        for labels in (answer.speakers, answer.nobody, answer.one_person)
    )
    file, by, at, form = (
        " ".join(text.split()) for text in (answer.file, answer.by, answer.at, answer.key)
    )
    return SpeakersAnswer(file, speakers, nobody, one, by, at, form)


def with_answer(content: bytes, answer: SpeakersAnswer) -> bytes:
    """The file with one more answer at its end; every byte before it stays as it is.

    Raises InputError where the file, with it or without, cannot be read.
    """
    load_answers(content)
    answer = _in_single_spaces(answer)
    before = content or HEAD.encode()
    if not before.endswith(b"\n"):
        before += b"\n"
    fields: Mapping[str, object] = {
        "file": answer.file,
        "speakers": answer.speakers,
        "nobody": answer.nobody,
        "one person": answer.one_person,
        "by": answer.by,
        "at": answer.at,
        "key": answer.key,
    }
    # JSON's texts and lists are YAML's as well, whatever is in them.
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in fields.items()
        if value
    ]
    made = before + ("- " + "\n  ".join(lines) + "\n").encode()
    if load_answers(made)[-1] != answer:
        raise InputError("the answer cannot be written", where=FILE, remedy="Write it by hand.")
    return made
