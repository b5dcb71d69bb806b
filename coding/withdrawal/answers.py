"""What people answered about who speaks, without the person who leaves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coding.evaluation.evaluation import Evaluation
from coding.intake.speakers_file import (
    FILE,
    HEAD,
    SpeakersAnswer,
    answers_as_written,
    file_key,
    label_key,
    load_answers,
    with_answer,
)
from coding.withdrawal.traces import Trace, names_to_withdraw, renamed
from corpora.files import write_atomic
from corpora.names.names import Names
from corpora.people.people import Person
from corpora.transcript import WITHDRAWN


def answers_left(
    evaluation: Evaluation, person: Person, traces: Sequence[Trace]
) -> tuple[SpeakersAnswer, ...]:
    """The answers as they are once the sources are cut: her labels struck, files under new names."""
    names = names_to_withdraw(evaluation, person)
    by_file = {file_key(trace.source.name): trace for trace in traces}
    left = (
        _without(answer, names, by_file)
        for answer in load_answers(answers_as_written(evaluation.folder))
    )
    return tuple(answer for answer in left if answer is not None)


def _without(
    answer: SpeakersAnswer, names: Names, by_file: Mapping[str, Trace]
) -> SpeakersAnswer | None:
    """The answer without her; None where nothing else was said in it, or its file is hers alone."""
    trace = by_file.get(file_key(answer.file))
    if trace is not None and trace.alone:
        return None
    hers = {label_key(label) for label in trace.leaving.labels} if trace is not None else set()
    speakers, nobody, one_person = (
        _others(labels, names, hers)
        for labels in (answer.speakers, answer.nobody, answer.one_person)
    )
    if not (speakers or nobody or one_person):
        return None
    # A group of one person says that all its words are rightly theirs: of two labels one is left.
    if len(one_person) == 1 < len(answer.one_person):
        speakers, one_person = (*speakers, *one_person), ()
    by = WITHDRAWN if names.spans(answer.by) else answer.by
    return replace(
        answer,
        file=renamed(answer.file, names),
        speakers=speakers,
        nobody=nobody,
        one_person=one_person,
        by=by,
    )


def _others(labels: Iterable[str], names: Names, hers: set[str]) -> tuple[str, ...]:
    return tuple(x for x in labels if label_key(x) not in hers and not names.spans(x))


def write_answers(evaluation: Evaluation, left: Sequence[SpeakersAnswer]) -> None:
    """Write speakers.yaml with the answers that are left, where that is not what stands in it.

    Comments go where an answer does, since nobody can say about whom they speak.
    """
    content = answers_as_written(evaluation.folder)
    if not content or load_answers(content) == tuple(left):
        return
    made = HEAD.encode()
    for answer in left:
        made = with_answer(made, answer)
    write_atomic(evaluation.folder / FILE, made)
