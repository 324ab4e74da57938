"""Our own training step does what Keras's does: same losses, same weights, dropout included."""

from dataclasses import replace
from typing import Any

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from workbench.data.types import Kind
from workbench.networks.architecture import Architecture, NetworkInput
from workbench.networks.registry import architecture
from workbench.training.built_model import class_weights
from workbench.training.keras_trainable import KerasTrainable, optimizer_named

pytestmark = pytest.mark.slow

INPUTS = {
    Kind.TABULAR: NetworkInput((9,), 2),
    Kind.IMAGE: NetworkInput((18, 18, 1), 3),
    Kind.SEQUENCE: NetworkInput((12,), 4, num_words=20),
}
BATCHES, BATCH_SIZE, LEARNING_RATE = 3, 8, 0.01


def random_rows(recipe: Architecture, network_input: NetworkInput) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """Samples and labels of three batches."""
    generator = np.random.default_rng(0)
    shape = (BATCHES * BATCH_SIZE, *network_input.shape)
    tokens, values = generator.integers(0, 20, shape), generator.random(shape)
    x = tokens.astype(np.int32) if recipe.kind is Kind.SEQUENCE else values.astype(np.float32)
    return x, generator.integers(0, network_input.num_classes, len(x)).astype(np.int32)


def trained_by_keras(
    model: keras.Model,
    optimizer: keras.optimizers.Optimizer,
    x: NDArray[Any],
    y: NDArray[np.int32],
    num_classes: int,
    weights: dict[int, float] | None = None,
) -> list[float]:
    """Train batch by batch with Keras's own step; the losses."""
    loss = "binary_crossentropy" if num_classes == 2 else "sparse_categorical_crossentropy"
    model.compile(optimizer, loss, jit_compile=False)
    losses = []
    for start in range(0, len(x), BATCH_SIZE):
        model.reset_metrics()
        batch = slice(start, start + BATCH_SIZE)
        losses.append(float(model.train_on_batch(x[batch], y[batch, None], class_weight=weights)))
    return losses


def assert_same_weights(ours: KerasTrainable, reference: keras.Model) -> None:
    for weight, other in zip(ours.model.get_weights(), reference.get_weights(), strict=True):
        np.testing.assert_allclose(weight, other, rtol=1e-4, atol=1e-6)


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize(
    ("name", "unroll"),
    [
        ("Tabular_MLP", False),
        ("Image_CNN", False),
        ("Sequential_RNN", False),
        ("Image_RNN", True),
        ("Conv_tuned", False),
        ("FF_dropout", False),
    ],
)
def test_losses_and_weights_are_those_of_train_on_batch(name: str, unroll: bool) -> None:
    recipe = architecture(name)
    network_input = INPUTS[recipe.kind]
    x, y = random_rows(recipe, network_input)
    ours = KerasTrainable(recipe, network_input, seed=5, unroll=unroll)
    ours.start(replace(recipe.defaults, learning_rate=LEARNING_RATE))
    losses, _ = ours.train_batches(x, y, BATCH_SIZE)
    reference = KerasTrainable(recipe, network_input, seed=5).model
    optimizer = optimizer_named(recipe.defaults.optimizer)
    optimizer.learning_rate = LEARNING_RATE
    expected = trained_by_keras(reference, optimizer, x, y, network_input.num_classes)
    np.testing.assert_allclose(losses, expected, rtol=1e-5)
    assert_same_weights(ours, reference)


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize("name", ["Tabular_MLP", "Image_CNN", "Conv_base"])
def test_clipping_is_that_of_keras_over_all_weights(name: str) -> None:
    recipe = architecture(name)
    network_input = INPUTS[recipe.kind]
    x, y = random_rows(recipe, network_input)
    settings = replace(recipe.defaults, optimizer="sgd", learning_rate=0.5)
    ours = KerasTrainable(recipe, network_input, seed=5)
    ours.start(replace(settings, clip_norm=0.05))
    ours.train_batches(x, y, BATCH_SIZE)
    reference = KerasTrainable(recipe, network_input, seed=5).model
    trained_by_keras(reference, keras.optimizers.SGD(0.5, global_clipnorm=0.05), x, y, network_input.num_classes)
    assert_same_weights(ours, reference)
    free = KerasTrainable(recipe, network_input, seed=5)
    free.start(settings)
    free.train_batches(x, y, BATCH_SIZE)
    assert not np.allclose(free.model.get_weights()[0], ours.model.get_weights()[0], atol=1e-4)


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize("name", ["Tabular_MLP", "Image_CNN", "Image_RNN"])
def test_l2_moves_the_weights_as_keras_regularizers_do_and_is_not_in_the_loss_that_is_shown(name: str) -> None:
    l2 = 0.01
    recipe = architecture(name)
    network_input = INPUTS[recipe.kind]
    x, y = random_rows(recipe, network_input)
    settings = replace(recipe.defaults, optimizer="sgd", learning_rate=0.1)
    ours = KerasTrainable(recipe, network_input, seed=5)
    ours.start(replace(settings, l2=l2))
    losses, _ = ours.train_batches(x, y, BATCH_SIZE)
    model = KerasTrainable(recipe, network_input, seed=5).model
    for variable in model.trainable_variables:
        if len(variable.shape) > 1:  # kernels, no biases
            variable.regularizer = keras.regularizers.L2(l2)
    first = model.get_weights()
    penalty = l2 * sum(float(np.sum(weight**2)) for weight in first if weight.ndim > 1)
    expected = trained_by_keras(model, keras.optimizers.SGD(0.1), x, y, network_input.num_classes)
    assert expected[0] - float(losses[0]) == pytest.approx(penalty, rel=1e-4)
    assert_same_weights(ours, model)


@pytest.mark.usefixtures("tensorflow")
@pytest.mark.parametrize("name", ["Tabular_MLP", "Image_MLP"])
def test_class_weights_are_those_of_keras(name: str) -> None:
    recipe = architecture(name)
    network_input = INPUTS[recipe.kind]
    x, y = random_rows(recipe, network_input)
    y[: len(y) // 2] = 0
    weights = class_weights(y, network_input.num_classes)
    ours = KerasTrainable(recipe, network_input, seed=5)
    ours.start(replace(recipe.defaults, learning_rate=LEARNING_RATE), weights)
    losses, _ = ours.train_batches(x, y, BATCH_SIZE)
    reference = KerasTrainable(recipe, network_input, seed=5).model
    optimizer = optimizer_named(recipe.defaults.optimizer)
    optimizer.learning_rate = LEARNING_RATE
    by_class = {label: float(weight) for label, weight in enumerate(weights)}
    expected = trained_by_keras(reference, optimizer, x, y, network_input.num_classes, by_class)
    np.testing.assert_allclose(losses, expected, rtol=1e-5)
    assert_same_weights(ours, reference)
