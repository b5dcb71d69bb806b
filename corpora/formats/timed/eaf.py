"""ELAN's annotation files (`.eaf`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpora.errors import FileRefused
from corpora.formats.lines.draft import Draft
from corpora.formats.timed.tiers import Tier, draft_of_tiers
from corpora.transcript import LeftOut
from corpora.xml_stream import walk


def read(content: bytes, name: str) -> Draft:
    """The blocks of an ELAN file, one an annotation of a tier that holds speech.

    The speaker is the tier's participant, or else the tier's name. Tiers that annotate another
    tier (translations, glosses) are left out.
    """
    found = _Annotations()
    walk(content, found, {}, where=name)
    if not found.is_eaf:
        raise FileRefused(
            "this is not an ELAN file", where=name, remedy="Save it from ELAN as .eaf."
        )
    tiers = [tier.done(found.times) for tier in found.tiers if not tier.parent]
    draft = draft_of_tiers(tiers)
    depending = sum(bool(tier.parent and tier.texts) for tier in found.tiers)
    listing = [LeftOut("tiers that annotate another tier", depending)] if depending else []
    return Draft(draft.blocks, (*draft.left_out, *listing))


@dataclass(slots=True)
class _Tier:
    name: str
    speaker: str
    parent: str
    texts: list[tuple[str, str]] = field(default_factory=list)

    def done(self, times: Mapping[str, float]) -> Tier:
        texts = tuple((times.get(slot), text) for slot, text in self.texts)
        return Tier(self.name, self.speaker or None, texts)


class _Annotations:
    """Collects tiers and the times of their slots (seconds)."""

    def __init__(self) -> None:
        self.is_eaf = False
        self.times: dict[str, float] = {}
        self.tiers: list[_Tier] = []
        self._slot = ""
        self._value: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "ANNOTATION_DOCUMENT":
            self.is_eaf = True
        elif name == "TIME_SLOT":
            value = attributes.get("TIME_VALUE", "")
            if value.isdecimal() and len(value) < 12:
                self.times[attributes.get("TIME_SLOT_ID", "")] = int(value) / 1000
        elif name == "TIER":
            of = attributes.get
            self.tiers.append(_Tier(of("TIER_ID", ""), of("PARTICIPANT", ""), of("PARENT_REF", "")))
        elif name in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
            self._slot = attributes.get("TIME_SLOT_REF1", "")
        elif name == "ANNOTATION_VALUE":
            self._value = []

    def end(self, name: str) -> None:
        if name == "ANNOTATION_VALUE" and self._value is not None:
            if self.tiers:
                self.tiers[-1].texts.append((self._slot, "".join(self._value)))
            self._value = None

    def text(self, data: str) -> None:
        if self._value is not None:
            self._value.append(data)
