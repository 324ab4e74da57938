"""Every network of the registry builds, predicts probabilities and learns, for any shape of its kind."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.data.types import Kind
from workbench.networks.registry import QUARTETS
from workbench.networks.types import Architecture, InputForm, NetworkInput, Quartet

pytestmark = pytest.mark.usefixtures("tensorflow")

ARCHITECTURES = [item for group in QUARTETS.values() for item in group.architectures]

INPUTS = {
    Kind.TABULAR: [*(NetworkInput((features,), 2) for features in (1, 2, 3, 4, 5)), NetworkInput((30,), 3)],
    Kind.IMAGE: [
        NetworkInput((8, 8, 1), 10),
        NetworkInput((17, 40, 1), 2),
        NetworkInput((18, 18, 1), 3),
        NetworkInput((32, 32, 3), 10),
        NetworkInput((150, 150, 3), 200),
    ],
    Kind.SEQUENCE: [NetworkInput((24,), 4, 31), NetworkInput((24,), 2, 31), NetworkInput((1,), 200, 31)],
}
TRAINING_INPUTS = {
    Kind.TABULAR: NetworkInput((30,), 3),
    Kind.IMAGE: NetworkInput((8, 8, 1), 10),
    Kind.SEQUENCE: NetworkInput((24,), 2, 31),
}
CASES = [
    pytest.param(item, network_input, id=f"{item.name}-{'x'.join(map(str, network_input.shape))}")
    for item in ARCHITECTURES
    for network_input in INPUTS[item.kind]
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
def test_outputs_are_probabilities(recipe: Architecture, network_input: NetworkInput) -> None:
    model = recipe.build(network_input)
    output = np.asarray(model(random_batch(recipe, network_input), training=False))
    assert (output >= 0).all() and (output <= 1).all()
    if network_input.num_classes == 2:
        assert output.shape == (BATCH, 1)
    else:
        assert output.shape == (BATCH, network_input.num_classes)
        np.testing.assert_allclose(output.sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("recipe", ARCHITECTURES, ids=lambda item: item.name)
def test_one_step_changes_every_weight(recipe: Architecture) -> None:
    import keras

    keras.utils.set_random_seed(1)
    network_input = TRAINING_INPUTS[recipe.kind]
    model = recipe.build(network_input)
    model.compile(
        optimizer=keras.optimizers.get(recipe.defaults.optimizer),
        loss="binary_crossentropy" if network_input.num_classes == 2 else "sparse_categorical_crossentropy",
        run_eagerly=True,
    )
    before = [np.asarray(variable) for variable in model.trainable_variables]
    model.train_on_batch(random_batch(recipe, network_input), np.arange(BATCH) % network_input.num_classes)
    after = [np.asarray(variable) for variable in model.trainable_variables]
    assert all((old != new).any() for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize("group", QUARTETS.values(), ids=lambda item: item.name)
def test_descriptions_and_settings_are_complete(group: Quartet) -> None:
    assert group.title
    assert len({item.name for item in group.architectures}) == 4
    assert min(item.relative_cost for item in group.architectures) == 1
    for item in group.architectures:
        assert item.kind == group.kind
        assert item.description.endswith(".")
        assert item.batches_per_step >= 1
        assert item.thesis.epochs >= item.defaults.epochs >= 1
