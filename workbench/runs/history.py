"""The values of all epochs, by name."""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from workbench.storage.atomic import write_json, write_text

HISTORY_FILE = "history.json"
HISTORY_TABLE = "history.csv"

History = dict[str, list[float | None]]
"""Values per epoch by name: "loss", metric ids, and the same with "val_" in front; None where not computed."""


def with_epoch(
    history: Mapping[str, list[float | None]], completed: int, values: Mapping[str, float | None]
) -> History:
    """A history with one epoch more; what was not computed in an epoch is None there.

    Args:
        completed: epochs that the history has.
        values: of the new epoch; their order is that of the result, older names come behind.
    """
    names = [*values, *(name for name in history if name not in values)]
    return {name: [*history.get(name, [None] * completed), values.get(name)] for name in names}


def write_history(folder: Path, history: Mapping[str, Sequence[float | None]]) -> None:
    """Write ``history.json`` and ``history.csv`` (epochs from 1, an empty cell for an undefined value).

    Values that are not finite, as the loss of a training that diverged, become undefined.
    """
    columns = {name: [_finite(value) for value in values] for name, values in history.items()}
    write_json(folder / HISTORY_FILE, columns)
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["epoch", *columns])
    writer.writerows([epoch, *row] for epoch, row in enumerate(zip_longest(*columns.values()), start=1))
    write_text(folder / HISTORY_TABLE, table.getvalue())


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
