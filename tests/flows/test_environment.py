"""Nothing leaves the machine, and Prefect's records hold no words."""

import pytest

from corpora.errors import EnvironmentFault, FileRefused, Locked
from flows.environment import prepare
from flows.faults_for_prefect import Unexpected, environment_only, without_words


def test_telemetry_and_downloads_are_off() -> None:
    environment = {"DO_NOT_TRACK": "0", "PREFECT_LOGGING_LEVEL": "DEBUG"}
    prepare(environment)
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["HF_HUB_OFFLINE"] == "1"
    assert environment["PREFECT_LOGGING_LOG_PRINTS"] == "false"
    assert environment["PREFECT_LOGGING_LEVEL"] == "DEBUG", "what a person set stays"
    assert "*" not in environment["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"]


def test_an_unexpected_fault_says_where_and_not_what() -> None:
    @without_words
    def work() -> None:
        raise ValueError("canary words of a participant")

    with pytest.raises(Unexpected) as caught:
        work()
    assert "canary" not in str(caught.value)
    assert "ValueError at test_environment.py line" in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_fault_of_the_family_passes_as_it_is() -> None:
    @without_words
    def work() -> None:
        raise FileRefused("it is empty", where="a.txt")

    with pytest.raises(FileRefused, match=r"a\.txt: it is empty"):
        work()


class Failed:
    """What Prefect hands to a retry condition."""

    def __init__(self, fault: Exception) -> None:
        self._fault = fault

    def result(self, *, raise_on_failure: bool) -> Exception:
        return self._fault


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (EnvironmentFault("the disk is full"), True),
        (Locked("another run"), False),
        (FileRefused("empty"), False),
        (Unexpected("ValueError"), False),
    ],
)
def test_only_faults_of_the_machine_are_tried_again(fault: Exception, expected: bool) -> None:
    assert environment_only(None, None, Failed(fault)) is expected
