"""Transcripts looked through for personal data, once each: new ones, or all when the program changed.

What is found is kept with its transcript. Functions give back counts, never text.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context

from sqlalchemy import Connection, delete, func, select

from coding.deidentification.numbering import forget_unused, keep_near_names, numbered
from coding.evaluation import tables
from coding.evaluation.database import done_with, insert, mark_done
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.hiding_tables import found, replacements, searched
from coding.evaluation.replacements import known_and_near_names, known_names
from corpora.files import content_hash
from corpora.names.near_names import near_names, words_of
from corpora.personal.kinds import ACTIONS, MODELLED, Action, Finding, Kind
from corpora.personal.model import model_version
from corpora.personal.search import DEIDENTIFY_VERSION, by_form, find
from corpora.personal.stand_ins import key_of

Actions = Mapping[Kind, Action]
Progress = Callable[[int, int], None]
Batch = list[tuple[str, str]]
Findings = list[list[Finding]]

_BATCH_CHARACTERS = 100_000
_BATCHES_AT_ONCE = 8
# A process takes about four seconds to start and to load the model: what three batches take.
_FEWEST_FOR_PROCESSES = 4
# Without a model it takes one second, and ten batches another.
_FEWEST_BY_FORM = 20
# With the model a processor looks through about 40,000 characters a second. A run waits for so many
# at most; where more are due it looks without, and says that nobody has looked for names.
_MOST_FOR_A_RUN = 2_000_000
_NEAR_STAGE = "near names"
_BY_FORM = "by form"


def search(
    evaluation: Evaluation,
    actions: Actions = ACTIONS,
    *,
    workers: int = 2,
    progress: Progress | None = None,
) -> int:
    """Look through the transcripts that are due, and number what is new; gives how many those were.

    No model is loaded where people, places and organisations are all left alone. Raises ModelFault
    where one is needed and missing.
    """
    looked_through = look_through(evaluation, actions, workers=workers, progress=progress)
    number_stand_ins(evaluation, actions)
    return looked_through


def look_through(
    evaluation: Evaluation,
    actions: Actions,
    *,
    workers: int = 2,
    progress: Progress | None = None,
) -> int:
    """The first half of `search`, which needs no more than transcripts that were read."""
    modelled = looks_for_names(actions)
    with evaluation.store.reading() as connection:
        due = _due(connection, modelled)
    done, total = 0, sum(len(batch) for batch in due)
    for batch, findings in _looked_through(evaluation, due, modelled, workers):
        _keep_batch(evaluation, batch, findings, modelled)
        done += len(batch)
        if progress:
            progress(done, total)
    return total


def number_stand_ins(evaluation: Evaluation, actions: Actions) -> None:
    """The second half: words near the names of speakers, and a number for all that is new."""
    _look_for_near_names(evaluation, actions)
    with evaluation.store.reading() as connection:
        known = known_and_near_names(connection, evaluation.people)
        new = numbered(connection, known, actions)
    with evaluation.store.writing() as connection:
        insert(connection, replacements, new)
        forget_unused(connection)


def looks_for_names(actions: Actions) -> bool:
    """Whether people, places or organisations are looked for at all, which needs the model."""
    return any(actions[kind] != "leave" for kind in MODELLED)


def actions_for_a_run(evaluation: Evaluation) -> Actions:
    """The evaluation's actions, without what needs a model where a run would wait too long for it."""
    actions = evaluation.settings.actions
    if not looks_for_names(actions):
        return actions
    with evaluation.store.reading() as connection:
        characters = sum(length for _, length in _due_lengths(connection, modelled=True))
    if characters <= _MOST_FOR_A_RUN:
        return actions
    return {**actions, **dict.fromkeys(MODELLED, "leave")}


def count_unsearched(connection: Connection, actions: Actions) -> int:
    """In how many transcripts nobody has looked for personal data, or not for names that are wanted."""
    t, s = tables.transcripts, searched
    done = select(s.c.transcript_id)
    if looks_for_names(actions):
        done = done.where(~s.c.inputs.endswith(_BY_FORM))
    query = select(func.count()).select_from(t).where(t.c.id.not_in(done))
    return int(connection.execute(query).scalar_one())


def _inputs(modelled: bool) -> str:
    return f"{DEIDENTIFY_VERSION}; {model_version() if modelled else _BY_FORM}"


def _due_lengths(connection: Connection, modelled: bool) -> list[tuple[str, int]]:
    """Transcripts to look through, with their lengths in characters.

    One that was looked through with a model needs it not without.
    """
    t, s = tables.transcripts, searched
    enough = (_inputs(modelled), _inputs(modelled=True))
    done = select(s.c.transcript_id).where(s.c.inputs.in_(enough))
    query = select(t.c.id, func.length(t.c.text)).where(t.c.id.not_in(done)).order_by(t.c.source)
    return [(transcript, int(length)) for transcript, length in connection.execute(query)]


