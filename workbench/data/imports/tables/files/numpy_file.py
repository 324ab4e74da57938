"""Files of NumPy with samples and labels: ``x`` and ``y``, or the like, in an .npz; a table alone in an .npy."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from workbench.data.imports.tables.declaration import Declaration
from workbench.data.imports.tables.files.file_type import FileType
from workbench.data.imports.tables.files.header import column_names
from workbench.data.imports.tables.files.numpy_arrays import is_numpy_file, read_arrays
from workbench.data.imports.tables.files.sniffing import MOST_COLUMNS, TextFormat
from workbench.data.imports.tables.files.table_file import TableFile
from workbench.data.imports.tables.options import TableOptions
from workbench.errors import UserError

if TYPE_CHECKING:
    import pandas as pd

_PIECE = 100_000  # rows
_SAMPLES = ("x", "data", "features", "samples", "inputs")
_LABELS = ("y", "target", "targets", "label", "labels", "classes")
_FEATURE_NAMES = ("feature_names", "columns", "column_names")
_CLASS_NAMES = ("target_names", "class_names", "label_names")
_SHOWN = 10


@dataclass(frozen=True)
class _Columns:
    """The columns of a file in their order.

    Attributes:
        values: by name, each shape (rows,).
        label: which of them is the label, "" if the file does not say.
        class_names: of the label's values 0, 1 …, where the file names them.
    """

    values: dict[str, NDArray[Any]]
    label: str = ""
    class_names: tuple[str, ...] = ()


def _columns_of(path: Path) -> _Columns:
    arrays = {name.lower(): array for name, array in read_arrays(path).items()}
    if "" in arrays:
        return _Columns(_table(path, "The array", arrays[""], None))
    pairs = {subset: _pair(arrays, ending) for subset, ending in (("", ""), ("train", "_train"), ("test", "_test"))}
    found = {subset: pair for subset, pair in pairs.items() if pair[0]}
    if not found:
        shown = ", ".join(f"“{name}” {array.shape}" for name, array in list(arrays.items())[:_SHOWN])
        raise UserError(
            f"{path} has no array “x” of samples: it holds {shown or 'nothing'}.",
            "Call the samples x and the labels y, or x_train, y_train, x_test and y_test.",
        )
    found = {"": found[""]} if "" in found else found
    names = _texts(arrays, _FEATURE_NAMES)
    tables = {subset: _table(path, f"“{samples}”", arrays[samples], names) for subset, (samples, _) in found.items()}
    columns = {name: np.concatenate([table[name] for table in tables.values()]) for name in next(iter(tables.values()))}
    rows = {subset: len(next(iter(table.values()))) for subset, table in tables.items()}
    label, class_names = "", _texts(arrays, _CLASS_NAMES)
    if all(labels for _, labels in found.values()):
        label = _free(next(iter(found.values()))[1].removesuffix("_train").removesuffix("_test"), columns)
        values = [_labels(path, labels, arrays[labels], rows[subset]) for subset, (_, labels) in found.items()]
        columns[label] = _named(np.concatenate(values), class_names)
    if len(found) > 1:
        columns[_free("split", columns)] = np.repeat(list(rows), list(rows.values()))
    return _Columns(columns, label, class_names)


def _pair(arrays: dict[str, NDArray[Any]], ending: str) -> tuple[str, str]:
    """Names of the arrays of samples and of labels, "" for none."""
    return (
        next((f"{name}{ending}" for name in _SAMPLES if f"{name}{ending}" in arrays), ""),
        next((f"{name}{ending}" for name in _LABELS if f"{name}{ending}" in arrays), ""),
    )


def _table(path: Path, what: str, array: NDArray[Any], names: tuple[str, ...] | None) -> dict[str, NDArray[Any]]:
    """The columns of an array of samples."""
    if array.dtype.names and array.ndim == 1:
        given = column_names(array.dtype.names, len(array.dtype.names))
        return {name: _plain(array[field]) for name, field in zip(given, array.dtype.names, strict=True)}
    if array.ndim in (3, 4):
        raise UserError(
            f"{what} of {path} has the shape {array.shape}: pictures or sequences.",
            "Tables of shape (samples, features) are read from such files; save pictures as files in a folder for each "
            "class.",
        )
    if array.ndim != 2 or array.dtype.kind not in "biufSUM":
        raise UserError(
            f"{what} of {path} has the shape {array.shape} and the type {array.dtype}.",
            "An array of numbers or texts of shape (samples, features) is needed.",
        )
    if array.shape[1] > MOST_COLUMNS:
        raise UserError(
            f"{what} of {path} has {array.shape[1]:,} columns, and at most {MOST_COLUMNS:,} can be read.",
            "Its shape has to be (samples, features).",
        )
    header = names if names is not None and len(names) == array.shape[1] else ()
    return {name: _plain(array[:, place]) for place, name in enumerate(column_names(header, array.shape[1]))}


def _labels(path: Path, name: str, array: NDArray[Any], rows: int) -> NDArray[Any]:
    """The label of each row; of rows with a single 1 (one-hot), its place."""
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim == 2 and ((array == 0) | (array == 1)).all() and (array.sum(axis=1) == 1).all():
        array = array.argmax(axis=1)
    if array.ndim != 1 or len(array) != rows:
        raise UserError(
            f"“{name}” of {path} has the shape {array.shape}, and there are {rows:,} samples.",
            "A label for each sample is needed, in the same order.",
        )
    return _plain(array)


def _named(labels: NDArray[Any], class_names: tuple[str, ...]) -> NDArray[Any]:
    """Names for labels that are their numbers."""
    if (
        class_names
        and labels.dtype.kind in "iu"
        and len(labels)
        and 0 <= labels.min() <= labels.max() < len(class_names)
    ):
        named: NDArray[Any] = np.array(class_names)[labels]
        return named
    return labels


def _plain(values: NDArray[Any]) -> NDArray[Any]:
    return np.array(np.char.decode(values, "utf-8", "replace")) if values.dtype.kind == "S" else values


def _texts(arrays: dict[str, NDArray[Any]], names: tuple[str, ...]) -> tuple[str, ...]:
    found = next((arrays[name] for name in names if name in arrays), np.zeros(0, str))
    return tuple(_plain(found).tolist()) if found.ndim == 1 and found.dtype.kind in "SU" else ()


def _free(name: str, columns: dict[str, NDArray[Any]]) -> str:
    while name in columns:
        name += "_"
    return name


def _look_at(path: Path, _options: TableOptions) -> TableFile:
    columns = _columns_of(path)
    declared = (
        {columns.label: Declaration(bool(columns.class_names), columns.class_names, True)} if columns.label else {}
    )
    return TableFile(path, TextFormat("", "", True, ".", tuple(columns.values)), declared=declared)


def _pieces(table: TableFile, columns: Collection[str] | None, rows: int | None) -> "Iterator[pd.DataFrame]":
    import pandas as pd

    values = _columns_of(table.path).values
    wanted = [name for name in table.columns if columns is None or name in columns]
    count = len(next(iter(values.values())))
    end = count if rows is None else min(rows, count)
    for start in range(0, end, _PIECE):
        rows_now = slice(start, min(start + _PIECE, end))
        yield pd.DataFrame({name: values[name][rows_now] for name in wanted})


NUMPY = FileType(
    name="numpy",
    title="a NumPy file",
    suffixes=(".npz", ".npy"),
    recognises=is_numpy_file,
    look_at=_look_at,
    pieces=_pieces,
)
