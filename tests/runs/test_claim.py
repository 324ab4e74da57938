"""Two programs never train the same network of a run at once."""

from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.runs.claim import claimed


def test_a_network_is_trained_by_one_program_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "a run" / "Image_MLP"
    with claimed(folder):
        with pytest.raises(UserError, match="Another program trains Image_MLP in the run a run"), claimed(folder):
            pass
        with claimed(tmp_path / "a run" / "Image_CNN"):
            pass
    with claimed(folder):
        pass
