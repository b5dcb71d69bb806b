"""The evidence pack: an archive for others, made of what the findings report prints and of nothing else."""

import zipfile
from collections.abc import Collection, Iterator
from io import BytesIO

from coding.document.blocks import WholeDocument
from coding.evidence_pack.codebook_files import codebook_files
from coding.evidence_pack.markdown import part_markdown
from coding.evidence_pack.package import checksums, datapackage, readme
from coding.evidence_pack.tables import Clean, report_tables
from coding.evidence_pack.written_tables import quotes_table, written_tables
from coding.findings.disclosure.small_numbers import least_shown
from coding.findings_report.formats import marks
from coding.findings_report.shared.material import ReportMaterial

_DATE = (1980, 1, 1, 0, 0, 0)


def evidence_pack(
    material: ReportMaterial,
    document: WholeDocument,
    *,
    clean: Clean,
    cleared: Collection[str],
    licence: str,
) -> bytes:
    """The archive as a zip. The same report gives the same bytes.

    `clean` takes what tells of somebody out of a text; `cleared` are the ids of excerpts whose
    quotes may go out; `licence` is "" where the team has chosen none.
    """
    return _zipped(_members(material, document, clean, cleared, licence))


def _members(
    material: ReportMaterial,
    document: WholeDocument,
    clean: Clean,
    cleared: Collection[str],
    licence: str,
) -> dict[str, bytes]:
    least = least_shown(material.publication.about.threshold)
    title, day = clean(document.title), material.today
    quotes = quotes_table(document.quotations(), cleared, clean)
    tables = (
        *report_tables(document, marks(material), clean),
        *written_tables(material.written, least, clean),
        *((quotes,) if quotes.rows else ()),
    )
    method = next(part for part in document.parts if part.id == "method")
    members = {table.path: table.content for table in tables}
    members |= codebook_files(material.publication.codebook, clean)
    members["method.md"] = part_markdown(method, clean).encode()
    members["datapackage.json"] = datapackage(title, tables, _roles(material), licence, day)
    members["README.md"] = readme(title, document.notice, tables, licence, len(quotes.rows), day)
    return {**members, "checksums.sha256": checksums(members)}


def _roles(material: ReportMaterial) -> Iterator[str]:
    yield from (each.role for each in material.publication.codebook.contributors)
    for finding in material.written.findings:
        yield from (each.role for each in (*finding.written_by, *finding.agreed_by))
        yield from (each.role for each in finding.dissent)


def _zipped(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(members):
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, members[name])
    return out.getvalue()
