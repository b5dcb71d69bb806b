"""The key: which name stands for which pseudonym, for the eyes of the team alone."""

from coding.deidentification.search import Actions
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.replacements import everything
from corpora.files import write_atomic
from corpora.personal.kinds import ACTIONS
from corpora.spreadsheets.cells import csv_of

KEY = "deidentify-key.csv"


def write_key(evaluation: Evaluation, actions: Actions = ACTIONS) -> None:
    """Write what stands for whom and for what into the evaluation's hidden folder, mode 0600."""
    rows = [("stands there", "kind", "for"), *_key_rows(evaluation, actions)]
    write_atomic(evaluation.hidden / KEY, csv_of(rows), mode=0o600)


def _key_rows(evaluation: Evaluation, actions: Actions) -> list[tuple[str, str, str]]:
    known = evaluation.pseudonyms()
    people = {person.id: person for person in evaluation.people}
    rows = [
        (pseudonym, "known name", people[key].name if key in people else key.partition("/")[2])
        for key, pseudonym in known.items()
    ]
    with evaluation.store.reading() as connection:
        for each in everything(connection):
            if each.is_in_force(actions):
                rows += [(each.stand_in, each.kind, text) for text in each.written]
    return sorted(rows)
