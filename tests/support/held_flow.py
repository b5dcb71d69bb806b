"""The main job, held up before it embeds for as long as the evaluation has a file `held`.

The number of its process stands in the file `reached` by then. A lease, which Prefect keeps where a
deployment has a concurrency limit, is renewed every few seconds: by itself Prefect waits 225.
"""

import os
import time
from typing import Any

from prefect.concurrency import _leases

from coding.evaluation.evaluation import Evaluation
from coding.suggestions.suggest import embed
from flows import batch

HELD, REACHED = "held", "reached"
SECONDS_OF_A_LEASE = 6
_FRACTION = "_RENEWAL_FRACTION"


def _held(evaluation: Evaluation, *given: Any) -> int:
    if (evaluation.folder / HELD).exists():
        (evaluation.folder / REACHED).write_text(str(os.getpid()))
    while (evaluation.folder / HELD).exists():
        time.sleep(0.2)
    return embed(evaluation, *given)


vars(batch).update(embed=_held)
assert _FRACTION in vars(_leases), "Prefect renews its leases in another way"
vars(_leases)[_FRACTION] = SECONDS_OF_A_LEASE / 300
code_transcripts = batch.code_transcripts
