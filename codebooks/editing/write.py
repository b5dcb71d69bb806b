"""Codebook → the text of codebook.yaml, laid out like the one that ships."""

from collections.abc import Iterable, Iterator

from codebooks.codebook import Codebook, Theme
from codebooks.editing.yaml_text import (
    INDENT,
    code_lines,
    field_lines,
    framework_lines,
    if_said,
    quoted,
)
from codebooks.load import loads
from corpora.errors import CodebookError


def codebook_yaml(codebook: Codebook) -> bytes:
    """The file that loads as this codebook. Raises CodebookError where no file can say it."""
    lines = [
        *field_lines("title", codebook.title, ""),
        f"version: {quoted(codebook.version)}",
        *if_said("about", codebook.about, ""),
        *_sources(codebook.sources),
        *framework_lines("outside", codebook.outside, ""),
        *if_said("teaching", codebook.teaching, ""),
        *_rows("contributors", ([("name", c.name), ("role", c.role)] for c in codebook.contributors)),
        *_rows(
            "history",
            ([("version", h.version), ("at", h.at), ("by", h.by), ("note", h.note)]
             for h in codebook.history),
        ),
        "",
        "themes:",
    ]  # fmt: skip
    for theme in codebook.themes:
        lines += [*_theme(theme), ""]
    content = "\n".join(lines).encode()
    found = loads(content, where="codebook")
    if found != codebook and found.themes != codebook.themes:
        remedy = "White space within a phrase must be single spaces."
        raise CodebookError("this codebook cannot be written", remedy=remedy)
    return content


def _sources(sources: Iterable[tuple[str, str]]) -> Iterator[str]:
    for number, (id, citation) in enumerate(sources):
        if not number:
            yield "sources:"
        yield f"{INDENT}{quoted(id)}: {quoted(citation)}"


def _rows(name: str, rows: Iterable[list[tuple[str, str]]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        if not number:
            yield f"{name}:"
        yield f"{INDENT}- {{{', '.join(f'{field}: {quoted(text)}' for field, text in row)}}}"


def _theme(theme: Theme) -> Iterator[str]:
    inner = INDENT * 2
    first, *more = [
        *field_lines("id", theme.id, inner),
        *field_lines("name", theme.name, inner),
        *if_said("about", theme.about, inner),
        *if_said("colour", theme.colour, inner),
        *if_said("guid", theme.guid, inner),
        f"{inner}codes:" if theme.codes else f"{inner}codes: []",
    ]
    yield f"{INDENT}- {first[len(inner) :]}"
    yield from more
    for number, code in enumerate(theme.codes):
        if number:
            yield ""
        yield from code_lines(code, INDENT * 3)
