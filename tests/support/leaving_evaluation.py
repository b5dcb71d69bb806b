"""Small evaluations made by lot, and what in one of them belongs to everybody but one person."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from layouts import LAYOUTS, Talk, as_open_document, as_rich_text, as_text, as_word
from letters import Letters
from sqlalchemy import select

from codebooks.codebook import ROLES
from coding import Evaluation
from coding.decisions.record import Decision, Remark, append_all
from coding.embedding.vectors import VectorCache
from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evaluation.new import new_evaluation
from coding.intake.cutting import read_and_cut
from coding.intake.speakers_file import FILE, SpeakersAnswer, with_answer
from coding.reviewers.reviewers import add
from coding.sheets.review_sheet import SheetChoice, keep_sheet, worked_out
from coding.sheets.review_sheet_pages import book
from corpora.spreadsheets.workbook import workbook

SAID = (
    "we asked for the bus to come and they wrote it down on a card so that nobody forgot the letters"
    " about the garden but the form was long and I was glad when somebody read it out to all of us"
).split()
FIRST = ("Zephyrine", "Oswaldina", "Thaddeusz", "Perpetua", "Lucasta")
LAST = ("Quillfeather", "Brambleworth", "Nightjarson", "Oxenholt", "Vexleyham")
SYLLABLES = ("zor", "quib", "vex", "plun", "drost", "yaf", "klem", "ghot", "wiz", "jarn")
MARK = "[withdrawn]"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of a generated evaluation: their id, their name, and words that only they say."""

    id: str
    name: str
    words: tuple[str, ...]
    aliases: tuple[str, ...] = ()

    @property
    def canaries(self) -> tuple[str, ...]:
        """What must be nowhere once they have left."""
        return (*self.name.split(), *self.words)


def someone(number: int, chance: random.Random) -> Someone:
    words = tuple(
        f"{number}".translate(str.maketrans("12345", "bdfgh"))
        + "".join(chance.sample(SYLLABLES, 3))
        for _ in range(4)
    )
    return Someone(f"P{number}", f"{FIRST[number - 1]} {LAST[number - 1]}", words)


def generated(folder: Path, seed: int) -> tuple[Evaluation, list[Someone]]:
    """An evaluation of two to five people, and the people."""
    chance = random.Random(seed)
    people = [someone(number + 1, chance) for number in range(chance.randint(2, 5))]
    new_evaluation(folder)
    rows = [
        f"{one.id},{one.name},{one.name[:3].upper()},unpaid carers,,,yes,yes\n" for one in people
    ]
    head = "id,name,aliases,group,role,wave,consent_analysis,consent_quote\n"
    (folder / "people.csv").write_text(head + "".join(rows))
    names = []
    suffixes = chance.sample(sorted(LAYOUTS), chance.randint(2, 4))
    for number, suffix in enumerate(suffixes):
        talk = _talk(chance, chance.sample(people, chance.randint(2, len(people))))
        names.append(f"focus-group-{number + 1}{suffix}")
        (folder / "transcripts" / names[-1]).write_bytes(LAYOUTS[suffix](talk))
    opened = Evaluation.open(folder)
    _answers(folder, names[0])
    read_and_cut(opened)
    _papers(opened, people, chance)
    _words_about(opened, people, chance)
    return opened, people


def vectors(evaluation: Evaluation) -> VectorCache:
    return VectorCache(evaluation.hidden / "vectors", Letters())


def _sentence(chance: random.Random, own: tuple[str, ...], named: str) -> str:
    said = chance.sample(SAID, chance.randint(5, 9))
    for word in chance.sample(own, min(2, len(own))):
        said.insert(chance.randint(1, len(said)), word)
    if named:
        said.insert(chance.randint(1, len(said)), named)
    return " ".join([said[0].capitalize(), *said[1:]]) + "."


