"""`heard people`: who speaks in the transcripts and is not in people.csv yet."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import PEOPLE_PROPOSED, put_in_folders
from coding.intake.cutting import read_and_cut
from coding.intake.unlisted import (
    Question,
    added,
    as_csv,
    is_many,
    questions,
    strangers,
    unlisted,
)
from corpora.files import lock, remove_file, shown, write_atomic
from flows.arguments import DONE, add_folder

MOST_SHOWN = 20
ANSWER = (
    "Answer in people.csv: if it is them, add the label to their aliases; if it is somebody else, "
    "give that person a row."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_folder(parser)
    parser.add_argument(
        "--write", action="store_true", help="add the rows to people.csv, consent left blank"
    )
    parser.set_defaults(command=_command)


def _command(given: argparse.Namespace) -> int:
    propose_people(given.folder, write=given.write)
    return DONE


def propose_people(folder: Path, *, write: bool = False) -> int:
    """Print the speakers who are not listed, with questions and rows; gives how many.

    With `write` the rows are added to people.csv, with consent left blank.
    """
    evaluation = Evaluation.open(folder)
    with lock(evaluation.hidden):
        for line in put_in_folders(evaluation.outputs):
            print(line)
        read_and_cut(evaluation)
        speakers = unlisted(evaluation)
        if speakers.empty:
            print("Every speaker in the transcripts is in people.csv.")
            return 0
        _ask(questions(evaluation), speakers)
        _propose(evaluation, folder, strangers(speakers), write=write)
    return len(speakers)


def _ask(asked: Sequence[Question], speakers: pd.DataFrame) -> None:
    """Print whom labels may be that are near a name of people.csv, and what holds until then."""
    if not asked:
        return
    counts = {
        str(row["label"]): {str(key): value for key, value in row.items()}
        for row in speakers.to_dict("records")
    }
    print(f"{_speakers(len(asked))} may be in people.csv under another spelling:")
    for question in asked[:MOST_SHOWN]:
        row = counts.get(question.label)
        size = f" {_size(row)}." if row else ""
        print(f'  "{shown(question.label)}": is this {question.ids}?{size} {_until(question)}')
    _more(len(asked))
    print(ANSWER)


def _until(question: Question) -> str:
    if question.may_be_analysed:
        return "Until that is answered their words are never quoted."
    return "Until that is answered their words are left out: not all who are meant agreed."


def _propose(evaluation: Evaluation, folder: Path, speakers: pd.DataFrame, *, write: bool) -> None:
    if speakers.empty:
        return
    print(f"{_speakers(len(speakers), 'is', 'are')} not in people.csv:")
    for row in speakers.head(MOST_SHOWN).to_dict("records"):
        print(
            f"  {shown(str(row['label']))}: {row['role']} ({row['reason']}); "
            f"{_size({str(key): value for key, value in row.items()})}"
        )
    _more(len(speakers))
    if write:
        _write(evaluation, speakers)
        return
    PEOPLE_PROPOSED.write(evaluation.outputs, as_csv(speakers, evaluation.people))
    print(f"As rows for people.csv: {shown(str(PEOPLE_PROPOSED.path(evaluation.outputs)))}")
    print(f"To add them: heard people {shown(str(folder))} --write")


def _write(evaluation: Evaluation, speakers: pd.DataFrame) -> None:
    """Add the rows to people.csv and say what is left to do."""
    content, ids = added(evaluation, speakers)
    many = sum(is_many({str(k): v for k, v in row.items()}) for row in speakers.to_dict("records"))
    if ids:
        write_atomic(evaluation.folder / evaluation.settings.people, content)
        more = f" and {len(ids) - MOST_SHOWN} more" if len(ids) > MOST_SHOWN else ""
        given = f"{', '.join(ids[:MOST_SHOWN])}{more}"
        print(f"Added to people.csv: {len(ids)} row{'s' * (len(ids) != 1)} ({given}).")
        print("Consent is left blank, which counts as no: fill it in, and check group and role.")
    if many:
        print(
            f"Not added: {many} label{'s' * (many != 1)} that may be somebody else in each "
            "transcript; put a name or a code in the label's place there."
        )
    remove_file(PEOPLE_PROPOSED.path(evaluation.outputs))


def _size(row: dict[str, Any]) -> str:
    turns, transcripts = row["turns"], row["transcripts"]
    return (
        f"{turns} turn{'s' * (turns != 1)}, {row['words']:,} words in "
        f"{transcripts} transcript{'s' * (transcripts != 1)}"
    )


def _speakers(number: int, one: str = "", many: str = "") -> str:
    said = "1 speaker" if number == 1 else f"{number} speakers"
    return f"{said} {one if number == 1 else many}".rstrip()


def _more(number: int) -> None:
    if number > MOST_SHOWN:
        print(f"  and {number - MOST_SHOWN} more")