def _due(connection: Connection, modelled: bool) -> list[list[str]]:
    """Batches of transcripts to look through."""
    batches: list[list[str]] = []
    size = _BATCH_CHARACTERS
    for transcript, length in _due_lengths(connection, modelled):
        if size >= _BATCH_CHARACTERS:
            batches.append([])
            size = 0
        batches[-1].append(transcript)
        size += length
    return batches


def _looked_through(
    evaluation: Evaluation, due: Sequence[Sequence[str]], modelled: bool, workers: int
) -> Iterator[tuple[Batch, Findings]]:
    """Batches (ids and texts) with what is in each text; a few batches at a time are in memory."""
    look = partial(_findings, modelled)
    fewest = _FEWEST_FOR_PROCESSES if modelled else _FEWEST_BY_FORM
    with _mapping(workers if len(due) >= fewest else 0) as mapped:
        for at in range(0, len(due), _BATCHES_AT_ONCE):
            loaded = [_texts(evaluation, ids) for ids in due[at : at + _BATCHES_AT_ONCE]]
            texts = [[text for _, text in batch] for batch in loaded]
            yield from zip(loaded, mapped(look, texts), strict=True)


def _findings(modelled: bool, texts: Sequence[str]) -> Findings:
    return list(find(texts)) if modelled else [by_form(text) for text in texts]


@contextmanager
def _mapping(workers: int) -> Iterator[Callable[..., Iterable[Findings]]]:
    """`map`, or that of so many processes beside this one.

    They are spawned: a fork of a process in which torch or Prefect runs threads may hang.
    """
    if not workers:
        yield map
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as processes:
        yield processes.map


def _texts(evaluation: Evaluation, ids: Sequence[str]) -> Batch:
    t = tables.transcripts
    with evaluation.store.reading() as connection:
        query = select(t.c.id, t.c.text).where(t.c.id.in_(ids)).order_by(t.c.source)
        return [(row.id, row.text) for row in connection.execute(query)]


def _keep_batch(
    evaluation: Evaluation, batch: Batch, findings: Sequence[Sequence[Finding]], modelled: bool
) -> None:
    """Keep what was found in these transcripts in the place of what was found before."""
    ids = [transcript for transcript, _ in batch]
    told = zip(batch, findings, strict=True)
    rows = [row for (transcript, text), those in told for row in _rows(transcript, text, those)]
    with evaluation.store.writing() as connection:
        old = found.c.transcript_id.in_(ids) & (found.c.kind != "near name")
        connection.execute(delete(found).where(old))
        connection.execute(delete(searched).where(searched.c.transcript_id.in_(ids)))
        insert(connection, found, rows)
        done = _inputs(modelled)
        insert(connection, searched, [{"transcript_id": i, "inputs": done} for i in ids])


def _rows(transcript: str, text: str, those: Sequence[Finding]) -> list[dict[str, object]]:
    """One row for each distinct thing of a kind in a transcript."""
    times: Counter[tuple[Kind, str]] = Counter()
    starts: dict[tuple[Kind, str], int] = {}
    for finding in those:
        said = finding.kind, " ".join(text[finding.start : finding.end].split())
        times[said] += 1
        starts.setdefault(said, finding.start)
    return [_row(transcript, *said, count, starts[said]) for said, count in times.items()]


def _row(transcript: str, kind: Kind, text: str, times: int, start: int) -> dict[str, object]:
    key = key_of(kind, text)
    values = {"transcript_id": transcript, "kind": kind, "text": text, "key": key}
    return {**values, "times": times, "start": start}


def _look_for_near_names(evaluation: Evaluation, actions: Actions) -> None:
    """Find words near people's names, where people.csv, the transcripts or the setting changed."""
    wanted = actions["near name"] != "leave"
    known = evaluation.pseudonyms()
    with evaluation.store.reading() as connection:
        names = known_names(connection, evaluation.people)
        ids = connection.execute(select(tables.transcripts.c.id).order_by("id")).scalars().all()
        before = done_with(connection, _NEAR_STAGE)
    told = [DEIDENTIFY_VERSION, content_hash(evaluation.people_bytes), known, list(ids), wanted]
    inputs = content_hash(json.dumps(told, sort_keys=True).encode())
    if inputs == before:
        return
    people = [person for person in evaluation.people if wanted and person.id in known]
    words = {
        word for _, text in _each(evaluation, ids if people else ()) for word in words_of(text)
    }
    near = near_names(words, people, known, names)
    texts = _each(evaluation, ids if near else ())
    rows = [row for transcript, text in texts for row in _near_rows(transcript, text, near)]
    with evaluation.store.writing() as connection:
        connection.execute(delete(found).where(found.c.kind == "near name"))
        insert(connection, found, rows)
        keep_near_names(connection, {key_of("near name", w): name for w, name in near.items()})
        mark_done(connection, _NEAR_STAGE, inputs)


def _each(evaluation: Evaluation, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    for transcript in ids:
        yield from _texts(evaluation, [transcript])


def _near_rows(transcript: str, text: str, near: Mapping[str, str]) -> list[dict[str, object]]:
    times = Counter(word for word in words_of(text) if word in near)
    return [
        _row(transcript, "near name", word, count, text.find(word))
        for word, count in sorted(times.items())
    ]
