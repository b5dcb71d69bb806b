"""What the tests of readers share: sources written out as literals, and turns as pairs."""

import io
import zipfile
from collections import Counter
from collections.abc import Mapping

from corpora.formats.read import read_bytes
from corpora.transcript import Kind, Transcript, turns_are_ordered

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def read(source: str | bytes, suffix: str, kind: Kind | None = None) -> Transcript:
    """The transcript of a source given as a literal; its turns are checked on the way."""
    content = source.encode() if isinstance(source, str) else source
    transcript = read_bytes(content, source=f"a{suffix}", kind=kind)
    assert turns_are_ordered(transcript.turns)
    return transcript


def turns(
    source: str | bytes, suffix: str, kind: Kind | None = None
) -> list[tuple[str | None, str]]:
    """Who says what in a source given as a literal."""
    transcript = read(source, suffix, kind)
    return [(turn.speaker, transcript.said(turn)) for turn in transcript.turns]


def speakers(transcript: Transcript) -> dict[str, int]:
    """How many blocks each named speaker has."""
    counts: Counter[str] = Counter()
    for turn in transcript.turns:
        if turn.speaker is not None:
            counts[turn.speaker] += turn.blocks
    return dict(counts)


def left_out(transcript: Transcript) -> dict[str, int]:
    """What the reader says it left out."""
    return {left.what: left.count for left in transcript.left_out}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The bytes of a zip file with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(body: str, **parts: str) -> bytes:
    """The bytes of a Word document with this XML in its body; `parts` are others by file stem."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
    }
    for stem, content in parts.items():
        members[f"word/{stem}.xml"] = content
    return zipped(members)


def p(*runs: str, style: str = "", listed: bool = False) -> str:
    """A paragraph. A run that opens with `*` is bold, with `_` italic, with `~` hidden."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += "<w:numPr/>" if listed else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(map(_run, runs))}</w:p>"


def _run(text: str) -> str:
    look = {"*": "<w:b/>", "_": "<w:i/>", "~": "<w:vanish/>"}.get(text[:1], "")
    said = text[1:] if look else text
    pieces = said.replace("&", "&amp;").split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{piece}</w:t>' for piece in pieces)
    return f"<w:r><w:rPr>{look}</w:rPr>{inner}</w:r>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of one paragraph a cell."""
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
