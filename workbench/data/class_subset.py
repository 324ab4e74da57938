"""A part of a dataset's classes as a dataset of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.types import SCRATCH, DatasetSource, Progress, RawArrays, Reader, Samples, Sequences
from workbench.errors import UserError
from workbench.storage.atomic import explaining

_AT_ONCE = 500  # rows


def with_classes(source: DatasetSource, names: Sequence[str]) -> DatasetSource:
    """The dataset with these classes alone, re-labelled from 0 in the order of the dataset; all of them: unchanged.

    Raises:
        UserError: a class is unknown, or fewer than two are named.
    """
    unknown = [name for name in names if name not in source.class_names]
    known = ", ".join(source.class_names)
    if unknown:
        raise UserError(f"{source.title} has no class “{unknown[0]}”.", f"Its classes are {known}.")
    chosen = tuple(name for name in source.class_names if name in names)
    if len(chosen) < 2:
        raise UserError("Networks need at least two classes to tell apart.", f"{source.title} has {known}.")
    if chosen == source.class_names:
        return source
    labels = tuple(source.class_names.index(name) for name in chosen)
    fraction = len(chosen) / source.num_classes
    return replace(
        source,
        title=f"{source.title}, {len(chosen)} classes",
        description=f"{source.description} Only {', '.join(chosen)}.",
        class_names=chosen,
        classes=chosen,
        sizes=(round(source.sizes[0] * fraction), round(source.sizes[1] * fraction)),
        read=partial(_read, source.read, labels),
    )


def _read(read: Reader, labels: tuple[int, ...], files: Mapping[str, Path], progress: Progress) -> RawArrays:
    raw = read(files, progress)
    raw = replace(raw, class_rows=tuple(np.bincount(raw.y_train).tolist()))
    scratch = files.get(SCRATCH)
    x_train, y_train = _rows_of(raw.x_train, raw.y_train, labels, scratch and scratch / "train of classes")
    if raw.x_test is None or raw.y_test is None:
        return replace(raw, x_train=x_train, y_train=y_train)
    x_test, y_test = _rows_of(raw.x_test, raw.y_test, labels, scratch and scratch / "test of classes")
    return replace(raw, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)


def _rows_of(
    x: Samples, y: NDArray[np.integer], labels: tuple[int, ...], path: Path | None
) -> tuple[Samples, NDArray[np.integer]]:
    """The rows of these labels; where there is a ``path``, a memory map of it."""
    rows = np.flatnonzero(np.isin(y, labels))
    chosen = np.searchsorted(labels, y[rows]).astype(np.int32)
    if isinstance(x, Sequences):
        return x.rows(rows), chosen
    if path is None or not len(rows):
        return x[rows], chosen
    with explaining("write", path), path.open("wb") as stream:
        for start in range(0, len(rows), _AT_ONCE):
            stream.write(x[rows[start : start + _AT_ONCE]].tobytes())
    return np.memmap(path, x.dtype, "r", shape=(len(rows), *x.shape[1:])), chosen
