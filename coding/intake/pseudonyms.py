"""Who a speaker is to the program, and the readable stand-in that each of them keeps for ever."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from coding.evaluation import tables
from coding.evaluation.database import insert
from coding.evaluation.evaluation import Evaluation
from corpora.names.names import pseudonym_for
from corpora.people.people import Person
from corpora.people.speakers import Speaker
from corpora.transcript import Role, Transcript


def participant_key(transcript: Transcript, speaker: Speaker | None, label: str | None) -> str:
    """A participant's key: the id of people.csv, else one made of the transcript and the label.

    A label such as "Interviewee" means somebody else in every transcript. Words that the text
    gives to nobody have no participant: "".
    """
    if speaker is not None and speaker.participant:
        return speaker.participant
    return "" if label is None else f"{transcript.id}/{label}"


def give_pseudonyms(
    connection: Connection,
    evaluation: Evaluation,
    transcript: Transcript,
    speakers: Sequence[Speaker],
) -> None:
    """A pseudonym for everybody who has none yet: people.csv in its order, then who speaks here."""
    p = tables.pseudonyms
    given = {r.participant: r.pseudonym for r in connection.execute(select(p))}
    taken = set(given.values())
    words = evaluation.settings.groups
    wanted = [(x.id, _role(x), words.get(x.group, "")) for x in evaluation.people]
    wanted += [
        (participant_key(transcript, s, s.label), s.role, "") for s in speakers if not s.participant
    ]
    new: dict[str, str] = {}
    for participant, role, word in wanted:
        if participant and participant not in given and participant not in new:
            new[participant] = _first_free(taken, role, word)
            taken.add(new[participant])
    insert(connection, p, [{"participant": who, "pseudonym": name} for who, name in new.items()])


def _role(person: Person) -> Role:
    """Facilitators are called so by their group's word; only interviewers by their role."""
    return "interviewer" if person.role == "interviewer" else "participant"


def _first_free(taken: set[str], role: Role, word: str) -> str:
    number = 1
    while (pseudonym := pseudonym_for(role, word, number)) in taken:
        number += 1
    return pseudonym
