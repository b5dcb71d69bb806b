"""An evaluation's database as step 0007 kept it, with what people were handed among the stages."""

import json
from typing import Any

from sqlalchemy import Connection, Engine, delete, select, text

from coding.evaluation import release_tables, tables
from coding.evaluation.database import upgrade_store

SHEET = {
    "reviewer": "RW", "blind": True, "version": "1.0", "hash": "h", "codes": {"voice": "m"},
    "names": {"voice": "Able to speak freely"}, "every": False, "excerpts": ["e1", "e2"],
    "drawn": "random", "chance": 0.5,
}  # fmt: skip
WANTED = {
    "reviewers": ["AB", "CD"], "transcripts": [], "groups": ["staff"], "share": 0.1, "seed": 7,
    "blind": True, "training": "",
}  # fmt: skip
AT = "2026-03-02T10:00:00.000001+00:00"
REBUILT = [("cut t1", "c"), ("group", "g"), ("near names", "n"), ("run", "r"), ("suggest", "s")]
STAGES = [
    *REBUILT,
    ("sheet 60d36939f9", json.dumps(SHEET)),
    (f"draw {AT} AB+CD", json.dumps({**WANTED, "at": AT, "chosen": 3, "among": 30})),
    ("output report.html", "0a1b"),
]
MOVED: dict[str, list[tuple[Any, ...]]] = {
    "sheets": [("60d36939f9", "RW", True, json.dumps(SHEET), "")],
    "draws": [(1, json.dumps(WANTED), 3, 30, AT)],
    "outputs": [("report.html", "0a1b")],
    "stages": REBUILT,
}


def make(engine: Engine) -> None:
    """A database of step 0007 that holds the stages above."""
    with engine.begin() as connection:
        upgrade_store(connection, "0007")
        rows = [{"name": name, "inputs": inputs} for name, inputs in STAGES]
        connection.execute(tables.stages.insert(), rows)
    engine.dispose()


def kept(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """What stands in the tables that the stages were moved to, and in that of the stages."""
    found = {name: tables.metadata.tables[name] for name in MOVED}
    return {
        name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
        for name, table in found.items()
    }


def put_back(connection: Connection) -> None:
    """Make a database of today one of step 0007, as the program of then would have kept it."""
    of = {name: connection.execute(select(tables.metadata.tables[name])).all() for name in MOVED}
    told = [(f"sheet {row.id}", row.record) for row in of["sheets"]]
    told += [(f"output {row.name}", row.hash) for row in of["outputs"]]
    for row in of["draws"]:
        wanted = json.loads(row.wanted)
        record = {**wanted, "at": row.at, "chosen": row.chosen, "among": row.among}
        told.append((f"draw {row.at} {'+'.join(wanted['reviewers'])}", json.dumps(record)))
    newer = (
        release_tables.releases,
        release_tables.report_sign_offs,
        release_tables.quote_checks,
        release_tables.card_packs,
        release_tables.cards,
        release_tables.card_placements,
        release_tables.card_people,
        tables.published_counts,
        tables.counted_people,
        tables.identity,
        tables.could_fit,
        tables.moved_excerpts,
    )
    for table in (tables.sheets, tables.draws, tables.outputs, *newer):
        connection.execute(delete(table))
        table.drop(connection)
    for name, inputs in told:
        connection.execute(tables.stages.insert().values(name=name, inputs=inputs))
    connection.execute(text("DROP TABLE suggesting_runs"))
    connection.execute(text("ALTER TABLE files DROP COLUMN doubts"))
    for column in ("words_start", "words_end"):
        connection.execute(text(f"ALTER TABLE decisions DROP COLUMN {column}"))
    for column in ("role", "undecided", "real_names"):
        connection.execute(text(f"ALTER TABLE sign_offs DROP COLUMN {column}"))
    connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
