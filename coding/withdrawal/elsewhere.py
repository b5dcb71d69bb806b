"""Everything beyond the sources that is the person's or names them: rows, files, what is listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from coding.evaluation import tables
from coding.evaluation.evaluation import Evaluation
from coding.evaluation.output_files import OWN_QUOTES, RELEASE_PACK, output_for
from coding.evaluation.release_tables import cards
from coding.published.releases import places_released, releases_of, touched_by
from coding.safekeeping.identity import Safeguard
from coding.withdrawal.leftovers import leftovers_of
from coding.withdrawal.papers import PaperCut, PlannedPaper, planned_papers
from coding.withdrawal.traces import Trace
from coding.withdrawal.writings import ChangedRow, accounts_in_doubt, changed_rows, counts_of
from corpora.cutting_out.quotes import Leftovers
from corpora.files import shown
from corpora.people.people import Person


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What becomes of all that is no source: counts and names of files, no word of anybody.

    `written` counts rows of the database by what they are, `in_doubt` are reviewers who may be this
    person. `codebooks` name or quote them: the team's own, and published versions, which never
    change. `backups` hold everything. `recalled` are released reports that count or quote them, `cards`
    the numbers of printed cards with words of theirs.
    """

    papers: tuple[PaperCut, ...] = ()
    written: tuple[tuple[str, int], ...] = ()
    in_doubt: tuple[str, ...] = ()
    codebooks: tuple[str, ...] = ()
    backups: tuple[str, ...] = ()
    recalled: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing in it is changed."""
        return not (self.written or any(paper.how in ("cut", "renamed") for paper in self.papers))


@dataclass(frozen=True, slots=True)
class PlannedElsewhere:
    """The same with all that is needed to carry it out."""

    elsewhere: Elsewhere
    papers: list[PlannedPaper]
    rows: list[ChangedRow]
    leftovers: Leftovers


def planned_elsewhere(
    evaluation: Evaluation, person: Person, traces: Sequence[Trace]
) -> PlannedElsewhere:
    """What becomes of all that is no source; nothing is changed."""
    leftovers = leftovers_of(evaluation, person, traces)
    with evaluation.store.reading() as connection:
        every = releases_of(connection)
        e = tables.excerpts
        hers = select(e.c.id).where(e.c.participant == person.id)
        touched = touched_by(connection, person.id, leftovers.ids)
        printed = connection.execute(
            select(cards.c.number).where(cards.c.excerpt_id.in_(hers)).order_by(cards.c.number)
        ).scalars()
        numbers = tuple(str(number) for number in printed)
    apart = [release for release in every if release not in touched and not release.recall]
    own_sheet = {output_for(OWN_QUOTES, person.id).place}
    packs = {output_for(RELEASE_PACK, release.name).place for release in apart}
    papers = planned_papers(evaluation, leftovers, places_released(apart) | packs, own_sheet)
    v = tables.codebook_versions
    with evaluation.store.reading() as connection:
        rows = changed_rows(connection, evaluation, person, leftovers)
        in_doubt = accounts_in_doubt(connection, evaluation, person, leftovers)
        versions = connection.execute(select(v.c.version, v.c.content).order_by(v.c.at)).all()
    own = evaluation.codebook_bytes.decode("utf-8", "replace")
    books = [(evaluation.settings.codebook, own), *((x.version, x.content) for x in versions)]
    backup = Safeguard(evaluation.folder, evaluation.hidden).recorded()
    elsewhere = Elsewhere(
        papers=tuple(paper.cut for paper in papers if paper.cut.how != "deleted"),
        written=counts_of(rows),
        in_doubt=in_doubt,
        codebooks=tuple(name for name, content in books if leftovers.edits(content)),
        recalled=tuple(f"{release.name} of {release.at[:10]}" for release in touched),
        cards=numbers,
        backups=(shown(backup.backup),) if backup and backup.backup else (),
    )
    return PlannedElsewhere(elsewhere, papers, rows, leftovers)
