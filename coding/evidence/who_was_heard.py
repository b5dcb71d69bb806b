"""Who was heard: turns and words of each person in each transcript, and of each group.

For the review team: people stand under pseudonyms and small numbers are not hidden. Words of
somebody without consent to analysis are not counted, and neither are those of nobody in
particular; who asks the questions is counted apart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select

from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from corpora.excerpts.excerpts import count_words

SPOKEN = [
    "source", "kind", "wave", "participant", "pseudonym", "group", "asks", "turns", "words",
]  # fmt: skip
ASKING = ("interviewer", "facilitator")


@dataclass(frozen=True, slots=True)
class GroupHeard:
    """How much of a meeting a group had. `share` of the words of those who do not ask, 0 to 1.

    `there` counts who the notes say was there, None where there is no list; `silent` of these,
    for how many nothing is recorded.
    """

    group: str
    people: tuple[str, ...]
    turns: int
    words: int
    share: float
    there: int | None = None
    silent: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A transcript: its groups, in the order of the settings, and who asks, in words and turns."""

    source: str
    kind: str
    wave: str
    groups: tuple[GroupHeard, ...]
    asking_turns: int
    asking_words: int


def speakers_by_transcript(evaluation: Evaluation) -> pd.DataFrame:
    """One row a transcript and person who speaks in it: columns `SPOKEN`."""
    people = evaluation.participants()
    may = dict(zip(people["participant"], people["may_analyse"], strict=True))
    groups = {person.id: person.group for person in evaluation.people}
    s, u, t, p = tables.speakers, tables.turns, tables.transcripts, tables.pseudonyms
    query = (
        select(t.c.source, t.c.kind, t.c.wave, s.c.participant, s.c.role, p.c.pseudonym, t.c.id)
        .add_columns(u.c.start, u.c.end)
        .join(s, s.c.transcript_id == t.c.id)
        .join(u, (u.c.transcript_id == t.c.id) & (u.c.speaker == s.c.label))
        .outerjoin(p, p.c.participant == s.c.participant)
        .order_by(t.c.source, u.c.number)
    )
    with evaluation.store.reading() as connection:
        texts = {row.id: row.text for row in connection.execute(select(t.c.id, t.c.text))}
        rows = [
            (
                r.source, r.kind, r.wave, r.participant, r.pseudonym or "",
                groups.get(r.participant, ""), r.role in ASKING, 1,
                count_words(texts[r.id][r.start : r.end]),
            )
            for r in connection.execute(query)
            if r.role in ASKING or may.get(r.participant, False)
        ]  # fmt: skip
    said = pd.DataFrame(rows, columns=SPOKEN)
    return said.groupby(SPOKEN[:-2], sort=False, as_index=False, dropna=False)[
        ["turns", "words"]
    ].sum()


def meetings(
    said: pd.DataFrame, attendance: pd.DataFrame, groups: Sequence[str]
) -> tuple[Meeting, ...]:
    """Each transcript with what every group had of it; `attendance` as in `frames.ATTENDANCE`."""
    told = []
    for (source, kind, wave), rows in said.groupby(["source", "kind", "wave"], sort=False):
        asking = rows["asks"].astype(bool)
        asks, speak = rows[asking], rows[~asking]
        listed = attendance[attendance["source"] == source]
        told.append(
            Meeting(
                str(source),
                str(kind),
                str(wave),
                tuple(_groups(speak, listed, groups)),
                int(asks["turns"].sum()),
                int(asks["words"].sum()),
            )
        )
    return tuple(told)


def overall(
    said: pd.DataFrame, attendance: pd.DataFrame, groups: Sequence[str]
) -> tuple[GroupHeard, ...]:
    """What every group had of all transcripts together; people are counted once."""
    return tuple(_groups(said[~said["asks"].astype(bool)], attendance, groups))


def _groups(
    speak: pd.DataFrame, listed: pd.DataFrame, groups: Sequence[str]
) -> Iterable[GroupHeard]:
    everything = int(speak["words"].sum())
    others = sorted({*speak["group"], *listed["group"]} - set(groups))
    for group in (*groups, *others):
        own, there = speak[speak["group"] == group], listed[listed["group"] == group]
        there = there[there["present"].astype(bool)]
        if own.empty and there.empty:
            continue
        words = int(own["words"].sum())
        recorded = set(there[there["recorded"].astype(bool)]["participant"])
        yield GroupHeard(
            group=group,
            people=tuple(dict.fromkeys(own["pseudonym"])),
            turns=int(own["turns"].sum()),
            words=words,
            share=words / everything if everything else 0.0,
            there=None if listed.empty else there["participant"].nunique(),
            silent=None if listed.empty else len(set(there["participant"]) - recorded),
        )
