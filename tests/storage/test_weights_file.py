from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.errors import UserError
from workbench.storage.weights_file import MAX_DEPTH, MAX_OBJECTS, h5_shapes, is_legacy, read_keras3, read_legacy

FLOAT = np.dtype(np.float32)
KERNEL, BIAS = "layers/dense/vars/0", "layers/dense/vars/1"
OUT_KERNEL, OUT_BIAS = "layers/dense_1/vars/0", "layers/dense_1/vars/1"
SHAPES = {KERNEL: (4, 5), BIAS: (5,), OUT_KERNEL: (5, 3), OUT_BIAS: (3,)}
EXPECTED = {name: (shape, FLOAT) for name, shape in SHAPES.items()}


def write(path: Path, arrays: Mapping[str, object]) -> Path:
    with h5py.File(path, "w") as file:
        for name, array in arrays.items():
            file[name] = array
    return path


def arrays(**shapes: tuple[int, ...]) -> dict[str, NDArray[np.float32]]:
    return {name: np.ones(shape, np.float32) for name, shape in {**SHAPES, **shapes}.items()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Net.weights.h5"


def build(kind: str) -> Any:
    import keras
    from keras import layers

    return keras.Sequential(layers_of(keras, layers)[kind])


def layers_of(keras: Any, layers: Any) -> dict[str, list[Any]]:
    return {
        "convolution": [
            keras.Input((8, 8, 1)),
            layers.Conv2D(2, 3),
            layers.Dropout(0.5),
            layers.Flatten(),
            layers.Dense(3),
        ],
        "recurrent": [
            keras.Input((6,)),
            layers.Embedding(20, 4),
            layers.LSTM(3, dropout=0.5, return_sequences=True),
            layers.LSTM(2, dropout=0.5),
            layers.Dropout(0.5),
            layers.Dense(1, "sigmoid"),
        ],
        "dense": [keras.Input((5,)), layers.Dense(4), layers.Dropout(0.1), layers.Dense(4), layers.Dense(2)],
    }


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize("kind", ["convolution", "recurrent", "dense"])
def test_files_of_keras(path: Path, kind: str) -> None:
    template = path.with_name("template.weights.h5")
    model = build(kind)
    model.save_weights(template)
    model.compile("adam", "mse")
    model.optimizer.build(model.trainable_variables)
    model.save_weights(path)  # with the optimizer's state, which is not ours to read
    expected = h5_shapes(template)
    found = read_keras3(path, expected)
    assert list(found) == list(expected)
    assert not is_legacy(path)
    assert sum(array.size for array in found.values()) == model.count_params()
    values = sorted(float(np.sum(array)) for array in found.values())
    np.testing.assert_allclose(values, sorted(float(np.sum(weight)) for weight in model.get_weights()))


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize("kind", ["convolution", "recurrent", "dense"])
def test_legacy_files_of_keras(tmp_path: Path, kind: str) -> None:
    model = build(kind)
    path = tmp_path / "Net.h5"
    with h5py.File(path, "w") as file:
        write_legacy(file, [(layer.name, layer.weights) for layer in model.layers])
    layers = [layer for layer in model.layers if layer.weights]
    expected = [(layer.name, [(weight.name, tuple(weight.shape)) for weight in layer.weights]) for layer in layers]
    assert is_legacy(path)
    found = read_legacy(path, expected)
    arrays_found = [array for layer in found for array in layer]
    for array, weight in zip(arrays_found, model.get_weights(), strict=True):
        np.testing.assert_array_equal(array, weight)


def write_legacy(group: h5py.Group, layers: list[tuple[str, Any]]) -> None:
    """As Keras 2 did: a layer's weights under its name, named ``<layer>/<weight>:0``."""
    group.attrs["layer_names"] = np.array([name for name, _ in layers], dtype="S")
    for layer, weights in layers:
        inner = group.create_group(layer)
        inner.attrs["weight_names"] = np.array([f"{layer}/{weight.name}:0" for weight in weights], dtype="S")
        for weight in weights:
            inner[f"{layer}/{weight.name}:0"] = np.asarray(weight)


class Weight:
    """A named array, as a variable of Keras."""

    def __init__(self, name: str, *shape: int) -> None:
        self.name = name
        self.array = np.arange(np.prod(shape), dtype=np.float32).reshape(shape)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[np.float32]:
        return self.array


LEGACY: list[tuple[str, list[Weight]]] = [
    ("flatten", []),
    ("dense_7", [Weight("kernel", 4, 5), Weight("bias", 5)]),
    ("dense_8", [Weight("kernel", 5, 3)]),
]
LEGACY_EXPECTED: list[tuple[str, list[tuple[str, tuple[int, ...]]]]] = [
    ("dense", [("kernel", (4, 5)), ("bias", (5,))]),
    ("dense_1", [("kernel", (5, 3))]),
]


def test_legacy_file_of_a_whole_model(path: Path) -> None:
    with h5py.File(path, "w") as file:
        write_legacy(file.create_group("model_weights"), LEGACY)
        file["optimizer_weights/iteration"] = 3
    assert is_legacy(path)
    kernel, bias = read_legacy(path, LEGACY_EXPECTED)[0]
    np.testing.assert_array_equal(kernel, np.arange(20).reshape(4, 5))
    assert (kernel.dtype, bias.shape) == (FLOAT, (5,))


def test_legacy_names_in_several_attributes(path: Path) -> None:
    with h5py.File(path, "w") as file:
        write_legacy(file, LEGACY)
        names = file.attrs.pop("layer_names")
        file.attrs["layer_names0"], file.attrs["layer_names1"] = names[:2], names[2:]
    assert len(read_legacy(path, LEGACY_EXPECTED)) == 2


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ([*LEGACY_EXPECTED, ("dense_2", [("kernel", (3, 3))])], "another network"),
        (LEGACY_EXPECTED[:1], "another network"),
        ([LEGACY_EXPECTED[0], ("lstm", [("recurrent_kernel", (5, 3))])], "another network"),
        ([LEGACY_EXPECTED[0], ("dense_1", [("kernel", (5, 1))])], "saved for 3 classes, this network has 2"),
        ([("dense", [("kernel", (9, 5)), ("bias", (5,))]), LEGACY_EXPECTED[1]], "another input shape"),
    ],
)
def test_legacy_weights_that_do_not_fit(path: Path, expected: Any, message: str) -> None:
    with h5py.File(path, "w") as file:
        write_legacy(file, LEGACY)
    with pytest.raises(UserError, match=message):
        read_legacy(path, expected)


