"""What stands beside the tables of an evidence pack: datapackage.json, README.md, checksums."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from coding.evidence_pack.markdown import plain_markdown
from coding.evidence_pack.tables import HIDDEN, NOT_THERE, PackTable, distinct_name
from corpora.dates import written_date
from corpora.files import content_hash
from corpora.visible import visible

NOT_CHOSEN = "not chosen"


def datapackage(
    title: str, tables: Sequence[PackTable], roles: Iterable[str], licence: str, day: date
) -> bytes:
    """The description of a Frictionless Data Package: its tables, their fields, units and gaps."""
    package = {
        "profile": "tabular-data-package",
        "name": distinct_name(title, set()),
        "title": visible(title),
        "created": f"{day.isoformat()}T00:00:00Z",
        "licenses": [{"name": visible(licence) or NOT_CHOSEN}],
        "contributors": [{"title": role, "role": "contributor"} for role in sorted(set(roles))],
        "resources": [_resource(table) for table in tables],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(table: PackTable) -> dict[str, object]:
    content = table.content
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "title": visible(table.title),
        "description": " ".join(map(visible, table.notes)),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{content_hash(content)}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "schema": {
            "fields": [
                {
                    name: value
                    for name, value in (
                        ("name", field.name),
                        ("type", field.type),
                        ("unit", field.unit),
                        ("description", field.about),
                    )
                    if value
                }
                for field in table.fields
            ],
            "missingValues": list(table.missing),
        },
    }


def readme(
    title: str, notice: str, tables: Sequence[PackTable], licence: str, quotes: int, day: date
) -> bytes:
    """What is in the archive and what is not, for whoever opens it years later."""
    cleared = (
        f"{quotes} quotes that were cleared for it."
        if quotes
        else "none, since no quote has been cleared for it yet."
    )
    lines = [
        f"# {plain_markdown(title)}: the evidence",
        plain_markdown(notice),
        f"This archive was written on {written_date(day)}. It holds what stands behind the findings "
        "report, so that others can check it and use it again.",
        f"- **Licence**: {plain_markdown(licence) or NOT_CHOSEN}",
        "## What is in it",
        "\n".join(f"- `{table.path}`: {plain_markdown(table.title)}" for table in tables),
        "- `codebook/`: what each code means, as YAML and as REFI-QDA (.qdc)\n"
        "- `method.md`: how it was done, and what it cannot say\n"
        "- `datapackage.json`: every table, its columns and units (a Frictionless Data Package)\n"
        "- `checksums.sha256`: what each file must come to; check with `sha256sum -c`",
        f"Quotes: {cleared}",
        "## How to read the tables",
        f"`{HIDDEN}` stands before a figure that is hidden, so that it tells of nobody. "
        f"`{NOT_THERE}` stands where a figure is not available. An empty cell says nothing. Where a "
        "text begins as a formula would, an apostrophe stands before it. Numbers count people, "
        "unless the column says otherwise.",
        "## What is not in it",
        "No transcript, no excerpt, no decision about one, and nothing by which a person who took "
        "part could be told from another: names, pseudonyms, ids and names of files are left out.",
    ]
    return ("\n\n".join(lines) + "\n").encode()


def checksums(members: Mapping[str, bytes]) -> bytes:
    """A line a file, as `sha256sum` reads it."""
    return "".join(f"{content_hash(members[name])}  {name}\n" for name in sorted(members)).encode()
