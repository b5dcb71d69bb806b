"""The codebook for an archive: as it is coded with, without who wrote it and what was taught."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from codebooks.codebook import Codebook
from codebooks.editing.write import codebook_yaml
from codebooks.exchange.files import exported
from coding.evidence_pack.tables import Clean

_KEPT = (
    "id", "hash", "guid", "colour", "status", "aspect", "principle", "direction", "replaces",
    "frameworks", "sources", "outside", "version",
)  # fmt: skip


def codebook_files(codebook: Codebook, clean: Clean) -> dict[str, bytes]:
    """The codebook in two formats, by their paths in the archive."""
    bare = replace(codebook, contributors=(), history=(), teaching="", taught=())
    cleaned = _cleaned(bare, clean)
    return {
        "codebook/codebook.yaml": codebook_yaml(cleaned),
        "codebook/codebook.qdc": exported(cleaned, "codebook.qdc"),
    }


def _cleaned(value: Any, clean: Clean) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(each, clean) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        own = [field.name for field in fields(value) if field.name not in _KEPT]
        return replace(value, **{name: _cleaned(getattr(value, name), clean) for name in own})
    return value
