"""The pictures of the report: drawn from printed figures alone, each with its table."""

from collections.abc import Sequence
from typing import get_args

from codebooks.codebook import Code, Principle
from coding.charts.chart import Chart, Titles
from coding.charts.diverging import WAY_NAMES, ThemeBar, diverging
from coding.charts.dots import CodeDots, dots
from coding.charts.extents import Extent, between, extent, so_far
from coding.charts.gap_map import GapCell, PrincipleRow, gap_map
from coding.charts.measures import MeasurePoint, MeasureSeries, measures
from coding.charts.timeline import ActionLine, ActionUpdate, timeline
from coding.document.blocks import DataTable, Picture, Words
from coding.findings.counted import PEOPLE
from coding.findings.disclosure.small_numbers import NOT_SHOWN, Figure, Key, least_shown
from coding.findings_report.shared.material import ReportMaterial
from coding.written.values import Measure

_STANCES = ("negative", "mixed", "positive", "not said")
STANCE_COLUMNS = ("Theme", "Spoke of it", *(WAY_NAMES.get(way, "No direction") for way in _STANCES))


def themes_picture(material: ReportMaterial) -> Picture:
    """A bar for each theme that anybody was coded with: who said only bad, good and bad, only good."""
    everyone = extent(material.figure(PEOPLE), material.figure(PEOPLE))
    spoken = [
        theme
        for theme in material.publication.codebook.themes
        if ("theme", theme.id) in material.shown.shown and not material.silent(("theme", theme.id))
    ]
    bars = [
        ThemeBar(
            theme.name,
            everyone,
            *(
                _extent(material, ("theme stance", theme.id, way))
                for way in ("positive", "mixed", "negative")
            ),
        )
        for theme in spoken
    ]
    drawn = diverging(
        Titles(
            "themes",
            "How people spoke of each theme",
            "Each person stands in one place. Who said something good and something bad, at any time, is "
            "in the middle",
        ),
        bars,
    )
    rows: tuple[tuple[Words, ...], ...] = tuple(
        (
            (theme.name,),
            (material.cell(("theme", theme.id)),),
            *((material.cell(("theme stance", theme.id, way)),) for way in _STANCES),
        )
        for theme in spoken
    )
    table = DataTable(
        "themes-table", "How people spoke of each theme, in people", STANCE_COLUMNS, rows
    )
    return _picture("themes", drawn, table)


def dots_of(
    material: ReportMaterial, id: str, caption: str, codes: Sequence[Code], table: DataTable
) -> Picture:
    """Codes with how many people said it went well and how many that it did not."""
    everyone = extent(material.figure(PEOPLE), material.figure(PEOPLE))
    drawn = dots(
        Titles(
            id,
            f"{caption}: what went well and what did not",
            "People who said so, one way and the other",
        ),
        [
            CodeDots(
                code.name,
                everyone,
                _extent(material, ("code direction", code.id, "positive")),
                _extent(material, ("code direction", code.id, "negative")),
            )
            for code in codes
        ],
    )
    return _picture(id, drawn, table)


def _extent(material: ReportMaterial, key: Key) -> Extent:
    figure, everyone = material.figure(key), material.figure(PEOPLE)
    if material.may_fall(key):
        return so_far(figure, everyone)
    if material.exact(key) or figure.value is None:
        return extent(figure, everyone)
    most = material.highest(key)
    unknown = Figure(None, NOT_SHOWN)
    return between(figure, unknown if most is None else Figure(most, f"{most}"), everyone)


def measures_picture(material: ReportMaterial, names: Sequence[str]) -> Picture | None:
    """Every measure over its periods, over the same time; None where no period has a shown figure."""
    least = least_shown(material.publication.about.threshold)
    series = []
    for name in names:
        rows = material.written.periods_of(name)
        points = tuple(_point(row, least) for row in rows)
        if any(point.value is not None for point in points):
            series.append(MeasureSeries(name, rows[0].unit, rows[0].better or "", points))
    if not series:
        return None
    aims = material.written.aims
    drawn = measures(
        Titles("measures-picture", "Measures, period by period", "Each on a scale of its own"),
        series,
        aims.ended if aims else None,
    )
    return _picture("measures-picture", drawn, _table_of("measures-picture", drawn))


def _point(row: Measure, least: int) -> MeasurePoint:
    few = row.n is not None and 0 < row.n < least
    asked = (
        None
        if row.n is None
        else Figure(None, f"fewer than {least}")
        if few
        else Figure(row.n, f"{row.n:,}")
    )
    value = None if few or row.value is None else float(row.value)
    words = {"words": NOT_SHOWN} if few else {}
    people = None if asked is None else extent(asked, asked)
    return MeasurePoint(row.period_start, row.period_end, value, people, **words)


SOURCES = ("Steps in documents", "People who say so", "People's judgement")


def audit_picture(material: ReportMaterial) -> Picture | None:
    """Principle by principle, what each kind of source has and where it has nothing."""
    if material.small:
        return None
    rows = [PrincipleRow(each.capitalize(), _cells(material, each)) for each in get_args(Principle)]
    drawn = gap_map(
        Titles(
            "audit-map",
            "Where each principle is spoken of",
            "In words; a gap is where nothing is written or nobody was coded",
        ),
        SOURCES,
        rows,
    )
    return _picture("audit-map", drawn, _table_of("audit-map", drawn))


def _cells(material: ReportMaterial, principle: Principle) -> tuple[GapCell, ...]:
    steps = sum(step.principle == principle for step in material.written.steps)
    judged = [
        m.judged[-1].level
        for m in material.written.markers
        if m.principle == principle and m.judged
    ]
    codes = [code for code in material.codes.values() if code.principle == principle]
    spoken = [code for code in codes if not material.silent(("code", code.id))]
    heard = f"{len(spoken)} of {len(codes)} codes spoken of" if spoken else "nothing was heard"
    return (
        GapCell(f"{steps} written" if steps else "no step written", gap=not steps),
        GapCell(heard if codes else "no code asks for it", gap=not spoken),
        GapCell(judged[-1] if judged else "not judged", gap=not judged),
    )


def actions_picture(material: ReportMaterial) -> Picture:
    """Every action over time, with where it stands today."""
    drawn = timeline(
        Titles(
            "timeline",
            "What was done with what people said",
            "A line an action, over half years, to today",
        ),
        [
            ActionLine(
                action.you_said,
                action.updates[0].date if action.updates else None,
                (
                    *(ActionUpdate(each.date, each.status) for each in action.updates),
                    *(() if action.updates else (ActionUpdate(None, action.response, action.why),)),
                ),
                action.due,
            )
            for action in material.written.actions
        ],
        material.today,
    )
    return _picture("timeline", drawn, _table_of("timeline", drawn))


def _picture(id: str, drawn: Chart, table: DataTable) -> Picture:
    return Picture(
        id, drawn.headline, drawn.subtitle, drawn.bare, drawn.alt, table, drawn.bare_narrow
    )


def _table_of(id: str, drawn: Chart) -> DataTable:
    """The chart's own table: figures that stand with their keys in another table already."""
    rows = tuple(tuple((cell,) for cell in row) for row in drawn.table.rows)
    return DataTable(f"{id}-figures", drawn.headline, drawn.table.head, rows)
