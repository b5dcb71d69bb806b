"""Files that were read with doubts, and what people say of who speaks in them."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.intake.speakers_file import (
    FILE,
    SpeakersAnswer,
    answers_as_written,
    file_key,
    label_key,
    load_answers,
    with_answer,
)
from corpora.errors import InputError
from corpora.files import short_lock, write_atomic

LOCK = "speakers.lock"
_AGAIN = "Open the page again: it shows what is asked now."


@dataclass(frozen=True, slots=True)
class DoubtedFile:
    """A file of which people can say, or have said, who speaks in it.

    `sentences` say what is not sure, none where nothing is in doubt any more. `asked` are labels of
    which to say whether they are speakers', also those that were answered before. `speakers` are
    who speaks in it as it was read, in the order of their first words; `answers` what was said of
    it, the first one first.
    """

    source: str
    sentences: tuple[str, ...]
    asked: tuple[str, ...]
    speakers: tuple[str, ...]
    answers: tuple[SpeakersAnswer, ...]


def kept_answers(evaluation: Evaluation) -> tuple[SpeakersAnswer, ...]:
    """All that people have answered. Raises InputError where speakers.yaml is wrong."""
    return load_answers(answers_as_written(evaluation.folder))


def answered_for_nothing(evaluation: Evaluation) -> tuple[str, ...]:
    """The names of files in speakers.yaml that no transcript has, each once, in its order.

    Such an answer counts for nothing: the name is misspelt, or the file is gone.
    """
    f = tables.files
    with evaluation.store.reading() as connection:
        there = {file_key(name) for name in connection.execute(select(f.c.source)).scalars()}
    named = (answer.file for answer in kept_answers(evaluation))
    return tuple(dict.fromkeys(name for name in named if file_key(name) not in there))


def doubted_files(
    evaluation: Evaluation, answers: Iterable[SpeakersAnswer]
) -> tuple[DoubtedFile, ...]:
    """The files read with doubts, and then those that `answers` have cleared; each by its name."""
    f = tables.files
    by_file: dict[str, list[SpeakersAnswer]] = {}
    for answer in answers:
        by_file.setdefault(file_key(answer.file), []).append(answer)
    with evaluation.store.reading() as connection:
        read = select(f).where(f.c.outcome.in_(("read", "empty"))).order_by(f.c.source)
        listed = connection.execute(read)
        rows = [row for row in listed if row.doubts or file_key(row.source) in by_file]
    speakers = _speakers(evaluation, {row.transcript_id for row in rows})
    made = [
        _doubted(
            row.source,
            json.loads(row.doubts) if row.doubts else {},
            speakers.get(row.transcript_id, ()),
            tuple(by_file.get(file_key(row.source), ())),
        )
        for row in rows
    ]
    return tuple(sorted(made, key=lambda file: not file.sentences))


def _doubted(
    source: str,
    doubts: Mapping[str, Sequence[str]],
    speakers: tuple[str, ...],
    answers: tuple[SpeakersAnswer, ...],
) -> DoubtedFile:
    answered = (
        label
        for answer in answers
        for label in (*answer.speakers, *answer.nobody, *answer.one_person)
    )
    asked: dict[str, str] = {}
    for label in (*doubts.get("asked", ()), *answered):
        asked.setdefault(label_key(label), label)
    sentences = tuple(doubts.get("sentences", ()))
    return DoubtedFile(source, sentences, tuple(asked.values()), speakers, answers)


def _speakers(evaluation: Evaluation, transcripts: Collection[str]) -> dict[str, tuple[str, ...]]:
    t = tables.turns
    first = func.min(t.c.number)
    query = (
        select(t.c.transcript_id, t.c.speaker)
        .where(t.c.speaker.is_not(None))
        .group_by(t.c.transcript_id, t.c.speaker)
        .order_by(first)
    )
    labels: dict[str, tuple[str, ...]] = {}
    with evaluation.store.reading() as connection:
        for row in connection.execute(query):
            if row.transcript_id in transcripts:
                labels[row.transcript_id] = (*labels.get(row.transcript_id, ()), row.speaker)
    return labels


def keep_answer(evaluation: Evaluation, answer: SpeakersAnswer) -> bool:
    """Add an answer to speakers.yaml; False where one with its key is there already.

    It is kept whole or not at all, beside a run and beside others who answer. Raises InputError for
    what its file does not ask, and where speakers.yaml is wrong.
    """
    with short_lock(evaluation.hidden / LOCK):
        content = answers_as_written(evaluation.folder)
        answers = load_answers(content)
        if not answer.key:
            raise InputError("this form is not one of the page's", remedy=_AGAIN)
        if any(kept.key == answer.key for kept in answers):
            return False
        _check(answer, doubted_files(evaluation, answers))
        write_atomic(evaluation.folder / FILE, with_answer(content, answer))
    return True


def _check(answer: SpeakersAnswer, files: Iterable[DoubtedFile]) -> None:
    name = file_key(answer.file)
    file = next((file for file in files if file_key(file.source) == name), None)
    if file is None:
        raise InputError("nothing is asked about this file", remedy=_AGAIN)
    speakers, nobody, one = map(set, (answer.speakers, answer.nobody, answer.one_person))
    if not (speakers or nobody or one):
        remedy = "Say of a label whether it is a speaker, or tick the labels of one person."
        raise InputError("there is no answer in it", remedy=remedy)
    if not speakers | nobody <= set(file.asked) or not one <= set(file.speakers):
        raise InputError("this file does not ask about one of the labels", remedy=_AGAIN)
    if len(one) == 1 < len(file.speakers):
        raise InputError("one label alone is ticked", remedy="Tick all labels of that person.")
    _check_agreement(map(label_key, nobody), map(label_key, speakers | one))


def _check_agreement(nobody: Iterable[str], speakers: Iterable[str]) -> None:
    if not set(nobody).isdisjoint(speakers):
        raise InputError(
            "one label is somebody's and nobody's", remedy="Take it out of one of the two."
        )
