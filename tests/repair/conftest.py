from pathlib import Path

import pytest

from pipeline.repair import Repairer, model
from pipeline.repair.candidates import Candidates

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def repairer() -> Repairer:
    return Repairer()


@pytest.fixture(scope="session")
def vocabulary() -> Candidates:
    return Candidates(model.load())


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = ROOT / "../shared"
    if not folder.exists():
        pytest.skip("../shared, with the texts that the figures are measured on, is not here")
    return folder