def _talk(chance: random.Random, speakers: list[Someone]) -> Talk:
    """Everybody speaks twice at least, and names somebody else now and then."""
    turns: Talk = [("Facilitator", "How was the meeting for all of you?")]
    order = speakers * chance.randint(2, 4)
    chance.shuffle(order)
    for one in order:
        other = chance.choice([other for other in speakers if other != one])
        named = chance.choice(("", "", "", other.name, other.name.split()[0]))
        said = [_sentence(chance, one.words, named if n == 0 else "") for n in range(2)]
        turns.append((one.name, " ".join(said)))
        if chance.random() < 0.2:
            turns.append(("Facilitator", "And what did you make of that?"))
    return turns


def _answers(folder: Path, file: str) -> None:
    answer = SpeakersAnswer(file, nobody=("Note",), by=f"{FIRST[0]} {LAST[0]}", at="2026-03-01")
    (folder / FILE).write_bytes(with_answer(b"", answer))


def _words_about(evaluation: Evaluation, people: list[Someone], chance: random.Random) -> None:
    """Decisions, remarks and assignments of two reviewers, of whom one is a participant."""
    reviewers = ("R1", people[0].name)
    for name in reviewers:
        add(evaluation.store, name, ROLES[0], "2026-03-01")
    said: list[Decision | Remark] = []
    for n, id in enumerate(evaluation.excerpts()["excerpt_id"]):
        who = chance.choice(reviewers)
        memo = f"reminds me of {people[1].name} in the hall" if n % 3 == 0 else ""
        said.append(
            Decision(f"d{n}", id, "voice", "accept", "positive", who, f"2026-03-{n % 28 + 1:02}",
                     "1.0", memo)
        )  # fmt: skip
        said.append(Remark(f"r{n}", id, "memo", f"see {people[0].name}", "R1", "2026-03-01", "1.0"))
    append_all(evaluation.store, said)
    with evaluation.store.writing() as connection:
        insert(
            connection,
            tables.workshop,
            [
                {"key": f"w{n}", "subject": "voice", "kind": "comment", "about": None,
                 "text": f"{one.name} and I would say {one.words[0]}", "name": one.name,
                 "role": "lived experience", "at": "2026-03-02"}
                for n, one in enumerate(people)
            ],
        )  # fmt: skip
        insert(
            connection,
            tables.codebook_sign_offs,
            [
                {"version": "draft", "file_hash": "x", "name": one.name, "role": "lived experience",
                 "verdict": "agree", "reason": f"as {one.name} said", "at": "2026-03-02"}
                for one in people
            ],
        )  # fmt: skip
        given = {"blind": True, "reason": "share", "at": "2026-03-01"}
        ids = list(evaluation.excerpts()["excerpt_id"])
        rows = [{"excerpt_id": id, "reviewer": who, **given} for id in ids for who in reviewers]
        insert(connection, tables.assignments, rows)
    vectors(evaluation).embed(list(evaluation.excerpts()["text"]))


def _papers(evaluation: Evaluation, people: list[Someone], chance: random.Random) -> None:
    """A sheet for a reviewer, and notes of the team in whatever format, that quote and name."""
    handed, rows, _ = worked_out(evaluation, "R1", SheetChoice())
    folder = evaluation.folder / "handed out"
    folder.mkdir()
    made = book("Hub", handed, rows, evaluation.codebook, date(2026, 3, 1))
    (folder / "sheet-R1.xlsx").write_bytes(workbook(made, scratch=folder))
    with evaluation.store.writing() as connection:
        keep_sheet(connection, handed, "2026-03-01")
    raw = raw_texts(evaluation)
    quotes: Talk = [
        ("Memo", f"{one.name} told us: {text}")
        for one in people
        for text in raw.get(one.id, [])[:2]
    ]
    layout, suffix = chance.choice(
        [(as_word, ".docx"), (as_open_document, ".odt"), (as_rich_text, ".rtf")]
    )
    (evaluation.folder / f"memo{suffix}").write_bytes(layout(quotes))
    (evaluation.folder / "handed out" / f"{people[0].name} notes.md").write_text(as_text(quotes))


def raw_texts(evaluation: Evaluation) -> dict[str, list[str]]:
    """What each participant said, as it stands in the sources."""
    texts: dict[str, list[str]] = {}
    for row in _excerpts(evaluation):
        texts.setdefault(row[2], []).append(row[0])
    return texts


