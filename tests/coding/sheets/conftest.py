"""What tests of sheets share."""

import pytest
from filled_sheets import fresh

from coding import Evaluation


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    """Four excerpts; voice and trust are suggested for the first, influence for the second."""
    return fresh(tmp_path_factory.mktemp("sheets"))
