"""Every command on a run with history, tests and saved weights: none takes anything out of a record."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Here, read
from tests.recorded_files import losses, recorded_files
from workbench.storage.folders import Folders

NETWORKS = ("--models", "Tabular_MLP,Tabular_CNN")
DATASET = ("--dataset", "breast-cancer", *NETWORKS)


@pytest.mark.slow
def test_every_command_leaves_what_was_recorded(here: Here, tmp_path: Path) -> None:
    home = tmp_path / "home"
    folders, run = Folders.under(home), home / "logs" / "runs" / "first"
    saved, rows = home / "weights" / "breast-cancer" / "demo", tmp_path / "rows.csv"
    rows.write_text(",".join(["1.5"] * 30) + "\n", encoding="utf-8")
    done = here("run", *DATASET, "--epochs", 1, "--out", run, "--save-weights", saved)
    assert done.returncode == 0, done.stderr
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    for name in ("Tabular_MLP", "Tabular_CNN"):
        (damaged / f"{name}.weights.h5").write_bytes(b"no weights")

    for expected, arguments in (
        (0, ("run", "--continue", run, *NETWORKS)),
        (0, ("run", "--continue", run, "--epochs", 1, "--json", tmp_path / "results.json")),
        (0, ("run", "--continue", run, "--models", "Tabular_MLP", "--epochs", 1, "--save-weights", tmp_path / "set")),
        (2, ("run", "--continue", run, "--save-weights", saved)),
        (2, ("run", "--continue", run, "--json", run / "run.json")),
        (2, ("run", *DATASET, "--epochs", 1, "--out", run)),
        (2, ("run", *DATASET, "--epochs", 1, "--save-weights", saved)),
        (2, ("run", *DATASET, "--epochs", 1, "--json", run / "Tabular_MLP" / "test.json")),
        (2, ("run", *DATASET, "--test-only", "--load-weights", damaged)),
        (0, ("run", *DATASET, "--test-only", "--load-weights", saved)),
        (0, ("run", *DATASET, "--epochs", 1, "--load-weights", saved)),
        (2, ("run", *DATASET, "--epochs", 1, "--load-weights", saved, "--save-weights", saved)),
        (0, ("predict", "--run", run, rows, "--csv", tmp_path / "out.csv")),
        (2, ("predict", "--run", run, rows, "--csv", run / "Tabular_MLP" / "history.csv")),
        (0, ("predict", "--load-weights", saved, rows, "--json", tmp_path / "out.json")),
        (2, ("predict", "--load-weights", saved, rows, "--json", saved / "Tabular_MLP.json")),
        (0, ("list",)),
        (0, ("list", "--json")),
    ):
        before = recorded_files(folders)
        result = here(*arguments)
        assert result.returncode == expected, (arguments, result.stderr)
        after = recorded_files(folders)
        assert losses(before, after) == [], arguments
        if expected:
            assert after == before and "Traceback" not in result.stderr, arguments
    figures = sorted(path.name.partition("-2")[0] for path in (run / "earlier-figures").iterdir())
    assert figures == ["confusion-Tabular_CNN", "confusion-Tabular_MLP", "confusion-Tabular_MLP", "curves", "curves"]


@pytest.mark.slow
def test_data_that_changed_are_noted_beside_those_of_before(here: Here, tmp_path: Path) -> None:
    table, run = tmp_path / "plants.csv", tmp_path / "run"
    rows = [f"{number % 7}.5,{number % 5},{'ab'[number % 2]}" for number in range(120)]
    table.write_text("\n".join(("height,leaves,kind", *rows)), encoding="utf-8")
    assert here("run", "--dataset", table, "--models", "Tabular_MLP", "--epochs", 1, "--out", run).returncode == 0
    data = read(run / "run.json")["data"]
    result = here("run", "--continue", run, "--epochs", 1)
    assert result.returncode == 0 and "others than those" not in result.stdout
    table.write_text("\n".join(("height,leaves,kind", "9.9,9,a", *rows[1:])), encoding="utf-8")
    result = here("run", "--continue", run, "--epochs", 1)
    assert result.returncode == 0, result.stderr
    assert "The data of plants are others than those on which this run has worked so far." in result.stdout
    settings = json.loads((run / "run.json").read_text())
    assert settings["earlier_data"] == [data] and settings["data"]["fingerprint"] != data["fingerprint"]