def test_legacy_name_without_array(path: Path) -> None:
    with h5py.File(path, "w") as file:
        write_legacy(file, LEGACY)
        file["dense_7"].attrs["weight_names"] = np.array(["dense_7/kernel:0", "elsewhere"], dtype="S")
    with pytest.raises(UserError, match="damaged"):
        read_legacy(path, LEGACY_EXPECTED)


def test_layouts_are_not_mixed_up(path: Path) -> None:
    write(path, arrays())
    with pytest.raises(UserError, match="layout"):
        read_legacy(path, LEGACY_EXPECTED)


def test_order_and_type_are_the_networks(path: Path) -> None:
    write(path, {name: array.astype(">f8") for name, array in reversed(arrays().items())})
    found = read_keras3(path, EXPECTED)
    assert list(found) == list(EXPECTED)
    assert {array.dtype for array in found.values()} == {FLOAT}


def test_state_is_ignored(path: Path) -> None:
    state = {"optimizer/vars/0": 3, "layers/dropout/seed_generator/vars/0": np.zeros(2, np.uint32)}
    write(path, {**arrays(), **state})
    assert list(read_keras3(path, {**EXPECTED, "layers/lstm/seed_generator/vars/0": ((2,), FLOAT)})) == list(EXPECTED)
    assert h5_shapes(path) == EXPECTED


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({OUT_KERNEL: (5, 10), OUT_BIAS: (10,)}, "saved for 10 classes, this network has 3"),
        ({OUT_KERNEL: (5, 1), OUT_BIAS: (1,)}, "saved for 2 classes, this network has 3"),
        ({KERNEL: (50, 5)}, "another input shape"),
        ({KERNEL: (4, 6), BIAS: (6,), OUT_KERNEL: (6, 3)}, "another network"),
        ({KERNEL: (4, 5, 1)}, "another network"),
        ({"layers/dense_2/vars/0": (3, 3)}, "not part of the network"),
    ],
)
def test_weights_that_do_not_fit(path: Path, change: dict[str, tuple[int, ...]], message: str) -> None:
    write(path, arrays(**change))
    with pytest.raises(UserError, match=message) as caught:
        read_keras3(path, EXPECTED)
    assert caught.value.advice


def test_missing_weights(path: Path) -> None:
    write(path, {KERNEL: np.ones((4, 5))})
    with pytest.raises(UserError, match=f"{BIAS} is missing"):
        read_keras3(path, EXPECTED)


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e300])
def test_values_that_are_not_finite(path: Path, value: float) -> None:
    write(path, {**arrays(), BIAS: np.full(5, value, np.float64)})
    with pytest.raises(UserError, match="not finite"):
        read_keras3(path, EXPECTED)


