"""The same small table in files of every type that is read."""

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from tests.data.imports.tables.made_workbooks import open_document


def flowers(rows: int = 60) -> pd.DataFrame:
    """Two columns to learn from, and the label."""
    random = np.random.default_rng(1)
    label = np.arange(rows) % 2
    return pd.DataFrame(
        {
            "petal length": random.normal(label).round(4),
            "colour": np.array(["red", "blue", "dark green"])[np.arange(rows) % 3],
            "species": np.array(["setosa", "iris b"])[label],
        }
    )


def arff(path: Path, frame: pd.DataFrame) -> None:
    """Nominal attributes with quotation marks where they are needed."""
    rows = "".join(f"{length},'{colour}','{species}'\n" for length, colour, species in frame.to_numpy().tolist())
    path.write_text(
        "% flowers\n@RELATION flowers\n\n@ATTRIBUTE 'petal length' NUMERIC\n"
        "@ATTRIBUTE colour {red, blue, 'dark green'}\n@ATTRIBUTE species {'iris b',setosa}\n\n@DATA\n" + rows
    )


def packed_csv(path: Path, frame: pd.DataFrame) -> None:
    path.write_bytes(gzip.compress(frame.to_csv(index=False).encode()))


WRITERS: dict[str, Callable[[Path, pd.DataFrame], object]] = {
    ".csv": lambda path, frame: frame.to_csv(path, index=False),
    ".csv.gz": packed_csv,
    ".xlsx": lambda path, frame: frame.to_excel(path, index=False),
    ".ods": lambda path, frame: open_document(path, [list(frame.columns), *frame.to_numpy().tolist()]),
    ".parquet": lambda path, frame: frame.to_parquet(path),
    ".arff": arff,
}
