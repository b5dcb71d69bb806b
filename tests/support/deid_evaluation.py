"""An invented evaluation with personal data in it, and what is hidden of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from sqlalchemy import delete

from coding import Evaluation
from coding.deidentification.sheet import PAGE, write_sheet
from coding.evaluation.evaluation import Evaluation as Opened
from coding.evaluation.hiding_tables import searched
from coding.evaluation.output_files import NAMES_TO_HIDE
from coding.evaluation.replacements import everything, names
from coding.intake import cutting, sources
from corpora.personal.kinds import ACTIONS, MODELLED, Action, Finding, Kind
from corpora.personal.search import joined

KNOWN_WORDS: Mapping[str, Kind] = {
    "Zed": "person",
    "Moria": "place",
    "Quillco": "organisation",
}


FIRST = """Interviewer: Where do you live?

Maureen Thwaite: In Moria, with Zed. Ring me on 07700 900123. My friends call Mauren.

Interviewer: And your number?

Maureen Thwaite: 943 476 5919, it is on Maureens letter from @rohan_q. Thwaite's postcode is NE46 1AB.
"""


SECOND = """Interviewer: Where do you live?

Sam Okoro: In Moria, Moria. Zed rang +44 7700 900123, or 07700 900456. Ask Quillco.
"""


PEOPLE = """id,name,aliases,group,role,wave,consent_analysis,consent_quote
P1,Maureen Thwaite,,unpaid carers,,,yes,yes
P2,Sam Okoro,,staff,,,yes,yes
"""


TODAY = date(2026, 1, 1)


def fake(texts: Iterable[str]) -> Iterator[list[Finding]]:
    for text in texts:
        marks = re.finditer("|".join(map(re.escape, KNOWN_WORDS)), text)
        yield joined(text, [Finding(*m.span(), KNOWN_WORDS[m.group()]) for m in marks])


def by_form_alone(evaluation: Opened) -> dict[Kind, Action]:
    """The evaluation's actions without what needs the model."""
    return {**evaluation.settings.actions, **dict.fromkeys(MODELLED, "leave")}


def looked_through(evaluation: Evaluation) -> None:
    """Let it stand as if somebody had looked through all transcripts and found no name."""
    ids = evaluation.transcripts()["transcript_id"]
    with evaluation.store.writing() as connection:
        connection.execute(delete(searched))
        rows = [{"transcript_id": id, "inputs": "looked at in a test"} for id in ids]
        connection.execute(searched.insert(), rows)


def add(evaluation: Evaluation, name: str, text: str) -> None:
    (evaluation.sources / name).write_text(text, "utf-8")
    read_anew(evaluation)


def read_anew(evaluation: Evaluation) -> None:
    found_there = sources.plan(evaluation)
    sources.remove_sources(evaluation, found_there.removed)
    sources.read_sources(evaluation, found_there.to_read)
    cutting.cut_all(evaluation)


def given(evaluation: Evaluation) -> dict[str, str]:
    with evaluation.store.reading() as connection:
        return {way: each.stand_in for each in everything(connection) for way in each.written}


def hidden(evaluation: Evaluation, actions: Mapping[Kind, Action] = ACTIONS) -> dict[str, str]:
    """The transcripts as they leave the store, by source."""
    with evaluation.store.reading() as connection:
        hiding = names(connection, evaluation.people, actions)
    frame = evaluation.transcripts()
    return dict(zip(frame["source"], map(hiding.replace, frame["text"]), strict=True))


def decided(evaluation: Evaluation, verdicts: Mapping[str, str], **stand_ins: str) -> Path:
    """The sheet with these verdicts filled in by what was found."""
    write_sheet(evaluation, TODAY)
    path = NAMES_TO_HIDE.path(evaluation.outputs)
    book = load_workbook(path)
    for row in book[PAGE].iter_rows(min_row=2):
        row[6].value = verdicts.get(str(row[0].value), row[6].value)
        row[5].value = stand_ins.get(str(row[0].value), row[5].value)
    book.save(path)
    return path


NOW, LATER = "2026-01-02T10:00:00Z", "2026-01-03T10:00:00Z"