def test_files_that_are_no_hdf5(path: Path, tmp_path: Path) -> None:
    for reader in (is_legacy, h5_shapes):
        with pytest.raises(UserError, match="does not exist"):
            reader(path)
        with pytest.raises(UserError, match="it is a folder"):
            reader(tmp_path)
    path.write_bytes(b"")
    with pytest.raises(UserError, match="is empty"):
        is_legacy(path)
    path.write_bytes(b"not HDF5 at all")
    with pytest.raises(UserError, match="not an HDF5 file"):
        is_legacy(path)


def test_truncated_and_damaged_files(path: Path) -> None:
    whole = write(path.with_name("whole.h5"), arrays()).read_bytes()
    path.write_bytes(whole[:-1])
    with pytest.raises(UserError, match="truncated"):
        read_keras3(path, EXPECTED)
    for length in range(1, len(whole), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(UserError):
            read_keras3(path, EXPECTED)
    random = np.random.default_rng(0)
    for position in random.integers(0, len(whole), 300):
        path.write_bytes(whole[:position] + bytes([random.integers(256)]) + whole[position + 1 :])
        try:
            found = read_keras3(path, EXPECTED)
        except UserError:
            continue
        assert {name: array.shape for name, array in found.items()} == SHAPES


def soft_link(file: h5py.File) -> None:
    file["link"] = h5py.SoftLink("/layers")


def dangling_link(file: h5py.File) -> None:
    file["link"] = h5py.SoftLink("/nowhere")


def external_link(file: h5py.File) -> None:
    file["link"] = h5py.ExternalLink("/etc/hosts", "/")


def second_name(file: h5py.File) -> None:
    file["again"] = file[KERNEL]


def loop(file: h5py.File) -> None:
    file["layers/loop"] = file["layers"]


def external_storage(file: h5py.File) -> None:
    file.create_dataset("outside", (10,), np.uint8, external=[("/etc/hosts", 0, 10)])


def virtual_dataset(file: h5py.File) -> None:
    layout = h5py.VirtualLayout((2,), np.float32)
    layout[:] = h5py.VirtualSource("other.h5", "data", (2,))
    file.create_virtual_dataset("virtual", layout)


def text(file: h5py.File) -> None:
    file["text"] = "import os"


def opaque(file: h5py.File) -> None:
    file["opaque"] = np.void(b"cos\nsystem")


def compound(file: h5py.File) -> None:
    file["compound"] = np.zeros(2, [("a", "f4")])


def boolean(file: h5py.File) -> None:
    file["boolean"] = np.array([True])


def reference(file: h5py.File) -> None:
    file.create_dataset("reference", (1,), h5py.ref_dtype)


def no_data(file: h5py.File) -> None:
    file["no_data"] = h5py.Empty("f4")


def named_type(file: h5py.File) -> None:
    file["type"] = np.dtype("f4")


def huge(file: h5py.File) -> None:
    file.create_dataset("huge", (2**40,), np.float32, chunks=(1024,), compression="gzip")


def huge_block(file: h5py.File) -> None:
    file.create_dataset("block", (1,), np.float32, maxshape=(None,), chunks=(2**20,), compression="gzip")


def unknown_filter(file: h5py.File) -> None:
    file.create_dataset("lzf", (10,), np.float32, compression="lzf")


def deep(file: h5py.File) -> None:
    file.create_group("/".join("d" * (MAX_DEPTH + 1)))


def many(file: h5py.File) -> None:
    for number in range(MAX_OBJECTS + 1):
        file.create_group(f"g{number}")


@pytest.mark.parametrize(
    "spoil",
    [
        soft_link,
        dangling_link,
        external_link,
        second_name,
        loop,
        external_storage,
        virtual_dataset,
        text,
        opaque,
        compound,
        boolean,
        reference,
        no_data,
        named_type,
        huge,
        huge_block,
        unknown_filter,
        deep,
        many,
    ],
)
def test_suspicious_files(path: Path, spoil: Callable[[h5py.File], None]) -> None:
    write(path, arrays())
    assert len(read_keras3(path, EXPECTED)) == len(EXPECTED)
    with h5py.File(path, "a") as file:
        spoil(file)
    with pytest.raises(UserError, match="was not loaded"):
        read_keras3(path, EXPECTED)


def test_packed_arrays_are_read(path: Path) -> None:
    with h5py.File(path, "w") as file:
        for name, array in arrays().items():
            file.create_dataset(name, data=array, compression="gzip", shuffle=True, fletcher32=True)
    assert len(read_keras3(path, EXPECTED)) == len(EXPECTED)
