"""An evaluation: a folder, what a team decided about it, and what the program knows of it."""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

import pandas as pd
from sqlalchemy import select

from codebooks.codebook import Codebook
from codebooks.load import loads
from codebooks.teaching import teaching_hash, with_teaching
from coding.evaluation import frames, tables
from coding.evaluation.copies import copy_decisions, see_identity
from coding.evaluation.database import Store, open_copy, open_store
from coding.evaluation.replacements import names
from coding.evaluation.settings import FILE, Settings, load_settings
from coding.safekeeping.identity import Safeguard
from coding.whereabouts.folders import no_evaluation
from corpora.errors import InputError, SettingsError
from corpora.files import content_hash, make_folder, read_limited, shown
from corpora.names.names import Names
from corpora.people.people import HEADER, Person, load_people

HIDDEN = ".heard"
OUTPUTS = "outputs"


class Evaluation:
    """Opened with `Evaluation.open(folder)`; every frame is read anew from the database."""

    def __init__(self, folder: Path, settings: Settings, store: Store) -> None:
        self.folder, self.settings, self.store = folder, settings, store

    @classmethod
    def open(cls, folder: str | Path) -> Self:
        """The evaluation in `folder`.

        Raises SettingsError where there is none, StoreFault where its database cannot be used.
        """
        path = Path(folder).resolve()
        settings = _settings(path, folder)
        guard = Safeguard(path, path / HIDDEN)
        if not settings.database and not guard.hidden.is_dir():
            guard.refuse_new()
        make_folder(guard.hidden, private=True)
        store = open_store(guard.hidden, settings.database, guard)
        see_identity(store, guard)
        copy_decisions(guard.hidden, store)
        return cls(path, settings, store)

    @classmethod
    def look(cls, folder: str | Path) -> Self:
        """The evaluation in `folder`, with a copy of its database: nothing in the folder changes."""
        path = Path(folder).resolve()
        settings = _settings(path, folder)
        guard = Safeguard(path, path / HIDDEN)
        return cls(path, settings, open_copy(guard.hidden, settings.database, guard))

    @property
    def hidden(self) -> Path:
        """The folder of what the program keeps: database, vectors, lock."""
        return self.folder / HIDDEN

    @property
    def outputs(self) -> Path:
        """The folder of what the program writes for people."""
        return self.folder / OUTPUTS

    @property
    def sources(self) -> Path:
        """The folder of transcripts."""
        return self.folder / self.settings.transcripts

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Who people.csv lists. Raises PeopleError with the row."""
        groups = tuple(self.settings.groups)
        return load_people(self.people_bytes, groups=groups, waves=self.settings.waves)

    @cached_property
    def people_bytes(self) -> bytes:
        """people.csv as it stands; the header alone where there is no such file."""
        path = self.folder / self.settings.people
        if not path.is_file():
            return HEADER.encode()
        # An empty file is an accident, and no list of nobody: a "no" may have stood in it.
        return read_limited(path) if path.stat().st_size else b""

    @cached_property
    def codebook_bytes(self) -> bytes:
        """The codebook's file as it stands. Raises CodebookError where there is none."""
        path = self.folder / self.settings.codebook
        if not path.is_file():
            raise SettingsError(
                "the codebook is not there",
                where=shown(self.settings.codebook),
                remedy=f"Put it beside {FILE}, or correct the setting 'codebook'.",
            )
        return read_limited(path)

    @cached_property
    def codebook(self) -> Codebook:
        """The team's codebook. Raises CodebookError with line and column."""
        book = _codebook(self.codebook_bytes, shown(self.settings.codebook))
        return with_teaching(book, (self.folder / self.settings.codebook).parent)

    def names(self) -> Names:
        """The names and other personal data to hide, and what stands for each of them.

        `names().replace(text)` hides them.
        """
        with self.store.reading() as connection:
            return names(connection, self.people, self.settings.actions)

    def pseudonyms(self) -> dict[str, str]:
        """The pseudonym that each participant was given."""
        with self.store.reading() as connection:
            found = connection.execute(select(tables.pseudonyms)).all()
        return {row.participant: row.pseudonym for row in found}

    def excerpts(self) -> pd.DataFrame:
        """One row an excerpt: columns `coding.evaluation.frames.EXCERPTS`; text and context pseudonymised."""
        names = self.names()
        with self.store.reading() as connection:
            return frames.excerpts(connection, names, self.people)

    def withheld(self) -> set[str]:
        """What was said without consent to analysis, pseudonymised as an excerpt is: to be forgotten."""
        with self.store.reading() as connection:
            left_out = select(tables.excerpts.c.id).where(~tables.excerpts.c.consent).limit(1)
            if connection.execute(left_out).first() is None:
                return set()
        names = self.names()
        with self.store.reading() as connection:
            frame = frames.excerpts(connection, names, self.people, consent=False)
        return {*frame["text"], *frame["context"]} - {""}

    def suggestions(self) -> pd.DataFrame:
        """One row an excerpt and code that is likely: columns `coding.evaluation.frames.SUGGESTIONS`."""
        codes = [code.id for code in self.codebook.codes]
        with self.store.reading() as connection:
            return frames.suggestions(connection, codes)

    def could_fit(self) -> pd.DataFrame:
        """One row an excerpt and code that could fit it beside what is likely, with its place.

        Columns `coding.evaluation.frames.COULD_FIT`. It is a list to choose from and no statement.
        """
        with self.store.reading() as connection:
            return frames.could_fit(connection)

    def readiness(self) -> pd.DataFrame:
        """One row a code, how far it can be left to the program: columns `frames.READINESS`.

        As the last run that suggested found it; codes without a row were not there then.
        """
        r = tables.readiness
        with self.store.reading() as connection:
            found = frames.rows(connection, select(r).order_by(r.c.code_id), frames.READINESS)
        return found.astype({"f1": float, "lowest": float, "highest": float})

    def proposals(self) -> pd.DataFrame:
        """One row a proposal for a new code: columns `coding.evaluation.frames.PROPOSALS`."""
        with self.store.reading() as connection:
            return frames.proposals(connection)

    def transcripts(self) -> pd.DataFrame:
        """One row a transcript, with the stored text that offsets count into (real names in it)."""
        with self.store.reading() as connection:
            return frames.transcripts(connection)

    def participants(self) -> pd.DataFrame:
        """One row a person who takes part: columns `coding.evaluation.frames.PARTICIPANTS`."""
        unlisted = self.settings.consent.unlisted == "analyse"
        with self.store.reading() as connection:
            return frames.participants(connection, self.people, unlisted)

    def attendance(self) -> pd.DataFrame:
        """One row a person whom meeting notes list: columns `coding.evaluation.frames.ATTENDANCE`."""
        with self.store.reading() as connection:
            return frames.attendance(connection, self.people)

    def files(self) -> pd.DataFrame:
        """One row a file of the transcripts folder: columns `coding.evaluation.frames.FILES`."""
        with self.store.reading() as connection:
            return frames.files(connection)

    def has_decisions(self) -> bool:
        """Whether people have decided anything."""
        decided = select(tables.decisions.c.number).limit(1)
        with self.store.reading() as connection:
            return connection.execute(decided).first() is not None

    def decisions(self) -> pd.DataFrame:
        """One row a decision, in the order they were made: columns `coding.evaluation.frames.DECISIONS`."""
        with self.store.reading() as connection:
            return frames.decisions(connection)

    def remarks(self) -> pd.DataFrame:
        """One row a remark about a whole excerpt: columns `coding.evaluation.frames.REMARKS`."""
        with self.store.reading() as connection:
            return frames.remarks(connection)

    def check(self) -> None:
        """Raises InputError where people.csv or the codebook is wrong, with all that is wrong in both."""
        faults: list[InputError] = []
        for read in (lambda: self.people, lambda: self.codebook):
            try:
                read()
            except InputError as fault:
                faults.append(fault)
        if len(faults) == 1:
            raise faults[0]
        if faults:
            raise InputError("\n".join(map(str, faults)))

    def inputs(self) -> dict[str, str]:
        """Hashes of the files that people write, by name."""
        return {
            "settings": content_hash(self.settings.model_dump_json().encode()),
            "people": content_hash(self.people_bytes),
            "codebook": self.codebook.hash,
            "teaching": teaching_hash(self.codebook.taught, self.codebook.codes),
            "codebook file": content_hash(self.codebook_bytes),
        }


# The same bytes are the same codebook, whoever opens the evaluation; reading them takes a second.
_codebook = lru_cache(maxsize=2)(lambda content, where: loads(content, where=where))


def _settings(path: Path, folder: str | Path) -> Settings:
    if not (path / FILE).is_file():
        raise no_evaluation(Path(folder))
    return load_settings(read_limited(path / FILE))
