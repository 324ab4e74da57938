"""Every network of the registry builds, predicts probabilities and learns, for any shape of its kind."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.data.types import Kind
from workbench.networks.architecture import Architecture, InputForm, NetworkInput, Quartet
from workbench.networks.registry import QUARTETS, architectures
from workbench.training.built_model import make_trainable

pytestmark = pytest.mark.usefixtures("tensorflow")

ARCHITECTURES = list(architectures().values())

LARGE = NetworkInput((150, 150, 3), 200)
INPUTS = {
    Kind.TABULAR: [*(NetworkInput((features,), 2) for features in (1, 2, 3, 4, 5)), NetworkInput((30,), 3)],
    Kind.IMAGE: [
        NetworkInput((8, 8, 1), 10),
        NetworkInput((17, 40, 1), 2),
        NetworkInput((18, 18, 1), 3),
        NetworkInput((32, 32, 3), 10),
        LARGE,
    ],
    Kind.SEQUENCE: [NetworkInput((24,), 4, 31), NetworkInput((24,), 2, 31), NetworkInput((1,), 200, 31)],
}
TRAINING_INPUTS = {
    Kind.TABULAR: NetworkInput((30,), 3),
    Kind.IMAGE: NetworkInput((8, 8, 1), 10),
    Kind.SEQUENCE: NetworkInput((24,), 2, 31),
}
CASES = [
    pytest.param(
        network,
        network_input,
        id=f"{network.name}-{'x'.join(map(str, network_input.shape))}",
        marks=pytest.mark.slow if network_input == LARGE else (),
    )
    for network in ARCHITECTURES
    for network_input in INPUTS[network.kind]
]
BATCH = 16


def random_batch(recipe: Architecture, network_input: NetworkInput) -> NDArray[Any]:
    random = np.random.default_rng(0)
    match recipe.input_form:
        case InputForm.FEATURES:
            return random.standard_normal((BATCH, *network_input.shape), np.float32)
        case InputForm.PIXELS:
            return random.random((BATCH, *network_input.shape), np.float32)
        case InputForm.TOKENS:
            return random.integers(0, network_input.num_words, (BATCH, *network_input.shape), np.int32)
        case InputForm.MULTI_HOT:
            return random.integers(0, 2, (BATCH, network_input.num_words)).astype(np.float32)


@pytest.mark.parametrize(("recipe", "network_input"), CASES)
def test_scores_are_probabilities(recipe: Architecture, network_input: NetworkInput) -> None:
    scores = make_trainable(recipe, network_input, seed=1).predict(random_batch(recipe, network_input))
    assert (scores >= 0).all() and (scores <= 1).all()
    assert scores.shape == (BATCH, network_input.num_classes)
    np.testing.assert_allclose(scores.sum(axis=1), 1, atol=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("recipe", ARCHITECTURES, ids=lambda network: network.name)
def test_one_step_changes_every_weight(recipe: Architecture) -> None:
    network_input = TRAINING_INPUTS[recipe.kind]
    trainable = make_trainable(recipe, network_input, seed=1)
    trainable.start(recipe.defaults)
    before = trainable.get_weights()
    labels = np.arange(BATCH, dtype=np.int32) % network_input.num_classes
    losses, scores = trainable.train_batches(random_batch(recipe, network_input), labels, BATCH)
    assert np.isfinite(losses).all() and scores.shape == (BATCH, network_input.num_classes)
    after = trainable.get_weights()
    assert before.keys() == after.keys()
    assert all((before[name] != after[name]).any() for name in before)


@pytest.mark.parametrize("recipe", ARCHITECTURES, ids=lambda network: network.name)
def test_counts_and_tables_agree(recipe: Architecture) -> None:
    trainable = make_trainable(recipe, TRAINING_INPUTS[recipe.kind], seed=1)
    assert trainable.parameters == sum(array.size for array in trainable.get_weights().values())
    assert f"{trainable.parameters:,}" in trainable.summary()
    assert recipe.defaults.optimizer in recipe.optimizers and recipe.thesis.optimizer in recipe.optimizers


@pytest.mark.parametrize("group", QUARTETS.values(), ids=lambda network: network.name)
def test_descriptions_and_settings_are_complete(group: Quartet) -> None:
    assert group.title
    assert len({network.name for network in group.architectures}) == 4
    assert min(network.relative_cost for network in group.architectures) >= 1  # shared networks keep their cost
    for network in group.architectures:
        assert network.kind == group.kind
        assert network.description.endswith(".")
        assert network.batches_per_step >= 1
        assert network.thesis.epochs >= network.defaults.epochs >= 1
