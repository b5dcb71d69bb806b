"""An evaluation as a notebook has it: the stored frames, and the analyses made of them."""

from typing import Literal

import pandas as pd

from coding.agreement.agreement import agreement, confusion
from coding.agreement.shares import shares
from coding.decisions.codings import codings
from coding.decisions.standing import standing
from coding.evaluation.evaluation import Evaluation
from coding.evidence.waves import codes_by_wave_frame


class Notebook(Evaluation):
    """Opened with `Evaluation.open(folder)` of the package `coding`; frames are read anew."""

    def standing(self) -> pd.DataFrame:
        """Where the team stands: one row an excerpt and code, with the columns `standing.STANDING`."""
        return standing(self.decisions())

    def codings(self) -> pd.DataFrame:
        """What people's decisions say: columns `coding.decisions.codings.CODINGS`."""
        return codings(self.decisions())

    def codes_by_wave(self, of: Literal["suggestions", "codings"] = "suggestions") -> pd.DataFrame:
        """One row a wave, code and direction, with the codebook's version.

        Columns `coding.evidence.waves.COLUMNS`; for the team only, since small counts stand in it.
        """
        return codes_by_wave_frame(self, of)

    def agreement(self) -> pd.DataFrame:
        """How far reviewers agree who coded blind: columns `coding.agreement.agreement.AGREEMENT`."""
        return agreement(*shares(self))

    def confusion(self) -> pd.DataFrame:
        """Which codes stand in for each other: columns `coding.agreement.agreement.CONFUSION`."""
        return confusion(shares(self)[0])
