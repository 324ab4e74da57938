"""Weights of a network written in NumPy to and from files, in the layout of Keras 3.

A Keras network of the same layers reads such a file with ``model.load_weights``.
"""

from collections import Counter
from pathlib import Path

import h5py
import numpy as np

from workbench.networks.from_scratch.layers import Array
from workbench.networks.from_scratch.network import Network
from workbench.storage.atomic import replacing
from workbench.storage.weights_file import read_keras3


def save_weights(network: Network, path: Path) -> None:
    """Write the weights; `UserError` where that cannot be done."""
    with replacing(path) as temporary, h5py.File(temporary, "w") as file:
        for name, array in _by_path(network).items():
            file.create_dataset(name, data=array)


def load_weights(network: Network, path: Path) -> None:
    """Give a network the weights of a file.

    Raises:
        UserError: the file is not sound or belongs to another network; the network is unchanged.
    """
    arrays = _by_path(network)
    found = read_keras3(path, {name: (array.shape, array.dtype) for name, array in arrays.items()})
    for name, array in arrays.items():
        np.copyto(array, found[name])


def _by_path(network: Network) -> dict[str, Array]:
    """The weights by the paths that Keras gives them: ``layers/dense_1/vars/0`` is the second dense layer's kernel."""
    seen: Counter[str] = Counter()
    result: dict[str, Array] = {}
    for layer in network.weighted_layers:
        kind = type(layer).__name__.lower()
        group = f"layers/{kind}_{seen[kind]}" if seen[kind] else f"layers/{kind}"
        seen[kind] += 1
        result |= {f"{group}/vars/0": layer.kernel, f"{group}/vars/1": layer.bias}
    return result
