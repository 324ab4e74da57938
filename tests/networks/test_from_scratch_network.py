"""A whole network written in NumPy: gradients of all weights, prediction in blocks, the table of layers."""

import numpy as np
import pytest

from tests.networks.gradients import numerical_gradient
from workbench.networks.from_scratch import network as network_module
from workbench.networks.from_scratch.convolution import Conv2D, MaxPooling2D
from workbench.networks.from_scratch.initializers import he_normal, uniform
from workbench.networks.from_scratch.layers import Dense, Dropout, Flatten, Layer, ReLU, Tanh
from workbench.networks.from_scratch.losses import SoftmaxCrossEntropy, SquaredError
from workbench.networks.from_scratch.network import Network


def layers() -> list[Layer]:
    return [
        Dropout(0.1),
        Conv2D(2, 3, he_normal),
        ReLU(),
        MaxPooling2D(2),
        Dropout(0.3),
        Flatten(),
        Dense(4, uniform),
        Tanh(),
        Dense(3, uniform),
    ]


@pytest.mark.parametrize("loss", [SquaredError(), SoftmaxCrossEntropy()], ids=lambda case: case.name)
def test_gradients_of_all_weights(loss: SquaredError | SoftmaxCrossEntropy) -> None:
    network = Network("small", layers(), loss, (5, 4, 2), np.float64)
    network.initialize(np.random.default_rng(0))
    x = np.random.default_rng(1).normal(0, 1, (4, 5, 4, 2))
    targets = np.eye(3)[[0, 2, 1, 2]]

    def value() -> float:
        return float(loss.value(network.forward(x, np.random.default_rng(2)), targets).sum())

    outputs = network.forward(x, np.random.default_rng(2))
    network.backward(loss.gradient(outputs, targets))
    found = network.gradients.copy()
    np.testing.assert_allclose(found, numerical_gradient(value, network.parameters), rtol=1e-5, atol=1e-7)


def test_all_weights_lie_in_one_vector() -> None:
    network = Network("small", layers(), SoftmaxCrossEntropy(), (5, 4, 2))
    assert len(network.parameters) == len(network.gradients) == (9 * 2 * 2 + 2) + (2 * 2 * 2 * 4 + 4) + (4 * 3 + 3)
    network.parameters[...] = 7
    assert all((layer.kernel == 7).all() and (layer.bias == 7).all() for layer in network.weighted_layers)


def test_a_seed_draws_the_same_weights_and_another_one_does_not() -> None:
    networks = [Network("small", layers(), SoftmaxCrossEntropy(), (5, 4, 2)) for _ in range(3)]
    for network, seed in zip(networks, (1, 1, 2), strict=True):
        network.initialize(np.random.default_rng(seed))
    np.testing.assert_array_equal(networks[0].parameters, networks[1].parameters)
    assert (networks[0].parameters != networks[2].parameters).any()
    assert all((layer.bias == 0).all() for layer in networks[0].weighted_layers)


def test_prediction_in_blocks_gives_the_same_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.random.default_rng(1).random((7, 5, 4, 2), np.float32)
    whole = Network("small", layers(), SoftmaxCrossEntropy(), (5, 4, 2))
    whole.initialize(np.random.default_rng(0))
    monkeypatch.setattr(network_module, "BLOCK_VALUES", 1000)
    blocks = Network("small", layers(), SoftmaxCrossEntropy(), (5, 4, 2))
    blocks.initialize(np.random.default_rng(0))
    scores = whole.scores(x)
    assert scores.shape == (7, 3) and scores.dtype == np.float32
    np.testing.assert_allclose(blocks.scores(x), scores, rtol=1e-5)


def test_the_table_of_layers_names_shapes_and_counts() -> None:
    text = Network("small", layers(), SoftmaxCrossEntropy(), (5, 4, 2)).summary()
    rows = [line.split() for line in text.splitlines()]
    assert ["Conv2D", "5", "×", "4", "×", "2", "38"] in rows
    assert ["Dense", "4", "36"] in rows
    assert ["Total", "89"] in rows
    assert "softmax and cross-entropy" in text
