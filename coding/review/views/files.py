"""The files that were read with doubts as their page shows them, and what its forms answer."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coding.evaluation.evaluation import Evaluation
from coding.intake.doubted import DoubtedFile, doubted_files
from coding.intake.speakers_file import SpeakersAnswer
from coding.intake.unlisted import near_misses
from coding.review.access.bodies import Form
from corpora.errors import InputError
from corpora.files import content_hash, shown
from corpora.names.names import Names

# A form has at most 200 fields; what is left is asked after the next run.
MOST_LABELS = 100
LABEL, SPEAKER, NOBODY = "label-", "speaker", "nobody"


@dataclass(frozen=True, slots=True)
class LabelField:
    """A label as the form asks about it: fields hold its id, never the label."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file as the page shows it: known names are hidden, but for the labels to be judged.

    `unasked` is how many labels more there are than one form takes.
    """

    id: str
    name: str
    sentences: tuple[str, ...]
    asked: tuple[LabelField, ...]
    unasked: int
    speakers: tuple[LabelField, ...]
    answers: tuple[SpeakersAnswer, ...]
    source: str


@dataclass(frozen=True, slots=True)
class FilesSeen:
    """All files of the transcripts folder: those with a card, and the others as counts.

    `refused` has the name and the reason of each file that could not be read, `near` the name and a
    sentence for each label in it that may be somebody of people.csv.
    """

    cards: tuple[FileCard, ...]
    sure: int
    empty: int
    same: int
    refused: tuple[tuple[str, str], ...]
    near: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def doubted(self) -> int:
        """How many files are read with doubts."""
        return sum(bool(card.sentences) for card in self.cards)


def files_seen(evaluation: Evaluation, answers: Sequence[SpeakersAnswer]) -> FilesSeen:
    """What the page Files shows, where people have given these answers."""
    names, frame = evaluation.names(), evaluation.files()
    sure = frame[frame["doubts"] == ""]["outcome"].value_counts()
    refused = frame[frame["outcome"] == "refused"]
    return FilesSeen(
        tuple(_card(file, names) for file in doubted_files(evaluation, answers)),
        int(sure.get("read", 0)),
        int(sure.get("empty", 0)),
        int(sure.get("same", 0)),
        tuple(
            (names.replace_in_path(source), names.replace(reason))
            for source, reason in zip(refused["source"], refused["reason"], strict=True)
        ),
        tuple(
            (names.replace_in_path(source), sentences)
            for source, sentences in near_misses(evaluation).items()
        ),
    )


def _card(file: DoubtedFile, names: Names) -> FileCard:
    asked, speakers = _fields(file.asked), _fields(file.speakers)
    readable = (*file.asked, *file.speakers)
    return FileCard(
        _id(file.source),
        names.replace_in_path(file.source),
        tuple(_hidden(sentence, readable, names.replace) for sentence in file.sentences),
        asked[:MOST_LABELS],
        max(0, len(asked) - MOST_LABELS),
        speakers,
        file.answers,
        file.source,
    )


def _fields(labels: Iterable[str]) -> tuple[LabelField, ...]:
    return tuple(LabelField(_id(label), label) for label in labels)


def _id(text: str) -> str:
    return content_hash(text.encode("utf-8", "surrogatepass"))[:12]


def _hidden(sentence: str, labels: Iterable[str], replace: Callable[[str], str]) -> str:
    """The sentence with known names hidden, except in these labels where it quotes them."""
    longest_first = sorted({shown(label) for label in labels}, key=len, reverse=True)
    quoted = "|".join(map(re.escape, longest_first))
    pieces = re.split(rf"('(?:{quoted}):?')", sentence) if quoted else [sentence]
    return "".join(piece if at % 2 else replace(piece) for at, piece in enumerate(pieces))


def answer_in(
    form: Form, cards: Iterable[FileCard], *, by: str, at: str, key: str
) -> SpeakersAnswer:
    """What a form says of one of the files.

    Raises InputError where it is about a file or label that the page does not ask about, or holds
    what no button of it says.
    """
    card = next((card for card in cards if card.id == form.get("file", "")), None)
    fields = {name: word for name, word in form.items() if name.startswith(LABEL) and word}
    words = {name.removeprefix(LABEL): word for name, word in fields.items()}
    ticked = form.getlist("one")
    if card is None or not _is_asked(card, words, ticked):
        remedy = "Open the page again: it may have changed."
        raise InputError("the form asks what the page does not", remedy=remedy)
    speakers, nobody = (
        _labels(card.asked, [id for id, word in words.items() if word == chosen])
        for chosen in (SPEAKER, NOBODY)
    )
    one_person = _labels(card.speakers, ticked)
    return SpeakersAnswer(card.source, speakers, nobody, one_person, by, at, key)


def _is_asked(card: FileCard, words: Mapping[str, str], ticked: Iterable[str]) -> bool:
    asked, speakers = ({field.id for field in fields} for fields in (card.asked, card.speakers))
    known = words.keys() <= asked and set(ticked) <= speakers
    return known and set(words.values()) <= {SPEAKER, NOBODY}


def _labels(fields: Iterable[LabelField], ids: Collection[str]) -> tuple[str, ...]:
    return tuple(field.label for field in fields if field.id in ids)
