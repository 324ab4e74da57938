"""Histories as files for people and other programs."""

import json
from pathlib import Path

from workbench.runs.history import write_history


def test_history_round_trip(tmp_path: Path) -> None:
    history: dict[str, list[float | None]] = {"loss": [1.5, 0.1 + 0.2], "val_auc_roc": [None, 0.5]}
    write_history(tmp_path, history)
    assert json.loads((tmp_path / "history.json").read_text()) == history
    assert (tmp_path / "history.csv").read_text() == "epoch,loss,val_auc_roc\n1,1.5,\n2,0.30000000000000004,0.5\n"


def test_history_of_a_training_that_diverged(tmp_path: Path) -> None:
    write_history(tmp_path, {"loss": [1.0, float("nan"), float("inf")]})
    assert json.loads((tmp_path / "history.json").read_text()) == {"loss": [1.0, None, None]}


def test_history_before_the_first_epoch(tmp_path: Path) -> None:
    write_history(tmp_path, {})
    assert (tmp_path / "history.csv").read_text() == "epoch\n"
