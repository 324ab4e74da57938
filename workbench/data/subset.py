"""A part of a dataset's classes as a dataset of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.data.types import DatasetSource, Progress, RawArrays, Reader, Samples, Sequences
from workbench.errors import UserError


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
    share = len(chosen) / source.num_classes
    return replace(
        source,
        title=f"{source.title}, {len(chosen)} classes",
        description=f"{source.description} Only {', '.join(chosen)}.",
        class_names=chosen,
        classes=chosen,
        sizes=(round(source.sizes[0] * share), round(source.sizes[1] * share)),
        read=partial(_read, source.read, labels),
    )


def _read(read: Reader, labels: tuple[int, ...], files: Mapping[str, Path], progress: Progress) -> RawArrays:
    raw = read(files, progress)
    x_train, y_train = _rows_of(raw.x_train, raw.y_train, labels)
    if raw.x_test is None or raw.y_test is None:
        return replace(raw, x_train=x_train, y_train=y_train)
    x_test, y_test = _rows_of(raw.x_test, raw.y_test, labels)
    return replace(raw, x_train=x_train, y_train=y_train, x_test=x_test, y_test=y_test)


def _rows_of(x: Samples, y: NDArray[np.integer], labels: tuple[int, ...]) -> tuple[Samples, NDArray[np.integer]]:
    rows = np.flatnonzero(np.isin(y, labels))
    chosen = x.take(rows) if isinstance(x, Sequences) else x[rows]
    return chosen, np.searchsorted(labels, y[rows]).astype(np.int32)
