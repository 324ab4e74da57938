"""A table in a file of each type is trained on the command line, and new files of that type are predicted."""

import csv
from pathlib import Path

import pytest

from tests.cli.program import Here
from tests.data.imports.tables.made_tables import WRITERS, flowers


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [suffix for suffix in WRITERS if suffix not in (".csv", ".parquet")])
def test_trained_and_predicted(here: Here, tmp_path: Path, suffix: str) -> None:
    for name, rows in (("flowers", 60), ("new", 7)):
        WRITERS[suffix](tmp_path / f"{name}{suffix}", flowers(rows))
    run, table = tmp_path / "run", str(tmp_path / f"flowers{suffix}")
    trained = here("run", "--dataset", table, "--models", "Tabular_MLP", "--epochs", "1", "--out", str(run))
    assert trained.returncode == 0, trained.stderr
    out = tmp_path / "out.csv"
    predicted = here("predict", "--run", str(run), str(tmp_path / f"new{suffix}"), "--csv", str(out))
    assert predicted.returncode == 0, predicted.stderr
    with out.open(newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert len(lines) == 7 and {line["class"] for line in lines} <= {"setosa", "iris b"}
