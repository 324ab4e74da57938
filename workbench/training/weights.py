"""Weights of a Keras network to and from files (see `workbench.storage.weights_file` for what is admitted)."""

import tempfile
from pathlib import Path

import h5py
import keras

from workbench.storage.atomic import replacing
from workbench.storage.weights_file import h5_shapes, is_legacy, read_keras3, read_legacy


def save_weights(model: keras.Model, path: Path) -> None:
    """Write the weights in the layout of Keras 3, so that ``model.load_weights`` reads them elsewhere, too."""
    with replacing(path) as temporary:
        model.save_weights(temporary)


def load_weights(model: keras.Model, path: Path) -> None:
    """Give a network the weights of a file.

    Raises:
        UserError: the file is not sound or belongs to another network; the network is unchanged.
    """
    if is_legacy(path):
        _load_legacy(model, path)
    else:
        _load_keras3(model, path)


def _load_keras3(model: keras.Model, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "checked.weights.h5"
        model.save_weights(template)
        arrays = read_keras3(path, h5_shapes(template))
        with h5py.File(template, "r+") as file:  # only checked arrays, in a file of our own, reach Keras
            for name, array in arrays.items():
                file[name][...] = array
        model.load_weights(template)


def _load_legacy(model: keras.Model, path: Path) -> None:
    layers = [layer for layer in model.layers if layer.weights]
    expected = [(layer.name, [(weight.path, tuple(weight.shape)) for weight in layer.weights]) for layer in layers]
    for layer, arrays in zip(layers, read_legacy(path, expected), strict=True):
        layer.set_weights(arrays)
