"""The rows that re-splits and folds deal out: all of them, but for an official test part, which stays sealed."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from workbench.data.types import Dataset, Samples, Sequences

_BLOCK = 4096  # rows copied at once


@dataclass(frozen=True)
class Pool:
    """Rows of a dataset.

    Attributes:
        samples: n of them, memory maps where the dataset's arrays are.
        labels: int32, shape (n,).
    """

    samples: Samples
    labels: NDArray[np.int32]


def pool_of(dataset: Dataset) -> Pool:
    """The train part where the test part is official; else the train part and after it the test part.

    Joined arrays are written beside the dataset's own when they are first needed.
    """
    if dataset.official_test:
        return Pool(dataset.x_train, dataset.y_train)
    labels = np.concatenate([dataset.y_train, dataset.y_test])
    train, test = dataset.x_train, dataset.x_test
    if isinstance(train, Sequences) and isinstance(test, Sequences):
        values = _joined(dataset.folder / "x_pool_values.npy", train.values, test.values)
        offsets = np.concatenate([train.offsets, test.offsets[1:] + train.offsets[-1]])
        return Pool(Sequences(values, offsets), labels)
    return Pool(_joined(dataset.folder / "x_pool.npy", np.asarray(train), np.asarray(test)), labels)


def _joined(path: Path, first: NDArray[Any], second: NDArray[Any]) -> NDArray[Any]:
    with FileLock(path.with_suffix(".lock")):
        if not path.exists():
            temporary = path.with_name(f"{secrets.token_hex(4)}.tmp")
            try:
                joined = open_memmap(temporary, "w+", first.dtype, (len(first) + len(second), *first.shape[1:]))
                for array, start in ((first, 0), (second, len(first))):
                    for row in range(0, len(array), _BLOCK):
                        joined[start + row : start + min(row + _BLOCK, len(array))] = array[row : row + _BLOCK]
                joined.flush()
                del joined
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
    pool: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return pool
