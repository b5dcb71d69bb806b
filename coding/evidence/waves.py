"""What was coded in each wave: a row a code and direction, with the codebook it was coded with.

For the review team and for notebooks only: small counts stand here as they are. What may be
shared is in the report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Literal

import pandas as pd

from codebooks.codebook import Codebook
from coding.decisions.codings import people_found
from coding.decisions.standing import standing
from coding.evaluation.evaluation import Evaluation
from coding.findings.counted import WAYS, in_order
from coding.findings.material import CodedExcerpt, Frames, read_excerpts


@dataclass(frozen=True, slots=True)
class WaveRow:
    """How often a code was given in a wave in one direction, or where that is not sure.

    `people` and `excerpts` are first-hand, `apart` are the excerpts that count no person.
    `codebook_versions` are those that the whole wave was coded with.
    """

    wave: str
    theme: str
    code_id: str
    code: str
    direction: str
    people: int
    excerpts: int
    apart: int
    codebook_versions: str


NOT_SURE = "not sure"
COLUMNS = [field.name for field in fields(WaveRow)]


def codes_by_wave(
    excerpts: Sequence[CodedExcerpt], codebook: Codebook, waves: Sequence[str]
) -> Iterator[WaveRow]:
    """A row for each wave, code in use and direction that was given, in the order of these."""
    given: dict[tuple[str, str, str], list[CodedExcerpt]] = {}
    versions: dict[str, set[str]] = {}
    for excerpt in excerpts:
        for each in excerpt.suggestions:
            given.setdefault((excerpt.wave, each.code_id, each.direction), []).append(excerpt)
            versions.setdefault(excerpt.wave, set()).add(each.codebook_version)
    for wave in in_order(waves, versions):
        told = ", ".join(sorted(versions.get(wave, ())))
        for theme in codebook.themes:
            for code in theme.codes:
                for way in WAYS:
                    if held := given.get((wave, code.id, way)):
                        own = [each for each in held if each.counts_a_person]
                        people = len({each.participant for each in own})
                        counts = (people, len(own), len(held) - len(own))
                        direction = way or NOT_SURE
                        yield WaveRow(
                            wave, theme.name, code.id, code.name, direction, *counts, told
                        )


def codes_by_wave_frame(
    evaluation: Evaluation, of: Literal["suggestions", "codings"]
) -> pd.DataFrame:
    """The same of an evaluation, columns `COLUMNS`: what is suggested, or what people found."""
    excerpts, decided = evaluation.excerpts(), evaluation.decisions()
    coded = (
        evaluation.suggestions()
        if of == "suggestions"
        else people_found(standing(decided), excerpts, decided)
    )
    read = read_excerpts(Frames(excerpts, coded, pd.DataFrame(), pd.DataFrame()))
    rows = codes_by_wave(read, evaluation.codebook, evaluation.settings.waves)
    return pd.DataFrame([asdict(row) for row in rows], columns=COLUMNS)