def _excerpts(
    evaluation: Evaluation,
) -> Iterator[tuple[str, str, str, str, bool, bool, float | None]]:
    e, t = tables.excerpts, tables.transcripts
    query = select(t.c.text, t.c.source, e).join(t, t.c.id == e.c.transcript_id)
    with evaluation.store.reading() as connection:
        rows = connection.execute(query.order_by(t.c.source, e.c.start)).all()
    for row in rows:
        said = row.text[row.start : row.end]
        yield said, row.id, row.participant, row.source, row.consent, row.second_hand, row.seconds


Belongings = dict[str, list[tuple[object, ...]]]


def belongings(evaluation: Evaluation, leaver: Someone) -> Belongings:
    """Everything of everybody else, as it is once a mark stands for each name of the leaver.

    Excerpts are called by their place among those of others, since their ids change with the bytes
    of the source.
    """
    others = [row for row in _excerpts(evaluation) if row[2] != leaver.id]
    kept = sorted(others, key=lambda row: _file(row[3], leaver))
    place = {row[1]: n for n, row in enumerate(kept)}
    d, r, a = tables.decisions, tables.remarks, tables.assignments
    with evaluation.store.reading() as connection:
        decided = connection.execute(select(d).order_by(d.c.number)).all()
        remarked = connection.execute(select(r).order_by(r.c.number)).all()
        assigned = connection.execute(select(a).order_by(a.c.number)).all()
        comments = connection.execute(select(tables.workshop)).all()
        signed = connection.execute(select(tables.codebook_sign_offs)).all()

    def plain(text: object) -> str:
        return _marked(str(text), leaver)

    return {
        "excerpts": [
            (plain(row[0]), _whose(row[2]), _file(row[3], leaver), *row[4:]) for row in kept
        ],
        "decisions": [
            (row.number, place[row.excerpt_id], row.code_id, row.verdict, row.direction,
             plain(row.reviewer), row.at, _memo(row.memo, row.reviewer, leaver))
            for row in decided if row.excerpt_id in place
        ],
        "remarks": [
            (row.number, place[row.excerpt_id], row.kind, plain(row.value), plain(row.reviewer))
            for row in remarked if row.excerpt_id in place
        ],
        "assignments": [
            (row.number, place[row.excerpt_id], plain(row.reviewer), row.blind)
            for row in assigned if row.excerpt_id in place
        ],
        "comments": [
            (row.number, plain(row.name), row.role, _memo(row.text, row.name, leaver))
            for row in comments
        ],
        "sign-offs": [(row.number, plain(row.name), row.role, row.verdict) for row in signed],
        "people": [(one.id, one.name, one.group) for one in evaluation.people if one.id != leaver.id],
    }  # fmt: skip


def _whose(participant: str) -> str:
    """The id, or the label of somebody who is not listed, without the id of the transcript."""
    return participant.rpartition("/")[2]


def _memo(text: str, writer: str, leaver: Someone) -> str:
    """A memo; one that the leaver wrote is gone."""
    own = writer in (leaver.name, MARK)
    return MARK if own and text else _marked(text, leaver)


def _file(source: str, leaver: Someone) -> str:
    """The name of a source without its ending: a PDF becomes a text."""
    return _marked(source.rsplit(".", 1)[0].replace("-", " "), leaver, re.IGNORECASE)


def _marked(text: str, leaver: Someone, how: re.RegexFlag = re.NOFLAG) -> str:
    """A text with marks for every way of writing the name; a quotation mark goes with either side."""
    first, *_, last = leaver.name.split()
    initials = first[0] + last[0]
    ways = (leaver.name, *leaver.aliases, first, last, first.upper()[:3], initials)
    for name in sorted(ways, key=len, reverse=True):
        text = re.sub(rf"(?:\b(?:Mr|Mrs|Ms|Dr) )?\b{re.escape(name)}\b", MARK, text, flags=how)
    text = re.sub(r"(?:Mr|Mrs|Ms|Dr) (?=\[withdrawn\])", "", text)
    return re.sub(r"\[withdrawn\](?:\s+\[withdrawn\])+", MARK, " ".join(text.split())).strip("\"' ")
