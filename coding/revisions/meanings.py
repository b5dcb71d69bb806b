"""Which codes mean the same from wave to wave, by the codebook versions that people decided with.

A decision keeps the version it was made with, and so does the finishing of an excerpt, which says
of every code without a decision that it is not there. A code is compared between waves where all
of this was said of one meaning: its coding hash is equal, or what changed is wording by the rules
of `codebooks.change.diff`, or people have decided again since.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from codebooks.change.in_words import in_a_row
from codebooks.codebook import Codebook
from codebooks.coding_hash import coding_hash
from codebooks.load import shipped
from coding.decisions.standing import PAIR, last_remarks, last_words, without_undone
from coding.evaluation.evaluation import Evaluation
from coding.published.codebooks import loaded, published
from coding.revisions.fates import Step
from coding.revisions.waves import NO_WAVE

# The kinds of change after which a code is another one, also where it keeps its id.
ANOTHER = ("added", "split", "merge", "new id", "meaning")
ABSENT = "not in the codebook"


@dataclass(frozen=True, slots=True)
class DecidedWith:
    """A codebook as a decision names it: `hash` is "" where only the version was kept."""

    version: str
    hash: str


class Meanings:
    """What codes meant in each codebook, oldest first."""

    def __init__(self, books: Sequence[Codebook]) -> None:
        self._books = books
        self._by_place = [*_meanings(books)]

    def of(self, code_id: str, decided: DecidedWith) -> str:
        """A text that two codebooks share where the code means the same in both."""
        place = self._place(decided)
        if place is None:
            return f"not kept: {decided.version} {decided.hash}"
        return self._by_place[place].get(code_id, ABSENT)

    def _place(self, decided: DecidedWith) -> int | None:
        for place in range(len(self._books) - 1, -1, -1):
            book = self._books[place]
            if decided.hash == book.hash or (not decided.hash and decided.version == book.version):
                return place
        return None


def _meanings(books: Sequence[Codebook]) -> Iterator[dict[str, str]]:
    """Of each codebook the meaning of its codes: the coding hash that they had when it last changed."""
    meanings: dict[str, str] = {}
    for place, book in enumerate(books):
        hashes = {code.id: coding_hash([code]) for code in book.codes}
        if place:
            changes = Step(books[place - 1], book).changes
            another = {id for c in changes if c.kind in ANOTHER for id in c.after}
            kept = {id: meanings[id] for id in hashes if id in meanings and id not in another}
            hashes |= kept
        meanings = hashes
        yield hashes


def differing_meanings(
    evaluation: Evaluation, excerpts: pd.DataFrame, decided: pd.DataFrame, remarked: pd.DataFrame
) -> dict[str, str]:
    """The codes in use that do not mean the same in all waves, by id, with what each was decided with."""
    books = [loaded("shipped", shipped().decode()), *published(evaluation)]
    current = evaluation.codebook
    if current.hash not in [book.hash for book in books]:
        books.append(current)
    wave = dict(zip(excerpts["excerpt_id"], excerpts["wave"], strict=True))
    ids = [code.id for code in current.codes]
    order = evaluation.settings.waves
    return differing(Meanings(books), ids, decided, remarked, wave, order)


def differing(
    meanings: Meanings,
    code_ids: Iterable[str],
    decided: pd.DataFrame,
    remarked: pd.DataFrame,
    wave: Mapping[str, str],
    order: Sequence[str] = (),
) -> dict[str, str]:
    """The same from decisions, remarks, the waves of excerpts by id, and the order of waves."""
    words = _standing_words(decided)
    words = words.assign(wave=words["excerpt_id"].map(wave)).dropna(subset="wave")
    finished = _finished(decided, remarked)
    finished = finished.assign(wave=finished["excerpt_id"].map(wave)).dropna(subset="wave")
    said = {str(id): rows for id, rows in words.groupby("code_id")}
    found = {}
    for id in code_ids:
        own = said.get(id, words[:0])
        # Finished without a word on this code: said not to be there, with the codebook of then.
        silent = finished[~finished["excerpt_id"].isin(own["excerpt_id"])]
        rows = pd.concat([own, silent])[["wave", *_WITH]].drop_duplicates()
        told = [(str(w), DecidedWith(str(v), str(h))) for w, v, h in rows.to_numpy().tolist()]
        if len({meanings.of(id, with_) for _, with_ in told}) > 1:
            found[id] = _in_words(told, order)
    return found


_WITH = ["codebook_version", "codebook_hash"]


def _standing_words(decided: pd.DataFrame) -> pd.DataFrame:
    """What each reviewer says now; where something was settled, that alone."""
    held = without_undone(decided)
    settled = held[held["source"] == "settled"].drop_duplicates(PAIR, keep="last")
    own = held[held["source"] != "settled"].drop_duplicates([*PAIR, "reviewer"], keep="last")
    pairs = pd.MultiIndex.from_frame(settled[PAIR])
    open_ = own[~pd.MultiIndex.from_frame(own[PAIR]).isin(pairs)]
    return pd.concat([open_, settled])[[*PAIR, *_WITH]]


def _finished(decided: pd.DataFrame, remarked: pd.DataFrame) -> pd.DataFrame:
    """The finished excerpts. A remark keeps a version only; decisions say which codebook that was."""
    remarks = last_remarks(remarked)
    rows = remarks[remarks["kind"] == "finished"][["excerpt_id", "codebook_version"]]
    hashes: dict[str, set[str]] = {}
    for version, hash in last_words(decided)[_WITH].drop_duplicates().to_numpy().tolist():
        hashes.setdefault(version, set()).update({hash} - {""})
    by_version = {
        version: "several drafts" if len(of) > 1 else "".join(of) for version, of in hashes.items()
    }
    return rows.assign(codebook_hash=[by_version.get(v, "") for v in rows["codebook_version"]])


def _in_words(told: Sequence[tuple[str, DecidedWith]], order: Sequence[str]) -> str:
    """`decided in spring with version 1.0, in autumn with versions 1.0 and 1.1`."""
    versions: dict[str, set[str]] = {}
    for wave, with_ in told:
        versions.setdefault(wave, set()).add(with_.version)
    if len(every := set().union(*versions.values())) == 1:
        return f"decided with different drafts of version {every.pop()}"
    waves = [*(w for w in order if w in versions), *sorted(versions.keys() - set(order))]
    return "decided " + ", ".join(
        f"in {wave or NO_WAVE} with version{'s' if len(versions[wave]) > 1 else ''} "
        f"{in_a_row(sorted(versions[wave]))}"
        for wave in waves
    )
