"""Everything that is held of one person, as a text for them to read: the answer to a request for access.

Their own words stand in it as they are held. Names of others are replaced, as everywhere, since
they are others' personal data; so are the names of those who reviewed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.published_counts import published_counts
from coding.intake.cutting import speakers_of
from coding.intake.speakers_file import answers_as_written, load_answers
from coding.retention.period import period_in_words
from coding.withdrawal.elsewhere import planned_elsewhere
from coding.withdrawal.plan import withdrawal_of
from coding.withdrawal.traces import Trace, names_to_withdraw, traces
from coding.written.folder import FOLDER as FINDINGS
from corpora.names.names import Names
from corpora.people.people import Person
from corpora.sentences import sentences
from corpora.transcript import Transcript, Turn, seconds_at


@dataclass(frozen=True, slots=True)
class _Views:
    """What the text is made with: the evaluation, the person, and how names are hidden."""

    evaluation: Evaluation
    person: Person
    hiding: Names
    own: Names

    def shown(self, text: str) -> str:
        """`text` with everybody's names replaced, on one line."""
        return " ".join(self.hiding.replace(text).split())


def everything_held(evaluation: Evaluation, person: Person, today: date) -> str:
    """Everything held of `person`, as Markdown."""
    views = _Views(evaluation, person, evaluation.names(), names_to_withdraw(evaluation, person))
    found = _once(traces(evaluation, person))
    parts = [
        [f"# What is held about {person.id}", *_introduction(views, today)],
        ["## In people.csv", *_row(views)],
        *(_transcript(views, trace) for trace in found),
        ["## How your words were coded", *_coded(views)],
        ["## Where else you are", *_elsewhere(views, found)],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _once(found: Sequence[Trace]) -> list[Trace]:
    """A trace for each transcript: copies of a source hold the same words."""
    return list({trace.transcript.id: trace for trace in reversed(found)}.values())[::-1]


def _introduction(views: _Views, today: date) -> Iterator[str]:
    pseudonym = views.evaluation.pseudonyms().get(views.person.id, "")
    yield ""
    yield f"Evaluation: {views.evaluation.settings.title}. Made on {today.isoformat()}."
    yield f"Kept {period_in_words(views.evaluation, today).partition(':')[0]}."
    if pseudonym:
        yield f"{pseudonym} stands for you, here and in everything that is handed out."
    yield "Names of other people are replaced, because they are not yours to be given."


def _row(views: _Views) -> Iterator[str]:
    person = views.person
    yield ""
    for what, value in (
        ("id", person.id),
        ("name", person.name),
        ("also called", "; ".join(person.aliases)),
        ("group", person.group),
        ("role", person.role),
        ("wave", "; ".join(person.waves)),
        ("consent to analysis", person.consent_analysis),
        ("consent to be quoted", person.consent_quote),
    ):
        yield f"- {what}: {value or 'nothing'}"


def _transcript(views: _Views, trace: Trace) -> list[str]:
    """Every turn of theirs in one transcript, and the sentences of others that name them."""
    said = trace.transcript
    source = views.hiding.replace_in_path(said.source)
    lines = [f"## In the file {source} ({said.kind})", ""]
    own = [turn for turn in said.turns if trace.leaving.has_label(turn.speaker)]
    lines += [_turn(views, said, turn) for turn in own if said.said(turn).strip()]
    named = list(_named(views, said, own))
    if named:
        lines += [
            *([""] if own else []),
            "Where others speak of you, or a list names you:",
            "",
            *named,
        ]
    return lines


def _turn(views: _Views, said: Transcript, turn: Turn) -> str:
    seconds = seconds_at(said, turn.start)
    at = "" if seconds is None else f" (at {int(seconds) // 60}:{int(seconds) % 60:02})"
    return f"- You said{at}: {views.shown(said.said(turn))}"


def _named(views: _Views, said: Transcript, own: Sequence[Turn]) -> Iterator[str]:
    # From the line on: the label before the words is no mention.
    inside = [(said.text.rfind("\n", 0, turn.start) + 1, turn.end) for turn in own]
    done: set[str] = set()
    for start, _, _ in views.own.spans(said.text):
        if any(first <= start < last for first, last in inside):
            continue
        line = _line_around(said.text, start)
        sentence = next((s for s in _sentences(line) if views.own.spans(s)), line)
        shown = views.shown(sentence)
        if shown not in done:
            done.add(shown)
            yield f"- {shown}"


def _line_around(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def _sentences(line: str) -> list[str]:
    return [line[start:end] for start, end in next(sentences([line]))]


def _coded(views: _Views) -> Iterator[str]:
    evaluation = views.evaluation
    excerpts = evaluation.excerpts()
    own = excerpts[excerpts["participant"] == views.person.id]
    names = {code.id: code.name for code in evaluation.codebook.codes}
    yield ""
    if own.empty:
        yield "Nothing of yours was coded."
    suggested = _by_excerpt(evaluation.suggestions())
    decided, remarked = _by_excerpt(evaluation.decisions()), _by_excerpt(evaluation.remarks())
    for row in own.to_dict("records"):
        id = str(row["excerpt_id"])
        yield f"- Excerpt {id}: {views.shown(str(row['text']))}"
        for each in suggested.get(id, []):
            name = names.get(each["code_id"], each["code_id"])
            way = each["direction"] or "direction not sure"
            yield f"  - the program suggests {name}, {way} ({each['probability']:.2f})"
        for each in decided.get(id, []):
            name = names.get(each["code_id"], each["code_id"])
            note = f"; note: {views.shown(each['memo'])}" if each["memo"] else ""
            verdict = f"{each['verdict']} {each['direction']}".strip()
            yield f"  - a reviewer, {each['at'][:10]}: {name}, {verdict}{note}"
        for each in remarked.get(id, []):
            note = f": {views.shown(each['value'])}" if each["value"] else ""
            yield f"  - a reviewer, {each['at'][:10]}: {each['kind']}{note}"


def _by_excerpt(frame: pd.DataFrame) -> dict[str, list[dict[str, str]]]:
    kept: dict[str, list[dict[str, str]]] = {}
    for row in frame.to_dict("records"):
        kept.setdefault(str(row["excerpt_id"]), []).append({str(k): v for k, v in row.items()})
    return kept


def _elsewhere(views: _Views, found: Sequence[Trace]) -> Iterator[str]:
    """What is not their words: lists of who was there, answers about labels, outputs, examples."""
    evaluation, person = views.evaluation, views.person
    attended = evaluation.attendance()
    attended = attended[attended["participant"] == person.id]
    labels = sorted({label for trace in found for label in trace.leaving.labels})
    beside = planned_elsewhere(evaluation, person, found)
    planned = withdrawal_of(evaluation, person, (), beside)
    yield ""
    yield f"- Speaks in transcripts as: {', '.join(labels) or 'nobody'}"
    for row in attended.to_dict("records"):
        there = "present" if row["present"] else "not there"
        yield f"- Listed in {views.hiding.replace_in_path(str(row['source']))}: {there}"
    answers = load_answers(answers_as_written(evaluation.folder))
    about = sum(
        any(label in labels for label in (*each.speakers, *each.nobody, *each.one_person))
        for each in answers
    )
    yield f"- Answers in speakers.yaml that hold a label of yours: {about}"
    written = [p.path for p in planned.elsewhere.papers if p.path.startswith(f"{FINDINGS}/")]
    yield f"- Files of findings that name you, quote you or cite you: {', '.join(written) or 'none'}"
    yield f"- Codes with your words as an example: {', '.join(planned.quoted) or 'none'}"
    with evaluation.store.reading() as connection:
        handed_out = published_counts(connection).values()
    counted = sum(person.id in each.people for each in handed_out)
    yield f"- Counts of people that were handed out in which you are counted: {counted}"
    yield f"- Files handed out that may hold words of yours: {', '.join(planned.handed_out) or 'none'}"
    yield f"- Printed cards with words of yours: {', '.join(planned.elsewhere.cards) or 'none'}"
    yield f"- Files that could not be read: {len(planned.unread)}"
    yield "- Copies that were mailed, printed or backed up are not known to the program."
    others = [s for trace in found for s in speakers_of(trace.transcript, evaluation.people)]
    yield f"- Who else speaks in these files: {len({s.label for s in others} - set(labels))} people"
