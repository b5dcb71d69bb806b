"""The environment that Prefect and the model libraries see, set before any of them is imported."""

import os
from collections.abc import MutableMapping

# No telemetry, no look-ups of models, no participant's words printed into Prefect's log.
_ALWAYS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LOG_PRINTS": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "TOKENIZERS_PARALLELISM": "false",
}
_UNLESS_SET = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    # Kinds of blocks that nothing here uses: a second of every start.
    "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
    # On a busy or slow machine Prefect's server takes longer to start than its own 20 seconds.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
    # Prefect's server answers every origin by default; only its own page needs to talk to it.
    "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": "http://127.0.0.1:4200",
}


def prepare(environment: MutableMapping[str, str] = os.environ, *, level: str = "CRITICAL") -> None:
    """Set what keeps the program local and quiet; what a person has set of the second kind stays.

    `level` is that of Prefect's log: at a terminal the command itself says what went wrong.
    """
    environment.update(_ALWAYS)
    for name, value in {**_UNLESS_SET, "PREFECT_LOGGING_LEVEL": level}.items():
        environment.setdefault(name, value)
