"""Publications of codes that are mapped to frameworks."""

from collections.abc import Mapping

from invented import excerpt, frames, suggestion

from codebooks.codebook import Code, Codebook, Theme
from coding.findings.material import Frames

MAPPED = {
    "a": (("scie", "equality"), ("4pi", "process")),
    "b": (("scie", "equality"), ("4pi", "process"), ("uk-standards", "impact")),
    "c": (("scie", "equality"), ("4pi", "presence"), ("uk-standards", "impact")),
    "d": (("4pi", "process"), ("4pi", "presence"), ("uk-standards", "impact")),
    "e": (("4pi", "presence"), ("scie", "reciprocity")),
}
CODES = {id: Code(id, f"Code {id.upper()}", frameworks=mapped) for id, mapped in MAPPED.items()}


OLD = Code("old", "Old code", status="retired", frameworks=(("making-it-real", "workforce"),))


BOOK = Codebook(
    "Cut",
    "1",
    (
        Theme("first", "First", "", (CODES["a"], CODES["b"], OLD)),
        Theme("second", "Second", "", (CODES["c"], CODES["d"], CODES["e"])),
    ),
)


def said(people: Mapping[str, str], **given: object) -> Frames:
    """Everybody's excerpts: one for each letter, which is the code that it is suggested."""
    rows, suggested = [], []
    for person, codes in people.items():
        for place, code_id in enumerate(codes):
            row = excerpt("words", start=place, participant=person, source=person, **given)
            rows.append(row)
            suggested.append(suggestion(row, code_id))
    return frames(rows, suggested)
