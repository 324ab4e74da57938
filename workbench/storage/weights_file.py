"""Reading weights from HDF5 files of unknown origin: a look at the structure first, then arrays and nothing else.

Two layouts are read: that of Keras 3 (``layers/dense/vars/0``) and that of Keras 2 (root attribute ``layer_names``, one
group a layer with an attribute ``weight_names``; in files of whole models inside a group ``model_weights``).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from workbench.errors import UserError
from workbench.storage.atomic import explaining
from workbench.storage.weights_mismatch import explain_mismatch

MAX_OBJECTS = 10_000
MAX_DEPTH = 16
MAX_BYTES = 4 * 1024**3

_FILTERS = {h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32}

Shape = tuple[int, ...]
ShapeAndType = tuple[Shape, np.dtype[Any]]


def is_legacy(path: Path) -> bool:
    """Whether a file has the layout of Keras 2; `UserError` if it is no readable HDF5 file."""
    with _open(path) as file:
        return _legacy_root(file) is not None


def h5_shapes(path: Path) -> dict[str, ShapeAndType]:
    """Shape and type of all weights of a file in the layout of Keras 3, by path, without state (see `read_keras3`)."""
    with _open(path) as file:
        return {name: (dataset.shape, dataset.dtype) for name, dataset in _weights(file).items()}


def read_keras3(path: Path, expected: Mapping[str, ShapeAndType]) -> dict[str, NDArray[Any]]:
    """Read a file in the layout of ``model.save_weights`` of Keras 3.

    State that is no weight is ignored, in the file and in ``expected``: the optimizer's and that of random generators.

    Args:
        path: the file.
        expected: shape and type by path, as `h5_shapes` reads them from a file of the same network.

    Returns:
        The arrays by path, in the order and the type of ``expected``.

    Raises:
        UserError: not a sound HDF5 file, weights of another network, of another number of classes or another input
            shape, values that are not finite.
    """
    wanted = {name: entry for name, entry in expected.items() if not _is_state(name)}
    with _open(path) as file:
        found = _weights(file)
        explain_mismatch(
            path,
            {name: shape for name, (shape, _) in wanted.items()},
            {name: dataset.shape for name, dataset in found.items()},
        )
        return {name: _read(path, found[name], dtype) for name, (_, dtype) in wanted.items()}


def read_legacy(path: Path, expected: Sequence[tuple[str, Sequence[tuple[str, Shape]]]]) -> list[list[NDArray[Any]]]:
    """Read a file in the layout of Keras 2.

    Args:
        path: the file.
        expected: for each layer of the network that has weights, in order: its name (only for messages), and name and
            shape of its weights; of a weight's name only the last part counts ("kernel" of "dense_1/kernel:0").

    Returns:
        float32 arrays, one list for each entry of ``expected``.

    Raises:
        UserError: not a sound HDF5 file, weights of another network, of another number of classes or another input
            shape, values that are not finite.
    """
    with _open(path) as file:
        root = _legacy_root(file)
        if root is None:
            raise UserError(f"{path} does not have the layout of a Keras 2 weights file.", "Choose another file.")
        layers = [layer for name in _names(root, "layer_names") if (layer := _legacy_layer(path, root, name))]
        wanted = {
            f"layer {number}/{_short_name(name)}": shape
            for number, (_, weights) in enumerate(expected, start=1)
            for name, shape in weights
        }
        found = {
            f"layer {number}/{name}": dataset
            for number, layer in enumerate(layers, start=1)
            for name, dataset in layer.items()
        }
        explain_mismatch(path, wanted, {name: dataset.shape for name, dataset in found.items()})
        return [
            [_read(path, found[f"layer {number}/{_short_name(name)}"], np.dtype(np.float32)) for name, _ in weights]
            for number, (_, weights) in enumerate(expected, start=1)
        ]


def check_tree(file: h5py.File) -> None:
    """Look at every object of a file before anything is read.

    Raises:
        UserError: links, data outside the file, objects other than groups and plain numeric arrays, more or larger or
            more deeply nested objects than a network has.
    """
    seen = {_address(file)}
    total_bytes = 0

    def check_group(group: h5py.Group, depth: int) -> None:
        nonlocal total_bytes
        for name in group:
            where = f"{group.name.rstrip('/')}/{name}"
            if depth > MAX_DEPTH or len(seen) > MAX_OBJECTS:
                raise _suspicious(file, "it has more objects than a network can have")
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                raise _suspicious(file, f"{where} is a link")
            member = group[name]
            if _address(member) in seen:
                raise _suspicious(file, f"{where} is a second name of another object")
            seen.add(_address(member))
            if isinstance(member, h5py.Dataset):
                _check_dataset(file, where, member)
                total_bytes += member.nbytes
                if total_bytes > MAX_BYTES:
                    raise _suspicious(file, "it has larger arrays than a network can have")
            elif isinstance(member, h5py.Group):
                check_group(member, depth + 1)
            else:
                raise _suspicious(file, f"{where} is neither a group nor an array")

    check_group(file, 1)


def _check_dataset(file: h5py.File, where: str, dataset: h5py.Dataset) -> None:
    properties = dataset.id.get_create_plist()
    if dataset.is_virtual or dataset.external is not None:
        raise _suspicious(file, f"the data of {where} lie in another file")
    plain = dataset.dtype.kind in "fiu" and dataset.dtype.metadata is None and dataset.shape is not None
    if not plain:
        raise _suspicious(file, f"{where} is not an array of numbers")
    if dataset.chunks and any(chunk > side for chunk, side in zip(dataset.chunks, dataset.shape, strict=True)):
        raise _suspicious(file, f"the blocks of {where} are larger than the array")
    if not _FILTERS.issuperset(properties.get_filter(index)[0] for index in range(properties.get_nfilters())):
        raise _suspicious(file, f"{where} is packed in an unknown way")


def _suspicious(file: h5py.File, reason: str) -> UserError:
    return UserError(
        f"{file.filename} was not loaded: {reason}.",
        "A weights file holds plain arrays only; get it from a source you trust.",
    )


def _address(member: Any) -> int:
    return int(h5py.h5o.get_info(member.id).addr)


@contextmanager
def _open(path: Path) -> Iterator[h5py.File]:
    """Open and check a file; errors of HDF5 inside the block become a `UserError`, too."""
    with explaining("read", path):
        size = path.stat().st_size
        with path.open("rb") as stream:
            stream.read(1)
    if size == 0:
        raise UserError(f"{path} is empty.", "Choose another file, or save the weights anew.")
    if not h5py.is_hdf5(path):
        raise UserError(f"{path} is not an HDF5 file.", "Choose a file of weights, <Model>.weights.h5 or <Model>.h5.")
    try:
        with h5py.File(path, "r", locking=False) as file:
            check_tree(file)
            yield file
    except (OSError, RuntimeError, KeyError, ValueError, TypeError, IndexError, AttributeError, MemoryError) as error:
        what = "truncated" if "truncated" in str(error) else f"damaged ({error})"
        raise UserError(f"{path} is {what}.", "Get the file again, or save the weights anew.") from error


def _is_state(name: str) -> bool:
    names = name.split("/")
    return names[0] in {"optimizer", "metrics"} or "seed_generator" in names


def _weights(file: h5py.File) -> dict[str, h5py.Dataset]:
    """The arrays of a file by path, without state that is no weight."""
    found: dict[str, h5py.Dataset] = {}

    def collect(name: str, member: h5py.Group | h5py.Dataset) -> None:
        if isinstance(member, h5py.Dataset) and not _is_state(name):
            found[name] = member

    file.visititems(collect)
    return found


def _read(path: Path, dataset: h5py.Dataset, dtype: np.dtype[Any]) -> NDArray[Any]:
    with np.errstate(over="ignore"):
        array = dataset[()].astype(dtype)
    array = np.asarray(array).reshape(dataset.shape)
    if not np.isfinite(array).all():
        raise UserError(
            f"{path} was not loaded: {dataset.name} has values that are not finite.",
            "The training diverged before it was saved; choose other weights.",
        )
    return array


def _legacy_root(file: h5py.File) -> h5py.Group | None:
    inner = file.get("model_weights")
    candidates = [file, inner] if isinstance(inner, h5py.Group) else [file]
    return next((group for group in candidates if {"layer_names", "layer_names0"} & set(group.attrs)), None)


def _names(group: h5py.Group, attribute: str) -> list[str]:
    """A list of names, which Keras 2 splits into numbered attributes where it is long."""
    names: list[str] = []
    keys = [attribute] if attribute in group.attrs else [f"{attribute}{number}" for number in range(MAX_OBJECTS)]
    for key in keys:
        if key not in group.attrs:
            break
        shape = group.attrs.get_id(key).shape
        if shape is None or math.prod(shape) > MAX_OBJECTS:
            raise _suspicious(group.file, f"the attribute {key} of {group.name} is too long")
        names += [name.decode() if isinstance(name, bytes) else str(name) for name in np.ravel(group.attrs[key])]
    return names


def _legacy_layer(path: Path, root: h5py.Group, name: str) -> dict[str, h5py.Dataset]:
    """The weights of one layer by the last part of their names, {} if it has none."""
    group = root[name]
    weights = {}
    for weight in _names(group, "weight_names"):
        member = group[weight]
        if not isinstance(member, h5py.Dataset) or _short_name(weight) in weights:
            raise UserError(f"{path} is damaged: {weight} of layer {name} is not one array.", "Choose another file.")
        weights[_short_name(weight)] = member
    return weights


def _short_name(name: str) -> str:
    return name.rsplit("/", 1)[-1].removesuffix(":0")
