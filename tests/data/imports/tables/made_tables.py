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


def orange(path: Path, frame: pd.DataFrame) -> None:
    """Names, types, flags, then rows."""
    path.write_text(
        "petal length\tcolour\tspecies\nc\tblue red dark\\ green\td\n\t\tclass\n"
        + frame.to_csv(index=False, header=False, sep="\t")
    )


def orange_prefixed(path: Path, frame: pd.DataFrame) -> None:
    """Types and flags in front of the names."""
    renamed = frame.rename(columns={"petal length": "C#petal length", "species": "cD#species"})
    renamed.to_csv(path, index=False)


def arrays(path: Path, frame: pd.DataFrame) -> None:
    """Samples and labels as texts, since there are colours among them."""
    names, label = frame.columns[:2].to_numpy(str), frame["species"].to_numpy(str)
    np.savez(path, x=frame.iloc[:, :2].to_numpy(str), y=label, feature_names=names)


def packed_csv(path: Path, frame: pd.DataFrame) -> None:
    path.write_bytes(gzip.compress(frame.to_csv(index=False).encode()))


WRITERS: dict[str, Callable[[Path, pd.DataFrame], object]] = {
    ".csv": lambda path, frame: frame.to_csv(path, index=False),
    ".csv.gz": packed_csv,
    ".xlsx": lambda path, frame: frame.to_excel(path, index=False),
    ".ods": lambda path, frame: open_document(path, [list(frame.columns), *frame.to_numpy().tolist()]),
    ".parquet": lambda path, frame: frame.to_parquet(path),
    ".arff": arff,
    ".tab": orange,
    ".orange.csv": orange_prefixed,
    ".jsonl": lambda path, frame: frame.to_json(path, orient="records", lines=True),
    ".json": lambda path, frame: frame.to_json(path, orient="records", indent=2),
    ".feather": lambda path, frame: frame.to_feather(path),
    ".npz": arrays,
}
