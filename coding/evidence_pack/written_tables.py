"""What a team wrote, as tables of an evidence pack: findings, actions, markers, measures, quotes."""

from collections.abc import Collection, Iterable, Iterator

from coding.document.blocks import Quotation
from coding.document.plain import quote_text, speaker_line
from coding.evidence_pack.tables import HIDDEN, NOT_THERE, Clean, PackField, PackTable
from coding.written.values import Marker, Measure, Written, WrittenAction, WrittenFinding
from corpora.visible import visible

Row = tuple[str, ...]


def written_tables(written: Written, least: int, clean: Clean) -> tuple[PackTable, ...]:
    """The tables that have a row. Of people stand their roles, of excerpts nothing.

    A measure of fewer people or cases than `least` is hidden, as in the report.
    """
    made = (
        _table("findings", "Findings, as people wrote them", _FINDING,
               (_finding(each) for each in written.findings), clean),
        _table("actions", "You said, we did", _ACTION,
               (row for each in written.actions for row in _action(each)), clean),
        _table("markers", "Markers, and people's judgements of them", _MARKER,
               (row for each in written.markers for row in _marker(each)), clean),
        _table("measures", "Measures, by period", _MEASURE,
               (_measure(each, least) for each in written.measures), clean),
    )  # fmt: skip
    return tuple(table for table in made if table.rows)


def quotes_table(quotes: Iterable[Quotation], cleared: Collection[str], clean: Clean) -> PackTable:
    """The quotes whose excerpts are cleared, each once: the words and what is said of who speaks."""
    rows = {(quote_text(q), q.way, speaker_line(q)) for q in quotes if q.excerpt_id in cleared}
    return _table("quotes", "Quotes that were cleared", _QUOTE, sorted(rows), clean)


def _table(
    name: str, title: str, fields: tuple[PackField, ...], rows: Iterable[Row], clean: Clean
) -> PackTable:
    held = tuple(tuple(visible(clean(cell)) for cell in row) for row in rows)
    return PackTable(f"written-{name}", title, fields, held, ("", HIDDEN, NOT_THERE))


def _text(name: str, about: str) -> PackField:
    return PackField(name, "string", "", about)


_FINDING = (
    _text("id", "the team's short name for it"),
    _text("says", "the finding"),
    _text("easy", "the same in easy words"),
    _text("aspect", "process or impact"),
    _text("codes", "codes of the codebook that it rests on"),
    _text("direction", "which way people spoke"),
    _text("groups", "the groups it speaks about; none: everybody"),
    _text("measures", "measures that belong to it"),
    _text("written by", "the roles of those who wrote it"),
    _text("agreed by", "the roles of those who agreed"),
    _text("dissent", "what somebody says who does not agree, with a role"),
)
_ACTION = (
    _text("id", "the team's short name for it"),
    _text("finding", "the finding that it follows from"),
    _text("you said", "what people asked for"),
    _text("easy", "the same in easy words"),
    _text("why", "the reason, where it is not possible"),
    _text("owner", "who answers for it"),
    PackField("due", "date", "", "the day by which it is due"),
    PackField("date", "date", "", "the day of this update; empty: the first answer"),
    _text("status", "how it stood"),
)
_MARKER = (
    _text("marker", "what would show that the principle is kept"),
    _text("principle", "which one"),
    _text("agreed by", "who agreed on it"),
    PackField("date", "date", "", "the day of the judgement"),
    _text("level", "how far it is reached, in people's own words"),
    _text("evidence", "what shows it"),
    _text("by", "who judged"),
)
_MEASURE = (
    _text("measure", "its name"),
    _text("kind", "what kind of measure"),
    _text("category", "a part of it"),
    _text("unit", "what value and goal are counted in"),
    _text("better", "which way is better"),
    PackField("period start", "date", "", "the first day of the period"),
    PackField("period end", "date", "", "the last day of the period"),
    PackField("value", "number", "see the column unit", "the figure"),
    PackField("n", "integer", "people or cases", "how many stand behind it"),
    PackField("goal", "number", "see the column unit", "the figure that was aimed at"),
    _text("source", "where the figure is from"),
    _text("note", "what a reader must know"),
)
_QUOTE = (
    _text("quote", "what somebody said, in their words"),
    _text("says", "which way it speaks, in the words of the code"),
    _text("speaker", "what may be said of who speaks"),
)


def _finding(finding: WrittenFinding) -> Row:
    return (
        finding.id,
        finding.claim,
        finding.easy,
        finding.aspect,
        _listed(finding.codes),
        finding.direction or "",
        _listed(finding.groups),
        _listed(finding.measures),
        _listed(each.role for each in finding.written_by),
        _listed(each.role for each in finding.agreed_by),
        _listed(f"{each.role}: {each.text}" for each in finding.dissent),
    )


def _action(action: WrittenAction) -> Iterator[Row]:
    about = (
        action.id,
        action.finding,
        action.you_said,
        action.easy,
        action.why,
        action.owner,
        action.due.isoformat() if action.due else "",
    )
    yield (*about, "", action.response)
    yield from ((*about, each.date.isoformat(), each.status) for each in action.updates)


def _marker(marker: Marker) -> Iterator[Row]:
    about = (marker.marker, marker.principle, marker.agreed_by)
    if not marker.judged:
        yield (*about, "", "", "", "")
    for each in marker.judged:
        yield (*about, each.date.isoformat(), each.level, each.evidence, each.by)


def _measure(row: Measure, least: int) -> Row:
    few = row.n is not None and 0 < row.n < least
    value = NOT_THERE if row.value is None else str(row.value)
    count = "" if row.n is None else str(row.n)
    return (
        row.measure,
        row.kind,
        row.category,
        row.unit,
        row.better or "",
        row.period_start.isoformat(),
        row.period_end.isoformat(),
        HIDDEN if few else value,
        HIDDEN if few else count,
        "" if row.goal is None else str(row.goal),
        row.source,
        row.note,
    )


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(texts)
