"""A process that trains many networks keeps the graphs of none but the last."""

import gc

import numpy as np
from tensorflow.python.framework.func_graph import FuncGraph

from workbench.networks.architecture import NetworkInput, TrainingSettings
from workbench.networks.registry import architecture
from workbench.training.keras_trainable import KerasTrainable
from workbench.training.released_graphs import release_graphs


def train_one() -> None:
    trainable = KerasTrainable(architecture("Tabular_MLP"), NetworkInput((9,), 2), seed=1)
    trainable.start(TrainingSettings(1, 8, 0.002, "adam"))
    trainable.train_batches(np.zeros((16, 9), np.float32), np.zeros(16, np.int32), batch_size=8)


def graphs() -> int:
    """Graphs of functions in this process once nothing of earlier networks is left."""
    release_graphs()
    return sum(isinstance(value, FuncGraph) for value in gc.get_objects())


def test_trained_networks_leave_no_graph() -> None:
    before = graphs()
    train_one()
    assert graphs() == before
